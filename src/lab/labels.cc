#include "lab/labels.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "formats/chart_svg.h"
#include "lab/letters.h"
#include "people/texts.h"

namespace kireise::lab {
namespace {

std::string value_text(std::string_view lang, const blueprint::UseCase& usecase, const Json& value) {
    if (value.is_number_integer()) return number(value.get<double>(), 0, lang);
    if (value.is_number()) return number(value.get<double>(), std::trunc(value.get<double>()) == value.get<double>() ? 0 : 2, lang);
    return value.is_string() ? label_title(usecase, value.get<std::string>()) : std::string();
}

}  // namespace

std::string_view state_of(const std::optional<RunSummary>& run) {
    if (!run) return "untested";
    if (!run->complete()) return "broken";
    if (run->engine.scripted) return "scripted";
    if (run->engine.synthetic) return "synthetic";
    return run->passed() ? "passed" : "failed";
}

std::string_view badge_of(std::string_view state) {
    if (state == "passed") return "success";
    if (state == "failed" || state == "broken") return "danger";
    return state == "synthetic" || state == "scripted" ? "warning" : "info";
}

std::string engine_key(const EngineUsed& engine) {
    if (engine.scripted) return "scripted";
    return engine.synthetic ? "synthetic" : std::string(blueprint::to_id(engine.kind));
}

std::string engine_text(const people::Context& context, const EngineUsed& engine) {
    return people::fill(context.t("lab.engine." + engine_key(engine)), {{"name", engine.name}});
}

std::string label_title(const blueprint::UseCase& usecase, std::string_view id) {
    const auto found = std::ranges::find(usecase.labels, id, &blueprint::Label::id);
    return found == usecase.labels.end() ? std::string(id) : found->title;
}

std::string check_text(const people::Texts& texts, std::string_view lang, const blueprint::UseCase& usecase, const CheckResult& check) {
    people::Values values;
    for (const auto& [name, value] : check.values.items()) {
        values[name] = value_text(lang, usecase, value);
        if (values[name].empty()) values[name] = people::text_of(texts, "lab.no_answer");
    }
    return people::fill(people::text_of(texts, "lab.check." + check.sentence), values);
}

std::string shortened(std::string_view text, std::size_t characters) {
    std::string out;
    std::size_t used = 0;
    bool space = false;
    while (!text.empty()) {
        std::size_t length = 1;
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) ++length;
        const auto c = text.substr(0, length);
        text.remove_prefix(length);
        if (is_white_space(code_points(c).front())) {
            space = !out.empty();
            continue;
        }
        if (used + (space ? 1 : 0) >= characters) return out + "…";
        used += space ? 2 : 1;
        if (space) out += ' ';
        out += c;
        space = false;
    }
    return out;
}

bool has_value(const RunSummary& run) { return run.complete() && run.engine.real(); }

std::string value_chart(const people::Context& context, const RunSummary& run, const std::string& id) {
    if (!has_value(run)) return {};
    return formats::bar_chart_svg({.head = {.id = id, .title = context.t("lab.chart_title"), .lang = context.language.id},
                                   .bars = {{.label = context.t("lab.metric." + std::string(blueprint::to_id(run.metric))),
                                             .value = run.value * 100,
                                             .target = run.bar * 100}},
                                   .max = 100,
                                   .unit = "%",
                                   .target_word = context.t("lab.bar")});
}

Json result_data(const people::Context& context, const RunSummary& run) {
    const auto state = state_of(run);
    const auto interval = people::fill(context.t("lab.interval"), {{"n", context.number(static_cast<double>(run.samples))},
                                                                   {"low", context.percent(run.interval.low)},
                                                                   {"high", context.percent(run.interval.high)}});
    return {{"state", state},
            {"state_text", context.t("lab.state." + std::string(state))},
            {"badge", badge_of(state)},
            {"complete", run.complete()},
            {"value", has_value(run) ? context.percent(run.value) : ""},
            {"interval", has_value(run) ? interval : ""},
            {"note", run.engine.real() ? "" : context.t(run.engine.scripted ? "lab.scripted_note" : "lab.synthetic_note")},
            {"engine", engine_text(context, run.engine)},
            {"date", german_time(run.started)},
            {"href", "/tests/" + run.id}};
}

}  // namespace kireise::lab
