#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "blueprint/checks.h"
#include "blueprint/parameters.h"
#include "blueprint/schema_sentences.h"

namespace kireise::blueprint {
namespace {

const GuidelineQuestion* find_question(const Guideline& guideline, std::string_view id) {
    const auto found = std::ranges::find(guideline.questions, id, &GuidelineQuestion::id);
    return found == guideline.questions.end() ? nullptr : &*found;
}

bool has_option(const GuidelineQuestion& question, std::string_view id) {
    return std::ranges::find(question.options, id, &AnswerOption::id) != question.options.end();
}

std::string default_problem(const GuidelineQuestion& question) {
    const auto& answer = question.default_answer;
    switch (question.kind) {
        case AnswerKind::choice: return has_option(question, answer) ? "" : fmt::format("The default {} is not among the options.", answer);
        case AnswerKind::text: {
            const auto limit = question.max_length.value_or(0);
            return characters(answer) <= static_cast<std::size_t>(limit) ? ""
                                                                         : fmt::format("The default has more than {} characters.", limit);
        }
        case AnswerKind::number: break;
    }
    double value = 0;
    const auto parsed = std::from_chars(answer.data(), answer.data() + answer.size(), value);
    const bool in_range =
        parsed.ec == std::errc{} && value >= question.minimum.value_or(value) && value <= question.maximum.value_or(value);
    return in_range ? "" : fmt::format("The default {} is not a number from min to max.", answer);
}

void check_parameters(const Guideline& guideline, Report& report, std::string_view owner, std::string_view pointer, int line,
                      std::string_view text) {
    for (const auto& parameter : find_parameters(text)) {
        const bool known = std::ranges::find(guideline_parameters, parameter.name) != guideline_parameters.end() ||
                           find_question(guideline, parameter.name) != nullptr;
        if (known) continue;
        auto sentence = fmt::format("{{{{{}}}}} is no parameter; use {}, or the id of a question of the guideline.", parameter.name,
                                    fmt::join(guideline_parameters, ", "));
        if (pointer.empty()) report.at_line(owner, line + parameter.line - 1, std::move(sentence));
        else report.at(owner, pointer, std::move(sentence));
    }
}

void check_when(const Guideline& guideline, Report& report, const Clause& clause, std::size_t at) {
    for (const auto& [id, answer] : clause.variants[at].when) {
        const auto pointer = fmt::format("/variants/{}/when/{}", at, pointer_token(id));
        const auto* question = find_question(guideline, id);
        if (question == nullptr) report.at(clause.id, pointer, fmt::format("The guideline has no question {}.", id));
        else if (question->kind != AnswerKind::choice)
            report.at(clause.id, pointer, fmt::format("The question {} has no options to choose from.", id));
        else if (!has_option(*question, answer))
            report.at(clause.id, pointer, fmt::format("The question {} has no option {}.", id, answer));
    }
}

void check_variants(const Guideline& guideline, Report& report, const Clause& clause) {
    check_unique(report, clause.id, "/variants", clause.variants, &Variant::id);
    for (std::size_t i = 0; i < clause.variants.size(); ++i) {
        const bool last = i + 1 == clause.variants.size();
        const auto pointer = fmt::format("/variants/{}", i);
        if (last && !clause.variants[i].when.empty())
            report.at(clause.id, pointer, "The last variant must have no `when`, so that one always holds.");
        if (!last && clause.variants[i].when.empty()) report.at(clause.id, pointer, "Without `when` this variant hides those after it.");
        check_when(guideline, report, clause, i);
    }
}

void check_rules(Report& report, const Clause& clause) {
    for (std::size_t i = 0; i < clause.rules.size(); ++i) {
        const auto& rule = clause.rules[i];
        for (const auto& variant : rule.variants) {
            if (std::ranges::find(clause.variants, variant, &Variant::id) != clause.variants.end()) continue;
            report.at(clause.id, fmt::format("/rules/{}/variants", i), fmt::format("The clause has no variant {}.", variant));
        }
        if (rule.effect == Effect::refuse && !rule.conditions.empty()) {
            report.at(clause.id, fmt::format("/rules/{}/conditions", i), "A rule that refuses has no conditions.");
        }
    }
}

void check_clause(const Content& content, Report& report, const Clause& clause) {
    const auto& guideline = content.guideline;
    check_references<Law>(content, report, clause.id, "/law", clause.law);
    check_rules(report, clause);
    if (guideline.id.empty()) return;
    check_variants(guideline, report, clause);
    check_parameters(guideline, report, clause.id, "/title", 1, clause.title);
    check_parameters(guideline, report, clause.id, "/short", 1, clause.short_text);
    for (std::size_t i = 0; i < clause.variants.size(); ++i) {
        check_parameters(guideline, report, clause.id, fmt::format("/variants/{}/short", i), 1, clause.variants[i].short_text);
    }
    if (const auto* document = report.document(clause.id))
        check_parameters(guideline, report, clause.id, "", document->body_line, document->body);
}

void check_sections(const Content& content, Report& report) {
    const auto& guideline = content.guideline;
    std::set<std::string> placed;
    check_unique(report, guideline.id, "/sections", guideline.sections, &GuidelineSection::id);
    for (std::size_t i = 0; i < guideline.sections.size(); ++i) {
        const auto pointer = fmt::format("/sections/{}/clauses", i);
        check_references<Clause>(content, report, guideline.id, pointer, guideline.sections[i].clauses);
        for (const auto& clause : guideline.sections[i].clauses) {
            if (!placed.insert(clause).second)
                report.at(guideline.id, pointer, fmt::format("{} stands in the guideline twice; keep one.", clause));
        }
    }
    for (const auto& clause : content.all<Clause>()) {
        if (!placed.contains(clause.id))
            report.at(clause.id, "/id", "No section of the guideline names this clause; add it to guideline.yaml or delete it.");
    }
}

}  // namespace

void check_guideline(const Content& content, Report& report) {
    const auto& guideline = content.guideline;
    for (const auto& clause : content.all<Clause>()) check_clause(content, report, clause);
    if (guideline.id.empty()) return;
    check_unique(report, guideline.id, "/questions", guideline.questions, &GuidelineQuestion::id);
    for (std::size_t i = 0; i < guideline.questions.size(); ++i) {
        const auto& question = guideline.questions[i];
        check_unique(report, guideline.id, fmt::format("/questions/{}/options", i), question.options, &AnswerOption::id);
        if (auto problem = default_problem(question); !problem.empty())
            report.at(guideline.id, fmt::format("/questions/{}/default", i), problem);
    }
    check_parameters(guideline, report, guideline.id, "/preamble", 1, guideline.preamble);
    check_sections(content, report);
}

}  // namespace kireise::blueprint
