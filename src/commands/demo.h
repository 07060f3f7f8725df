#pragma once
// The walk of the sample town through the journey, step by step. Each step looks first whether its result is there already, so that a
// second walk changes nothing.

#include <filesystem>
#include <string>

#include "assistant/engine_hub.h"
#include "blueprint/snapshot.h"
#include "commands/command.h"
#include "people/accounts.h"
#include "people/participation.h"
#include "people/town.h"

namespace kireise::commands {

struct Walk {
    people::Town& town;
    const blueprint::Snapshot& content;
    const blueprint::Sample& sample;
    std::filesystem::path out;     // where files go
    std::filesystem::path engine;  // where the engine keeps what it makes
    Io& io;
};

struct StepResult {
    std::string text;      // one line for the table
    bool missing = false;  // a needed part is missing; `text` says how to get it
};

using Step = Result<StepResult> (*)(Walk&);

// Phase 1
[[nodiscard]] Result<StepResult> demo_frame(Walk& walk);
[[nodiscard]] Result<StepResult> demo_survey(Walk& walk);
[[nodiscard]] Result<StepResult> demo_learning(Walk& walk);
// Phase 2
[[nodiscard]] Result<StepResult> demo_guideline(Walk& walk);
[[nodiscard]] Result<StepResult> demo_ranking(Walk& walk);
// Phase 3
[[nodiscard]] Result<StepResult> demo_probe(Walk& walk);
[[nodiscard]] Result<StepResult> demo_classifier(Walk& walk);
[[nodiscard]] Result<StepResult> demo_language(Walk& walk);
[[nodiscard]] Result<StepResult> demo_verdicts(Walk& walk);
// Hand on
[[nodiscard]] Result<StepResult> demo_funding(Walk& walk);
[[nodiscard]] Result<StepResult> demo_package(Walk& walk);

// The staff council of the sample, asked a week before this day and consenting on it, labelled as synthetic; nothing when anything was
// said about the matter already.
[[nodiscard]] Result<> synthetic_consent(const Walk& walk, const people::Matter& matter, const std::string& title, Date day);

// The account of the person with this role in the sample.
[[nodiscard]] Result<people::Account> demo_account(const Walk& walk, people::Role role);

}  // namespace kireise::commands
