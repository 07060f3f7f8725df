#include <algorithm>
#include <array>

#include "base/number.h"
#include "base/text.h"
#include "people/account_pages.h"
#include "people/external_identity.h"
#include "people/login.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr auto admins = only(Role::admin);
constexpr std::array<Notice, 1> list_notices{{{"deleted", "people.notice.deleted"}}};
constexpr std::array<Notice, 6> person_notices{{{"roles", "people.notice.roles"},
                                                {"roles-changed", "people.notice.roles_changed", "warning"},
                                                {"blocked", "people.notice.blocked"},
                                                {"unblocked", "people.notice.unblocked"},
                                                {"sessions", "people.notice.sessions"},
                                                {"last-admin", "people.notice.last_admin", "warning"}}};

std::string role_text(const Context& context, Role role) { return context.t("role." + std::string(id_of(role))); }

Json state_view(const Context& context, const AccountState& state) {
    const auto badge = [&](std::string_view kind, std::string_view key) {
        return Json{{"kind", kind}, {"text", context.t("people.state." + std::string(key))}};
    };
    if (state.blocked) return badge("danger", "blocked");
    if (state.has_password) return badge("success", "active");
    return state.invited_until ? badge("info", "invited") : badge("warning", "no_password");
}

Json account_row(const Context& context, const AccountState& state) {
    std::string roles;
    for (const auto role : all_roles) {
        if (state.account.roles.has(role)) roles += (roles.empty() ? "" : ", ") + role_text(context, role);
    }
    return {{"href", "/people/accounts/" + state.account.id},
            {"name", state.account.name},
            {"login", state.account.login},
            {"roles", roles},
            {"state", state_view(context, state)}};
}

// From 1 in the address, from 0 here.
int asked_page(const Context& context) {
    const auto page = whole_number(context.request.parameter("page")).value_or(1);
    return static_cast<int>(std::clamp<std::int64_t>(page, 1, 1'000'000)) - 1;
}

Result<net::Outcome> show_list(Context& context) {
    auto search = context.request.parameter("search");
    if (search.size() > 120) search.clear();
    const auto at = asked_page(context);
    const auto found = TRY(find_accounts(context.town.db(), context.town.now(), search, at));
    auto rows = Json::array();
    for (const auto& state : found.accounts) rows.push_back(account_row(context, state));
    const auto pages = std::max<std::int64_t>(1, (found.found + accounts_per_page - 1) / accounts_per_page);
    const auto address = [&](std::int64_t page) {
        return "/people?search=" + net::percent_encode(search) + "&page=" + std::to_string(page);
    };
    Json data{{"notice", notice(context, list_notices)},
              {"search", search},
              {"rows", rows},
              {"has_rows", !rows.empty()},
              {"found", fill(context.t("people.found"), {{"count", context.number(static_cast<double>(found.found))}})},
              {"has_pages", pages > 1},
              {"page_of", fill(context.t("people.page_of"), {{"page", std::to_string(at + 1)}, {"pages", std::to_string(pages)}})}};
    if (at > 0) data["previous"] = {{"href", address(at)}};
    if (at + 1 < pages) data["next"] = {{"href", address(at + 2)}};
    return page(context, {.content_template = "people/list", .title = context.t("people.title"), .section = "people", .data = data});
}

// Errors of the store, as this page says them.
Result<net::Outcome> after(const Context& context, const Result<>& done, const std::string& address, std::string_view key) {
    if (!done && done.error().kind == ErrorKind::not_found) return std::unexpected(not_found(context));
    if (!done && done.error().kind == ErrorKind::conflict) return see("/people/accounts/" + context.path.at("id") + "?notice=last-admin");
    if (!done) return std::unexpected(done.error());
    return see(address + "?notice=" + std::string(key));
}

Result<AccountState> state_of(const Context& context) {
    auto state = account_state(context.town.db(), context.town.now(), context.path.at("id"));
    if (!state && state.error().kind == ErrorKind::not_found) return std::unexpected(not_found(context));
    return state;
}

Result<net::Outcome> show_person(Context& context) {
    const auto state = TRY(state_of(context));
    auto roles = Json::array();
    for (const auto role : all_roles) {
        if (role == Role::staff) continue;  // everybody has it
        roles.push_back({{"id", id_of(role)}, {"title", role_text(context, role)}, {"checked", state.account.roles.has(role)}});
    }
    auto data = account_row(context, state);
    data["notice"] = notice(context, person_notices);
    data["id"] = state.account.id;
    data["role_list"] = roles;
    data["seen"] = Json::array();
    for (const auto role : all_roles) {
        if (state.account.roles.has(role)) data["seen"].push_back(id_of(role));
    }
    data["blocked"] = state.blocked;
    data["from_elsewhere"] = TRY(has_identity(context.town.db(), state.account.id));
    data["invited"] =
        state.invited_until ? Json(fill(context.t("people.invited_until"), {{"time", german_time(*state.invited_until)}})) : Json();
    return page(context, {.content_template = "people/person", .title = state.account.name, .section = "people", .data = std::move(data)});
}

