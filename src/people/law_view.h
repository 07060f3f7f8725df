#pragma once
// Law entries as pages show them: citation, what it says, source, when it was checked, and whether it still has to be verified.

#include <span>
#include <string>

#include "base/json.h"
#include "blueprint/snapshot.h"

namespace kireise::people {

// For the partial usecases/law: [{citation, title, summary, source, checked, to_verify, note}]; ids that do not exist are left out.
[[nodiscard]] Json law_view(const blueprint::Snapshot& content, std::span<const std::string> ids);

// Only the citations: "Art. 5 KI-VO, § 35 SGB I".
[[nodiscard]] std::string citations(const blueprint::Snapshot& content, std::span<const std::string> ids);

}  // namespace kireise::people
