#pragma once
// A guideline as its pages show it.

#include "base/json.h"
#include "people/app.h"
#include "policy/compare.h"
#include "policy/edition.h"

namespace kireise::policy {

// The readable text: {preamble, sections: [{number, title, clauses: [{number, title, short, html, because, law, ...}]}]}.
[[nodiscard]] Json guideline_view(const people::Context& context, const Edition& edition);

// {changed: [...], same: [...], same_count, changed_count}.
[[nodiscard]] Json comparison_view(const people::Context& context, const std::vector<ClauseComparison>& clauses);

// Clauses that hang on the answer to the question: [{number, title, anchor}].
[[nodiscard]] Json affected_by(const AssembledGuideline& guideline, const blueprint::Snapshot& content, std::string_view question);

// Address of the page of a question, counted from 1.
[[nodiscard]] std::string question_href(const blueprint::Guideline& guideline, std::string_view question);

}  // namespace kireise::policy
