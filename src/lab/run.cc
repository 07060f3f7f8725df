#include "lab/run.h"

#include <fmt/core.h>

#include "lab/classifier_run.h"
#include "lab/lab_store.h"

namespace kireise::lab {
namespace {

struct Start {
    RunHead head;
    std::shared_ptr<const blueprint::Snapshot> content;
    const blueprint::UseCase* usecase = nullptr;  // lives in content
};

Result<Start> start(const people::Town& town, const std::string& usecase) {
    Start out{.head = {.id = random_id(town.random()), .commit = TRY(town.head_commit()), .started = town.now()}};
    out.content = TRY(town.content_at(out.head.commit));
    out.usecase = out.content->find<blueprint::UseCase>(usecase);
    if (out.usecase == nullptr) return fail(ErrorKind::not_found, fmt::format("There is no use case {}.", usecase));
    return out;
}

}  // namespace

Result<LabRun> test_classifier(const people::Town& town, const std::string& usecase) {
    const auto begun = TRY(start(town, usecase));
    auto run = TRY(run_classifier(*begun.content, *begun.usecase, begun.head));
    TRY(save_run(town.db(), run));
    return run;
}

Result<LabRun> test_chat(const people::Town& town, const std::string& usecase, const ChatEngine& engine, const Progress& progress) {
    const auto begun = TRY(start(town, usecase));
    auto run = TRY(run_chat(*begun.content, *begun.usecase, engine, begun.head, progress));
    TRY(save_run(town.db(), run));
    return run;
}

}  // namespace kireise::lab
