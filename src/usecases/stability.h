#pragma once
// How far a ranking hangs on the weights: weights are opinions, so an order that flips at the slightest change is no order.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "usecases/ranking.h"

namespace kireise::usecases {

inline constexpr int stability_draws = 1000;
inline constexpr double stability_spread = 0.5;
inline constexpr std::uint64_t stability_seed = 2026;

// What a share of draws is called. The bounds are conventions for reading, not statistics.
enum class Certainty { safe, likely, unsafe };
inline constexpr double safe_from = 0.8;
inline constexpr double likely_from = 0.5;

constexpr blueprint::EnumIds<Certainty, 3> enum_ids(Certainty) {
    return {{{Certainty::safe, "safe"}, {Certainty::likely, "likely"}, {Certainty::unsafe, "unsafe"}}};
}

[[nodiscard]] constexpr Certainty certainty_of(double share) {
    return share >= safe_from ? Certainty::safe : share >= likely_from ? Certainty::likely : Certainty::unsafe;
}

// Share of draws (0..1) in which each ranked use case keeps its rank, in the order of `ranking.ranked`. In each draw every weight is
// multiplied by its own factor, uniform between 1 - spread and 1 + spread; the mean is taken with the new weights and
// compared at two decimals, as in the ranking itself.
[[nodiscard]] std::vector<double> rank_stability(const blueprint::Method& method, std::span<const blueprint::UseCase> usecases,
                                                 const Ranking& ranking, const Random& random, int draws = stability_draws,
                                                 double spread = stability_spread);

// The smallest change of one weight after which another use case has as many points as rank 1; the other weights keep their
// proportions and all still sum to 100.
struct Tipping {
    std::string criterion;
    double from = 0;  // percent
    double to = 0;
    std::string challenger;  // the use case that draws level
};

// Nothing when rank 1 is shared, stands alone, or leads whatever a single weight is.
[[nodiscard]] std::optional<Tipping> tipping_point(const blueprint::Method& method, std::span<const blueprint::UseCase> usecases,
                                                   const Ranking& ranking);

}  // namespace kireise::usecases
