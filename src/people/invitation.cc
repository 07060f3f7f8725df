#include "people/invitation.h"

#include <array>

#include "base/sha256.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/password.h"

namespace kireise::people {
namespace {

using store::Connection;

constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";  // five bits each
constexpr std::size_t code_letters = 28;

std::string make_code(const Random& random) {
    std::array<std::byte, code_letters> bytes{};
    random(bytes);
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += '-';
        out += letters[std::to_integer<unsigned>(bytes[i]) % letters.size()];
    }
    return out;
}

// As typed -> what is hashed; "" for what can be no code.
std::string plain_code(std::string_view typed) {
    if (typed.size() > 100) return {};
    std::string out;
    for (char c : lower_ascii(typed)) {
        if (c == 'o') c = '0';
        if (c == 'i' || c == 'l') c = '1';
        if (letters.find(c) != std::string_view::npos) out += c;
    }
    return out.size() == code_letters ? out : std::string{};
}

std::string code_hash(std::string_view code) { return sha256_hex("invitation:" + plain_code(code)); }

Result<std::optional<Account>> account_of_code(Connection& tx, Instant now, std::string_view code) {
    const auto row = TRY((store::query_one<std::string, std::string, std::string, std::string, std::int64_t>(
        tx,
        "SELECT account.id, login, name, profile, roles FROM invitation JOIN account ON account.id = invitation.account"
        " WHERE code_hash = :hash AND expires > :now AND blocked = 0",
        code_hash(code), now)));
    if (!row) return std::optional<Account>{};
    const auto& [id, login, name, profile, roles] = *row;
    return std::optional(Account{id, login, name, profile, Roles{static_cast<std::uint32_t>(roles)}});
}

}  // namespace

Result<std::string> invite(Connection& tx, const Random& random, Instant now, const std::string& account) {
    auto code = make_code(random);
    TRY(store::execute(tx,
                       "INSERT INTO invitation (account, code_hash, expires) VALUES (:account, :hash, :expires)"
                       " ON CONFLICT (account) DO UPDATE SET code_hash = excluded.code_hash, expires = excluded.expires",
                       account, code_hash(code), now + invitation_lifetime));
    return code;
}

Result<std::optional<Account>> invited_account(store::Database& db, Instant now, std::string_view code) {
    if (plain_code(code).empty()) return std::optional<Account>{};
    return db.read([&](Connection& tx) { return account_of_code(tx, now, code); });
}

Result<Account> accept_invitation(store::Database& db, const Random& random, Instant now, std::string_view code,
                                  const std::string& password) {
    const auto hash = TRY(hash_password(password));  // before the transaction: it takes its time
    return db.write([&](Connection& tx) -> Result<Account> {
        auto account = TRY(account_of_code(tx, now, code));
        if (!account) return fail(ErrorKind::unauthenticated, "The code is wrong, was used or has expired.");
        TRY(store::execute(tx, "DELETE FROM invitation WHERE account = :account", account->id));
        TRY(store::execute(tx, "UPDATE account SET password_hash = :hash WHERE id = :id", hash, account->id));
        TRY(close_sessions(tx, account->id));
        TRY(audit(tx, random, now, {account->id, "account.password_set", "account/" + account->id, ""}));
        return *std::move(account);
    });
}

}  // namespace kireise::people
