#pragma once
// A measured PC in plain words, for pages.

#include "people/app.h"
#include "placement/placement_store.h"

namespace kireise::placement {

// "Bürgeramt, Typ A", or the words for a PC without a name.
[[nodiscard]] std::string pc_name(const people::Context& context, const StoredReport& stored);

// Why the times that rest on this measurement are to be read with care: a list of one sentence for each warning.
[[nodiscard]] Json caution_data(const people::Context& context, const StoredReport& stored);

// Name, hardware, speeds with spread, what they mean for one page of text (seconds), warnings, links.
[[nodiscard]] Json pc_data(const people::Context& context, const blueprint::Snapshot& content, const StoredReport& stored);

}  // namespace kireise::placement
