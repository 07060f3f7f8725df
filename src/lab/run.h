#pragma once
// A practical test in a town: run on its newest content, kept, audited.

#include "lab/chat_run.h"
#include "people/town.h"

namespace kireise::lab {

// As run_rules(), run_classifier() and run_chat(), on the town's newest content; not_found for an unknown use case. The run is stored and
// given back, also one that broke off. `actor` is an account; "" for the command line.
[[nodiscard]] Result<LabRun> test_rules(const people::Town& town, const std::string& usecase, const std::string& actor = {});
[[nodiscard]] Result<LabRun> test_classifier(const people::Town& town, const std::string& usecase, const std::string& actor = {});
[[nodiscard]] Result<LabRun> test_chat(const people::Town& town, const std::string& usecase, const ChatEngine& engine,
                                       const Progress& progress = {}, const std::string& actor = {});

// The run on which a use case is judged: the one of the ladder's smallest rung that passed (lab/ladder.h), else the newest complete one of
// a real engine, else of another.
[[nodiscard]] Result<std::optional<RunSummary>> counting_run(store::Database& db, const blueprint::Snapshot& content,
                                                             const blueprint::UseCase& usecase);

}  // namespace kireise::lab
