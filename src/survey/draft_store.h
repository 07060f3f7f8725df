#pragma once
// Checks in progress and their results, until they are saved, discarded or closed with their wave. A draft is found only by a secret (at
// least 128 random bits) that the participant's browser keeps in a cookie; the database holds its SHA-256. No account, no time; a
// self-check has the day on which it ends.

#include <optional>
#include <string>

#include "base/clock.h"
#include "store/database.h"
#include "survey/answers.h"

namespace kireise::survey {

struct Draft {
    std::string wave;  // id; "" for a self-check
    std::string form;
    std::string content;  // commit whose questions are asked
    std::string profile;
    Answers answers;
    bool finished = false;

    [[nodiscard]] bool is_self_check() const { return wave.empty(); }
};

// Drafts of self-checks from before yesterday are removed on the way.
[[nodiscard]] Result<> start_self_check(store::Database& db, Date today, const std::string& secret, const std::string& form,
                                        const std::string& content, const std::string& profile);

// Uses up an invitation code. not_found for a code that does not exist or whose wave is closed; conflict for a used one.
[[nodiscard]] Result<> redeem_code(store::Database& db, const std::string& secret, const std::string& code, const std::string& profile);

// nullopt for an unknown secret and for a self-check that has ended.
[[nodiscard]] Result<std::optional<Draft>> find_draft(store::Database& db, Date today, const std::string& secret);

// not_found without draft, conflict when it is finished already.
[[nodiscard]] Result<> save_choice(store::Database& db, const std::string& secret, const std::string& question, const Choice& choice);
[[nodiscard]] Result<> finish_draft(store::Database& db, const std::string& secret);

// A finished draft of a wave stays for the wave; everything else is deleted.
[[nodiscard]] Result<> discard_draft(store::Database& db, const std::string& secret);

}  // namespace kireise::survey
