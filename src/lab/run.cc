#include "lab/run.h"

#include <fmt/core.h>

#include <utility>

#include "lab/classifier_run.h"
#include "lab/lab_store.h"
#include "lab/ladder.h"
#include "lab/rule_run.h"

namespace kireise::lab {
namespace {

struct Start {
    RunHead head;
    std::shared_ptr<const blueprint::Snapshot> content;
    const blueprint::UseCase* usecase = nullptr;  // lives in content
};

Result<Start> start(const people::Town& town, const std::string& usecase) {
    auto commit = TRY(town.head_commit());
    Start out{.head = {.id = random_id(town.random()), .commit = std::move(commit), .started = town.now()}};
    out.content = TRY(town.content_at(out.head.commit));
    out.usecase = out.content->find<blueprint::UseCase>(usecase);
    if (out.usecase == nullptr) return fail(ErrorKind::not_found, fmt::format("There is no use case {}.", usecase));
    return out;
}

Result<LabRun> kept(const people::Town& town, const std::string& actor, LabRun run) {
    TRY(save_run(town.db(), people::Deed{town.random(), town.now(), actor}, run));
    return run;
}

}  // namespace

Result<LabRun> test_rules(const people::Town& town, const std::string& usecase, const std::string& actor) {
    const auto begun = TRY(start(town, usecase));
    return kept(town, actor, TRY(run_rules(*begun.content, *begun.usecase, begun.head)));
}

Result<LabRun> test_classifier(const people::Town& town, const std::string& usecase, const std::string& actor) {
    const auto begun = TRY(start(town, usecase));
    return kept(town, actor, TRY(run_classifier(*begun.content, *begun.usecase, begun.head)));
}

Result<LabRun> test_chat(const people::Town& town, const std::string& usecase, const ChatEngine& engine, const Progress& progress,
                         const std::string& actor) {
    const auto begun = TRY(start(town, usecase));
    return kept(town, actor, TRY(run_chat(*begun.content, *begun.usecase, engine, begun.head, progress)));
}

Result<std::optional<RunSummary>> counting_run(store::Database& db, const blueprint::Snapshot& content, const blueprint::UseCase& usecase) {
    const auto steps = ladder(content, usecase, TRY(complete_runs(db, usecase.id)));
    if (const auto* smallest = steps.smallest(); smallest != nullptr) return smallest->run;
    return latest_summary(db, usecase.id);
}

}  // namespace kireise::lab
