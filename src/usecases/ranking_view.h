#pragma once
// The ranking as its page and its table for spreadsheets show it.

#include <map>
#include <string>

#include "base/json.h"
#include "blueprint/snapshot.h"
#include "people/app.h"
#include "usecases/register_store.h"

namespace kireise::usecases {

using Stages = std::map<std::string, StageEntry, std::less<>>;

[[nodiscard]] Stage stage_in(const Stages& stages, std::string_view usecase);

// {id, text, kind}: the stage as a badge; kind is a CSS class.
[[nodiscard]] Json stage_view(const people::Context& context, Stage stage);

// Everything of usecases/list but what depends on the decision.
[[nodiscard]] Json ranking_view(const people::Context& context, const blueprint::Snapshot& content, const Ranking& ranking,
                                const Stages& stages);

// UTF-8 with byte order mark, ";" and decimal comma: opens in a German spreadsheet without questions.
[[nodiscard]] std::string ranking_csv(const people::Context& context, const blueprint::Snapshot& content, const Ranking& ranking,
                                      const Stages& stages);

}  // namespace kireise::usecases
