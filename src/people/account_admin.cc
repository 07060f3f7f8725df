#include "people/account_admin.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "people/audit.h"
#include "people/invitation.h"
#include "people/login.h"
#include "people/person_report.h"

namespace kireise::people {
namespace {

using store::Connection;
using Row = std::tuple<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t, std::string, std::optional<Instant>>;

constexpr std::string_view select_states =
    "SELECT account.id, login, name, profile, roles, blocked, CASE WHEN password_hash = '' THEN '' ELSE 'yes' END, expires"
    " FROM account LEFT JOIN invitation ON invitation.account = account.id";

Roles to_roles(std::int64_t bits) { return {static_cast<std::uint32_t>(bits)}; }

AccountState to_state(const Row& row, Instant now) {
    const auto& [id, login, name, profile, roles, blocked, password, expires] = row;
    return {
        {id, login, name, profile, to_roles(roles)}, blocked != 0, !password.empty(), expires && *expires > now ? expires : std::nullopt};
}

// For LIKE with the escape sign "!".
std::string pattern_of(std::string_view search) {
    std::string out = "%";
    for (const char c : search) {
        if (c == '%' || c == '_' || c == '!') out += '!';
        out += c;
    }
    return out + "%";
}

Error no_account() { return error(ErrorKind::not_found, "There is no such account."); }

struct Standing {
    Roles roles;
    bool blocked = false;

    [[nodiscard]] bool rules() const { return roles.has(Role::admin) && !blocked; }
};

Result<Standing> standing_of(Connection& tx, const std::string& id) {
    const auto row = TRY((store::query_one<std::int64_t, std::int64_t>(tx, "SELECT roles, blocked FROM account WHERE id = :id", id)));
    if (!row) return std::unexpected(no_account());
    return Standing{to_roles(std::get<0>(*row)), std::get<1>(*row) != 0};
}

// Before an account stops being an admin.
Result<> keep_an_admin(Connection& tx, const std::string& id) {
    const auto others = TRY(store::query<std::int64_t>(tx, "SELECT roles FROM account WHERE blocked = 0 AND id <> :id", id));
    const bool kept = std::ranges::any_of(others, [](const auto& row) { return to_roles(std::get<0>(row)).has(Role::admin); });
    if (!kept) return fail(ErrorKind::conflict, "This is the last account with the role admin; give the role to another one first.");
    return {};
}

// A password would be a second way in, past the directory that decides who may.
Result<> signs_in_here(Connection& tx, const std::string& id) {
    const auto row = TRY(store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM identity WHERE account = :id", id));
    if (row && std::get<0>(*row) == 0) return {};
    return fail(ErrorKind::conflict, "This person signs in with the town's directory or identity provider and needs no password here.");
}

}  // namespace

Result<AccountPage> find_accounts(store::Database& db, Instant now, std::string_view search, int page) {
    const auto pattern = pattern_of(lower_ascii(trim(search)));
    return db.read([&](Connection& tx) -> Result<AccountPage> {
        constexpr std::string_view condition = " WHERE lower(login) LIKE :login ESCAPE '!' OR lower(name) LIKE :name ESCAPE '!'";
        const auto count =
            TRY(store::query_one<std::int64_t>(tx, fmt::format("SELECT COUNT(*) FROM account{}", condition), pattern, pattern));
        const auto sql = fmt::format("{}{} ORDER BY login LIMIT :limit OFFSET :offset", select_states, condition);
        const std::int64_t offset = std::int64_t{accounts_per_page} * std::max(page, 0);
        const auto rows = TRY((store::query<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t, std::string,
                                            std::optional<Instant>>(tx, sql, pattern, pattern, accounts_per_page, offset)));
        AccountPage out;
        out.found = count ? std::get<0>(*count) : 0;
        for (const auto& row : rows) out.accounts.push_back(to_state(row, now));
        return out;
    });
}

Result<AccountState> account_state(store::Database& db, Instant now, const std::string& id) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t, std::string,
                                std::optional<Instant>>(tx, fmt::format("{} WHERE account.id = :id", select_states), id);
    }));
    if (!row) return std::unexpected(no_account());
    return to_state(*row, now);
}

