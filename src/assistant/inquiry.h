#pragma once
// The way of one request, shared by the page and the stream: check, gate, engine, count.

#include <memory>
#include <vector>

#include "assistant/answering.h"
#include "assistant/gatekeeper.h"
#include "assistant/usage_store.h"
#include "people/app.h"

namespace kireise::assistant {

// A request that was looked at: `problems` when it is incomplete, else `entry` says whether it may go on.
struct Inquiry {
    std::shared_ptr<const blueprint::Snapshot> content;  // keeps the pointers of `request`
    Draft draft;
    ChatRequest request;
    std::vector<RequestProblem> problems;
    Entry entry;

    [[nodiscard]] bool allowed() const { return problems.empty() && entry.admission.allowed(); }
};

// Counts a refusal.
[[nodiscard]] Result<Inquiry> inquire(const people::Context& context, const EngineHub& hub, Draft draft);

// Asks the engine for an inquiry that is allowed, and counts. A count that fails is logged and does not take the answer away.
[[nodiscard]] Asked answer(const people::Town& town, EngineHub& hub, const Inquiry& inquiry, const engines::OnDelta& on_delta = {});

}  // namespace kireise::assistant
