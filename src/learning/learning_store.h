#pragma once
// What is kept about a learner, always under the account's id: levels (only when the person has saved them), sections read, results of
// quizzes (percent, never the answers), guideline versions acknowledged. The passes: pass_store.h.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "blueprint/common_types.h"
#include "learning/quiz.h"
#include "store/migrations.h"

namespace kireise::learning {

[[nodiscard]] store::Migrations learning_migrations();

struct SavedLevels {
    std::string profile;       // "profile/clerk"
    blueprint::Levels levels;  // competence -> measured level
    Date saved;
};

// Replaces what was saved before.
[[nodiscard]] Result<> save_levels(store::Database& db, const std::string& account, const SavedLevels& levels);
[[nodiscard]] Result<std::optional<SavedLevels>> saved_levels(store::Database& db, const std::string& account);
[[nodiscard]] Result<> delete_levels(store::Database& db, const std::string& account);

// A section is known by its file, so that a new order of sections keeps the progress.
[[nodiscard]] Result<> record_section(store::Database& db, const std::string& account, const std::string& course, const std::string& file,
                                      Date date);

using Files = std::set<std::string, std::less<>>;
using Progress = std::map<std::string, Files, std::less<>>;  // course id -> sections that are done
[[nodiscard]] Result<Progress> progress(store::Database& db, const std::string& account);

[[nodiscard]] Result<> record_attempt(store::Database& db, const std::string& account, const std::string& course, const Grade& grade,
                                      Date date);

// Course id -> day of the newest quiz that was passed. A later attempt that fails takes nothing away.
using Completions = std::map<std::string, Date, std::less<>>;
[[nodiscard]] Result<Completions> completions(store::Connection& tx, const std::string& account);
[[nodiscard]] Result<Completions> completions(store::Database& db, const std::string& account);

// The room policy says which version of the guideline the town has adopted, and who has acknowledged one. Versions count from 1; doing
// the same twice changes nothing.
[[nodiscard]] Result<> announce_guideline(store::Connection& tx, int version);
[[nodiscard]] Result<> record_acknowledgement(store::Connection& tx, const std::string& account, int guideline_version, Date date);

// The newest version; nullopt for none.
[[nodiscard]] Result<std::optional<int>> announced_guideline(store::Connection& tx);
[[nodiscard]] Result<std::optional<int>> announced_guideline(store::Database& db);
[[nodiscard]] Result<std::optional<int>> acknowledged(store::Connection& tx, const std::string& account);
[[nodiscard]] Result<std::optional<int>> acknowledged(store::Database& db, const std::string& account);

// The day on which the person acknowledged exactly this version; nullopt for "not yet".
[[nodiscard]] Result<std::optional<Date>> acknowledged_on(store::Database& db, const std::string& account, int version);
// How many people have acknowledged exactly this version.
[[nodiscard]] Result<int> acknowledgements(store::Database& db, int version);

}  // namespace kireise::learning
