#pragma once
// The order of use cases after the method of the Blaupause: knock-out gates first, then a weighted sum (Nutzwertanalyse).
// A failed gate is never made up for by points; an open one keeps the use case in the order, but it is not ready for use.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/usecase_types.h"

namespace kireise::usecases {

enum class Readiness { ready, open, out };  // all gates passed; at least one open, none failed; at least one failed

constexpr blueprint::EnumIds<Readiness, 3> enum_ids(Readiness) {
    return {{{Readiness::ready, "ready"}, {Readiness::open, "open"}, {Readiness::out, "out"}}};
}

struct Judged {
    std::string id;
    int rank = 0;                         // from 1; equal scores share one (1, 2, 2, 4); 0 for those knocked out
    double score = 0;                     // 0..10, weighted mean of all criteria, to two decimals
    double value = 0;                     // 0..10, of the criteria on that axis alone
    double feasibility = 0;               // 0..10
    std::vector<std::string> open_gates;  // ids, in the order of the method
    std::vector<std::string> failed_gates;

    [[nodiscard]] Readiness readiness() const {
        return !failed_gates.empty() ? Readiness::out : !open_gates.empty() ? Readiness::open : Readiness::ready;
    }
    friend bool operator==(const Judged&, const Judged&) = default;
};

struct Ranking {
    std::vector<Judged> ranked;       // best first; equal ones by id
    std::vector<Judged> knocked_out;  // by id
};

// A gate without answer counts as open, a criterion without score as 0 points.
[[nodiscard]] Ranking rank(const blueprint::Method& method, std::span<const blueprint::UseCase> usecases);

// 0..10, unrounded. `weights` in the order of the method's criteria, not negative; all zero gives 0.
[[nodiscard]] double weighted_score(const blueprint::Method& method, const blueprint::UseCase& usecase, std::span<const double> weights);

[[nodiscard]] std::vector<double> weights_of(const blueprint::Method& method);

// Working hours that a use case saves in a year: cases times minutes, from the smallest to the largest product.
[[nodiscard]] blueprint::Range hours_per_year(const blueprint::UseCase& usecase);

}  // namespace kireise::usecases
