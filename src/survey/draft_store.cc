#include "survey/draft_store.h"

#include <utility>

#include "base/sha256.h"

namespace kireise::survey {
namespace {

using store::Connection;

Result<> insert_draft(Connection& tx, const std::string& secret, const Draft& draft, const std::string& expires) {
    TRY(store::execute(tx,
                       "INSERT INTO survey_draft (secret_hash, wave, form, content, profile, answers, finished, expires)"
                       " VALUES (:hash, :wave, :form, :content, :profile, '{}', 0, :expires)",
                       sha256_hex(secret), draft.wave, draft.form, draft.content, draft.profile, expires));
    return {};
}

// The answers of a draft that can still be changed.
Result<Answers> open_answers(Connection& tx, const std::string& hash) {
    const auto row =
        TRY((store::query_one<std::string, int>(tx, "SELECT answers, finished FROM survey_draft WHERE secret_hash = :hash", hash)));
    if (!row) return fail(ErrorKind::not_found, "This check has ended. Please start it again.");
    if (std::get<1>(*row) != 0) return fail(ErrorKind::conflict, "This check is finished; its answers can no longer be changed.");
    return parse_answers(std::get<0>(*row));
}

}  // namespace

Result<> start_self_check(store::Database& db, Date today, const std::string& secret, const std::string& form, const std::string& content,
                          const std::string& profile) {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx, "DELETE FROM survey_draft WHERE wave = '' AND expires < :today", to_string(today)));
        const Date tomorrow = std::chrono::sys_days{today} + std::chrono::days{1};
        return insert_draft(tx, secret, {.wave = "", .form = form, .content = content, .profile = profile}, to_string(tomorrow));
    });
}

Result<> redeem_code(store::Database& db, const std::string& secret, const std::string& code, const std::string& profile) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto hash = sha256_hex(code);
        const auto row = TRY((store::query_one<std::string, std::string, std::string, int>(
            tx,
            "SELECT survey_wave.id, form, content, used FROM survey_code JOIN survey_wave ON survey_wave.id = survey_code.wave"
            " WHERE code_hash = :hash AND state = 'open'",
            hash)));
        if (!row) return fail(ErrorKind::not_found, "This invitation code does not exist, or its survey is closed.");
        const auto& [wave, form, content, used] = *row;
        if (used != 0) return fail(ErrorKind::conflict, "This invitation code has been used already.");
        TRY(store::execute(tx, "UPDATE survey_code SET used = 1 WHERE code_hash = :hash", hash));
        return insert_draft(tx, secret, {.wave = wave, .form = form, .content = content, .profile = profile}, "");
    });
}

Result<std::optional<Draft>> find_draft(store::Database& db, Date today, const std::string& secret) {
    if (secret.empty()) return std::optional<Draft>{};
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::string, std::string, std::string, int>(
            tx,
            "SELECT wave, form, content, profile, answers, finished FROM survey_draft"
            " WHERE secret_hash = :hash AND (wave <> '' OR expires >= :today)",
            sha256_hex(secret), to_string(today));
    }));
    if (!row) return std::optional<Draft>{};
    const auto& [wave, form, content, profile, text, finished] = *row;
    auto answers = TRY(parse_answers(text));
    return Draft{wave, form, content, profile, std::move(answers), finished != 0};
}

Result<> save_choice(store::Database& db, const std::string& secret, const std::string& question, const Choice& choice) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto hash = sha256_hex(secret);
        auto answers = TRY(open_answers(tx, hash));
        answers[question] = choice;
        TRY(store::execute(tx, "UPDATE survey_draft SET answers = :answers WHERE secret_hash = :hash", to_text(answers), hash));
        return {};
    });
}

Result<> finish_draft(store::Database& db, const std::string& secret) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto hash = sha256_hex(secret);
        TRY(open_answers(tx, hash));
        TRY(store::execute(tx, "UPDATE survey_draft SET finished = 1 WHERE secret_hash = :hash", hash));
        return {};
    });
}

Result<> discard_draft(store::Database& db, const std::string& secret) {
    TRY(db.write([&](Connection& tx) {
        return store::execute(tx, "DELETE FROM survey_draft WHERE secret_hash = :hash AND (wave = '' OR finished = 0)", sha256_hex(secret));
    }));
    return {};
}

}  // namespace kireise::survey
