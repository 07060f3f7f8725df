#pragma once
// From answers to the figures of a run; shared by all kinds of engines.

#include "lab/lab_run.h"

namespace kireise::lab {

struct RunHead {  // what a run carries from outside
    std::string id;
    std::string commit;
    Instant started;
};

// A run without answers; metric and bar are those of the use case.
[[nodiscard]] LabRun begin_run(const blueprint::UseCase& usecase, const RunHead& head, EngineUsed engine);

// The answer with all checks of its gold case; passed when every one is.
[[nodiscard]] CaseResult judged(CaseResult answered, const blueprint::GoldCase& gold);

// 1 or 0 for each case: all of its checks passed; or, for accuracy, those of its label.
[[nodiscard]] std::vector<double> passes_of(const std::vector<CaseResult>& cases);
[[nodiscard]] std::vector<double> right_labels_of(const std::vector<CaseResult>& cases);

// Fills in samples, value (their mean, 0..1), interval (95 %), and times (milliseconds) over the cases that got an answer.
void finish_run(LabRun& run, const std::vector<double>& samples);

}  // namespace kireise::lab
