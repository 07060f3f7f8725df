#pragma once
// Small text classifiers (fastText, supervised): trained on a town's labelled texts in seconds, run on any PC, no language model needed.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kireise::engines {

struct LabelledText {
    std::string label;  // no white space
    std::string text;
};

// The defaults did best in a five-fold cross-validation on the training mails of usecase/mail-sorting (accuracy 0.885; words alone reach
// 0.76, because German compounds need groups of letters). Never tuned on a test set.
struct TrainOptions {
    int seed = 1;
    int epochs = 60;
    double learning_rate = 1.0;
    int dimensions = 20;
    int word_ngrams = 1;       // 2: also pairs of words
    int shortest_letters = 4;  // groups of letters inside words; 0 and 0: none
    int longest_letters = 6;
    int buckets = 100'000;  // hashed places for groups of letters and words; times dimensions x 4 bytes is the size of the file
};

struct Prediction {
    std::string label;
    double probability = 0;  // 0..1
};

// A text as the classifier sees it: Latin letters in lower case (also Ä Ö Ü ẞ), each digit a 0 ("38,50 Euro" -> "00 00 euro"), everything
// else a gap, German words without a topic left out (stop_words.h). Applied inside; public for tests and explanation.
[[nodiscard]] std::string normalise(std::string_view text);

class Classifier {
   public:
    // One thread, so that the same rows, options and seed give the same model. invalid: fewer than two labels, an empty text, white space
    // in a label; io.
    [[nodiscard]] static Result<Classifier> train(const std::vector<LabelledText>& rows, const TrainOptions& options = {});
    [[nodiscard]] static Result<Classifier> load(const std::filesystem::path& file);
    Classifier(Classifier&&) noexcept;
    Classifier& operator=(Classifier&&) noexcept;
    ~Classifier();

    // Every label, the likeliest first. Empty when nothing is left of the text after normalise. Safe from several threads.
    [[nodiscard]] std::vector<Prediction> predict(std::string_view text) const;
    [[nodiscard]] std::vector<std::string> labels() const;  // sorted
    [[nodiscard]] Result<> save(const std::filesystem::path& file) const;

   private:
    struct State;
    explicit Classifier(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kireise::engines
