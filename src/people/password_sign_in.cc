#include "people/password_sign_in.h"

#include <spdlog/spdlog.h>

#include "base/text.h"

namespace kireise::people {
namespace {

using SignedIn = std::variant<Account, Refusal>;

// Whether only its own password opens the account of this login.
Result<bool> is_local(store::Database& db, const std::string& login, SameLogin same_login) {
    const auto row = TRY(db.read([&](store::Connection& tx) {
        return store::query_one<std::int64_t>(tx, "SELECT roles FROM account WHERE login = :login AND password_hash <> ''",
                                              lower_ascii(trim(login)));
    }));
    if (!row) return false;
    const Roles roles{static_cast<std::uint32_t>(std::get<0>(*row))};
    return same_login == SameLogin::another_person || roles.has(Role::admin);
}

Result<SignedIn> by_directory(const Town& town, Directory& directory, const std::string& login, const std::string& password) {
    const auto person = directory.sign_in(login, password);
    if (!person && person.error().kind == ErrorKind::unauthenticated) return Refusal::wrong;
    if (!person && person.error().kind == ErrorKind::forbidden) return Refusal::no_group;
    if (!person) {
        spdlog::warn("{}", person.error().message);
        return Refusal::no_directory;
    }
    auto account = admit(town.db(), {town.random(), town.now(), ""}, *person, directory.settings().same_login);
    if (!account && account.error().kind == ErrorKind::forbidden) return Refusal::blocked;
    if (!account) return std::unexpected(account.error());
    return *std::move(account);
}

}  // namespace

Result<SignedIn> sign_in_by_password(const Town& town, const SignInWays& ways, const std::string& login, const std::string& password) {
    auto local = authenticate(town.db(), login, password);
    if (local) return *std::move(local);
    if (local.error().kind == ErrorKind::forbidden) return Refusal::blocked;
    if (local.error().kind != ErrorKind::unauthenticated) return std::unexpected(local.error());
    if (!ways.directory || TRY(is_local(town.db(), login, ways.directory->settings().same_login))) return Refusal::wrong;
    return by_directory(town, *ways.directory, login, password);
}

}  // namespace kireise::people
