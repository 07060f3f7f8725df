#pragma once
// Rows of the guideline: the answers of the one draft, and what was adopted. The adopted text itself lies in the content.

#include <optional>
#include <string>

#include "base/clock.h"
#include "policy/answers.h"
#include "store/migrations.h"

namespace kireise::policy {

[[nodiscard]] store::Migrations policy_migrations();

[[nodiscard]] Result<Answers> draft_answers(store::Database& db);

// Overwrites; the caller has checked the answer (problem_of). With `seen` (answer_mark) conflict when the answer has changed since.
[[nodiscard]] Result<> set_draft_answer(store::Database& db, const std::string& question, const std::string& answer,
                                        const std::optional<std::string>& seen = std::nullopt);

// Stands for the answer to a question as it is kept now, or for its absence.
[[nodiscard]] std::string answer_mark(const Answers& answers, const std::string& question);

struct AdoptionRow {
    int version = 0;     // from 1
    std::string commit;  // of the content in which guideline/town.yaml and the clauses stand as adopted
    Date adopted;
    Date effective;
    std::string account;  // random id of who entered it
};

// conflict when the version exists.
[[nodiscard]] Result<> add_adoption(store::Connection& tx, const AdoptionRow& row);

[[nodiscard]] Result<std::optional<AdoptionRow>> latest_adoption(store::Database& db);

// The newest one that has come into effect by this day.
[[nodiscard]] Result<std::optional<AdoptionRow>> adoption_in_force(store::Database& db, Date day);

}  // namespace kireise::policy
