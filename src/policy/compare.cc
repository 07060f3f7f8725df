#include "policy/compare.h"

#include "policy/markdown_text.h"

namespace kireise::policy {
namespace {

ClauseComparison compare_clause(const AssembledClause& muster, const AssembledClause& town) {
    ClauseComparison out{.id = town.id,
                         .number = town.number,
                         .title = town.title,
                         .muster_variant = muster.variant_title,
                         .town_variant = town.variant_title,
                         .pieces = redline(plain_text(muster.text), plain_text(town.text))};
    if (muster.variant != town.variant) out.difference = Difference::variant;
    else if (muster.text != town.text) out.difference = Difference::value;
    return out;
}

ClauseComparison only_in_town(const AssembledClause& clause) {
    return {Difference::added,
            clause.id,
            clause.number,
            clause.title,
            {},
            clause.variant_title,
            {{Piece::Kind::inserted, plain_text(clause.text)}}};
}

ClauseComparison only_in_muster(const AssembledClause& clause) {
    return {Difference::removed, clause.id, 0, clause.title, clause.variant_title, {}, {{Piece::Kind::deleted, plain_text(clause.text)}}};
}

}  // namespace

std::vector<ClauseComparison> compare(const AssembledGuideline& muster, const AssembledGuideline& town) {
    std::vector<ClauseComparison> out;
    for (const auto& section : town.sections) {
        for (const auto& clause : section.clauses) {
            const auto* counterpart = muster.find(clause.id);
            out.push_back(counterpart != nullptr ? compare_clause(*counterpart, clause) : only_in_town(clause));
        }
    }
    for (const auto& section : muster.sections) {
        for (const auto& clause : section.clauses) {
            if (town.find(clause.id) == nullptr) out.push_back(only_in_muster(clause));
        }
    }
    return out;
}

}  // namespace kireise::policy
