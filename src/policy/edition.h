#pragma once
// What pages and files show: the adopted guideline, or the draft.

#include <memory>
#include <string>

#include "policy/adoption.h"

namespace kireise::policy {

struct Edition {
    AssembledGuideline guideline;
    Gate gate;
    Answers answers;     // as given; of a draft perhaps not all
    std::string commit;  // of the content
    std::shared_ptr<const blueprint::Snapshot> content;
    std::shared_ptr<const Adopted> adopted;  // nullptr: this is the draft

    [[nodiscard]] bool is_draft() const { return adopted == nullptr; }
};

enum class Wanted { adopted_if_any, draft };

[[nodiscard]] Result<Edition> edition(const people::Town& town, Wanted wanted);

// The draft would change the text that is adopted.
[[nodiscard]] Result<bool> differs(const Edition& draft, const Adopted& adopted);

// The Muster as it is when every question is answered with its default, for the same town and day.
[[nodiscard]] Result<AssembledGuideline> muster_of(const Edition& edition, const people::Town& town);

// The town's own facts; empty ones were never set.
[[nodiscard]] Result<Facts> facts_of(const people::Town& town);

}  // namespace kireise::policy
