#include "lab/scoring.h"

#include <algorithm>

namespace kireise::lab {
namespace {

constexpr std::uint64_t bootstrap_seed = 1;

bool all_passed(const CaseResult& result, bool labels_only) {
    const auto counts = [&](const CheckResult& check) { return !labels_only || check.kind == blueprint::CheckKind::label; };
    const bool failed = std::ranges::any_of(result.checks, [&](const CheckResult& check) { return counts(check) && !check.passed; });
    return result.problem.empty() && !failed && std::ranges::any_of(result.checks, counts);
}

std::vector<double> samples_of(const std::vector<CaseResult>& cases, bool labels_only) {
    std::vector<double> out;
    for (const auto& result : cases) out.push_back(all_passed(result, labels_only) ? 1.0 : 0.0);
    return out;
}

Spread spread_of(const std::vector<CaseResult>& cases, double CaseResult::* time) {
    std::vector<double> times;
    for (const auto& result : cases) {
        if (result.problem.empty()) times.push_back(result.*time);
    }
    return {percentile(times, 0.5), percentile(times, 0.9)};
}

}  // namespace

LabRun begin_run(const blueprint::UseCase& usecase, const RunHead& head, EngineUsed engine) {
    return {{.id = head.id,
             .usecase = usecase.id,
             .engine = std::move(engine),
             .commit = head.commit,
             .started = head.started,
             .metric = usecase.bar.metric,
             .bar = usecase.bar.minimum},
            {},
            {}};
}

CaseResult judged(CaseResult answered, const blueprint::GoldCase& gold) {
    for (const auto& check : gold.checks) answered.checks.push_back(run_check(check, answered.answer, gold.sources));
    answered.passed = all_passed(answered, false);
    return answered;
}

std::vector<double> passes_of(const std::vector<CaseResult>& cases) { return samples_of(cases, false); }
std::vector<double> right_labels_of(const std::vector<CaseResult>& cases) { return samples_of(cases, true); }

void finish_run(LabRun& run, const std::vector<double>& samples) {
    run.samples = samples.size();
    run.value = mean(samples);
    run.interval = bootstrap_mean(samples, seeded_random(bootstrap_seed));
    run.first_token = spread_of(run.cases, &CaseResult::first_token_ms);
    run.total = spread_of(run.cases, &CaseResult::total_ms);
}

}  // namespace kireise::lab
