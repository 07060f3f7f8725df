#include "assistant/usage_store.h"

#include <tuple>

#include "assistant/participation.h"

namespace kireise::assistant {

store::Migrations assistant_migrations() {
    return {"assistant",
            {"CREATE TABLE assistant_usage (day TEXT NOT NULL, usecase TEXT NOT NULL, model TEXT NOT NULL, outcome TEXT NOT NULL, clause "
             "TEXT NOT "
             "NULL, requests BIGINT NOT NULL, prompt_tokens BIGINT NOT NULL, answer_tokens BIGINT NOT NULL, PRIMARY KEY (day, usecase, "
             "model, outcome, "
             "clause));\n"}};
}

Result<> count_use(store::Database& db, const Used& used) {
    return db.write([&](store::Connection& tx) -> Result<> {
        if (!TRY(people::has_consent(tx, logging_matter(), used.day))) return {};
        TRY(store::execute(
            tx,
            "INSERT INTO assistant_usage (day, usecase, model, outcome, clause, requests, prompt_tokens, answer_tokens) VALUES (:day, "
            ":usecase, :model, :outcome, :clause, 1, :prompt_tokens, :answer_tokens) ON CONFLICT (day, usecase, model, outcome, clause) DO "
            "UPDATE SET requests = assistant_usage.requests + 1, prompt_tokens = assistant_usage.prompt_tokens + excluded.prompt_tokens, "
            "answer_tokens = assistant_usage.answer_tokens + excluded.answer_tokens",
            to_string(used.day), used.usecase, used.model, blueprint::to_id(used.outcome), used.clause, used.prompt_tokens,
            used.answer_tokens));
        return {};
    });
}

Result<std::vector<UsageRow>> usage_between(store::Database& db, Date first, Date last) {
    using Row = std::tuple<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t, std::int64_t>;
    const auto rows = TRY(db.read([&](store::Connection& tx) -> Result<std::vector<Row>> {
        return store::query<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t, std::int64_t>(
            tx,
            "SELECT usecase, model, outcome, clause, CAST(SUM(requests) AS BIGINT), CAST(SUM(prompt_tokens) AS BIGINT), "
            "CAST(SUM(answer_tokens) AS "
            "BIGINT) FROM assistant_usage WHERE day >= :first AND day <= :last GROUP BY usecase, model, outcome, clause ORDER BY usecase, "
            "model, "
            "outcome, clause",
            to_string(first), to_string(last));
    }));
    std::vector<UsageRow> out;
    for (const auto& [usecase, model, outcome, clause, requests, prompt_tokens, answer_tokens] : rows) {
        const auto known = blueprint::from_id<UsageOutcome>(outcome);
        if (!known) return fail(ErrorKind::internal, "The table assistant_usage holds the unknown outcome \"" + outcome + "\".");
        out.push_back({usecase, model, *known, clause, requests, prompt_tokens, answer_tokens});
    }
    return out;
}

}  // namespace kireise::assistant
