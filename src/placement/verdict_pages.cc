#include <algorithm>

#include "base/text.h"
#include "formats/chart_svg.h"
#include "formats/ods.h"
#include "formats/odt.h"
#include "people/page.h"
#include "placement/fleet_view.h"
#include "placement/pc_view.h"
#include "placement/placement_pages.h"
#include "placement/verdict_csv.h"
#include "placement/verdict_document.h"
#include "placement/verdict_view.h"

namespace kireise::placement {
namespace {

using net::Method;
using people::Context;

std::string lead(const Context& context, const Verdicts& all) {
    const auto count = [&](auto&& fits) { return context.number(static_cast<double>(std::ranges::count_if(all.verdicts, fits))); };
    const auto at = [&](Place place) {
        return count([&](const Verdict& each) { return each.place == place && (!runs(place) || each.open_gates.empty()); });
    };
    const auto held = count([](const Verdict& each) { return runs(each.place) && !each.open_gates.empty(); });
    return people::fill(context.t("placement.verdicts_lead"), {{"local", at(Place::local)},
                                                               {"held", held},
                                                               {"limited", at(Place::local_with_limits)},
                                                               {"not_local", at(Place::not_local)},
                                                               {"not_tested", at(Place::not_tested)}});
}

Json knocked_out_data(const Verdicts& all) {
    auto out = Json::array();
    for (const auto& id : all.knocked_out)
        out.push_back({{"title", all.content->find<blueprint::UseCase>(id)->title}, {"slug", slug_of(id)}});
    return out;
}

constexpr std::size_t longest_choice = 200;  // of what a query says

std::string asked(const Context& context, std::string_view name) {
    auto value = context.request.parameter(name);
    return value.size() > longest_choice ? std::string() : value;
}

// The page says in the reader's language that there is no such class.
Result<Verdicts> verdicts_for(const Context& context, const std::string& pc_class) {
    auto all = current_verdicts(context.town, pc_class);
    if (!all && all.error().kind == ErrorKind::not_found) return std::unexpected(people::not_found(context));
    return all;
}

// Every class as an option; those that do not fit on the page as well, since they are found nowhere else.
Json class_options(const Context& context, const Verdicts& all) {
    auto out = Json::array();
    for (std::size_t i = 0; i < all.fleet.classes.size(); ++i) {
        const auto& one = all.fleet.classes[i];
        auto text = class_text(context, one.kind);
        if (one.count > 0) text += people::fill(context.t("placement.filter.pcs"), {{"n", context.number(one.count)}});
        out.push_back({{"id", one.slug}, {"text", text}, {"chosen", all.pc_class == i}});
    }
    return out;
}

Json place_options(const Context& context, const std::string& chosen) {
    auto out = Json::array();
    for (const auto& [place, id] : enum_ids(Place{}))
        out.push_back({{"id", id}, {"text", context.t("placement.filter.option." + std::string(id))}, {"chosen", chosen == id}});
    return out;
}

std::string chart_title(const Context& context, const Verdicts& all) {
    return context.t(all.fleet.has_inventory() ? "placement.chart.pcs" : "placement.chart.classes");
}

// On how many PCs each use case runs.
std::string fleet_chart(const Context& context, const Verdicts& all) {
    formats::BarChart chart{
        .head = {.id = "fleet", .title = chart_title(context, all), .width = 480, .lang = context.language.id}, .bars = {}, .max = 1};
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) {
        const auto& [by_class, share, on_pcs] = all.fleetwide[i];
        if (!on_pcs || share.all() == share.not_tested) continue;
        chart.bars.push_back(
            {.label = all.content->find<blueprint::UseCase>(all.verdicts[i].usecase)->title, .value = static_cast<double>(share.runs())});
        chart.max = share.all();
        chart.unit = people::fill(context.t("placement.chart.of"), {{"all", context.number(share.all())}});
    }
    return chart.bars.empty() ? std::string() : formats::bar_chart_svg(chart);
}

Json shown_rows(const Context& context, const Verdicts& all, const std::optional<Place>& place) {
    auto rows = Json::array();
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) {
        if (!place || all.verdicts[i].place == *place) rows.push_back(verdict_row(context, all, i));
    }
    return rows;
}

