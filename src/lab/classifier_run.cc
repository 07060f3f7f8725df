#include "lab/classifier_run.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "engines/classifier.h"

namespace kireise::lab {
namespace {

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

std::string text_of(const blueprint::Mail& mail) { return mail.subject + "\n" + mail.text; }

// Gold cases carry the subject in their first line.
std::string_view without_subject_mark(std::string_view input) {
    constexpr std::string_view mark = "Betreff:";
    return input.starts_with(mark) ? trim(input.substr(mark.size())) : input;
}

std::vector<engines::LabelledText> training_rows(const blueprint::MailSet& mails) {
    std::vector<engines::LabelledText> rows;
    for (const auto& mail : mails.train) rows.push_back({mail.label, text_of(mail)});
    return rows;
}

struct Timed {
    std::string label;  // "" when the classifier has no idea
    double ms = 0;
};

Timed predict(const engines::Classifier& classifier, std::string_view text) {
    const auto start = SteadyClock::now();
    const auto predictions = classifier.predict(text);
    return {predictions.empty() ? std::string() : predictions.front().label, milliseconds_since(start)};
}

CaseResult answer_case(const engines::Classifier& classifier, const blueprint::GoldCase& gold) {
    const auto predicted = predict(classifier, without_subject_mark(gold.input));
    return judged({.id = gold.id, .input = gold.input, .answer = predicted.label, .first_token_ms = predicted.ms, .total_ms = predicted.ms},
                  gold);
}

struct TestMails {
    std::vector<engines::Judged> judged;
    std::vector<double> right;  // 1 or 0
    std::vector<double> ms;
};

TestMails answer_mails(const engines::Classifier& classifier, const std::vector<blueprint::Mail>& mails) {
    TestMails out;
    for (const auto& mail : mails) {
        const auto predicted = predict(classifier, text_of(mail));
        out.judged.push_back({mail.label, predicted.label});
        out.right.push_back(predicted.label == mail.label ? 1.0 : 0.0);
        out.ms.push_back(predicted.ms);
    }
    return out;
}

}  // namespace

Result<LabRun> run_classifier(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head) {
    if (usecase.approach != blueprint::Approach::classifier) {
        return fail(ErrorKind::invalid,
                    fmt::format("{} is not solved by a classifier; its approach is {}.", usecase.id, to_id(usecase.approach)));
    }
    const auto* mails = content.mails_of(usecase.id);
    const auto* gold = content.gold_of(usecase.id);
    if (mails == nullptr)
        return fail(ErrorKind::not_found, fmt::format("{} has no labelled mails; add train.csv and test.csv.", usecase.id));
    if (gold == nullptr) return fail(ErrorKind::not_found, fmt::format("{} has no gold cases; add gold.yaml.", usecase.id));

    auto run = begin_run(usecase, head, {.kind = EngineKind::classifier, .name = "fastText"});
    const auto start = SteadyClock::now();
    const auto classifier = TRY(engines::Classifier::train(training_rows(*mails)));
    ClassifierDetails details{.train_mails = mails->train.size(), .train_ms = milliseconds_since(start)};
    auto tested = answer_mails(classifier, mails->test);
    details.test = engines::evaluate(tested.judged);
    run.classifier = std::move(details);
    for (const auto& each : gold->cases) run.cases.push_back(answer_case(classifier, each));
    finish_run(run, usecase.bar.metric == blueprint::Metric::accuracy ? tested.right : passes_of(run.cases));
    run.first_token = run.total = {percentile(tested.ms, 0.5), percentile(tested.ms, 0.9)};
    return run;
}

}  // namespace kireise::lab
