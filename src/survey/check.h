#pragma once
// The check that belongs to this browser: found by its cookie, with the questions it was started with; and what other rooms may know of it.
//
// The cookie "check" holds "w-" or "s-" and 128 random bits. A draft of a wave is keyed by that alone. A self-check is keyed by it together
// with the session's token, so that the next person who signs in at the same PC does not see it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "people/app.h"
#include "survey/draft_store.h"
#include "survey/scoring.h"

namespace kireise::survey {

struct Check {
    std::string secret;
    Draft draft;
    std::shared_ptr<const blueprint::Snapshot> content;
    Questionnaire questions;
    const blueprint::Profile* profile = nullptr;  // in the content

    // Number (from 1) of the first question without an answer; none when all are answered or set to "I don't know".
    [[nodiscard]] std::optional<int> next_open() const;
    // What was answered; empty for "I don't know", nullptr when not answered.
    [[nodiscard]] const Choice* choice_of(const blueprint::Question& question) const;
    [[nodiscard]] int size() const { return static_cast<int>(questions.items.size()); }
};

// nullopt when this browser has none.
[[nodiscard]] Result<std::optional<Check>> current_check(const people::Context& context);

// A new secret for this browser: its cookie, and the secret that goes into the store.
struct NewSecret {
    std::string cookie;  // value of Set-Cookie
    std::string secret;
};
[[nodiscard]] NewSecret new_self_check_secret(const people::Context& context);
[[nodiscard]] NewSecret new_wave_secret(const people::Context& context);

struct CheckResult {
    bool self_check = false;  // only these may be saved: saved levels of a wave would let somebody recognise its answers
    std::string profile;
    std::vector<AreaScore> scores;
    blueprint::Levels levels;  // competence -> measured level of its area; only areas that were asked
};

// The result of the browser's finished check; nullopt when there is none.
[[nodiscard]] Result<std::optional<CheckResult>> current_result(const people::Context& context);

// Deletes what discard_draft deletes and gives the value of Set-Cookie that makes the browser forget.
[[nodiscard]] Result<std::string> forget_check(const people::Context& context);

// Competence -> level of its area.
[[nodiscard]] blueprint::Levels competence_levels(const blueprint::Content& content, const std::vector<AreaScore>& scores);

}  // namespace kireise::survey
