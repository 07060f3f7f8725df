#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "people/account_admin.h"

namespace kireise::commands {
namespace {

Result<people::Roles> roles_in(const std::string& text) {
    auto roles = people::only(people::Role::staff);
    for (const auto& id : split(text, ',')) {
        if (trim(id).empty()) continue;
        const auto role = people::parse_role(trim(id));
        if (!role) {
            return fail(ErrorKind::invalid,
                        fmt::format("There is no role \"{}\"; the roles are {}.", id, role_ids(people::signed_in, ", ")));
        }
        roles = roles.with(*role);
    }
    return roles;
}

Result<> create_user(const Arguments& arguments, Io& io) {
    const auto login = arguments.value("LOGIN");
    const auto name = arguments.values.contains("--name") ? arguments.value("--name") : login;
    const auto roles = TRY(roles_in(arguments.value("--role")));
    const auto town = TRY(open_town(arguments));
    const auto made = TRY(people::create_invited(town->db(), {town->random(), town->now(), ""}, {login, name, "", roles}));
    if (io.json) {
        fmt::print(io.out, "{}\n", Json{{"login", login}, {"account", made.account}, {"code", made.code}}.dump(2));
        return {};
    }
    fmt::print(io.out, "{}\n", people::fill(io.t("admin.code"), {{"login", login}, {"code", made.code}}));
    fmt::print(io.err, "{}\n", io.t("admin.code_use"));
    return {};
}

std::string_view standing(const people::AccountState& state) {
    if (state.blocked) return "blocked";
    if (state.has_password) return "active";
    return state.invited_until ? "invited" : "no password";
}

Result<> list_users(const Arguments& arguments, Io& io) {
    const auto town = TRY(open_town(arguments));
    auto users = Json::array();
    for (int page = 0;; ++page) {
        const auto found = TRY(people::find_accounts(town->db(), town->now(), "", page));
        for (const auto& state : found.accounts) {
            if (!io.json) {
                fmt::print(io.out, "{}\t{}\t{}\t{}\n", state.account.login, state.account.name, role_ids(state.account.roles, ","),
                           standing(state));
            } else {
                users.push_back({{"login", state.account.login},
                                 {"name", state.account.name},
                                 {"profile", state.account.profile},
                                 {"roles", split(role_ids(state.account.roles, ","), ',')},
                                 {"state", standing(state)}});
            }
        }
        if (found.accounts.size() < people::accounts_per_page) break;
    }
    if (io.json) fmt::print(io.out, "{}\n", users.dump(2));
    return {};
}

}  // namespace

Command admin_create_user_command() {
    return {"admin create-user",
            "src/commands/admin_create_user.md",
            {{"LOGIN"}},
            with_town_options({{"--name", "NAME"}, {"--role", "ROLE,ROLE"}, {"--json"}}),
            create_user};
}

Command admin_list_users_command() {
    return {"admin list-users", "src/commands/admin_list_users.md", {}, with_town_options({{"--json"}}), list_users};
}

}  // namespace kireise::commands
