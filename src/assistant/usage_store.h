#pragma once
// How often assistants are used: counts per day, use case, model and outcome. No person, no content. Only while the staff council
// consents (participation.h).

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "blueprint/ids.h"
#include "store/migrations.h"

namespace kireise::assistant {

[[nodiscard]] store::Migrations assistant_migrations();

enum class UsageOutcome { answered, stopped, refused, failed };  // stopped: by the person, while the answer came

constexpr blueprint::EnumIds<UsageOutcome, 4> enum_ids(UsageOutcome) {
    return {{{UsageOutcome::answered, "answered"},
             {UsageOutcome::stopped, "stopped"},
             {UsageOutcome::refused, "refused"},
             {UsageOutcome::failed, "failed"}}};
}

struct Used {  // one request
    Date day;
    std::string usecase;
    std::string model;
    UsageOutcome outcome = UsageOutcome::answered;
    std::string clause;  // of a refusal: the clause that decided, else why ("not_released", "not_tester", ...); "" otherwise
    int prompt_tokens = 0;
    int answer_tokens = 0;
};
// Without consent it keeps nothing, which is no error.
[[nodiscard]] Result<> count_use(store::Database& db, const Used& used);

struct UsageRow {
    std::string usecase;
    std::string model;
    UsageOutcome outcome = UsageOutcome::answered;
    std::string clause;
    std::int64_t requests = 0;
    std::int64_t prompt_tokens = 0;
    std::int64_t answer_tokens = 0;

    friend bool operator==(const UsageRow&, const UsageRow&) = default;
};

// Sums of the days from `first` to `last`, both included; by use case, model, outcome, clause.
[[nodiscard]] Result<std::vector<UsageRow>> usage_between(store::Database& db, Date first, Date last);

}  // namespace kireise::assistant