Json shown_class_data(const Context& context, const Verdicts& all) {
    const auto* shown = all.shown_class();
    return {{"title", class_text(context, shown->kind)},
            {"basis", basis_text(context, all.fleet, *shown)},
            {"stands_in", all.stands_in},
            {"query", "?class=" + shown->slug}};
}

Result<net::Outcome> show_verdicts(Context& context) {
    const auto all = TRY(verdicts_for(context, asked(context, "class")));
    const auto place = blueprint::from_id<Place>(asked(context, "place"));
    const auto rows = shown_rows(context, all, place);
    Json data{{"rows", rows},
              {"has_rows", !rows.empty()},
              {"has_usecases", !all.verdicts.empty()},
              {"lead", lead(context, all)},
              {"knocked_out", knocked_out_data(all)},
              {"has_knocked_out", !all.knocked_out.empty()},
              {"classes", class_options(context, all)},
              {"has_classes", all.fleet.classes.size() > 1},
              {"places", place_options(context, place ? std::string(blueprint::to_id(*place)) : "")},
              {"filtered", place.has_value() || !asked(context, "class").empty()},
              {"chart", fleet_chart(context, all)},
              {"chart_title", chart_title(context, all)},
              {"has_pc", !all.reports.empty()}};
    if (all.shown_class() != nullptr) data["pc_class"] = shown_class_data(context, all);
    if (all.pc) data["pc"] = pc_data(context, *all.content, *all.pc);
    const bool doubtful = std::ranges::any_of(all.verdicts, [](const Verdict& each) { return each.speed.doubtful; });
    if (doubtful && all.pc) data["caution"] = {{"warnings", data["pc"]["warnings"]}};
    return people::page(
        context, {.content_template = "placement/verdicts", .title = context.t("placement.verdicts"), .section = "verdicts", .data = data});
}

Result<net::Outcome> show_verdict(Context& context) {
    const auto all = TRY(verdicts_for(context, context.path["class"]));
    const auto found = std::ranges::find(all.verdicts, "usecase/" + context.path["slug"], &Verdict::usecase);
    if (found == all.verdicts.end()) return std::unexpected(people::not_found(context));
    auto data = TRY(verdict_detail(context, all, static_cast<std::size_t>(found - all.verdicts.begin())));
    const auto title = data["title"].get<std::string>();
    return people::page(context, {.content_template = "placement/verdict", .title = title, .section = "verdicts", .data = std::move(data)});
}

constexpr std::string_view file_name = "lokal-oder-cloud";

Result<net::Outcome> send_csv(Context& context) {
    const auto all = TRY(verdicts_for(context, asked(context, "class")));
    return people::download(verdicts_csv(context.language.texts, all), "text/csv; charset=utf-8", std::string(file_name) + ".csv");
}

Result<net::Outcome> send_odt(Context& context) {
    const auto all = TRY(verdicts_for(context, asked(context, "class")));
    return people::download(TRY(formats::to_odt(TRY(verdicts_document(context, all)))), "application/vnd.oasis.opendocument.text",
                            std::string(file_name) + ".odt");
}

Result<net::Outcome> send_ods(Context& context) {
    const auto all = TRY(verdicts_for(context, asked(context, "class")));
    return people::download(TRY(formats::to_ods(TRY(verdicts_workbook(context, all)))), "application/vnd.oasis.opendocument.spreadsheet",
                            std::string(file_name) + ".ods");
}

}  // namespace

std::vector<people::Route> verdict_routes() {
    return {
        {Method::get, "/verdicts", people::signed_in, show_verdicts},
        {Method::get, "/verdicts.csv", people::signed_in, send_csv},
        {Method::get, "/verdicts.odt", people::signed_in, send_odt},
        {Method::get, "/verdicts.ods", people::signed_in, send_ods},
        {Method::get, "/verdicts/{slug}", people::signed_in, show_verdict},
        {Method::get, "/verdicts/{slug}/{class}", people::signed_in, show_verdict},
    };
}

std::vector<people::Route> placement_routes() {
    // Fixed addresses before /workstations/{file}.
    std::vector<people::Route> routes;
    for (auto more : {inventory_routes(), report_token_routes(), workstation_routes(), verdict_routes()})
        routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace kireise::placement
