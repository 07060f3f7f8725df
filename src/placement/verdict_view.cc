#include "placement/verdict_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "formats/chart_svg.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "people/texts.h"
#include "placement/pc_view.h"

namespace kireise::placement {
namespace {

using blueprint::to_id;
using lab::duration;
using lab::percent;
using people::Context;
using people::fill;

std::string word(const Context& context, std::string_view group, std::string_view id) {
    return context.t(fmt::format("placement.{}.{}", group, id));
}

std::string time_text(const Estimate& seconds) {
    const auto value = duration(seconds.value * 1000);
    if (seconds.low == seconds.high) return value;
    return fmt::format("{} ({}\u00a0–\u00a0{})", value, duration(seconds.low * 1000), duration(seconds.high * 1000));
}

std::string_view badge_of(Place place) {
    if (place == Place::local) return "success";
    return place == Place::not_local ? "danger" : "info";
}

std::string_view badge_of(Source source) {
    if (source == Source::measured) return "info";
    return source == Source::predicted ? "warning" : "";
}

std::string_view icon_of(bool known, bool good) {
    if (!known) return "";
    return good ? "success" : "danger";
}

const blueprint::UseCase& usecase_of(const Verdicts& all, const Verdict& verdict) {
    return *all.content->find<blueprint::UseCase>(verdict.usecase);
}

// What does not write word by word has one waiting time, under the stricter of both limits.
bool writes_words(const SpeedLeg& leg) { return !leg.model.empty(); }
int only_limit(const SpeedLeg& leg) { return std::min(leg.limit.first_token_ms, leg.limit.total_ms); }

std::string_view speed_judgement(const SpeedLeg& leg) {
    if (!leg.known()) return "unknown";
    if (!leg.fits()) return "too-large";
    return leg.good() ? "good" : "bad";
}

std::string limits_text(const Context& context, const SpeedLeg& leg) {
    return fill(
        context.t(writes_words(leg) ? "placement.speed.limits" : "placement.speed.one_limit"),
        {{"first", duration(leg.limit.first_token_ms)}, {"total", duration(leg.limit.total_ms)}, {"limit", duration(only_limit(leg))}});
}

Json speed_cell(const Context& context, const SpeedLeg& leg) {
    Json out{{"known", leg.known()},
             {"judgement", word(context, "speed", speed_judgement(leg))},
             {"icon", icon_of(leg.known(), leg.good())},
             {"source", word(context, "source", to_id(leg.source))},
             {"source_badge", badge_of(leg.source)},
             {"limit", fill(context.t("placement.speed.allowed"), {{"limits", limits_text(context, leg)}})}};
    if (leg.known()) {
        out["figures"] = fill(context.t(writes_words(leg) ? "placement.speed.figures" : "placement.speed.figure"),
                              {{"first", duration(leg.p90.first_token.value * 1000)}, {"total", duration(leg.p90.total.value * 1000)}});
    }
    return out;
}

Json quality_cell(const Context& context, const QualityLeg& leg) {
    const auto judgement = !leg.known() ? "unknown" : leg.good() ? "good" : "bad";
    Json out{{"known", leg.known()},
             {"judgement", word(context, "quality", judgement)},
             {"icon", icon_of(leg.known(), leg.good())},
             {"source", word(context, "source", leg.synthetic ? "synthetic" : to_id(leg.source))},
             {"source_badge", leg.synthetic ? "warning" : badge_of(leg.source)},
             {"limit", fill(context.t("placement.quality.limit"), {{"bar", percent(leg.bar)}})}};
    if (leg.known()) {
        out["figures"] = fill(context.t("placement.quality.figures." + std::string(to_id(leg.metric))),
                              {{"value", percent(leg.value)}, {"low", percent(leg.interval.low)}, {"high", percent(leg.interval.high)}});
    }
    return out;
}

std::string next_href(const Verdict& verdict) {
    switch (verdict.next) {
        case NextStep::measure_pc: return "/workstations";
        case NextStep::test: return "/tests";
        case NextStep::improve: return "/tests/" + verdict.quality.run;
        case NextStep::pilot:
        case NextStep::bigger:
        case NextStep::write_cases: return "/usecases/" + std::string(slug_of(verdict.usecase));
        case NextStep::wait: return "";
    }
    return "";
}

Json reason_texts(const Context& context, const Verdict& verdict) {
    auto out = Json::array();
    for (const auto reason : verdict.reasons) out.push_back(word(context, "reason", to_id(reason)));
    return out;
}

Json time_row(const Context& context, const SpeedLeg& leg, std::string_view kind, Estimate RequestTime::*time, int limit_ms) {
    return {{"title", word(context, "speed", kind)},
            {"p50", time_text(leg.p50.*time)},
            {"p90", time_text(leg.p90.*time)},
            {"limit", duration(limit_ms)},
            {"good", (leg.p90.*time).value * 1000 <= limit_ms}};
}

std::string speed_chart(const Context& context, const SpeedLeg& leg) {
    const auto bar = [&](std::string_view kind, const Estimate& seconds, int limit_ms) {
        return formats::Bar{.label = word(context, "speed", kind), .value = seconds.value, .target = limit_ms / 1000.0};
    };
    const std::vector bars{bar("first", leg.p90.first_token, leg.limit.first_token_ms), bar("total", leg.p90.total, leg.limit.total_ms)};
    return formats::bar_chart_svg({.head = {.id = "speed", .title = context.t("placement.speed.chart"), .lang = context.language.id},
                                   .bars = bars,
                                   .max = std::max(leg.p90.total.value, leg.limit.total_ms / 1000.0),
                                   .decimals = leg.p90.first_token.value < 10 ? 1 : 0,
                                   .unit = "s",
                                   .target_word = context.t("placement.speed.limit_word")});
}

Json time_rows(const Context& context, const SpeedLeg& leg) {
    if (!writes_words(leg)) return Json::array({time_row(context, leg, "only", &RequestTime::total, only_limit(leg))});
    return Json::array({time_row(context, leg, "first", &RequestTime::first_token, leg.limit.first_token_ms),
                        time_row(context, leg, "total", &RequestTime::total, leg.limit.total_ms)});
}

std::string gib(std::uint64_t bytes) { return german_number(static_cast<double>(bytes) / static_cast<double>(std::uint64_t{1} << 30U), 1); }

std::string model_text(const Context& context, const Verdicts& all, const SpeedLeg& leg) {
    const auto* model = all.content->find<blueprint::ModelClass>(leg.model);
    return model == nullptr ? context.t("placement.detail.no_model") : model->title;
}

std::string workload_text(const Context& context, const Verdicts& all, const Verdict& verdict) {
    const auto* workload = all.content->workload_of(verdict.usecase);
    if (workload == nullptr || !writes_words(verdict.speed)) return {};
    return fill(context.t("placement.detail.workload"), {{"in50", german_number(workload->tokens_in.p50)},
                                                         {"out50", german_number(workload->tokens_out.p50)},
                                                         {"in90", german_number(workload->tokens_in.p90)},
                                                         {"out90", german_number(workload->tokens_out.p90)}});
}

Json speed_detail(const Context& context, const Verdicts& all, const Verdict& verdict) {
    const auto& leg = verdict.speed;
    auto out = speed_cell(context, leg);
    if (leg.known()) {
        out["rows"] = time_rows(context, leg);
        out["chart"] = writes_words(leg) ? speed_chart(context, leg) : "";
    }
    out["limits"] = limits_text(context, leg);
    out["reason"] = leg.limit.reason;
    out["explain"] = word(context, "speed.explain", leg.known() && leg.report.empty() ? "classifier" : to_id(leg.source));
    out["workload"] = workload_text(context, all, verdict);
    out["is_model"] = writes_words(leg);
    out["model"] = model_text(context, all, leg);
    if (!leg.report.empty() && all.pc) {
        out["pc"] = {{"name", pc_name(context, *all.pc)},
                     {"href", "/workstations#pc-" + leg.report},
                     {"file", "/workstations/" + leg.report + ".json"}};
        out["memory"] =
            fill(context.t("placement.detail.memory"), {{"need", gib(leg.memory.total())}, {"free", gib(leg.available_memory)}});
    }
    if (leg.known() && leg.report.empty()) out["run"] = "/tests/" + verdict.quality.run;
    return out;
}

Result<Json> quality_detail(const Context& context, const Verdicts& all, const Verdict& verdict) {
    const auto& leg = verdict.quality;
    auto out = quality_cell(context, leg);
    out["reason"] = usecase_of(all, verdict).bar.reason;
    out["minimum"] = fill(context.t("placement.quality.minimum"), {{"bar", percent(leg.bar)}});
    const auto run = leg.run.empty() ? std::optional<lab::LabRun>{} : TRY(lab::find_run(context.town.db(), leg.run));
    if (!run) return out;
    out["chart"] = lab::value_chart(context, *run, "quality");
    if (leg.synthetic) out["note"] = context.t("lab.synthetic_note");
    out["result"] = lab::result_data(context, *run);
    return out;
}

}  // namespace

Json verdict_row(const Context& context, const Verdicts& all, const Verdict& verdict) {
    return {{"title", usecase_of(all, verdict).title},
            {"slug", slug_of(verdict.usecase)},
            {"place", word(context, "place", to_id(verdict.place))},
            {"place_badge", badge_of(verdict.place)},
            {"reason", word(context, "reason", to_id(verdict.reasons.front()))},
            {"reasons", reason_texts(context, verdict)},
            {"next", {{"text", word(context, "next", to_id(verdict.next))}, {"href", next_href(verdict)}}},
            {"speed", speed_cell(context, verdict.speed)},
            {"quality", quality_cell(context, verdict.quality)}};
}

Result<Json> verdict_detail(const Context& context, const Verdicts& all, const Verdict& verdict) {
    auto out = verdict_row(context, all, verdict);
    out["speed"] = speed_detail(context, all, verdict);
    out["quality"] = TRY(quality_detail(context, all, verdict));
    out["summary"] = usecase_of(all, verdict).summary;
    out["next"]["explain"] = word(context, "next_explain", to_id(verdict.next));
    return out;
}

}  // namespace kireise::placement
