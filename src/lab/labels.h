#pragma once
// Figures and findings of a practical test as people read them; in the language of the page.

#include <optional>
#include <string>

#include "lab/lab_run.h"
#include "people/app.h"

namespace kireise::lab {

// untested, broken, scripted, synthetic, failed, passed: the last part of lab.state.*
[[nodiscard]] std::string_view state_of(const std::optional<RunSummary>& run);
[[nodiscard]] std::string_view badge_of(std::string_view state);  // KERN badge: success, warning, danger, info

[[nodiscard]] std::string engine_key(const EngineUsed& engine);  // the last part of lab.engine.*
[[nodiscard]] std::string engine_text(const people::Context& context, const EngineUsed& engine);

// The sentence that tells what a check found; labels by their titles.
[[nodiscard]] std::string check_text(const people::Texts& texts, std::string_view lang, const blueprint::UseCase& usecase,
                                     const CheckResult& check);

// Title of a label of the use case; the id itself when it has none.
[[nodiscard]] std::string label_title(const blueprint::UseCase& usecase, std::string_view id);

// The first words of a text on one line, at most `characters`.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

// False when the value means nothing: the run broke off, or no real model answered. Then no page shows it.
[[nodiscard]] bool has_value(const RunSummary& run);

// Value against bar as one bar with a target mark; `id` is unique on the page. "" without a value.
[[nodiscard]] std::string value_chart(const people::Context& context, const RunSummary& run, const std::string& id);

// What list and detail say about a run: state, state_text, badge, complete, value and interval ("" without a value), engine, date, href.
[[nodiscard]] Json result_data(const people::Context& context, const RunSummary& run);

}  // namespace kireise::lab