// What the form was filled with.
Roles seen_roles(const Context& context) {
    Roles roles;
    for (const auto& id : context.form.values("seen")) {
        if (const auto role = parse_role(id)) roles = roles.with(*role);
    }
    return roles;
}

Result<net::Outcome> save_roles(Context& context) {
    Roles roles = only(Role::staff);
    for (const auto& id : context.form.values("role")) {
        if (const auto role = parse_role(id)) roles = roles.with(*role);
    }
    const auto& id = context.path.at("id");
    const auto seen = seen_roles(context);
    const auto changed = change_roles(context.town.db(), deed_of(context), id, roles, seen);
    if (!changed && changed.error().kind == ErrorKind::conflict && TRY(state_of(context)).account.roles != seen) {
        return see("/people/accounts/" + id + "?notice=roles-changed");
    }
    return after(context, changed, "/people/accounts/" + id, "roles");
}

PageHandler blocking(bool blocked) {
    return [blocked](Context& context) {
        const auto& id = context.path.at("id");
        const auto done = set_blocked(context.town.db(), deed_of(context), id, blocked);
        return after(context, done, "/people/accounts/" + id, blocked ? "blocked" : "unblocked");
    };
}

Result<net::Outcome> end_all_sessions(Context& context) {
    const auto& id = context.path.at("id");
    return after(context, end_sessions_of(context.town.db(), deed_of(context), id), "/people/accounts/" + id, "sessions");
}

Result<net::Outcome> show_code(const Context& context, const std::string& login, const std::string& name, const Invited& invited) {
    return page(context,
                {.content_template = "people/code",
                 .title = context.t("people.code_title"),
                 .section = "people",
                 .data = {{"name", name}, {"login", login}, {"code", invited.code}, {"back", "/people/accounts/" + invited.account}}});
}

Result<net::Outcome> invite_person(Context& context) {
    const auto [id, login, name, profile, roles] = TRY(state_of(context)).account;
    auto invited = invite_again(context.town.db(), deed_of(context), id);
    if (!invited && invited.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("people.from_elsewhere"));
    auto code = TRY(std::move(invited));
    return show_code(context, login, name, {id, std::move(code)});
}

Result<net::Outcome> new_person_page(const Context& context, Json data, int status = 200) {
    return page(context, {.content_template = "people/new",
                          .title = context.t("people.new_title"),
                          .section = "people",
                          .data = std::move(data),
                          .status = status});
}

Result<net::Outcome> show_new_person(Context& context) { return new_person_page(context, Json::object()); }

Result<net::Outcome> add_person(Context& context) {
    const auto login = lower_ascii(trim(context.form.value("login")));
    const std::string name(trim(context.form.value("name")));
    const auto refuse = [&](std::string_view field, std::string_view key) {
        Json data{{"has_problem", true}, {std::string(field) + "_problem", context.t(key)}};
        if (login.size() <= 60) data["login"] = login;
        if (name.size() <= 480) data["name"] = name;
        return new_person_page(context, std::move(data), 400);
    };
    if (!is_login(login)) return refuse("login", "people.new_bad_login");
    if (!is_person_name(name)) return refuse("name", "people.new_bad_name");
    const auto made = create_invited(context.town.db(), deed_of(context), {login, name, "", only(Role::staff)});
    if (!made && made.error().kind == ErrorKind::conflict) return refuse("login", "people.new_taken");
    if (!made) return std::unexpected(made.error());
    return show_code(context, login, name, *made);
}

Result<net::Outcome> confirm_delete(Context& context) {
    const auto state = TRY(state_of(context));
    return page(context, {.content_template = "people/delete",
                          .title = context.t("people.delete_title"),
                          .section = "people",
                          .data = {{"id", state.account.id}, {"name", state.account.name}, {"login", state.account.login}}});
}

PageHandler deleting(PersonRooms rooms) {
    return [rooms = std::move(rooms)](Context& context) -> Result<net::Outcome> {
        const auto done = delete_account(context.town.db(), deed_of(context), context.path.at("id"), rooms);
        auto outcome = TRY(after(context, done, "/people", "deleted"));
        // Deleting must really delete; when readers keep the database from it just now, the next deletion does it.
        (void)context.town.db().purge_deleted();
        return outcome;
    };
}

}  // namespace

std::vector<Route> account_admin_routes(PersonRooms rooms) {
    return {{Method::get, "/people", admins, show_list},
            {Method::get, "/people/new", admins, show_new_person},
            {Method::post, "/people/new", admins, add_person},
            {Method::get, "/people/accounts/{id}", admins, show_person},
            {Method::post, "/people/accounts/{id}/roles", admins, save_roles},
            {Method::post, "/people/accounts/{id}/block", admins, blocking(true)},
            {Method::post, "/people/accounts/{id}/unblock", admins, blocking(false)},
            {Method::post, "/people/accounts/{id}/end-sessions", admins, end_all_sessions},
            {Method::post, "/people/accounts/{id}/invite", admins, invite_person},
            {Method::get, "/people/accounts/{id}/delete", admins, confirm_delete},
            {Method::post, "/people/accounts/{id}/delete", admins, deleting(std::move(rooms))}};
}

}  // namespace kireise::people
