#include "usecases/usecase_view.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "people/law_view.h"
#include "people/texts.h"

namespace kireise::usecases {
namespace {

using blueprint::GateAnswer;
using blueprint::Snapshot;
using blueprint::UseCase;
using people::Context;
using people::fill;

// Rough for German with the vocabularies of common models; only to give a feeling for a length.
constexpr double words_per_token = 0.6;

std::string range_text(const Context& context, blueprint::Range range, int decimals) {
    if (range.low == range.high) return context.number(range.low, decimals);
    return fill(context.t("usecases.range"),
                {{"low", context.number(range.low, decimals)}, {"high", context.number(range.high, decimals)}});
}

int decimals_of(blueprint::Range range) { return range.low == std::floor(range.low) && range.high == std::floor(range.high) ? 0 : 1; }

std::string_view kind_of(GateAnswer answer) {
    switch (answer) {
        case GateAnswer::pass: return "success";
        case GateAnswer::open: return "warning";
        case GateAnswer::fail: return "danger";
    }
    return "";
}

std::string_view kind_of(blueprint::AiActClass risk) {
    switch (risk) {
        case blueprint::AiActClass::prohibited:
        case blueprint::AiActClass::high_risk: return "danger";
        case blueprint::AiActClass::transparency: return "info";
        case blueprint::AiActClass::minimal: return "success";
        case blueprint::AiActClass::unclear: return "warning";
    }
    return "";
}

Json gates_view(const Context& context, const Snapshot& content, const UseCase& usecase) {
    auto out = Json::array();
    for (const auto& gate : content.method().gates) {
        const auto given = usecase.gates.find(gate.id);
        const auto answer = given == usecase.gates.end() ? GateAnswer::open : given->second.answer;
        out.push_back({{"title", gate.title},
                       {"question", gate.question},
                       {"answer", context.t("usecases.gate." + std::string(blueprint::to_id(answer)))},
                       {"kind", kind_of(answer)},
                       {"reason", given == usecase.gates.end() ? "" : given->second.reason},
                       {"fail", answer == GateAnswer::fail ? gate.fail : ""},
                       {"law", people::law_view(content, gate.law)},
                       {"citations", people::citations(content, gate.law)}});
    }
    return out;
}

Json scores_view(const Context& context, const Snapshot& content, const UseCase& usecase) {
    auto out = Json::array();
    for (const auto& criterion : content.method().criteria) {
        const auto score = usecase.scores.find(criterion.id);
        const auto value = score == usecase.scores.end() ? 0 : score->second.value;
        out.push_back({{"title", criterion.title},
                       {"axis", context.t("usecases." + std::string(blueprint::to_id(criterion.axis)))},
                       {"weight", context.percent(criterion.weight / 100.0)},
                       {"points", context.number(value, value == std::floor(value) ? 0 : 1)},
                       {"meter", value},
                       {"reason", score == usecase.scores.end() ? "" : score->second.reason}});
    }
    return out;
}

Json classes_view(const Snapshot& content, const UseCase& usecase) {
    auto out = Json::array();
    for (const auto& text : content.vocabulary().data_classes) {
        if (std::ranges::find(usecase.data_classes, text.id) == usecase.data_classes.end()) continue;
        out.push_back({{"title", text.title}, {"description", text.description}});
    }
    return out;
}

Json workload_view(const Context& context, const blueprint::Workload& workload) {
    const bool batch = workload.arrival.pattern == blueprint::ArrivalPattern::batch;
    const auto words = [&](double tokens) { return context.number(rounded(std::max(1.0, tokens * words_per_token))); };
    auto lines = Json::array();
    lines.push_back(fill(context.t("usecases.workload.arrival"), {{"usual", context.number(workload.arrival.per_user_per_day_p50)},
                                                                  {"busy", context.number(workload.arrival.per_user_per_day_p90)}}));
    lines.push_back(fill(context.t("usecases.workload.share"), {{"low", context.number(workload.participation.low * 100)},
                                                                {"high", context.number(workload.participation.high * 100)}}));
    lines.push_back(
        fill(context.t("usecases.workload.length"),
             {{"in", words(workload.tokens_in.p50)}, {"in_long", words(workload.tokens_in.p90)}, {"out", words(workload.tokens_out.p50)}}));
    const auto deadline = workload.arrival.batch_deadline_hours;
    if (batch && deadline) lines.push_back(fill(context.t("usecases.workload.batch"), {{"hours", context.number(*deadline)}}));
    else lines.push_back(fill(context.t("usecases.workload.office"), {{"time", context.duration(workload.slo.e2e_ms_p99)}}));
    return lines;
}

Json test_view(const Context& context, const Snapshot& content, const UseCase& usecase) {
    const auto* gold = content.gold_of(usecase.id);
    const auto* mails = content.mails_of(usecase.id);
    return {{"bar", fill(context.t("usecases.bar." + std::string(blueprint::to_id(usecase.bar.metric))),
                         {{"n", context.number(usecase.bar.minimum * 100)}})},
            {"bar_reason", usecase.bar.reason},
            {"speed", fill(context.t("usecases.speed"), {{"first", context.duration(usecase.speed.first_token_ms)},
                                                         {"total", context.duration(usecase.speed.total_ms)}})},
            {"speed_reason", usecase.speed.reason},
            {"gold", gold == nullptr ? "" : fill(context.t("usecases.gold"), {{"n", std::to_string(gold->cases.size())}})},
            {"mails", mails == nullptr
                          ? ""
                          : fill(context.t("usecases.mails"), {{"train", context.number(static_cast<double>(mails->train.size()))},
                                                               {"test", context.number(static_cast<double>(mails->test.size()))}})},
            {"nothing", gold == nullptr && mails == nullptr}};
}

std::string rank_text(const Context& context, const Ranking& ranking, const UseCase& usecase) {
    const auto found = std::ranges::find(ranking.ranked, usecase.id, &Judged::id);
    if (found == ranking.ranked.end()) return context.t("usecases.knocked_out");
    return fill(context.t("usecases.rank_of"), {{"rank", std::to_string(found->rank)}, {"n", std::to_string(ranking.ranked.size())}});
}

}  // namespace

double rounded(double number) {
    const double step = number < 10 ? 1 : number < 1000 ? 10 : 100;
    return std::round(number / step) * step;
}

Json usecase_view(const Context& context, const Snapshot& content, const UseCase& usecase, const Ranking& ranking) {
    const auto hours = hours_per_year(usecase);
    auto risks = Json::array();
    for (const auto& risk : usecase.risks) risks.push_back({{"title", risk.title}, {"mitigation", risk.mitigation}});
    const std::string risk_class(blueprint::to_id(usecase.ai_act.risk));
    const std::string approach(blueprint::to_id(usecase.approach));
    const auto* workload = content.workload_of(usecase.id);
    const bool estimate = usecase.basis.kind == blueprint::BasisKind::estimate;
    const bool out = std::ranges::find(ranking.knocked_out, usecase.id, &Judged::id) != ranking.knocked_out.end();
    return {{"summary", usecase.summary},
            {"department", usecase.department},
            {"problem", usecase.problem},
            {"benefit", usecase.benefit},
            {"rank", rank_text(context, ranking, usecase)},
            {"knocked_out", out},
            {"volume", range_text(context, usecase.volume_per_year, 0)},
            {"minutes", range_text(context, usecase.minutes_saved_per_case, decimals_of(usecase.minutes_saved_per_case))},
            {"hours", range_text(context, {rounded(hours.low), rounded(hours.high)}, 0)},
            {"estimate", estimate},
            {"basis", usecase.basis.source},
            {"basis_date", german_text(usecase.basis.date)},
            {"data_classes", classes_view(content, usecase)},
            {"human_check", usecase.human_check},
            {"risks", risks},
            {"approach", context.t("usecases.approach." + approach)},
            {"gates", gates_view(context, content, usecase)},
            {"scores", scores_view(context, content, usecase)},
            {"ai_act",
             {{"class", context.t("usecases.ai_act." + risk_class)},
              {"kind", kind_of(usecase.ai_act.risk)},
              {"meaning", context.t("usecases.ai_act_meaning." + risk_class)},
              {"reason", usecase.ai_act.reason},
              {"to_verify", usecase.ai_act.status == blueprint::Status::to_verify},
              {"law", people::law_view(content, usecase.ai_act.law)}}},
            {"workload", workload == nullptr ? Json(nullptr) : Json{{"lines", workload_view(context, *workload)}}},
            {"test", test_view(context, content, usecase)}};
}

}  // namespace kireise::usecases
