#include "people/external_identity.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/login.h"

namespace kireise::people {
namespace {

using store::Connection;

struct Known {
    Account account;
    bool blocked = false;
};

constexpr std::size_t longest_login = 60;
constexpr std::size_t longest_subject = 255;

Result<std::optional<Known>> known_by(Connection& tx, const ExternalPerson& person) {
    const auto row = TRY((store::query_one<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t>(
        tx,
        "SELECT account.id, login, name, profile, roles, blocked FROM identity JOIN account ON account.id = identity.account"
        " WHERE issuer = :issuer AND subject = :subject",
        person.issuer, person.subject)));
    if (!row) return std::optional<Known>{};
    const auto& [id, login, name, profile, roles, blocked] = *row;
    return std::optional(Known{{id, login, name, profile, Roles{static_cast<std::uint32_t>(roles)}}, blocked != 0});
}

struct Namesake {
    Known known;
    bool has_password = false;
    bool has_identity = false;
};

Result<std::optional<Namesake>> namesake(Connection& tx, const std::string& login) {
    const auto row = TRY((store::query_one<std::string, std::string, std::string, std::int64_t, std::int64_t, std::string, std::string>(
        tx,
        "SELECT account.id, name, profile, roles, blocked, CASE WHEN password_hash = '' THEN '' ELSE 'yes' END, identity.subject"
        " FROM account LEFT JOIN identity ON identity.account = account.id WHERE login = :login",
        login)));
    if (!row) return std::optional<Namesake>{};
    const auto& [id, name, profile, roles, blocked, password, subject] = *row;
    return std::optional(Namesake{
        {{id, login, name, profile, Roles{static_cast<std::uint32_t>(roles)}}, blocked != 0}, !password.empty(), !subject.empty()});
}

bool may_become_theirs(const Namesake& other, SameLogin same_login) {
    const bool way_in_for_emergencies = other.has_password && other.known.account.roles.has(Role::admin);
    return same_login == SameLogin::the_same_person && !other.has_identity && !way_in_for_emergencies;
}

// The wished login, or with a number behind it: "m.weber-2".
Result<std::string> free_login(Connection& tx, const std::string& wished) {
    std::string login = wished;
    for (int number = 2; TRY(namesake(tx, login)); ++number) {
        const auto ending = fmt::format("-{}", number);
        login = wished.substr(0, longest_login - ending.size()) + ending;
    }
    return login;
}

Result<> link(Connection& tx, const ExternalPerson& person, const std::string& account) {
    TRY(store::execute(tx, "INSERT INTO identity (issuer, subject, account) VALUES (:issuer, :subject, :account)", person.issuer,
                       person.subject, account));
    return {};
}

Result<Known> create(Connection& tx, const Deed& deed, const ExternalPerson& person, const std::string& wished) {
    const auto login = TRY(free_login(tx, wished));
    const Account account{random_id(deed.random), login, person.name.empty() ? login : person.name, "", person.roles};
    TRY(store::execute(tx,
                       "INSERT INTO account (id, login, name, profile, roles, password_hash) VALUES (:id, :login, :name, '', :roles, '')",
                       account.id, account.login, account.name, account.roles.bits));
    TRY(link(tx, person, account.id));
    TRY(audit(tx, deed, "account.created", "account/" + account.id, role_ids(account.roles)));
    return Known{account, false};
}

// Nothing that worked before the account became theirs works after it.
Result<Known> take_over(Connection& tx, const Deed& deed, const ExternalPerson& person, const Known& known) {
    const auto& id = known.account.id;
    TRY(store::execute(tx, "UPDATE account SET password_hash = '' WHERE id = :id", id));
    TRY(store::execute(tx, "DELETE FROM invitation WHERE account = :id", id));
    TRY(close_sessions(tx, id));
    TRY(link(tx, person, id));
    TRY(audit(tx, deed, "account.linked", "account/" + id));
    return known;
}

Result<Known> first_time(Connection& tx, const Deed& deed, const ExternalPerson& person, SameLogin same_login) {
    const auto wished = login_from(person.login);
    const auto login = wished.empty() ? "p-" + sha256_hex(person.issuer + " " + person.subject).substr(0, 12) : wished;
    const auto other = TRY(namesake(tx, login));
    if (other && may_become_theirs(*other, same_login)) return take_over(tx, deed, person, other->known);
    return create(tx, deed, person, login);
}

Result<Account> renew(Connection& tx, const Deed& deed, const Known& known, const ExternalPerson& person) {
    auto account = known.account;
    const auto roles = person.roles;
    const auto name = person.name.empty() ? account.name : person.name;
    if (account.roles == roles && account.name == name) return account;
    TRY(store::execute(tx, "UPDATE account SET name = :name, roles = :roles WHERE id = :id", name, roles.bits, account.id));
    if (account.roles != roles) {
        TRY(audit(tx, deed, "account.roles_changed", "account/" + account.id, role_ids(account.roles) + " -> " + role_ids(roles)));
    }
    account.name = name;
    account.roles = roles;
    return account;
}

std::string name_from(const ExternalPerson& person) {
    std::string out;
    for (const char c : person.name) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return is_person_name(out) ? std::string(trim(out)) : std::string{};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> in_ascii{
    {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}}};

}  // namespace

store::Migrations identity_migrations() {
    return {"identity",
            {"CREATE TABLE identity (issuer TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL REFERENCES account(id) ON DELETE"
             " CASCADE, PRIMARY KEY (issuer, subject));\n"
             "CREATE INDEX identity_of_account ON identity (account);\n"}};
}

std::string login_from(std::string_view wished) {
    auto text = std::string(wished.substr(0, wished.find('@')));
    for (const auto& [from, to] : in_ascii) text = replace_all(std::move(text), from, to);
    std::string out;
    for (const char c : lower_ascii(trim(text)).substr(0, longest_login)) out += is_login(std::string{'a', c}) ? c : '-';
    return is_login(out) ? out : std::string{};
}

Result<Roles> roles_of_groups(const GroupRoles& mapping, const std::vector<std::string>& groups) {
    auto roles = only(Role::staff);
    bool named = false;
    bool needs_a_group = false;
    for (const auto& [group, role] : mapping) {
        const bool is_in = std::ranges::find(groups, group) != groups.end();
        named = named || is_in;
        needs_a_group = needs_a_group || role == Role::staff;
        if (is_in) roles = roles.with(role);
    }
    if (needs_a_group && !named) return fail(ErrorKind::forbidden, "The person is in none of the groups that may use this portal.");
    return roles;
}

Result<Account> admit(store::Database& db, const Deed& deed, const ExternalPerson& given, SameLogin same_login) {
    if (given.subject.empty() || given.subject.size() > longest_subject || !is_utf8(given.subject) || given.issuer.empty()) {
        return fail(ErrorKind::invalid, "A person from elsewhere has no usable identifier there.");
    }
    auto person = given;
    person.name = name_from(given);
    return db.write([&](Connection& tx) -> Result<Account> {
        auto known = TRY(known_by(tx, person));
        if (!known) known = TRY(first_time(tx, deed, person, same_login));
        if (known->blocked) return fail(ErrorKind::forbidden, "This account is blocked.");
        return renew(tx, deed, *known, person);
    });
}

Result<bool> has_identity(store::Database& db, const std::string& account) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM identity WHERE account = :account", account);
    }));
    return row && std::get<0>(*row) > 0;
}

}  // namespace kireise::people
