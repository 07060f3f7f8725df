#pragma once
// Two practical tests of one use case side by side: which did better, by how much, how sure that is. Pure.

#include <string>
#include <vector>

#include "lab/lab_run.h"

namespace kireise::lab {

// A gold case in both runs; nullptr where a run has none (the content changed between them).
struct CasePair {
    std::string id;
    const CaseResult* first = nullptr;
    const CaseResult* second = nullptr;

    [[nodiscard]] bool whole() const { return first != nullptr && second != nullptr; }
    [[nodiscard]] bool differs() const { return whole() && first->passed != second->passed; }
};

// Over what stands in both runs: the test mails where both sorted them and the bar asks for accuracy, else the gold cases.
struct Comparison {
    std::vector<CasePair> cases;  // in the order of the first run, then those of the second alone
    bool mails = false;           // the figures below are of test mails
    std::size_t pairs = 0;
    double first = 0, second = 0;  // share that is right, 0..1
    std::size_t only_first = 0;    // right in the first run alone
    std::size_t only_second = 0;
    double difference = 0;  // second - first
    Interval interval;      // of the difference, 95 %, paired bootstrap: pairs are drawn, not results

    // Clear when 0 is outside of the interval.
    [[nodiscard]] bool clear() const { return pairs > 0 && (interval.low > 0 || interval.high < 0); }
};

// The cases point into the runs, which must outlive the comparison.
[[nodiscard]] Comparison compare(const LabRun& first, const LabRun& second);

}  // namespace kireise::lab
