#pragma once
// From the answers of the questionnaire to the text of a guideline, with the reason for every clause and the rules that it puts in force.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "blueprint/guideline_types.h"
#include "policy/answers.h"

namespace kireise::policy {

// What every guideline knows besides its questions; an empty one stays visible as open.
struct Facts {
    std::string town;
    std::string land;
    std::string date;  // as it shall stand in the text
};

// A question on which a clause depends, and how it was answered.
struct Because {
    std::string question;  // id
    std::string title;
    std::string answer;  // as people read it
    bool open = false;   // not answered yet: the answer is the Muster's suggestion

    friend bool operator==(const Because&, const Because&) = default;
};

struct AssembledClause {
    std::string id;
    int number = 0;          // the § under which it stands
    std::string title;       // plain text
    std::string short_text;  // plain text
    std::string text;        // Markdown
    std::string variant;     // id
    std::string variant_title;
    std::vector<Because> chosen_by;  // why this variant: the questions that decided
    std::vector<Because> filled_by;  // what was put into the text
    std::vector<std::string> law;    // ids
    std::string rationale;
    std::vector<std::string> concerns;
    std::vector<blueprint::Rule> rules;  // those of this variant
};

struct AssembledSection {
    std::string id;
    std::string title;
    std::vector<AssembledClause> clauses;
};

struct AssembledGuideline {
    std::string id;
    std::string muster_version;
    std::string title;     // plain text
    std::string preamble;  // Markdown
    std::vector<AssembledSection> sections;
    std::vector<std::string> open_questions;  // ids, in the order of the questionnaire

    [[nodiscard]] const AssembledClause* find(std::string_view id) const;
};

// Clauses are numbered through, from 1. Questions without a usable answer take their default and count as open; where their answer
// stands in the text it is marked **[offen: ...]**. invalid when a clause or parameter is named that does not exist.
[[nodiscard]] Result<AssembledGuideline> assemble(const blueprint::Guideline& guideline, std::span<const blueprint::Clause> clauses,
                                                  const Answers& answers, const Facts& facts);

// The first variant whose conditions hold; the answers must be complete (with_defaults).
[[nodiscard]] const blueprint::Variant& chosen_variant(const blueprint::Clause& clause, const Answers& answers);

}  // namespace kireise::policy
