#include <algorithm>

#include "base/text.h"
#include "people/page.h"
#include "placement/pc_view.h"
#include "placement/placement_pages.h"
#include "placement/verdict_csv.h"
#include "placement/verdict_view.h"

namespace kireise::placement {
namespace {

using net::Method;
using people::Context;

std::string lead(const Context& context, const Verdicts& all) {
    const auto count = [&](Place place, bool held) {
        const auto fits = [&](const Verdict& each) { return each.place == place && (!held || !each.open_gates.empty()); };
        return static_cast<int>(std::ranges::count_if(all.verdicts, fits));
    };
    const int held = count(Place::local, true);
    return people::fill(context.t("placement.verdicts_lead"), {{"local", context.number(count(Place::local, false) - held)},
                                                               {"held", context.number(held)},
                                                               {"not_local", context.number(count(Place::not_local, false))},
                                                               {"not_tested", context.number(count(Place::not_tested, false))}});
}

Json knocked_out_data(const Verdicts& all) {
    auto out = Json::array();
    for (const auto& id : all.knocked_out)
        out.push_back({{"title", all.content->find<blueprint::UseCase>(id)->title}, {"slug", slug_of(id)}});
    return out;
}

Result<net::Outcome> show_verdicts(Context& context) {
    const auto all = TRY(current_verdicts(context.town));
    auto rows = Json::array();
    for (const auto& verdict : all.verdicts) rows.push_back(verdict_row(context, all, verdict));
    Json data{{"rows", rows},
              {"has_rows", !rows.empty()},
              {"lead", lead(context, all)},
              {"knocked_out", knocked_out_data(all)},
              {"has_knocked_out", !all.knocked_out.empty()},
              {"has_pc", all.pc.has_value()}};
    if (all.pc) data["pc"] = pc_data(context, *all.content, *all.pc);
    const bool doubtful = std::ranges::any_of(all.verdicts, [](const Verdict& each) { return each.speed.doubtful; });
    if (doubtful) data["caution"] = {{"warnings", data["pc"]["warnings"]}};
    return people::page(
        context, {.content_template = "placement/verdicts", .title = context.t("placement.verdicts"), .section = "verdicts", .data = data});
}

Result<net::Outcome> show_verdict(Context& context) {
    const auto all = TRY(current_verdicts(context.town));
    const auto found = std::ranges::find(all.verdicts, "usecase/" + context.path["slug"], &Verdict::usecase);
    if (found == all.verdicts.end()) return std::unexpected(people::not_found(context));
    auto data = TRY(verdict_detail(context, all, *found));
    const auto title = data["title"].get<std::string>();
    return people::page(context, {.content_template = "placement/verdict", .title = title, .section = "verdicts", .data = std::move(data)});
}

Result<net::Outcome> send_csv(Context& context) {
    return people::download(verdicts_csv(context.language.texts, TRY(current_verdicts(context.town))), "text/csv; charset=utf-8",
                            "lokal-oder-cloud.csv");
}

}  // namespace

std::vector<people::Route> verdict_routes() {
    return {
        {Method::get, "/verdicts", people::signed_in, show_verdicts},
        {Method::get, "/verdicts.csv", people::signed_in, send_csv},
        {Method::get, "/verdicts/{slug}", people::signed_in, show_verdict},
    };
}

std::vector<people::Route> placement_routes() {
    auto routes = workstation_routes();
    auto more = verdict_routes();
    routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace kireise::placement