Result<Invited> create_invited(Connection& tx, const Deed& deed, const NewPerson& person) {
    if (!is_login(person.login)) {
        return fail(ErrorKind::invalid, "A login has 2 to 60 characters: small letters, digits, dot, hyphen, underscore.");
    }
    if (!is_person_name(person.name)) return fail(ErrorKind::invalid, "The name of a person has 1 to 120 characters.");
    const auto id = random_id(deed.random);
    TRY(store::execute(
        tx, "INSERT INTO account (id, login, name, profile, roles, password_hash) VALUES (:id, :login, :name, :profile, :roles, '')", id,
        person.login, person.name, person.profile, person.roles.bits));
    auto code = TRY(invite(tx, deed.random, deed.now, id));
    return Invited{id, std::move(code)};
}

Result<Invited> create_invited(store::Database& db, const Deed& deed, const NewPerson& person) {
    auto made = db.write([&](Connection& tx) -> Result<Invited> {
        auto invited = TRY(create_invited(tx, deed, person));
        TRY(audit(tx, deed, "account.created", "account/" + invited.account, role_ids(person.roles)));
        return invited;
    });
    if (!made && made.error().kind == ErrorKind::conflict) {
        return fail(ErrorKind::conflict, fmt::format("There is an account with the login {} already.", person.login));
    }
    return made;
}

Result<std::string> invite_again(store::Database& db, const Deed& deed, const std::string& id) {
    return db.write([&](Connection& tx) -> Result<std::string> {
        TRY(standing_of(tx, id));
        TRY(signs_in_here(tx, id));
        auto code = TRY(invite(tx, deed.random, deed.now, id));
        TRY(audit(tx, deed, "account.invited", "account/" + id));
        return code;
    });
}

Result<> change_roles(store::Database& db, const Deed& deed, const std::string& id, Roles roles, const std::optional<Roles>& seen) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto old = TRY(standing_of(tx, id));
        if (seen && *seen != old.roles) {
            return fail(ErrorKind::conflict, "Somebody else has changed these roles meanwhile; load the page again and look at them.");
        }
        if (old.roles == roles) return {};
        if (old.rules() && !roles.has(Role::admin)) TRY(keep_an_admin(tx, id));
        TRY(store::execute(tx, "UPDATE account SET roles = :roles WHERE id = :id", roles.bits, id));
        return audit(tx, deed, "account.roles_changed", "account/" + id, role_ids(old.roles) + " -> " + role_ids(roles));
    });
}

Result<> set_blocked(store::Database& db, const Deed& deed, const std::string& id, bool blocked) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto old = TRY(standing_of(tx, id));
        if (old.blocked == blocked) return {};
        if (old.rules()) TRY(keep_an_admin(tx, id));
        TRY(store::execute(tx, "UPDATE account SET blocked = :blocked WHERE id = :id", blocked ? 1 : 0, id));
        if (blocked) TRY(close_sessions(tx, id));
        return audit(tx, deed, blocked ? "account.blocked" : "account.unblocked", "account/" + id);
    });
}

Result<> end_sessions_of(store::Database& db, const Deed& deed, const std::string& id) {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(standing_of(tx, id));
        TRY(close_sessions(tx, id));
        return audit(tx, deed, "account.sessions_ended", "account/" + id);
    });
}

Result<> delete_account(store::Database& db, const Deed& deed, const std::string& id, const PersonRooms& rooms) {
    return db.write([&](Connection& tx) -> Result<> {
        if (TRY(standing_of(tx, id)).rules()) TRY(keep_an_admin(tx, id));
        TRY(own_person_data().forget(tx, id));
        if (rooms) {
            for (const auto& room : *rooms) TRY(room.forget(tx, id));
        }
        TRY(audit(tx, deed, "account.deleted", "account/" + id));
        TRY(close_sessions(tx, id));
        TRY(store::execute(tx, "DELETE FROM invitation WHERE account = :id", id));
        TRY(store::execute(tx, "DELETE FROM account WHERE id = :id", id));
        return forget_in_audit(tx, id);
    });
}

}  // namespace kireise::people
