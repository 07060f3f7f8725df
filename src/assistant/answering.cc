#include "assistant/answering.h"

#include <utility>

namespace kireise::assistant {
namespace {

Trouble trouble_of(const Error& problem, bool has_begun) {
    if (problem.kind == ErrorKind::busy) return {TroubleKind::overloaded, problem.message};
    if (problem.kind == ErrorKind::too_large && !has_begun) return {TroubleKind::too_long, problem.message};
    return {has_begun ? TroubleKind::broke_off : TroubleKind::no_answer, problem.message};
}

Asked in_trouble(Trouble trouble) { return {.answer = {}, .trouble = std::move(trouble)}; }

}  // namespace

Asked ask(EngineHub& hub, const ChatRequest& request, const engines::OnDelta& on_delta) {
    auto use = hub.use();
    if (!use) {
        const bool starting = use.error().kind == ErrorKind::busy;
        return in_trouble({starting ? TroubleKind::starting : TroubleKind::not_running, use.error().message});
    }
    engines::ChatOptions options{.temperature = request.prompt->temperature, .max_tokens = request.prompt->max_tokens};
    options.silence_limit = hub.settings().silence_limit;
    options.stop = hub.stop_token();
    std::size_t bytes = 0;
    const auto answer = engines::chat(use->endpoint(), messages_of(request), options, [&](std::string_view piece) {
        bytes += piece.size();
        return (!on_delta || on_delta(piece)) && bytes < answer_bytes_limit;
    });
    if (!answer) return in_trouble(trouble_of(answer.error(), bytes > 0));
    use->answered(*answer);
    Asked asked{.answer = *answer, .trouble = {}};
    if (bytes >= answer_bytes_limit) asked.answer.finish_reason = "length";
    if (asked.answer.text.empty() && asked.answer.finish_reason != "stopped")
        return in_trouble({TroubleKind::no_answer, "The answer is empty."});
    return asked;
}

}  // namespace kireise::assistant
