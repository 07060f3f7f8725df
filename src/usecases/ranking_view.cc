#include "usecases/ranking_view.h"

#include <algorithm>

#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "formats/chart_svg.h"
#include "people/law_view.h"
#include "people/texts.h"
#include "usecases/stability.h"

namespace kireise::usecases {
namespace {

using blueprint::Snapshot;
using blueprint::UseCase;
using people::Context;
using people::fill;

constexpr int point_decimals = 2;

std::string href_of(std::string_view usecase) { return "/usecases/" + std::string(slug_of(usecase)); }

std::string gates_text(const Context& context, const Judged& judged) {
    const auto open = judged.open_gates.size();
    if (open == 0) return context.t("usecases.gates.all_passed");
    return fill(context.t(open == 1 ? "usecases.gates.one_open" : "usecases.gates.some_open"), {{"n", std::to_string(open)}});
}

Json row_view(const Context& context, const Snapshot& content, const Judged& judged, Stage stage, double stability) {
    const auto& usecase = *content.find<UseCase>(judged.id);
    return {{"rank", judged.rank},
            {"href", href_of(judged.id)},
            {"title", usecase.title},
            {"department", usecase.department},
            {"score", context.number(judged.score, point_decimals)},
            {"value", context.number(judged.value, point_decimals)},
            {"feasibility", context.number(judged.feasibility, point_decimals)},
            {"ready", judged.readiness() == Readiness::ready},
            {"gates", gates_text(context, judged)},
            {"stage", stage_view(context, stage)},
            {"certainty", context.t("usecases.stability.certainty." + std::string(blueprint::to_id(certainty_of(stability))))},
            {"stability", context.percent(stability)}};
}

Json failed_view(const Snapshot& content, const UseCase& usecase, const std::string& gate_id) {
    const auto& gates = content.method().gates;
    const auto gate = std::ranges::find(gates, gate_id, &blueprint::Gate::id);
    return {{"title", gate->title},
            {"fail", gate->fail},
            {"reason", usecase.gates.find(gate_id)->second.reason},
            {"law", people::citations(content, gate->law)}};
}

Json knocked_out_view(const Snapshot& content, const Judged& judged) {
    const auto& usecase = *content.find<UseCase>(judged.id);
    auto failed = Json::array();
    for (const auto& gate : judged.failed_gates) failed.push_back(failed_view(content, usecase, gate));
    return {{"href", href_of(judged.id)}, {"title", usecase.title}, {"department", usecase.department}, {"failed", failed}};
}

std::string chart(const Context& context, const Snapshot& content, const Ranking& ranking) {
    formats::MatrixChart chart;
    chart.head = {.id = "matrix", .title = context.t("usecases.matrix.title"), .lang = context.language.id};
    chart.x_word = context.t("usecases.feasibility");
    chart.y_word = context.t("usecases.value");
    chart.list_points = false;  // the page lists them, with links
    for (const auto& judged : ranking.ranked) {
        chart.points.push_back({content.find<UseCase>(judged.id)->title, judged.feasibility, judged.value,
                                judged.readiness() == Readiness::ready ? "" : "open"});
    }
    return formats::matrix_chart_svg(chart);
}

Json points_view(const Context& context, const Snapshot& content, const Ranking& ranking) {
    auto out = Json::array();
    for (const auto& judged : ranking.ranked) {
        out.push_back({{"number", out.size() + 1},
                       {"href", href_of(judged.id)},
                       {"title", content.find<UseCase>(judged.id)->title},
                       {"ready", judged.readiness() == Readiness::ready},
                       {"numbers", fill(context.t("usecases.matrix.numbers"), {{"value", context.number(judged.value, 1)},
                                                                               {"feasibility", context.number(judged.feasibility, 1)}})}});
    }
    return out;
}

std::string tipping_text(const Context& context, const Snapshot& content, const Ranking& ranking) {
    if (ranking.ranked.size() < 2) return {};
    const auto tipping = tipping_point(content.method(), content.all<UseCase>(), ranking);
    if (!tipping) return context.t(ranking.ranked[1].rank == 1 ? "usecases.tipping.shared" : "usecases.tipping.none");
    const auto criterion = std::ranges::find(content.method().criteria, tipping->criterion, &blueprint::Criterion::id);
    return fill(context.t("usecases.tipping.some"), {{"criterion", criterion->title},
                                                     {"from", context.percent(tipping->from / 100)},
                                                     {"to", context.percent(tipping->to / 100)},
                                                     {"challenger", content.find<UseCase>(tipping->challenger)->title}});
}

Json method_view(const Context& context, const Snapshot& content) {
    auto gates = Json::array();
    for (const auto& gate : content.method().gates) gates.push_back({{"title", gate.title}, {"law", people::citations(content, gate.law)}});
    auto criteria = Json::array();
    for (const auto& criterion : content.method().criteria) {
        criteria.push_back({{"title", criterion.title},
                            {"weight", context.percent(criterion.weight / 100.0)},
                            {"axis", context.t("usecases." + std::string(blueprint::to_id(criterion.axis)))},
                            {"low", criterion.low},
                            {"high", criterion.high}});
    }
    return {{"title", content.method().title}, {"gates", gates}, {"criteria", criteria}};
}

std::string_view stage_kind(Stage stage) {
    if (stage == Stage::in_use) return "kern-badge--success";
    return stage == Stage::testing || stage == Stage::prioritised ? "kern-badge--info" : "badge-plain";
}

}  // namespace

Stage stage_in(const Stages& stages, std::string_view usecase) {
    const auto found = stages.find(usecase);
    return found == stages.end() ? Stage::idea : found->second.stage;
}

Json stage_view(const Context& context, Stage stage) {
    const std::string id(blueprint::to_id(stage));
    return {{"id", id}, {"text", context.t("usecases.stage." + id)}, {"kind", stage_kind(stage)}};
}

Json ranking_view(const Context& context, const Snapshot& content, const Ranking& ranking, const Stages& stages) {
    const auto shares = rank_stability(content.method(), content.all<UseCase>(), ranking, seeded_random(stability_seed));
    auto rows = Json::array();
    for (std::size_t i = 0; i < ranking.ranked.size(); ++i) {
        const auto& judged = ranking.ranked[i];
        rows.push_back(row_view(context, content, judged, stage_in(stages, judged.id), shares[i]));
    }
    auto out = Json::array();
    for (const auto& judged : ranking.knocked_out) out.push_back(knocked_out_view(content, judged));
    return {{"rows", rows},
            {"has_rows", !ranking.ranked.empty()},
            {"knocked_out", out},
            {"has_knocked_out", !ranking.knocked_out.empty()},
            {"chart", ranking.ranked.empty() ? "" : chart(context, content, ranking)},
            {"points", points_view(context, content, ranking)},
            {"ranking_note", fill(context.t("usecases.ranking_note"), {{"draws", context.number(stability_draws)}})},
            {"tipping", tipping_text(context, content, ranking)},
            {"stability_method", fill(context.t("usecases.stability.method"), {{"draws", context.number(stability_draws)},
                                                                               {"spread", context.percent(stability_spread)},
                                                                               {"safe", context.percent(safe_from)},
                                                                               {"likely", context.percent(likely_from)}})},
            {"method", method_view(context, content)}};
}

std::string ranking_csv(const Context& context, const Snapshot& content, const Ranking& ranking, const Stages& stages) {
    constexpr char separator = ';';
    const auto points = [](double value) { return german_number(value, point_decimals); };
    std::string out = "\xef\xbb\xbf";
    std::vector<std::string> header;
    for (const auto* key :
         {"rank", "id", "title", "department", "score", "value", "feasibility", "readiness", "open_gates", "failed_gates", "stage"}) {
        header.push_back(context.t("usecases.csv." + std::string(key)));
    }
    out += csv_line(header, separator);
    for (const auto* list : {&ranking.ranked, &ranking.knocked_out}) {
        for (const auto& judged : *list) {
            const auto& usecase = *content.find<UseCase>(judged.id);
            out += csv_line({judged.rank > 0 ? std::to_string(judged.rank) : "", judged.id, usecase.title, usecase.department,
                             points(judged.score), points(judged.value), points(judged.feasibility),
                             context.t("usecases.readiness." + std::string(blueprint::to_id(judged.readiness()))),
                             join(judged.open_gates, ", "), join(judged.failed_gates, ", "),
                             context.t("usecases.stage." + std::string(blueprint::to_id(stage_in(stages, judged.id))))},
                            separator);
        }
    }
    return out;
}

}  // namespace kireise::usecases
