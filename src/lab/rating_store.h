#pragma once
// Blind ratings that are kept. Who judged what is needed only as long as the rating is open, so that nobody judges a case twice: when it is
// closed, the sums are kept and the judgements deleted (Database::purge_deleted).

#include <optional>
#include <string>
#include <vector>

#include "lab/rating.h"
#include "people/deed.h"
#include "people/person_data.h"
#include "store/database.h"

namespace kireise::lab {

struct Rating {
    std::string id, usecase, first_run, second_run;
    Instant opened;
    std::optional<Instant> closed;
    RatingResult result;  // of a closed one

    [[nodiscard]] bool open() const { return !closed; }
};

// Newest first.
[[nodiscard]] Result<std::vector<Rating>> ratings_of(store::Database& db, const std::string& usecase);

// Audited. invalid: not two runs of one use case of real engines, or no case that both answered; conflict: another is open.
[[nodiscard]] Result<> open_rating(store::Database& db, const people::Deed& deed, const LabRun& first, const LabRun& second);

// Draws order and sides for a rater; nothing happens when that was done before. conflict when the rating is closed.
[[nodiscard]] Result<> join_rating(store::Database& db, const Random& random, const std::string& rater, const Rating& rating,
                                   const LabRun& first, const LabRun& second);

struct RaterProgress {
    bool joined = false;
    std::size_t done = 0, all = 0;
    std::optional<Ballot> next;  // the first that is not judged
};
[[nodiscard]] Result<RaterProgress> rating_progress(store::Database& db, const std::string& rating, const std::string& rater);

// conflict when the rating is closed, the rater has no such ballot, or has judged the case before: once for each case.
[[nodiscard]] Result<> judge_case(store::Database& db, const std::string& rating, const std::string& rater, const std::string& case_id,
                                  Choice choice);

// Number of judgements and raters so far: nothing about what they say.
struct Turnout {
    std::int64_t judgements = 0, raters = 0;
};
[[nodiscard]] Result<Turnout> turnout(store::Database& db, const std::string& rating);

// Counts, keeps the sums, deletes who judged what; audited. conflict when it is closed already.
[[nodiscard]] Result<> close_rating(store::Database& db, const people::Deed& deed, const Rating& rating);

[[nodiscard]] people::PersonData lab_person_data();

}  // namespace kireise::lab
