#include "policy/assembly.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "blueprint/parameters.h"
#include "policy/markdown_text.h"

namespace kireise::policy {
namespace {

using blueprint::Clause;
using blueprint::Guideline;
using blueprint::Variant;

bool holds(const Variant& variant, const Answers& answers) {
    return std::ranges::all_of(variant.when, [&](const auto& condition) {
        const auto answer = answers.find(condition.first);
        return answer != answers.end() && answer->second == condition.second;
    });
}

std::string open_mark(std::string_view text) { return fmt::format("[offen: {}]", text); }

// One assembly: what all its texts are filled with.
class Assembler {
   public:
    Assembler(const Guideline& guideline, const Answers& answers, const Facts& facts)
        : guideline_(guideline), answers_(with_defaults(guideline, answers)), facts_(facts) {
        for (const auto& question : guideline.questions) {
            const auto given = answers.find(question.id);
            if (given == answers.end() || problem_of(question, given->second)) open_.push_back(question.id);
        }
    }

    [[nodiscard]] const std::vector<std::string>& open() const { return open_; }

    Result<std::string> fill(std::string_view text, bool markdown) const {
        std::string unknown;
        auto out = blueprint::fill_parameters(text, [&](std::string_view name) {
            const auto value = value_of(name);
            if (value.empty()) unknown = name;
            if (!markdown) return value;
            return is_open(name) ? "**" + escape_markdown(value) + "**" : escape_markdown(value);
        });
        if (unknown.empty()) return out;
        return fail(ErrorKind::invalid,
                    fmt::format("The guideline names a parameter {{{{{}}}}} that does not exist; correct the clause.", unknown));
    }

    Result<AssembledClause> clause(const Clause& clause, int number) const {
        const auto& variant = chosen_variant(clause, answers_);
        std::string text;
        for (const auto* part : {&clause.text, &variant.text, &clause.text_after}) {
            if (!part->empty()) text += (text.empty() ? "" : "\n\n") + *part;
        }
        auto title = TRY(fill(clause.title, false));
        auto short_text = TRY(fill(variant.short_text.empty() ? clause.short_text : variant.short_text, false));
        auto filled = TRY(fill(text, true));
        return AssembledClause{.id = clause.id,
                               .number = number,
                               .title = std::move(title),
                               .short_text = std::move(short_text),
                               .text = std::move(filled),
                               .variant = variant.id,
                               .variant_title = variant.title,
                               .chosen_by = chosen_by(clause, variant),
                               .filled_by = filled_by(text),
                               .law = clause.law,
                               .rationale = clause.rationale,
                               .concerns = clause.concerns,
                               .rules = rules_of(clause, variant)};
    }

   private:
    [[nodiscard]] bool is_open(std::string_view name) const {
        return std::ranges::find(open_, name) != open_.end() || (name == "town" && facts_.town.empty()) ||
               (name == "land" && facts_.land.empty()) || (name == "date" && facts_.date.empty());
    }

    [[nodiscard]] static std::string fact(std::string_view value, std::string_view name) {
        return value.empty() ? open_mark(name) : std::string(value);
    }

    // Empty for a name that does not exist.
    [[nodiscard]] std::string value_of(std::string_view name) const {
        if (name == "town") return fact(facts_.town, "Name der Kommune");
        if (name == "land") return fact(facts_.land, "Land");
        if (name == "date") return fact(facts_.date, "Datum");
        const auto* question = find_question(guideline_, name);
        if (question == nullptr) return {};
        const auto value = shown(*question, answers_.find(name)->second);
        return is_open(name) ? open_mark(value) : value;
    }

    [[nodiscard]] Because because(const blueprint::GuidelineQuestion& question) const {
        return {question.id, question.title, shown(question, answers_.find(question.id)->second), is_open(question.id)};
    }

    // The choice hangs on the conditions of this variant and of those that were passed over.
    [[nodiscard]] std::vector<Because> chosen_by(const Clause& clause, const Variant& chosen) const {
        std::set<std::string, std::less<>> asked;
        for (const auto& variant : clause.variants) {
            for (const auto& [question, answer] : variant.when) asked.insert(question);
            if (&variant == &chosen) break;
        }
        std::vector<Because> out;
        for (const auto& question : guideline_.questions) {
            if (asked.contains(question.id)) out.push_back(because(question));
        }
        return out;
    }

    [[nodiscard]] std::vector<Because> filled_by(std::string_view text) const {
        std::set<std::string> names;
        for (const auto& parameter : blueprint::find_parameters(text)) names.insert(parameter.name);
        std::vector<Because> out;
        for (const auto& question : guideline_.questions) {
            if (names.contains(question.id)) out.push_back(because(question));
        }
        return out;
    }

    [[nodiscard]] static std::vector<blueprint::Rule> rules_of(const Clause& clause, const Variant& variant) {
        std::vector<blueprint::Rule> out;
        std::ranges::copy_if(clause.rules, std::back_inserter(out), [&](const auto& rule) {
            return rule.variants.empty() || std::ranges::find(rule.variants, variant.id) != rule.variants.end();
        });
        return out;
    }

    const Guideline& guideline_;
    Answers answers_;
    const Facts& facts_;
    std::vector<std::string> open_;
};

}  // namespace

const AssembledClause* AssembledGuideline::find(std::string_view wanted) const {
    for (const auto& section : sections) {
        const auto found = std::ranges::find(section.clauses, wanted, &AssembledClause::id);
        if (found != section.clauses.end()) return &*found;
    }
    return nullptr;
}

const Variant& chosen_variant(const Clause& clause, const Answers& answers) {
    const auto found = std::ranges::find_if(clause.variants, [&](const Variant& variant) { return holds(variant, answers); });
    return found == clause.variants.end() ? clause.variants.back() : *found;
}

Result<AssembledGuideline> assemble(const Guideline& guideline, std::span<const Clause> clauses, const Answers& answers,
                                    const Facts& facts) {
    const Assembler assembler(guideline, answers, facts);
    auto title = TRY(assembler.fill(guideline.title, false));
    auto preamble = TRY(assembler.fill(guideline.preamble, true));
    AssembledGuideline out{.id = guideline.id,
                           .muster_version = guideline.version,
                           .title = std::move(title),
                           .preamble = std::move(preamble),
                           .sections = {},
                           .open_questions = assembler.open()};
    int number = 0;
    for (const auto& section : guideline.sections) {
        AssembledSection filled{section.id, section.title, {}};
        for (const auto& id : section.clauses) {
            const auto clause = std::ranges::find(clauses, id, &Clause::id);
            if (clause == clauses.end() || clause->variants.empty()) {
                return fail(ErrorKind::invalid,
                            fmt::format("The guideline names the clause {}, which does not exist; add it or take it out.", id));
            }
            filled.clauses.push_back(TRY(assembler.clause(*clause, ++number)));
        }
        out.sections.push_back(std::move(filled));
    }
    return out;
}

}  // namespace kireise::policy
