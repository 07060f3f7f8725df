#pragma once
// What the pages and events of the assistant show, as data for the templates.

#include <string>
#include <vector>

#include "assistant/answering.h"
#include "assistant/gatekeeper.h"
#include "assistant/usage_store.h"
#include "people/app.h"

namespace kireise::assistant {

// Radio buttons of the data classes, `chosen` (an id) checked.
[[nodiscard]] Json classes_view(const blueprint::Snapshot& content, std::string_view chosen);

// place, name, state, synthetic; the technical detail of a failure for IT only.
[[nodiscard]] Json engine_view(const people::Context& context, const blueprint::Snapshot& content, const EngineHub& hub);

// One sentence for each problem, with the field that it belongs to.
[[nodiscard]] Json problems_view(const people::Language& language, const Draft& draft, const std::vector<RequestProblem>& problems);

// "assistant/needs": what is missing and what to do about each; null when nothing is. `usecase` is its id.
[[nodiscard]] Json needs_view(const people::Language& language, const Entry& entry, std::string_view usecase);

// "assistant/quotes"; null when there are none.
[[nodiscard]] Json quotes_view(const people::Language& language, const std::vector<Quote>& quotes);

// "assistant/refusal"
[[nodiscard]] Json refusal_view(const people::Language& language, const blueprint::Snapshot& content, const ChatRequest& request,
                                const Entry& entry, blueprint::EngineLocation engine);

// "assistant/trouble"; the detail only when `for_it`.
[[nodiscard]] Json trouble_view(const people::Language& language, const Trouble& trouble, bool for_it);

// "assistant/notes": the duties that the guideline attaches to the answer, its label, how to check it, timing and tokens.
[[nodiscard]] Json notes_view(const people::Language& language, const EngineInfo& engine, const blueprint::UseCase& usecase,
                              const policy::Decision& decision, const engines::ChatAnswer& answer);

[[nodiscard]] Json usage_view(const people::Language& language, const blueprint::Snapshot& content, const std::vector<UsageRow>& rows);

// The label when the guideline demands one, else "".
[[nodiscard]] std::string label_of(const people::Language& language, const policy::Decision& decision);

[[nodiscard]] std::string engine_name(const people::Language& language, const EngineInfo& engine);

}  // namespace kireise::assistant
