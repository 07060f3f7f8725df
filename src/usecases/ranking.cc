#include "usecases/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kireise::usecases {
namespace {

using blueprint::Axis;
using blueprint::GateAnswer;
using blueprint::Method;
using blueprint::UseCase;

double points(const UseCase& usecase, std::string_view criterion) {
    const auto found = usecase.scores.find(criterion);
    return found == usecase.scores.end() ? 0 : found->second.value;
}

GateAnswer answer(const UseCase& usecase, std::string_view gate) {
    const auto found = usecase.gates.find(gate);
    return found == usecase.gates.end() ? GateAnswer::open : found->second.answer;
}

std::vector<double> weights_on(const Method& method, Axis axis) {
    auto weights = weights_of(method);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (method.criteria[i].axis != axis) weights[i] = 0;
    }
    return weights;
}

double two_decimals(double number) { return std::round(number * 100) / 100; }

Judged judge(const Method& method, const UseCase& usecase) {
    Judged judged{.id = usecase.id};
    judged.score = two_decimals(weighted_score(method, usecase, weights_of(method)));
    judged.value = two_decimals(weighted_score(method, usecase, weights_on(method, Axis::value)));
    judged.feasibility = two_decimals(weighted_score(method, usecase, weights_on(method, Axis::feasibility)));
    for (const auto& gate : method.gates) {
        const auto given = answer(usecase, gate.id);
        if (given == GateAnswer::open) judged.open_gates.push_back(gate.id);
        if (given == GateAnswer::fail) judged.failed_gates.push_back(gate.id);
    }
    return judged;
}

void number_ranks(std::vector<Judged>& ranked) {
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        const bool tied = i > 0 && ranked[i].score == ranked[i - 1].score;
        ranked[i].rank = tied ? ranked[i - 1].rank : static_cast<int>(i) + 1;
    }
}

}  // namespace

Ranking rank(const Method& method, std::span<const UseCase> usecases) {
    Ranking ranking;
    for (const auto& usecase : usecases) {
        auto judged = judge(method, usecase);
        auto& list = judged.readiness() == Readiness::out ? ranking.knocked_out : ranking.ranked;
        list.push_back(std::move(judged));
    }
    std::ranges::sort(ranking.ranked,
                      [](const Judged& a, const Judged& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; });
    std::ranges::sort(ranking.knocked_out, {}, &Judged::id);
    number_ranks(ranking.ranked);
    return ranking;
}

double weighted_score(const Method& method, const UseCase& usecase, std::span<const double> weights) {
    double sum = 0;
    for (std::size_t i = 0; i < method.criteria.size(); ++i) sum += weights[i] * points(usecase, method.criteria[i].id);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    return total > 0 ? sum / total : 0;
}

std::vector<double> weights_of(const Method& method) {
    std::vector<double> weights;
    std::ranges::transform(method.criteria, std::back_inserter(weights),
                           [](const auto& criterion) { return static_cast<double>(criterion.weight); });
    return weights;
}

blueprint::Range hours_per_year(const UseCase& usecase) {
    constexpr double minutes_per_hour = 60;
    return {usecase.volume_per_year.low * usecase.minutes_saved_per_case.low / minutes_per_hour,
            usecase.volume_per_year.high * usecase.minutes_saved_per_case.high / minutes_per_hour};
}

}  // namespace kireise::usecases
