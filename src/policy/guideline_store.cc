#include "policy/guideline_store.h"

#include "base/sha256.h"

namespace kireise::policy {
namespace {

using store::Connection;
using Row = std::tuple<std::int64_t, std::string, std::string, std::string, std::string>;

std::optional<AdoptionRow> to_row(const std::optional<Row>& row) {
    if (!row) return std::nullopt;
    const auto& [version, commit, adopted, effective, account] = *row;
    return AdoptionRow{static_cast<int>(version), commit, parse_date(adopted).value_or(Date{}), parse_date(effective).value_or(Date{}),
                       account};
}

Result<Answers> answers_in(Connection& tx) {
    Answers answers;
    for (const auto& [question, answer] :
         TRY(store::query<std::string, std::string>(tx, "SELECT question, answer FROM guideline_answer"))) {
        answers.emplace(question, answer);
    }
    return answers;
}

}  // namespace

store::Migrations policy_migrations() {
    return {"policy",
            {"CREATE TABLE guideline_answer (question TEXT PRIMARY KEY, answer TEXT NOT NULL);\n"
             "CREATE TABLE guideline_adoption (version BIGINT PRIMARY KEY, commit_id TEXT NOT NULL, adopted TEXT NOT NULL,"
             " effective TEXT NOT NULL, adopted_by TEXT NOT NULL);\n"}};
}

Result<Answers> draft_answers(store::Database& db) { return db.read(answers_in); }

std::string answer_mark(const Answers& answers, const std::string& question) {
    const auto found = answers.find(question);
    return found == answers.end() ? "none" : sha256_hex(found->second);
}

Result<> set_draft_answer(store::Database& db, const std::string& question, const std::string& answer,
                          const std::optional<std::string>& seen) {
    return db.write([&](Connection& tx) -> Result<> {
        if (seen && *seen != answer_mark(TRY(answers_in(tx)), question)) {
            return fail(ErrorKind::conflict, "Somebody else has answered this question meanwhile; look at the answer and save again.");
        }
        TRY(store::execute(tx,
                           "INSERT INTO guideline_answer (question, answer) VALUES (:question, :answer)"
                           " ON CONFLICT (question) DO UPDATE SET answer = excluded.answer",
                           question, answer));
        return {};
    });
}

Result<> add_adoption(Connection& tx, const AdoptionRow& row) {
    TRY(store::execute(tx,
                       "INSERT INTO guideline_adoption (version, commit_id, adopted, effective, adopted_by)"
                       " VALUES (:version, :commit, :adopted, :effective, :account)",
                       row.version, row.commit, to_string(row.adopted), to_string(row.effective), row.account));
    return {};
}

Result<std::optional<AdoptionRow>> latest_adoption(store::Database& db) {
    return to_row(TRY(db.read([](Connection& tx) {
        return store::query_one<std::int64_t, std::string, std::string, std::string, std::string>(
            tx, "SELECT version, commit_id, adopted, effective, adopted_by FROM guideline_adoption ORDER BY version DESC LIMIT 1");
    })));
}

Result<std::optional<AdoptionRow>> adoption_in_force(store::Database& db, Date day) {
    return to_row(TRY(db.read([&](Connection& tx) {
        return store::query_one<std::int64_t, std::string, std::string, std::string, std::string>(
            tx,
            "SELECT version, commit_id, adopted, effective, adopted_by FROM guideline_adoption WHERE effective <= :day"
            " ORDER BY version DESC LIMIT 1",
            to_string(day));
    })));
}

}  // namespace kireise::policy
