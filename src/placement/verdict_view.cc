#include "placement/verdict_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "formats/chart_svg.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "people/texts.h"
#include "placement/fleet_view.h"
#include "placement/next_step_view.h"
#include "placement/pc_view.h"
#include "placement/words.h"

namespace kireise::placement {
namespace {

using blueprint::to_id;
using people::Context;
using people::fill;

std::string word(const Context& context, std::string_view group, std::string_view id) {
    return context.t(fmt::format("placement.{}.{}", group, id));
}

// "12 Sekunden (8 bis 18 Sekunden)": a unit that both ends share is said once.
std::string time_text(const Context& context, const Estimate& seconds) {
    const auto value = context.duration(seconds.value * 1000);
    auto low = context.duration(seconds.low * 1000);
    const auto high = context.duration(seconds.high * 1000);
    if (low == high) return value;
    const auto unit = high.substr(std::min(high.size(), high.find("\u00a0")));
    if (low.ends_with(unit)) low.resize(low.size() - unit.size());
    return fill(context.t("placement.speed.range"), {{"value", value}, {"low", low}, {"high", high}});
}

std::string_view badge_of(const Verdict& verdict) {
    if (verdict.place == Place::local) return verdict.open_gates.empty() ? "success" : "warning";
    if (verdict.place == Place::local_with_limits) return "warning";
    return verdict.place == Place::not_local ? "danger" : "info";
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
    if (leg.limited()) return "limited";
    return leg.good() ? "good" : "bad";
}

std::string limits_text(const Context& context, const SpeedLeg& leg) {
    return fill(context.t(writes_words(leg) ? "placement.speed.limits" : "placement.speed.one_limit"),
                {{"first", context.duration(leg.limit.first_token_ms)},
                 {"total", context.duration(leg.limit.total_ms)},
                 {"limit", context.duration(only_limit(leg))}});
}

std::string figures_text(const Context& context, const SpeedLeg& leg) {
    const auto* key = !writes_words(leg)                ? "placement.speed.figure"
                      : leg.source == Source::predicted ? "placement.speed.figures_predicted"
                                                        : "placement.speed.figures";
    return fill(context.t(key), {{"first", time_text(context, leg.p90.first_token)}, {"total", time_text(context, leg.p90.total)}});
}

Json speed_cell(const Context& context, const SpeedLeg& leg) {
    Json out{{"known", leg.known()},
             {"judgement", word(context, "speed", speed_judgement(leg))},
             {"icon", leg.limited() ? "warning" : icon_of(leg.known(), leg.good())},
             {"source", word(context, "source", to_id(leg.source))},
             {"source_badge", badge_of(leg.source)},
             {"doubtful", leg.doubtful},
             {"limit", fill(context.t("placement.speed.allowed"), {{"limits", limits_text(context, leg)}})}};
    if (leg.known()) out["figures"] = figures_text(context, leg);
    return out;
}

Json quality_cell(const Context& context, const QualityLeg& leg) {
    const auto judgement = !leg.known() ? "unknown" : leg.good() ? "good" : "bad";
    Json out{{"known", leg.known()},
             {"judgement", word(context, "quality", judgement)},
             {"icon", icon_of(leg.known(), leg.good())},
             {"source", word(context, "source", leg.synthetic ? "synthetic" : to_id(leg.source))},
             {"source_badge", leg.synthetic ? "warning" : badge_of(leg.source)},
             {"limit", fill(context.t("placement.quality.limit"), {{"bar", context.percent(leg.bar)}})}};
    if (leg.known()) {
        out["figures"] =
            fill(context.t("placement.quality.figures." + std::string(to_id(leg.metric))), {{"value", context.percent(leg.value)},
                                                                                            {"low", context.percent(leg.interval.low)},
                                                                                            {"high", context.percent(leg.interval.high)}});
    }
    return out;
}

Json reason_texts(const Context& context, const Verdict& verdict) {
    auto out = Json::array();
    for (const auto reason : verdict.reasons) out.push_back(word(context, "reason", to_id(reason)));
    return out;
}

Json time_row(const Context& context, const SpeedLeg& leg, std::string_view kind, Estimate RequestTime::* time, int limit_ms) {
    return {{"title", word(context, "speed", kind)},
            {"p50", time_text(context, leg.p50.*time)},
            {"p90", time_text(context, leg.p90.*time)},
            {"limit", context.duration(limit_ms)},
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
                                   .unit = context.t("placement.speed.unit"),
                                   .target_word = context.t("placement.speed.limit_word")});
}

Json time_rows(const Context& context, const SpeedLeg& leg) {
    if (!writes_words(leg)) return Json::array({time_row(context, leg, "only", &RequestTime::total, only_limit(leg))});
    return Json::array({time_row(context, leg, "first", &RequestTime::first_token, leg.limit.first_token_ms),
                        time_row(context, leg, "total", &RequestTime::total, leg.limit.total_ms)});
}

std::string model_text(const Context& context, const Verdicts& all, const SpeedLeg& leg) {
    const auto* model = all.content->find<blueprint::ModelClass>(leg.model);
    return model == nullptr ? context.t("placement.detail.no_model") : model->title;
}

std::string workload_text(const Context& context, const Verdicts& all, const Verdict& verdict) {
    const auto* workload = all.content->workload_of(verdict.usecase);
    if (workload == nullptr || !writes_words(verdict.speed)) return {};
    return fill(context.t("placement.detail.workload"), {{"in50", context.number(workload->tokens_in.p50)},
                                                         {"out50", context.number(workload->tokens_out.p50)},
                                                         {"in90", context.number(workload->tokens_in.p90)},
                                                         {"out90", context.number(workload->tokens_out.p90)}});
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
    out["limit_texts"] = limit_texts(context, leg);
    out["has_limits"] = !out["limit_texts"].empty();
    if (const auto* stored = all.report(leg.report)) {
        out["pc"] = {{"name", fmt::format("{}, {}", pc_name(context, *stored), german_time(stored->report.started))},
                     {"href", "/workstations#pc-" + leg.report},
                     {"file", "/workstations/" + leg.report + ".json"}};
        out["memory"] = fill(context.t("placement.detail.memory"),
                             {{"need", context.memory_size(leg.memory.total())}, {"free", context.memory_size(leg.available_memory)}});
    }
    if (leg.known() && leg.report.empty()) out["run"] = "/tests/" + verdict.quality.run;
    return out;
}

Result<Json> quality_detail(const Context& context, const Verdicts& all, const Verdict& verdict) {
    const auto& leg = verdict.quality;
    auto out = quality_cell(context, leg);
    out["reason"] = usecase_of(all, verdict).bar.reason;
    out["minimum"] = fill(context.t("placement.quality.minimum"), {{"bar", context.percent(leg.bar)}});
    const auto run = leg.run.empty() ? std::optional<lab::RunSummary>{} : TRY(lab::find_summary(context.town.db(), leg.run));
    if (!run) return out;
    out["chart"] = lab::value_chart(context, *run, "quality");
    if (leg.synthetic) out["note"] = context.t("lab.synthetic_note");
    out["result"] = lab::result_data(context, *run);
    return out;
}

Json class_rows(const Context& context, const Verdicts& all, std::size_t index) {
    auto rows = Json::array();
    for (std::size_t i = 0; i < all.fleet.classes.size() && i < shown_classes; ++i) {
        const auto& pc_class = all.fleet.classes[i];
        const auto& verdict = all.fleetwide[index].by_class[i];
        const auto& leg = verdict.speed;
        rows.push_back({{"title", class_text(context, pc_class.kind)},
                        {"href", fmt::format("/verdicts/{}/{}", slug_of(verdict.usecase), pc_class.slug)},
                        {"current", all.pc_class == i},
                        {"count", pc_class.count > 0 ? context.number(pc_class.count) : context.t("placement.fleet.not_listed")},
                        {"place", word(context, "place", place_word(verdict))},
                        {"place_badge", badge_of(verdict)},
                        {"time", leg.known() ? time_text(context, leg.p90.total) : context.t("placement.source.none")},
                        {"limits", limit_texts(context, leg)},
                        {"basis", basis_text(context, all.fleet, pc_class)}});
    }
    return rows;
}

}  // namespace

