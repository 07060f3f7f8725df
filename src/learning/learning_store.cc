#include "learning/learning_store.h"

#include "base/json.h"

namespace kireise::learning {
namespace {

using store::Connection;

constexpr std::string_view tables =
    R"(CREATE TABLE learning_levels (account TEXT PRIMARY KEY, profile TEXT NOT NULL, levels TEXT NOT NULL, saved TEXT NOT NULL);
CREATE TABLE learning_section (account TEXT NOT NULL, course TEXT NOT NULL, section TEXT NOT NULL, done TEXT NOT NULL, PRIMARY KEY (account, course, section));
CREATE TABLE learning_attempt (account TEXT NOT NULL, course TEXT NOT NULL, number BIGINT NOT NULL, percent BIGINT NOT NULL, passed BIGINT NOT NULL, taken TEXT NOT NULL, PRIMARY KEY (account, course, number));
CREATE TABLE learning_guideline (version BIGINT PRIMARY KEY);
CREATE TABLE learning_acknowledgement (account TEXT NOT NULL, version BIGINT NOT NULL, given TEXT NOT NULL, PRIMARY KEY (account, version));
CREATE TABLE learning_pass (id TEXT PRIMARY KEY, account TEXT NOT NULL, pass TEXT NOT NULL, level BIGINT NOT NULL, issued TEXT NOT NULL, valid_until TEXT NOT NULL);
CREATE INDEX learning_pass_account ON learning_pass (account);
)";

Result<blueprint::Levels> parse_levels(const std::string& text) {
    const auto json = TRY(parse_json(text));
    try {
        return json.get<blueprint::Levels>();
    } catch (const Json::exception&) {
        return fail(ErrorKind::internal, "Saved levels are not of the form {competence: level}.");
    }
}

Result<Date> stored_date(const std::string& text) {
    const auto date = parse_date(text);
    if (!date) return fail(ErrorKind::internal, "A stored date is not of the form YYYY-MM-DD.");
    return *date;
}

Result<std::optional<int>> newest(Result<std::optional<std::tuple<std::optional<int>>>> row) {
    if (!row) return std::unexpected(std::move(row).error());
    return *row ? std::get<0>(**row) : std::nullopt;
}

}  // namespace

store::Migrations learning_migrations() { return {"learning", {tables}}; }

Result<> save_levels(store::Database& db, const std::string& account, const SavedLevels& levels) {
    TRY(db.write([&](Connection& tx) {
        return store::execute(
            tx,
            "INSERT INTO learning_levels (account, profile, levels, saved) VALUES (:account, :profile, :levels, :saved)"
            " ON CONFLICT (account) DO UPDATE SET profile = excluded.profile, levels = excluded.levels, saved = excluded.saved",
            account, levels.profile, Json(levels.levels).dump(), to_string(levels.saved));
    }));
    return {};
}

Result<std::optional<SavedLevels>> saved_levels(store::Database& db, const std::string& account) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::string>(
            tx, "SELECT profile, levels, saved FROM learning_levels WHERE account = :account", account);
    }));
    if (!row) return std::optional<SavedLevels>{};
    const auto& [profile, levels, saved] = *row;
    SavedLevels out;
    out.profile = profile;
    out.levels = TRY(parse_levels(levels));
    out.saved = TRY(stored_date(saved));
    return out;
}

Result<> delete_levels(store::Database& db, const std::string& account) {
    TRY(db.write([&](Connection& tx) { return store::execute(tx, "DELETE FROM learning_levels WHERE account = :account", account); }));
    return {};
}

Result<> record_section(store::Database& db, const std::string& account, const std::string& course, const std::string& file, Date date) {
    TRY(db.write([&](Connection& tx) {
        return store::execute(tx,
                              "INSERT INTO learning_section (account, course, section, done) VALUES (:account, :course, :section, :done)"
                              " ON CONFLICT (account, course, section) DO NOTHING",
                              account, course, file, to_string(date));
    }));
    return {};
}

Result<Progress> progress(store::Database& db, const std::string& account) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, std::string>(tx, "SELECT course, section FROM learning_section WHERE account = :account", account);
    }));
    Progress out;
    for (const auto& [course, section] : rows) out[course].insert(section);
    return out;
}

Result<> record_attempt(store::Database& db, const std::string& account, const std::string& course, const Grade& grade, Date date) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto row = TRY((store::query_one<int>(
            tx, "SELECT COUNT(*) FROM learning_attempt WHERE account = :account AND course = :course", account, course)));
        const int number = row ? std::get<0>(*row) + 1 : 1;
        TRY(store::execute(tx,
                           "INSERT INTO learning_attempt (account, course, number, percent, passed, taken)"
                           " VALUES (:account, :course, :number, :percent, :passed, :taken)",
                           account, course, number, grade.percent, grade.passed ? 1 : 0, to_string(date)));
        return {};
    });
}

Result<Completions> completions(Connection& tx, const std::string& account) {
    const auto rows = TRY((store::query<std::string, std::string>(
        tx, "SELECT course, MAX(taken) FROM learning_attempt WHERE account = :account AND passed = 1 GROUP BY course", account)));
    Completions out;
    for (const auto& [course, taken] : rows) out[course] = TRY(stored_date(taken));
    return out;
}

Result<Completions> completions(store::Database& db, const std::string& account) {
    return db.read([&](Connection& tx) { return completions(tx, account); });
}

Result<> announce_guideline(Connection& tx, int version) {
    TRY(store::execute(tx, "INSERT INTO learning_guideline (version) VALUES (:version) ON CONFLICT (version) DO NOTHING", version));
    return {};
}

Result<> record_acknowledgement(Connection& tx, const std::string& account, int guideline_version, Date date) {
    TRY(store::execute(tx,
                       "INSERT INTO learning_acknowledgement (account, version, given) VALUES (:account, :version, :given)"
                       " ON CONFLICT (account, version) DO NOTHING",
                       account, guideline_version, to_string(date)));
    return {};
}

Result<std::optional<int>> announced_guideline(Connection& tx) {
    return newest(store::query_one<std::optional<int>>(tx, "SELECT MAX(version) FROM learning_guideline"));
}

Result<std::optional<int>> announced_guideline(store::Database& db) {
    return db.read([](Connection& tx) { return announced_guideline(tx); });
}

Result<std::optional<int>> acknowledged(Connection& tx, const std::string& account) {
    return newest(
        store::query_one<std::optional<int>>(tx, "SELECT MAX(version) FROM learning_acknowledgement WHERE account = :account", account));
}

Result<std::optional<int>> acknowledged(store::Database& db, const std::string& account) {
    return db.read([&](Connection& tx) { return acknowledged(tx, account); });
}

Result<std::optional<Date>> acknowledged_on(store::Database& db, const std::string& account, int version) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string>(
            tx, "SELECT given FROM learning_acknowledgement WHERE account = :account AND version = :version", account, version);
    }));
    if (!row) return std::optional<Date>{};
    return std::optional(TRY(stored_date(std::get<0>(*row))));
}

Result<int> acknowledgements(store::Database& db, int version) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<int>(tx, "SELECT COUNT(*) FROM learning_acknowledgement WHERE version = :version", version);
    }));
    return row ? std::get<0>(*row) : 0;
}

}  // namespace kireise::learning
