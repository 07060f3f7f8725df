#include "lab/rating_store.h"

#include "people/audit.h"

namespace kireise::lab {
namespace {

using store::Connection;

std::unexpected<Error> closed_error() { return fail(ErrorKind::conflict, "This rating is closed; nothing can be judged any more."); }

Result<bool> is_open(Connection& tx, const std::string& rating) {
    const auto row = TRY(store::query_one<std::string>(tx, "SELECT id FROM lab_rating WHERE id = :id AND closed IS NULL", rating));
    return row.has_value();
}

Result<RatingResult> count(Connection& tx, const std::string& rating) {
    RatingResult out;
    const auto rows =
        TRY((store::query<std::int64_t, std::string, std::int64_t>(tx,
                                                                   "SELECT first_is_a, choice, COUNT(*) FROM lab_rating_vote WHERE rating "
                                                                   "= :rating AND choice IS NOT NULL GROUP BY first_is_a, choice",
                                                                   rating)));
    for (const auto& [first_is_a, choice, number] : rows) {
        const auto votes = static_cast<std::size_t>(number);
        if (choice == "tie") out.ties += votes;
        else ((choice == "a") == (first_is_a != 0) ? out.first : out.second) += votes;
    }
    const auto distinct = TRY((store::query_one<std::int64_t, std::int64_t>(
        tx, "SELECT COUNT(DISTINCT rater), COUNT(DISTINCT case_id) FROM lab_rating_vote WHERE rating = :rating AND choice IS NOT NULL",
        rating)));
    out.raters = static_cast<std::size_t>(std::get<0>(*distinct));
    out.cases = static_cast<std::size_t>(std::get<1>(*distinct));
    return out;
}

Result<std::vector<people::PersonTable>> report(Connection& tx, const std::string& account) {
    using Kind = people::PersonColumn::Kind;
    return std::vector{
        TRY(people::person_rows(tx, "lab_rating_vote", "rater", {{"case_id"}, {"place", Kind::number}, {"choice"}}, account))};
}

}  // namespace

Result<std::vector<Rating>> ratings_of(store::Database& db, const std::string& usecase) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, std::string, std::string, Instant, std::optional<Instant>, std::optional<std::string>>(
            tx,
            "SELECT id, first_run, second_run, opened, closed, result FROM lab_rating WHERE usecase = :usecase ORDER BY number DESC LIMIT "
            "50",
            usecase);
    }));
    std::vector<Rating> out;
    for (const auto& [id, first, second, opened, closed, result] : rows) {
        Rating rating{.id = id, .usecase = usecase, .first_run = first, .second_run = second, .opened = opened, .closed = closed};
        if (result) rating.result = TRY(rating_result_from_json(TRY(parse_json(*result))));
        out.push_back(std::move(rating));
    }
    return out;
}

Result<> open_rating(store::Database& db, const people::Deed& deed, const LabRun& first, const LabRun& second) {
    if (first.id == second.id || first.usecase != second.usecase || !first.counts() || !second.counts() ||
        draw_ballots(first, second, deed.random).empty()) {
        return fail(ErrorKind::invalid,
                    "Choose two different complete tests of this use case with real engines that answered at least one case in common.");
    }
    return db.write([&](Connection& tx) -> Result<> {
        const auto open =
            TRY(store::query_one<std::string>(tx, "SELECT id FROM lab_rating WHERE usecase = :usecase AND closed IS NULL", first.usecase));
        if (open) return fail(ErrorKind::conflict, "A rating of this use case is open already; close it first.");
        const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM lab_rating"));
        TRY(store::execute(tx,
                           "INSERT INTO lab_rating (id, number, usecase, first_run, second_run, opened)"
                           " VALUES (:id, :number, :usecase, :first, :second, :opened)",
                           random_id(deed.random), std::get<0>(*last) + 1, first.usecase, first.id, second.id, deed.now));
        return people::audit(tx, deed, "lab.rating_opened", first.usecase);
    });
}

Result<> join_rating(store::Database& db, const Random& random, const std::string& rater, const Rating& rating, const LabRun& first,
                     const LabRun& second) {
    const auto ballots = draw_ballots(first, second, random);
    return db.write([&](Connection& tx) -> Result<> {
        if (!TRY(is_open(tx, rating.id))) return closed_error();
        const auto there = TRY(store::query_one<std::int64_t>(
            tx, "SELECT COUNT(*) FROM lab_rating_vote WHERE rating = :rating AND rater = :rater", rating.id, rater));
        if (std::get<0>(*there) > 0) return {};
        for (const auto& ballot : ballots) {
            TRY(store::execute(tx,
                               "INSERT INTO lab_rating_vote (rating, rater, case_id, place, first_is_a)"
                               " VALUES (:rating, :rater, :case_id, :place, :first_is_a)",
                               rating.id, rater, ballot.case_id, ballot.place, ballot.first_is_a ? 1 : 0));
        }
        return {};
    });
}

Result<RaterProgress> rating_progress(store::Database& db, const std::string& rating, const std::string& rater) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, std::int64_t, std::int64_t, std::optional<std::string>>(
            tx, "SELECT case_id, place, first_is_a, choice FROM lab_rating_vote WHERE rating = :rating AND rater = :rater ORDER BY place",
            rating, rater);
    }));
    RaterProgress out{.joined = !rows.empty(), .all = rows.size()};
    for (const auto& [case_id, place, first_is_a, choice] : rows) {
        if (choice) ++out.done;
        else if (!out.next) out.next = Ballot{case_id, static_cast<int>(place), first_is_a != 0};
    }
    return out;
}

Result<> judge_case(store::Database& db, const std::string& rating, const std::string& rater, const std::string& case_id, Choice choice) {
    return db.write([&](Connection& tx) -> Result<> {
        if (!TRY(is_open(tx, rating))) return closed_error();
        const auto changed = TRY(store::execute(tx,
                                                "UPDATE lab_rating_vote SET choice = :choice WHERE rating = :rating AND rater = :rater"
                                                " AND case_id = :case_id AND choice IS NULL",
                                                blueprint::to_id(choice), rating, rater, case_id));
        if (changed == 0) return fail(ErrorKind::conflict, "You have judged this case already; each case counts once.");
        return {};
    });
}

Result<Turnout> turnout(store::Database& db, const std::string& rating) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::int64_t, std::int64_t>(
            tx, "SELECT COUNT(*), COUNT(DISTINCT rater) FROM lab_rating_vote WHERE rating = :rating AND choice IS NOT NULL", rating);
    }));
    return Turnout{std::get<0>(*row), std::get<1>(*row)};
}

Result<> close_rating(store::Database& db, const people::Deed& deed, const Rating& rating) {
    TRY(db.write([&](Connection& tx) -> Result<> {
        if (!TRY(is_open(tx, rating.id))) return closed_error();
        const auto result = TRY(count(tx, rating.id));
        TRY(store::execute(tx, "UPDATE lab_rating SET closed = :closed, result = :result WHERE id = :id", deed.now, to_json(result).dump(),
                           rating.id));
        TRY(store::execute(tx, "DELETE FROM lab_rating_vote WHERE rating = :rating", rating.id));
        return people::audit(tx, deed, "lab.rating_closed", rating.usecase);
    }));
    // Best effort: with readers about, the next deletion or the next start of the program does it.
    (void)db.purge_deleted();
    return {};
}

people::PersonData lab_person_data() {
    return {"lab",
            [](Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "DELETE FROM lab_rating_vote WHERE rater = :account", account));
                return {};
            },
            report};
}

}  // namespace kireise::lab
