#include "lab/compare.h"

#include <algorithm>
#include <map>

#include "lab/scoring.h"

namespace kireise::lab {
namespace {

constexpr std::uint64_t bootstrap_seed = 1;

std::vector<CasePair> pair_cases(const LabRun& first, const LabRun& second) {
    std::vector<CasePair> out;
    for (const auto& result : first.cases) out.push_back({result.id, &result, nullptr});
    for (const auto& result : second.cases) {
        const auto found = std::ranges::find(out, result.id, &CasePair::id);
        if (found == out.end()) out.push_back({result.id, nullptr, &result});
        else found->second = &result;
    }
    return out;
}

struct Pair {
    bool first = false, second = false;
};

std::vector<Pair> mail_pairs(const std::vector<Outcome>& first, const std::vector<Outcome>& second) {
    std::map<std::string, bool, std::less<>> other;
    for (const auto& outcome : second) other.emplace(outcome.id, outcome.right);
    std::vector<Pair> out;
    for (const auto& outcome : first) {
        if (const auto found = other.find(outcome.id); found != other.end()) out.push_back({outcome.right, found->second});
    }
    return out;
}

std::vector<Pair> case_pairs(const std::vector<CasePair>& cases, blueprint::Metric metric) {
    const auto right = [&](const CaseResult& result) {
        return (metric == blueprint::Metric::accuracy ? right_labels_of({result}) : passes_of({result})).front() > 0;
    };
    std::vector<Pair> out;
    for (const auto& one : cases) {
        if (one.whole()) out.push_back({right(*one.first), right(*one.second)});
    }
    return out;
}

void count(Comparison& out, const std::vector<Pair>& pairs) {
    std::vector<double> differences;
    for (const auto& [first, second] : pairs) {
        out.first += first ? 1 : 0;
        out.second += second ? 1 : 0;
        out.only_first += first && !second ? 1 : 0;
        out.only_second += second && !first ? 1 : 0;
        differences.push_back((second ? 1.0 : 0.0) - (first ? 1.0 : 0.0));
    }
    out.pairs = pairs.size();
    if (pairs.empty()) return;
    out.first /= static_cast<double>(pairs.size());
    out.second /= static_cast<double>(pairs.size());
    out.difference = mean(differences);
    out.interval = bootstrap_mean(differences, seeded_random(bootstrap_seed));
}

}  // namespace

Comparison compare(const LabRun& first, const LabRun& second) {
    Comparison out{.cases = pair_cases(first, second)};
    const bool sorted = first.classifier && second.classifier && first.metric == blueprint::Metric::accuracy;
    auto pairs = sorted ? mail_pairs(first.classifier->outcomes, second.classifier->outcomes) : std::vector<Pair>{};
    out.mails = !pairs.empty();
    if (pairs.empty()) pairs = case_pairs(out.cases, first.metric);
    count(out, pairs);
    return out;
}

}  // namespace kireise::lab
