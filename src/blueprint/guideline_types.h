#pragma once
// The guideline: a questionnaire that chooses variants of clauses, and the rules that the gate executes.

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/common_types.h"

namespace kireise::blueprint {

enum class AnswerKind { choice, text, number };

constexpr EnumIds<AnswerKind, 3> enum_ids(AnswerKind) {
    return {{{AnswerKind::choice, "choice"}, {AnswerKind::text, "text"}, {AnswerKind::number, "number"}}};
}

struct AnswerOption {
    std::string id;
    std::string title;
};

struct GuidelineQuestion {
    std::string id;  // [a-z_]+, also the parameter {{id}} of clause texts
    AnswerKind kind = AnswerKind::choice;
    std::string title;
    std::string help;
    std::vector<AnswerOption> options;  // of a choice
    std::string default_answer;         // as text; of a choice: an option's id
    std::optional<double> minimum;      // of a number
    std::optional<double> maximum;
    std::optional<int> max_length;  // of a text, in characters
};

struct GuidelineSection {
    std::string id;
    std::string title;
    std::vector<std::string> clauses;
};

struct Guideline {
    std::string id;
    std::string lang;
    std::string version;
    std::string title;
    std::string preamble;
    std::vector<GuidelineQuestion> questions;
    std::vector<GuidelineSection> sections;
};

// Parameters {{name}} that every guideline has besides its questions.
inline constexpr std::array<std::string_view, 3> guideline_parameters{"town", "land", "date"};

struct Variant {
    std::string id;
    std::string title;
    std::map<std::string, std::string, std::less<>> when;  // question id -> option id, all must hold; empty: always
    std::string short_text;                                // replaces the clause's when not empty
    std::string text;                                      // empty when the clause has this one variant only
};

enum class Effect { refuse, allow };

constexpr EnumIds<Effect, 2> enum_ids(Effect) { return {{{Effect::refuse, "refuse"}, {Effect::allow, "allow"}}}; }

enum class Condition { human_check, label, pass, registered_usecase };

constexpr EnumIds<Condition, 4> enum_ids(Condition) {
    return {{{Condition::human_check, "human-check"},
             {Condition::label, "label"},
             {Condition::pass, "pass"},
             {Condition::registered_usecase, "registered-usecase"}}};
}

struct Rule {
    Effect effect = Effect::refuse;
    std::vector<DataClass> data;         // empty: every class
    std::vector<EngineLocation> engine;  // empty: every location
    std::vector<std::string> variants;   // empty: every variant of the clause
    std::vector<Condition> conditions;   // of an allow
};

struct Clause {
    std::string id;
    std::string lang;
    std::string title;
    std::string short_text;         // one plain sentence for staff
    std::vector<Variant> variants;  // the first whose `when` holds is taken; the last has none. At least one
    std::string text;               // common text, before the variant's
    std::string text_after = {};    // common text, after the variant's
    std::vector<std::string> law;
    std::string rationale;
    std::vector<std::string> concerns;  // roles
    std::vector<Rule> rules;
};

// What a town has adopted: its answers to the questionnaire, who decided and when. The text follows from the clauses of the same tree.
struct GuidelineAdoption {
    std::string id;
    std::string lang;
    std::string title;              // as adopted
    std::string guideline;          // id
    std::string guideline_version;  // of the Muster
    int version = 0;                // of the town, from 1
    std::string town;
    std::string land;
    std::string organ;   // who adopted it, e.g. the office of the mayor
    std::string number;  // file or resolution number; may be empty
    Date adopted;
    Date effective;
    std::map<std::string, std::string, std::less<>> answers;  // question id -> answer as text
};

}  // namespace kireise::blueprint
