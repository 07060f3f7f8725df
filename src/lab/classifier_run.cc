#include "lab/classifier_run.h"

#include <fmt/core.h>

#include "lab/labelled_run.h"

namespace kireise::lab {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::vector<engines::LabelledText> training_rows(const blueprint::MailSet& mails) {
    std::vector<engines::LabelledText> rows;
    for (const auto& mail : mails.train) rows.push_back({mail.label, text_of(mail)});
    return rows;
}

}  // namespace

Result<TrainedClassifier> train_and_test(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head) {
    if (usecase.labels.empty()) {
        return fail(ErrorKind::invalid,
                    fmt::format("{} is not solved by a classifier; its approach is {}.", usecase.id, to_id(usecase.approach)));
    }
    const auto* mails = content.mails_of(usecase.id);
    const auto* gold = content.gold_of(usecase.id);
    if (mails == nullptr)
        return fail(ErrorKind::not_found, fmt::format("{} has no labelled mails; add train.csv and test.csv.", usecase.id));
    if (gold == nullptr) return fail(ErrorKind::not_found, fmt::format("{} has no gold cases; add gold.yaml.", usecase.id));

    const auto start = SteadyClock::now();
    auto classifier = TRY(engines::Classifier::train(training_rows(*mails)));
    const auto train_ms = std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
    TrainedClassifier out{std::move(classifier), begin_run(usecase, head, {.kind = EngineKind::classifier, .name = "fastText"})};
    finish_labelled(out.run, usecase, *mails, *gold, {.train_mails = mails->train.size(), .train_ms = train_ms, .test = {}},
                    [&](std::string_view text) {
                        const auto predictions = out.classifier.predict(text);
                        return predictions.empty() ? std::string() : predictions.front().label;
                    });
    return out;
}

Result<LabRun> run_classifier(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head) {
    return TRY(train_and_test(content, usecase, head)).run;
}

}  // namespace kireise::lab
