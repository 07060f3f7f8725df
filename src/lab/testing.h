#pragma once
// For tests of practical tests: the real Blaupause, and a run made by hand.

#include <filesystem>

#include "blueprint/snapshot.h"
#include "lab/lab_run.h"

namespace kireise::lab::testing {

inline blueprint::Tree real_tree() { return blueprint::read_tree(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint").value(); }

inline std::shared_ptr<const blueprint::Snapshot> real_content() { return blueprint::Snapshot::load(real_tree()).value(); }

// The same with the first mails only, so that training takes no time.
inline std::shared_ptr<const blueprint::Snapshot> small_content() {
    constexpr std::size_t mails = 120;
    auto tree = real_tree();
    auto& csv = tree.at("usecases/mail-sorting/train.csv");
    std::size_t end = 0;
    for (std::size_t i = 0; i <= mails; ++i) end = csv.find('\n', end) + 1;
    csv.resize(end);
    return blueprint::Snapshot::load(tree).value();
}

inline LabRun some_run(const std::string& id, const std::string& usecase) {
    LabRun run{{.id = id,
                .usecase = usecase,
                .engine = {.kind = EngineKind::chat, .name = "model", .model = "model/dense-1b"},
                .commit = std::string(40, 'a'),
                .started = Instant{std::chrono::milliseconds{1'750'000'000'123}},
                .metric = blueprint::Metric::checks_passed,
                .samples = 2,
                .value = 0.5,
                .interval = {0, 1},
                .bar = 0.5,
                .first_token = {100, 200},
                .total = {1000, 2000}},
               {},
               {}};
    run.cases.push_back({.id = "one",
                         .input = "Eingabe",
                         .answer = "Antwort „mit“ Zeichen",
                         .passed = true,
                         .checks = {{blueprint::CheckKind::max_chars, true, "max_chars-kept", {{"value", 21}, {"limit", 30}}}},
                         .first_token_ms = 100,
                         .total_ms = 1000,
                         .prompt_tokens = 7,
                         .answer_tokens = 5});
    run.cases.push_back({.id = "two", .input = "Zu lang", .problem = "The prompt is too long."});
    return run;
}

}  // namespace kireise::lab::testing
