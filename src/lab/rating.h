#pragma once
// Blind side-by-side rating: people see the answers of two runs to the same case as A and B, without the engines' names, and say which is
// better. Which run is A is drawn for each rater and case. Pure.

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "blueprint/ids.h"
#include "lab/lab_run.h"

namespace kireise::lab {

enum class Choice { a, b, tie };

constexpr blueprint::EnumIds<Choice, 3> enum_ids(Choice) { return {{{Choice::a, "a"}, {Choice::b, "b"}, {Choice::tie, "tie"}}}; }

struct Ballot {  // of one rater for one case
    std::string case_id;
    int place = 0;            // in this rater's order
    bool first_is_a = false;  // the first run's answer is shown as A
};

// The cases that both runs answered, in an order and with sides drawn for one rater.
[[nodiscard]] std::vector<Ballot> draw_ballots(const LabRun& first, const LabRun& second, const Random& random);

struct RatingResult {
    std::size_t raters = 0;  // who gave at least one judgement
    std::size_t cases = 0;   // about which at least one was given
    std::size_t first = 0, second = 0, ties = 0;

    [[nodiscard]] std::size_t decided() const { return first + second; }
    // Of the judgements that are no ties, those for the second run; 0 without any.
    [[nodiscard]] double share_of_second() const;
    // 95 %, Wilson. Several judgements of one rater or about one case depend on each other: then it is too narrow.
    [[nodiscard]] Interval interval() const;
};

[[nodiscard]] Json to_json(const RatingResult& result);
[[nodiscard]] Result<RatingResult> rating_result_from_json(const Json& json);

}  // namespace kireise::lab
