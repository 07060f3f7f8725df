#include "lab/labelled_run.h"

#include "base/text.h"

namespace kireise::lab {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Gold cases carry the subject in their first line.
std::string_view without_subject_mark(std::string_view input) {
    constexpr std::string_view mark = "Betreff:";
    return input.starts_with(mark) ? trim(input.substr(mark.size())) : input;
}

struct Timed {
    std::string label;
    double ms = 0;
};

Timed timed(const Sort& sort, std::string_view text) {
    const auto start = SteadyClock::now();
    auto label = sort(text);
    return {std::move(label), std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count()};
}

CaseResult answer_case(const Sort& sort, const blueprint::GoldCase& gold) {
    const auto sorted = timed(sort, without_subject_mark(gold.input));
    return judged({.id = gold.id, .input = gold.input, .answer = sorted.label, .first_token_ms = sorted.ms, .total_ms = sorted.ms}, gold);
}

struct TestMails {
    std::vector<engines::Judged> judged;
    std::vector<Outcome> outcomes;
    std::vector<double> right;  // 1 or 0
    std::vector<double> ms;
};

TestMails answer_mails(const Sort& sort, const std::vector<blueprint::Mail>& mails) {
    TestMails out;
    for (const auto& mail : mails) {
        const auto sorted = timed(sort, text_of(mail));
        const bool right = sorted.label == mail.label;
        out.judged.push_back({mail.label, sorted.label});
        out.outcomes.push_back({mail.id, right});
        out.right.push_back(right ? 1.0 : 0.0);
        out.ms.push_back(sorted.ms);
    }
    return out;
}

}  // namespace

std::string text_of(const blueprint::Mail& mail) { return mail.subject + "\n" + mail.text; }

void finish_labelled(LabRun& run, const blueprint::UseCase& usecase, const blueprint::MailSet& mails, const blueprint::GoldCases& gold,
                     ClassifierDetails trained, const Sort& sort) {
    auto tested = answer_mails(sort, mails.test);
    trained.test = engines::evaluate(tested.judged);
    trained.outcomes = std::move(tested.outcomes);
    run.classifier = std::move(trained);
    for (const auto& each : gold.cases) run.cases.push_back(answer_case(sort, each));
    finish_run(run, usecase.bar.metric == blueprint::Metric::accuracy ? tested.right : passes_of(run.cases));
    run.first_token = run.total = {percentile(tested.ms, 0.5), percentile(tested.ms, 0.9)};
}

}  // namespace kireise::lab
