// What is stored about a person, for the person and, on request, by an admin (Art. 15 GDPR).

#include "people/account_pages.h"
#include "people/audit.h"
#include "people/page.h"
#include "people/person_report.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr auto admins = only(Role::admin);
constexpr std::string_view file_name = "personenbezogene-daten.json";

struct Asked {
    std::string account;  // id
    std::string name;
    bool own = false;
};

Result<net::Outcome> report_page(const Context& context, const PersonRooms& rooms, const Asked& asked) {
    auto data = TRY(person_view(context, TRY(person_report(context.town.db(), rooms, asked.account))));
    data["own"] = asked.own;
    data["name"] = asked.name;
    data["id"] = asked.account;
    data["made"] = german_time(context.town.now());
    return page(context, {.content_template = "people/person_data",
                          .title = context.t(asked.own ? "person_data.own_title" : "person_data.title"),
                          .section = asked.own ? "" : "people",
                          .data = std::move(data)});
}

Result<net::Outcome> report_file(const Context& context, const PersonRooms& rooms, const Asked& asked) {
    const auto report = TRY(person_report(context.town.db(), rooms, asked.account));
    const auto json = person_json(context, report, TRY(setting(context.town, "name")));
    return download(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", "application/json", file_name);
}

Asked own(const Context& context) { return {context.account->id, context.account->name, true}; }

Result<Asked> other(const Context& context) {
    auto state = account_state(context.town.db(), context.town.now(), context.path.at("id"));
    if (!state && state.error().kind == ErrorKind::not_found) return std::unexpected(not_found(context));
    if (!state) return std::unexpected(state.error());
    return Asked{state->account.id, state->account.name};
}

Result<net::Outcome> confirm(Context& context) {
    const auto asked = TRY(other(context));
    return page(context, {.content_template = "people/person_data_ask",
                          .title = context.t("person_data.ask_title"),
                          .section = "people",
                          .data = {{"id", asked.account}, {"name", asked.name}}});
}

PageHandler handing_out(PersonRooms rooms) {
    return [rooms = std::move(rooms)](Context& context) -> Result<net::Outcome> {
        const auto asked = TRY(other(context));
        TRY(context.town.db().write(
            [&](store::Connection& tx) { return audit(tx, deed_of(context), "person_data.handed_out", "account/" + asked.account); }));
        return context.form.value("format") == "json" ? report_file(context, rooms, asked) : report_page(context, rooms, asked);
    };
}

}  // namespace

std::vector<Route> person_data_routes(const PersonRooms& rooms) {
    return {{Method::get, "/account/data", signed_in, [rooms](Context& context) { return report_page(context, rooms, own(context)); }},
            {Method::get, "/account/data.json", signed_in, [rooms](Context& context) { return report_file(context, rooms, own(context)); }},
            {Method::get, "/people/accounts/{id}/data", admins, confirm},
            {Method::post, "/people/accounts/{id}/data", admins, handing_out(rooms)}};
}

}  // namespace kireise::people
