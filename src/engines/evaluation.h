#pragma once
// How good a classifier is on texts that it has not seen: accuracy, precision, recall, F1 per label, and what is taken for what.

#include <cstddef>
#include <string>
#include <vector>

#include "engines/classifier.h"

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

[[nodiscard]] Evaluation evaluate(const std::vector<Judged>& cases);
[[nodiscard]] Evaluation evaluate(const Classifier& classifier, const std::vector<LabelledText>& rows);

// Means over `folds` parts, each judged by a classifier trained on the others; for choosing options without touching the test set.
// Row i belongs to part i modulo folds. invalid: fewer than two folds, or as Classifier::train.
[[nodiscard]] Result<Evaluation> cross_validate(const std::vector<LabelledText>& rows, const TrainOptions& options, std::size_t folds);

}  // namespace kireise::engines
