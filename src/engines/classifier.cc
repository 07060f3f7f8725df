#include "engines/classifier.h"

#include <fasttext/fasttext.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "base/files.h"

namespace kireise::engines {
namespace {

constexpr std::string_view label_mark = "__label__";

Result<std::string> training_file(const std::vector<LabelledText>& rows) {
    std::string out;
    std::set<std::string> labels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [label, text] = rows[i];
        const auto normal = normalise(text);
        if (label.empty() || label.find_first_of(" \t\r\n") != std::string::npos) {
            return fail(ErrorKind::invalid,
                        fmt::format("Training row {}: the label '{}' must be a word without white space.", i + 1, label));
        }
        if (normal.empty()) return fail(ErrorKind::invalid, fmt::format("Training row {}: the text has no word.", i + 1));
        labels.insert(label);
        out += fmt::format("{}{} {}\n", label_mark, label, normal);
    }
    if (labels.size() < 2) return fail(ErrorKind::invalid, "A classifier needs training rows with at least two labels.");
    return out;
}

fasttext::Args arguments(const TrainOptions& options, const std::filesystem::path& input) {
    fasttext::Args args;
    args.model = fasttext::model_name::sup;
    args.loss = fasttext::loss_name::softmax;
    args.input = input.string();
    args.label = label_mark;
    args.minCount = 1;
    args.minCountLabel = 1;
    args.thread = 1;
    args.verbose = 0;
    args.seed = options.seed;
    args.epoch = options.epochs;
    args.lr = options.learning_rate;
    args.dim = options.dimensions;
    args.wordNgrams = options.word_ngrams;
    args.minn = options.shortest_letters;
    args.maxn = options.longest_letters;
    args.bucket = options.word_ngrams > 1 || options.longest_letters > 0 ? options.buckets : 0;
    return args;
}

}  // namespace

struct Classifier::State {
    fasttext::FastText model;
};

Classifier::Classifier(std::unique_ptr<State> state) : state_(std::move(state)) {}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

Result<Classifier> Classifier::train(const std::vector<LabelledText>& rows, const TrainOptions& options) {
    const auto text = TRY(training_file(rows));
    const auto folder = TRY(TempDir::create());
    const auto input = folder.path() / "train.txt";
    TRY(write_file(input, text));
    auto state = std::make_unique<State>();
    try {
        state->model.train(arguments(options, input));
    } catch (const std::exception& problem) {
        return fail(ErrorKind::internal, fmt::format("The classifier could not be trained: {}", problem.what()));
    }
    return Classifier(std::move(state));
}

Result<Classifier> Classifier::load(const std::filesystem::path& file) {
    auto state = std::make_unique<State>();
    try {
        state->model.loadModel(file.string());
    } catch (const std::exception&) {
        return fail(ErrorKind::io, fmt::format("The file {} cannot be read as a classifier; train it again.", file.string()));
    }
    return Classifier(std::move(state));
}

std::vector<Prediction> Classifier::predict(std::string_view text) const {
    const auto words = normalise(text);
    if (words.empty()) return {};
    std::istringstream line(words + "\n");
    std::vector<std::pair<fasttext::real, std::string>> found;
    state_->model.predictLine(line, found, state_->model.getDictionary()->nlabels(), 0);
    std::vector<Prediction> predictions;
    for (const auto& [probability, label] : found) {
        predictions.push_back({label.substr(label_mark.size()), std::clamp(static_cast<double>(probability), 0.0, 1.0)});
    }
    return predictions;
}

std::vector<std::string> Classifier::labels() const {
    const auto dictionary = state_->model.getDictionary();
    std::vector<std::string> labels;
    for (int i = 0; i < dictionary->nlabels(); ++i) labels.push_back(dictionary->getLabel(i).substr(label_mark.size()));
    std::sort(labels.begin(), labels.end());
    return labels;
}

Result<> Classifier::save(const std::filesystem::path& file) const {
    try {
        state_->model.saveModel(file.string());
    } catch (const std::exception&) {
        return fail(ErrorKind::io, fmt::format("The classifier cannot be written to {}.", file.string()));
    }
    return {};
}

}  // namespace kireise::engines
