#include "usecases/stability.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace kireise::usecases {
namespace {

using blueprint::Method;
using blueprint::UseCase;

double uniform(const Random& random, double low, double high) {
    std::array<std::byte, 8> bytes{};
    random(bytes);
    std::uint64_t bits = 0;
    for (const auto byte : bytes) bits = (bits << 8U) | std::to_integer<std::uint64_t>(byte);
    constexpr double two_to_53 = 9007199254740992.0;
    return low + (high - low) * (static_cast<double>(bits >> 11U) / two_to_53);
}

// Points by criterion of every ranked use case, in the order of the ranking.
using Rows = std::vector<std::vector<double>>;

Rows rows_of(const Method& method, std::span<const UseCase> usecases, const Ranking& ranking) {
    Rows rows;
    for (const auto& judged : ranking.ranked) {
        const auto usecase = std::ranges::find(usecases, judged.id, &UseCase::id);
        std::vector<double> row;
        for (const auto& criterion : method.criteria) {
            const auto score = usecase->scores.find(criterion.id);
            row.push_back(score == usecase->scores.end() ? 0 : score->second.value);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

double mean(const std::vector<double>& row, const std::vector<double>& weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    return total > 0 ? std::inner_product(row.begin(), row.end(), weights.begin(), 0.0) / total : 0;
}

int rank_of(std::size_t index, const std::vector<double>& scores) {
    const double own = std::round(scores[index] * 100);
    return 1 + static_cast<int>(std::ranges::count_if(scores, [&](double other) { return std::round(other * 100) > own; }));
}

// Where the lead (points by criterion) is gone when weight k alone changes: the mean is linear in that weight.
std::optional<double> weight_without_lead(const std::vector<double>& lead, const std::vector<double>& weights, std::size_t k) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double others = total - weights[k];
    if (total <= 0 || others <= 0) return std::nullopt;
    const double own = lead[k];
    const double rest = (std::inner_product(lead.begin(), lead.end(), weights.begin(), 0.0) - weights[k] * own) / others;
    if (own == rest) return std::nullopt;
    const double share = rest / (rest - own);  // share * own + (1 - share) * rest = 0
    if (!(share >= 0 && share <= 1)) return std::nullopt;
    return share * 100;
}

}  // namespace

std::vector<double> rank_stability(const Method& method, std::span<const UseCase> usecases, const Ranking& ranking, const Random& random,
                                   int draws, double spread) {
    const auto rows = rows_of(method, usecases, ranking);
    const auto weights = weights_of(method);
    std::vector<int> held(rows.size());
    std::vector<double> scores(rows.size());
    for (int draw = 0; draw < draws; ++draw) {
        auto moved = weights;
        for (auto& weight : moved) weight *= uniform(random, 1 - spread, 1 + spread);
        std::ranges::transform(rows, scores.begin(), [&](const auto& row) { return mean(row, moved); });
        for (std::size_t i = 0; i < rows.size(); ++i) held[i] += rank_of(i, scores) == ranking.ranked[i].rank ? 1 : 0;
    }
    std::vector<double> shares;
    std::ranges::transform(held, std::back_inserter(shares), [&](int count) { return static_cast<double>(count) / draws; });
    return shares;
}

std::optional<Tipping> tipping_point(const Method& method, std::span<const UseCase> usecases, const Ranking& ranking) {
    if (ranking.ranked.size() < 2 || ranking.ranked[1].rank == 1) return std::nullopt;
    const auto rows = rows_of(method, usecases, ranking);
    const auto weights = weights_of(method);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::optional<Tipping> smallest;
    for (std::size_t other = 1; other < rows.size(); ++other) {
        std::vector<double> lead;
        std::ranges::transform(rows[0], rows[other], std::back_inserter(lead), std::minus<>{});
        for (std::size_t k = 0; k < weights.size(); ++k) {
            const auto to = weight_without_lead(lead, weights, k);
            if (!to) continue;
            const double from = weights[k] / total * 100;
            if (smallest && std::abs(*to - from) >= std::abs(smallest->to - smallest->from)) continue;
            smallest = Tipping{method.criteria[k].id, from, *to, ranking.ranked[other].id};
        }
    }
    return smallest;
}

}  // namespace kireise::usecases
