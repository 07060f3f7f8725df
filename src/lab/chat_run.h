#pragma once
// The practical test of a language model: the use case's prompt and each gold case go to an engine, the answers are checked.

#include <functional>

#include "blueprint/snapshot.h"
#include "engines/openai.h"
#include "lab/scoring.h"

namespace kireise::lab {

struct ChatEngine {
    engines::Endpoint endpoint;
    std::string name;        // of the model, as it is shown
    std::string model;       // model class; "" when it belongs to none
    bool synthetic = false;  // random weights
    bool scripted = false;   // no model: a program that plays one in tests
    std::chrono::milliseconds silence_limit{600'000};
};

// How an answer is got; engines::chat on the endpoint unless a test puts its own here.
using Ask =
    std::function<Result<engines::ChatAnswer>(const engines::Endpoint&, const std::vector<engines::Message>&, const engines::ChatOptions&)>;
using Progress = std::function<void(std::size_t done, std::size_t all)>;

// One case after the other, with a fixed seed. A case that is too long for the engine fails alone (its `problem` says so). Any other error
// of the engine breaks the run off: the run comes back with `problem` set and the cases so far, so that it can be kept as what it is.
// not_found: the use case has no prompt or no gold cases.
[[nodiscard]] Result<LabRun> run_chat(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const ChatEngine& engine,
                                      const RunHead& head, const Progress& progress = {}, const Ask& ask = {});

}  // namespace kireise::lab
