#include "assistant/inquiry.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace kireise::assistant {
namespace {

UsageOutcome outcome_of(const Asked& asked) {
    if (asked.trouble) return UsageOutcome::failed;
    return asked.answer.finish_reason == "stopped" ? UsageOutcome::stopped : UsageOutcome::answered;
}

std::string reason_of(const Admission& admission) {
    const auto lacks = [&](Need need) { return std::ranges::find(admission.missing, need) != admission.missing.end(); };
    if (lacks(Need::acknowledgement)) return "not_acknowledged";
    if (lacks(Need::tester)) return "not_tester";
    const bool by_clause = admission.hurdle == Hurdle::refused || admission.hurdle == Hurdle::condition_missing;
    return by_clause ? admission.decision.clause : std::string(blueprint::to_id(admission.hurdle));
}

}  // namespace

Result<Inquiry> inquire(const people::Context& context, const EngineHub& hub, Draft draft) {
    Inquiry inquiry;
    inquiry.content = TRY(context.town.content());
    auto checked = check(*inquiry.content, draft);
    inquiry.draft = std::move(draft);
    inquiry.request = std::move(checked.request);
    inquiry.problems = std::move(checked.problems);
    if (!inquiry.problems.empty()) return inquiry;
    inquiry.entry = TRY(admit(context.town, context.account->id, inquiry.request, hub.info().location));
    if (inquiry.entry.admission.allowed()) return inquiry;
    TRY(count_use(context.town.db(), {.day = context.town.today(),
                                      .usecase = inquiry.request.usecase->id,
                                      .model = hub.info().name,
                                      .outcome = UsageOutcome::refused,
                                      .clause = reason_of(inquiry.entry.admission)}));
    return inquiry;
}

Asked answer(const people::Town& town, EngineHub& hub, const Inquiry& inquiry, const engines::OnDelta& on_delta) {
    auto asked = ask(hub, inquiry.request, on_delta);
    const auto counted = count_use(town.db(), {.day = town.today(),
                                               .usecase = inquiry.request.usecase->id,
                                               .model = hub.info().name,
                                               .outcome = outcome_of(asked),
                                               .clause = "",
                                               .prompt_tokens = asked.answer.prompt_tokens.value_or(0),
                                               .answer_tokens = asked.answer.answer_tokens.value_or(0)});
    if (!counted) spdlog::error("the use of an assistant was not counted: {}", counted.error().message);
    return asked;
}

}  // namespace kireise::assistant
