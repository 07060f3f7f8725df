#include "policy/adoption.h"

#include <fmt/core.h>

#include "base/text.h"
#include "base/yaml.h"
#include "blueprint/check.h"
#include "learning/learning_store.h"
#include "people/audit.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"

namespace kireise::policy {
namespace {

constexpr std::string_view adoption_path = "guideline/town.yaml";

Result<std::shared_ptr<const Adopted>> load(const people::Town& town, const std::optional<AdoptionRow>& row) {
    if (!row) return nullptr;
    const auto content = TRY(town.content_at(row->commit));
    const auto& file = content->adoption();
    if (!file) return fail(ErrorKind::internal, fmt::format("The commit {} was adopted, but has no {}.", row->commit, adoption_path));
    const Facts facts{file->town, file->land, german_text(file->adopted)};
    auto guideline = TRY(assemble(content->guideline(), content->all<blueprint::Clause>(), file->answers, facts));
    auto gate = make_gate(guideline);
    return std::make_shared<const Adopted>(Adopted{.version = row->version,
                                                   .commit = row->commit,
                                                   .adopted = row->adopted,
                                                   .effective = row->effective,
                                                   .organ = file->organ,
                                                   .number = file->number,
                                                   .answers = file->answers,
                                                   .guideline = std::move(guideline),
                                                   .gate = std::move(gate),
                                                   .content = content});
}

std::string to_file(const AssembledGuideline& guideline, const blueprint::Guideline& muster, int version, const Answers& answers,
                    const Resolution& resolution) {
    return to_yaml({{"id", "guideline-adoption/town"},
                    {"lang", muster.lang},
                    {"title", guideline.title},
                    {"guideline", muster.id},
                    {"guideline_version", muster.version},
                    {"version", version},
                    {"town", resolution.town},
                    {"land", resolution.land},
                    {"organ", resolution.organ},
                    {"number", resolution.number},
                    {"adopted", to_string(resolution.adopted)},
                    {"effective", to_string(resolution.effective)},
                    {"answers", Json(with_defaults(muster, answers))}});
}

Result<> check_answers(const blueprint::Guideline& guideline, const Answers& answers) {
    for (const auto& question : guideline.questions) {
        const auto given = answers.find(question.id);
        if (given != answers.end() && !problem_of(question, given->second)) continue;
        return fail(ErrorKind::invalid,
                    fmt::format("The question \"{}\" is not answered; a guideline is adopted without open questions.", question.title));
    }
    return {};
}

Result<> check_resolution(const Resolution& resolution, Date today) {
    const auto problems = problems_of(resolution, today);
    if (problems.empty()) return {};
    return fail(ErrorKind::invalid,
                fmt::format("The guideline cannot be adopted: {} is missing or not possible.", blueprint::to_id(problems.front())));
}

// Commits the file; the whole content must be sound with it.
Result<std::string> commit_file(const people::Town& town, const std::string& parent, int version, std::string file) {
    const auto repository = TRY(town.open_repository());
    const blueprint::Changes changes{{std::string(adoption_path), std::move(file)}};
    const auto tree = TRY(blueprint::with_changes(TRY(repository.tree_of(parent)), changes));
    if (const auto findings = blueprint::check(tree); !findings.empty()) {
        return fail(ErrorKind::invalid, fmt::format("The content is not sound: {}", to_string(findings.front())));
    }
    return town.commit({.parent = parent,
                        .files = changes,
                        .role = "coordination",
                        .author_id = random_id(town.random()),
                        .message = fmt::format("Adopt version {} of the guideline", version),
                        .when = town.now()});
}

bool is_line(std::string_view text, std::size_t limit) { return !text.empty() && text.size() <= limit && cleaned(text) == text; }

}  // namespace

Result<std::shared_ptr<const Adopted>> adopted(const people::Town& town) { return load(town, TRY(latest_adoption(town.db()))); }

Result<std::shared_ptr<const Adopted>> in_force(const people::Town& town) {
    return load(town, TRY(adoption_in_force(town.db(), town.today())));
}

Result<Decision> decide(const people::Town& town, const Request& request) {
    const auto guideline = TRY(in_force(town));
    return guideline ? decide(guideline->gate, request) : Decision{.ground = Ground::no_guideline};
}

std::vector<ResolutionProblem> problems_of(const Resolution& resolution, Date today) {
    std::vector<ResolutionProblem> out;
    if (!is_line(resolution.town, town_limit)) out.push_back(ResolutionProblem::town);
    if (!is_line(resolution.land, land_limit)) out.push_back(ResolutionProblem::land);
    if (!is_line(resolution.organ, organ_limit) || resolution.organ.size() < 3) out.push_back(ResolutionProblem::organ);
    if (!resolution.number.empty() && !is_line(resolution.number, number_limit)) out.push_back(ResolutionProblem::number);
    const bool adopted_ok = resolution.adopted.ok() && resolution.adopted <= today;
    if (!adopted_ok) out.push_back(ResolutionProblem::adopted);
    if (!resolution.effective.ok() || (adopted_ok && resolution.effective < resolution.adopted))
        out.push_back(ResolutionProblem::effective);
    return out;
}

Result<int> adopt(const people::Town& town, const std::string& account, const std::string& seen, const Answers& answers,
                  const Resolution& resolution) {
    if (TRY(town.head_commit()) != seen) {
        return fail(ErrorKind::conflict, "The content has changed meanwhile; look at the draft again before you adopt it.");
    }
    const auto content = TRY(town.content_at(seen));
    const auto& muster = content->guideline();
    TRY(check_answers(muster, answers));
    TRY(check_resolution(resolution, town.today()));
    const Facts facts{resolution.town, resolution.land, german_text(resolution.adopted)};
    const auto guideline = TRY(assemble(muster, content->all<blueprint::Clause>(), answers, facts));
    const auto latest = TRY(latest_adoption(town.db()));
    const int version = latest ? latest->version + 1 : 1;
    const auto matter = TRY(guideline_matter(*content, answers, version));
    const auto today = town.today();
    // Before anything is committed; and again with the row, in case the staff council changed its answer meanwhile.
    TRY(town.db().read([&](store::Connection& tx) { return people::require_consent(tx, matter, today); }));
    const auto commit = TRY(commit_file(town, seen, version, to_file(guideline, muster, version, answers, resolution)));
    return town.db().write([&](store::Connection& tx) -> Result<int> {
        TRY(people::require_consent(tx, matter, today));
        TRY(add_adoption(tx, {version, commit, resolution.adopted, resolution.effective, account}));
        TRY(learning::announce_guideline(tx, version));
        TRY(people::audit(tx, {town.random(), town.now(), account}, "guideline.adopted", fmt::format("guideline/{}", version)));
        return version;
    });
}

}  // namespace kireise::policy