std::string times_text(const Context& context, const SpeedLeg& leg) {
    return leg.known() ? figures_text(context, leg) : context.t("placement.source.none");
}

Json verdict_row(const Context& context, const Verdicts& all, std::size_t index) {
    const auto& verdict = all.verdicts[index];
    auto limits = Json::array();
    if (verdict.place == Place::local_with_limits) limits = limit_texts(context, verdict.speed);
    return {{"title", usecase_of(all, verdict).title},
            {"slug", slug_of(verdict.usecase)},
            {"place", word(context, "place", place_word(verdict))},
            {"place_badge", badge_of(verdict)},
            {"is_local", runs(verdict.place)},
            {"limits", limits},
            {"share", share_text(context, all.fleet, all.fleetwide[index])},
            {"gates", join(open_gate_titles(*all.content, verdict), "; ")},
            {"reason", word(context, "reason", to_id(verdict.reasons.front()))},
            {"reasons", reason_texts(context, verdict)},
            {"next", next_step_data(context, verdict)},
            {"speed", speed_cell(context, verdict.speed)},
            {"quality", quality_cell(context, verdict.quality)}};
}

Result<Json> verdict_detail(const Context& context, const Verdicts& all, std::size_t index) {
    const auto& verdict = all.verdicts[index];
    auto out = verdict_row(context, all, index);
    out["speed"] = speed_detail(context, all, verdict);
    out["quality"] = TRY(quality_detail(context, all, verdict));
    out["summary"] = usecase_of(all, verdict).summary;
    const auto* stored = all.report(verdict.speed.report);
    if (verdict.speed.doubtful && stored != nullptr) out["caution"] = {{"warnings", caution_data(context, *stored)}};
    if (!all.fleetwide[index].on_pcs || all.fleet.classes.empty()) return out;
    out["pc_class"] = {{"title", class_text(context, all.shown_class()->kind)},
                       {"basis", basis_text(context, all.fleet, *all.shown_class())},
                       {"stands_in", !all.shown_class()->measured()}};
    out["classes"] = {{"rows", class_rows(context, all, index)}};
    return out;
}

}  // namespace kireise::placement
