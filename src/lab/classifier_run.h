#pragma once
// The practical test of a classifier: trained on the use case's training mails, judged on its test mails and on the gold cases.

#include "blueprint/snapshot.h"
#include "lab/scoring.h"

namespace kireise::lab {

// not_found: the use case has no mails or no gold cases; invalid: it is not one for a classifier, or its mails cannot be trained on.
// Takes a few seconds of one core. Times are those of single predictions on the machine that runs this.
[[nodiscard]] Result<LabRun> run_classifier(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head);

}  // namespace kireise::lab
