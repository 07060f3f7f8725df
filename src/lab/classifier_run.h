#pragma once
// The practical test of a classifier: trained on the use case's training mails, judged on its test mails and on the gold cases.

#include "blueprint/snapshot.h"
#include "engines/classifier.h"
#include "lab/scoring.h"

namespace kireise::lab {

struct TrainedClassifier {
    engines::Classifier classifier;
    LabRun run;
};

// not_found: the use case has no mails or no gold cases; invalid: it has no labels, or its mails cannot be trained on. Takes a few seconds
// of one core.
[[nodiscard]] Result<TrainedClassifier> train_and_test(const blueprint::Snapshot& content, const blueprint::UseCase& usecase,
                                                       const RunHead& head);

// The run alone.
[[nodiscard]] Result<LabRun> run_classifier(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head);

}  // namespace kireise::lab
