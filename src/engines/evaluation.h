#pragma once
// How good a classifier is on texts that it has not seen: accuracy, precision, recall, F1 per label, and what is taken for what. Pure.
// All shares are 0..1; F1 is the harmonic mean of precision and recall.

#include <cstddef>
#include <string>
#include <vector>

namespace kireise::engines {

struct LabelScore {
    std::string label;
    double precision = 0;  // 0 when it was never predicted
    double recall = 0;     // 0 when it never occurred
    double f1 = 0;
    std::size_t cases = 0;
};

struct Evaluation {
    std::size_t cases = 0;
    double accuracy = 0;
    double macro_f1 = 0;                              // mean of F1 over the labels that occur
    std::vector<LabelScore> labels;                   // sorted by label
    std::vector<std::vector<std::size_t>> confusion;  // [actual][predicted], in the order of `labels`
};

struct Judged {
    std::string actual;
    std::string predicted;  // "" when there was none
};

// Without cases every figure is 0.
[[nodiscard]] Evaluation evaluate(const std::vector<Judged>& cases);

}  // namespace kireise::engines
