#include "policy/edition.h"

#include "policy/guideline_store.h"

namespace kireise::policy {
namespace {

Result<AssembledGuideline> assemble_with(const blueprint::Snapshot& content, const Answers& answers, const Facts& facts) {
    return assemble(content.guideline(), content.all<blueprint::Clause>(), answers, facts);
}

Facts adopted_facts(const Adopted& adopted) {
    const auto& file = *adopted.content->adoption();
    return {file.town, file.land, german_text(adopted.adopted)};
}

Result<Edition> draft_of(const people::Town& town) {
    Edition out;
    out.commit = TRY(town.head_commit());
    out.content = TRY(town.content_at(out.commit));
    out.answers = TRY(draft_answers(town.db()));
    out.guideline = TRY(assemble_with(*out.content, out.answers, TRY(facts_of(town))));
    out.gate = make_gate(out.guideline);
    return out;
}

}  // namespace

Result<Facts> facts_of(const people::Town& town) {
    Facts out;
    out.town = TRY(people::setting(town, "name"));
    out.land = TRY(people::setting(town, "land"));
    out.date = german_text(town.today());
    return out;
}

Result<Edition> edition(const people::Town& town, Wanted wanted) {
    auto version = wanted == Wanted::draft ? nullptr : TRY(adopted(town));
    if (!version) return draft_of(town);
    return Edition{version->guideline, version->gate, version->answers, version->commit, version->content, version};
}

Result<bool> differs(const Edition& draft, const Adopted& adopted) {
    const auto same_day = TRY(assemble_with(*draft.content, draft.answers, adopted_facts(adopted)));
    for (const auto& section : same_day.sections) {
        for (const auto& clause : section.clauses) {
            const auto* counterpart = adopted.guideline.find(clause.id);
            if (counterpart == nullptr || counterpart->text != clause.text) return true;
        }
    }
    return same_day.sections.size() != adopted.guideline.sections.size() || same_day.preamble != adopted.guideline.preamble;
}

Result<AssembledGuideline> muster_of(const Edition& edition, const people::Town& town) {
    const auto facts = edition.is_draft() ? TRY(facts_of(town)) : adopted_facts(*edition.adopted);
    return assemble_with(*edition.content, with_defaults(edition.content->guideline(), {}), facts);
}

}  // namespace kireise::policy
