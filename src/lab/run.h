#pragma once
// A practical test in a town: run on its newest content, and kept.

#include "lab/chat_run.h"
#include "people/town.h"

namespace kireise::lab {

// As run_classifier() and run_chat(), on the town's newest content; not_found for an unknown use case. The run is stored and given back,
// also one that broke off.
[[nodiscard]] Result<LabRun> test_classifier(const people::Town& town, const std::string& usecase);
[[nodiscard]] Result<LabRun> test_chat(const people::Town& town, const std::string& usecase, const ChatEngine& engine,
                                       const Progress& progress = {});

}  // namespace kireise::lab
