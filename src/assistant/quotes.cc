#include "assistant/quotes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace kireise::assistant {
namespace {

using policy::AssembledClause;
using policy::AssembledGuideline;

Quote whole(const AssembledClause& clause) { return {clause.id, clause.number, clause.title, clause.short_text, "", clause.text}; }

// The first paragraph of the clause with this word; "" when there is none.
std::string paragraph_with(std::string_view text, std::string_view word) {
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        const auto paragraph = text.substr(0, end);
        if (paragraph.find(word) != std::string_view::npos) return std::string(paragraph);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 2);
    }
    return {};
}

std::optional<Quote> whole_of(const AssembledGuideline& guideline, std::string_view id) {
    const auto* clause = guideline.find(id);
    return clause == nullptr ? std::nullopt : std::optional(whole(*clause));
}

// From the first of these clauses that has such a paragraph.
std::optional<Quote> paragraph_of(const AssembledGuideline& guideline, std::span<const std::string_view> ids, std::string_view word) {
    for (const auto id : ids) {
        const auto* clause = guideline.find(id);
        if (clause == nullptr) continue;
        auto paragraph = paragraph_with(clause->text, word);
        if (paragraph.empty()) continue;
        auto quote = whole(*clause);
        quote.paragraph = std::move(paragraph);
        return quote;
    }
    return std::nullopt;
}

std::optional<Quote> quote_for(const AssembledGuideline& guideline, Need need, std::string_view deciding) {
    if (need == Need::acknowledgement) {
        const std::array<std::string_view, 3> ids{deciding, "clause/ki-pass", "clause/entry-into-force"};
        return paragraph_of(guideline, ids, "Kenntnis");
    }
    if (need == Need::tester) {
        const std::array<std::string_view, 1> ids{"clause/terms"};
        return paragraph_of(guideline, ids, "Testpersonen");
    }
    return whole_of(guideline, deciding);
}

}  // namespace

std::vector<Quote> quotes_for(const AssembledGuideline& guideline, const Admission& admission) {
    std::vector<Quote> quotes;
    const auto add = [&](std::optional<Quote> quote) {
        if (quote && std::ranges::find(quotes, *quote) == quotes.end()) quotes.push_back(*std::move(quote));
    };
    if (admission.hurdle == Hurdle::refused) add(whole_of(guideline, admission.decision.clause));
    for (const auto need : admission.missing) add(quote_for(guideline, need, admission.decision.clause));
    return quotes;
}

}  // namespace kireise::assistant
