#include "policy/guideline_view.h"

#include <algorithm>

#include "blueprint/parameters.h"
#include "formats/markdown.h"
#include "people/law_view.h"

namespace kireise::policy {
namespace {

using people::Context;

std::string anchor(int number) { return "p" + std::to_string(number); }

Json because_view(const Context& context, const Edition& edition, const std::vector<Because>& list) {
    auto out = Json::array();
    for (const auto& because : list) {
        out.push_back({{"title", because.title},
                       {"answer", because.answer},
                       {"open", because.open},
                       {"href", context.has(people::Role::coordination) && edition.is_draft()
                                    ? question_href(edition.content->guideline(), because.question)
                                    : ""}});
    }
    return out;
}

bool is_open(const AssembledClause& clause) {
    return std::ranges::any_of(clause.chosen_by, &Because::open) || std::ranges::any_of(clause.filled_by, &Because::open);
}

Json clause_view(const Context& context, const Edition& edition, const AssembledClause& clause) {
    auto because = clause.chosen_by;
    for (const auto& filled : clause.filled_by) {
        if (std::ranges::find(because, filled) == because.end()) because.push_back(filled);
    }
    auto concerns = Json::array();
    for (const auto& role : clause.concerns) concerns.push_back(context.t("role." + role));
    return {{"number", clause.number},
            {"anchor", anchor(clause.number)},
            {"title", clause.title},
            {"short", clause.short_text},
            {"html", formats::to_html(clause.text, 3)},
            {"rationale", clause.rationale},
            {"because", because_view(context, edition, because)},
            {"has_because", !because.empty()},
            {"open", is_open(clause)},
            {"law", people::law_view(*edition.content, clause.law)},
            {"has_law", !clause.law.empty()},
            {"concerns", concerns}};
}

Json compared_view(const Context& context, const ClauseComparison& clause, const RedlineLabels& labels) {
    const std::string difference(blueprint::to_id(clause.difference));
    return {{"number", clause.number > 0 ? std::to_string(clause.number) : ""},
            {"title", clause.title},
            {"difference", context.t("policy.compare.difference." + difference)},
            {"variant", clause.difference == Difference::variant},
            {"muster_variant", clause.muster_variant},
            {"town_variant", clause.town_variant},
            {"html", clause.difference == Difference::same ? "" : to_html(clause.pieces, labels)}};
}

bool names(const blueprint::Clause& clause, std::string_view question) {
    const auto in_text = [&](std::string_view text) {
        return std::ranges::any_of(blueprint::find_parameters(text), [&](const auto& parameter) { return parameter.name == question; });
    };
    const auto in_variant = [&](const blueprint::Variant& variant) { return variant.when.contains(question) || in_text(variant.text); };
    return std::ranges::any_of(clause.variants, in_variant) || in_text(clause.text) || in_text(clause.text_after);
}

}  // namespace

Json guideline_view(const Context& context, const Edition& edition) {
    auto sections = Json::array();
    int number = 0;
    for (const auto& section : edition.guideline.sections) {
        auto clauses = Json::array();
        for (const auto& clause : section.clauses) clauses.push_back(clause_view(context, edition, clause));
        sections.push_back({{"number", ++number}, {"title", section.title}, {"clauses", clauses}});
    }
    return {{"preamble", formats::to_html(edition.guideline.preamble, 2)}, {"sections", sections}};
}

Json comparison_view(const Context& context, const std::vector<ClauseComparison>& clauses) {
    const RedlineLabels labels{context.t("policy.compare.deleted"), context.t("policy.compare.inserted"), context.t("policy.compare.end")};
    auto changed = Json::array();
    auto same = Json::array();
    for (const auto& clause : clauses) {
        auto& list = clause.difference == Difference::same ? same : changed;
        list.push_back(compared_view(context, clause, labels));
    }
    const auto changed_count = changed.size();
    const auto same_count = same.size();
    return {{"changed", changed},
            {"same", same},
            {"has_changed", changed_count > 0},
            {"has_same", same_count > 0},
            {"changed_count", changed_count},
            {"same_count", same_count}};
}

Json affected_by(const AssembledGuideline& guideline, const blueprint::Snapshot& content, std::string_view question) {
    auto out = Json::array();
    for (const auto& section : guideline.sections) {
        for (const auto& assembled : section.clauses) {
            const auto* clause = content.find<blueprint::Clause>(assembled.id);
            if (clause == nullptr || !names(*clause, question)) continue;
            out.push_back({{"number", assembled.number}, {"title", assembled.title}, {"anchor", anchor(assembled.number)}});
        }
    }
    return out;
}

std::string question_href(const blueprint::Guideline& guideline, std::string_view question) {
    const auto found = std::ranges::find(guideline.questions, question, &blueprint::GuidelineQuestion::id);
    return "/guideline/questions/" + std::to_string(found - guideline.questions.begin() + 1);
}

}  // namespace kireise::policy
