#include "policy/participation.h"

#include "base/sha256.h"
#include "policy/edition.h"
#include "policy/guideline_store.h"

namespace kireise::policy {
namespace {

people::ParticipationSubject subject(const people::Context& context, people::Matter matter, const std::string& title, bool live) {
    const auto shown = people::fill(context.t("participation.guideline_title"), {{"title", title}, {"version", matter.object}});
    return {std::move(matter), shown, live ? "/guideline" : "/guideline?version=draft", live};
}

}  // namespace

Result<people::Matter> guideline_matter(const blueprint::Snapshot& content, const Answers& answers, int version) {
    const auto text = TRY(assemble(content.guideline(), content.all<blueprint::Clause>(), answers, {"-", "-", "-"}));
    Json all{text.title, text.preamble};
    for (const auto& section : text.sections) {
        for (const auto& clause : section.clauses) all.push_back({clause.id, clause.variant, clause.title, clause.text});
    }
    return people::Matter{people::ParticipationKind::guideline, std::to_string(version), sha256_hex(all.dump())};
}

Result<people::Matter> draft_matter(const people::Town& town, const blueprint::Snapshot& content, const Answers& answers) {
    const auto latest = TRY(latest_adoption(town.db()));
    return guideline_matter(content, answers, latest ? latest->version + 1 : 1);
}

Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context) {
    std::vector<people::ParticipationSubject> out;
    const auto current = TRY(adopted(context.town));
    const auto draft = TRY(edition(context.town, Wanted::draft));
    if (current) {
        auto matter = TRY(guideline_matter(*current->content, current->answers, current->version));
        out.push_back(subject(context, std::move(matter), current->guideline.title, true));
        if (!TRY(differs(draft, *current))) return out;
    }
    auto matter = TRY(draft_matter(context.town, *draft.content, draft.answers));
    out.push_back(subject(context, std::move(matter), draft.guideline.title, false));
    return out;
}

}  // namespace kireise::policy
