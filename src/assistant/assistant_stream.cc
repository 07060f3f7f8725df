#include "assistant/assistant_stream.h"

#include <algorithm>
#include <memory>

#include "assistant/assistant_view.h"
#include "assistant/inquiry.h"
#include "net/sse.h"

namespace kireise::assistant {
namespace {

using people::Context;
using people::Language;

std::string event(const std::string& name, const Json& data) {
    return net::format_event({name, data.dump(-1, ' ', false, Json::error_handler_t::replace)});
}

// The event that ends the stream at once.
net::Outcome only(std::string text) {
    return net::Response{.status = 200, .content_type = "text/event-stream", .body = std::move(text), .headers = {}};
}

Result<std::string> problem_event(const Language& language, std::string_view kind, const Json& view, bool at_fields = false) {
    auto html = TRY(language.templates.render("assistant/trouble", view));
    return event("problem", {{"kind", kind}, {"message", view["text"]}, {"at_fields", at_fields}, {"html", std::move(html)}});
}

Result<std::string> invalid_event(const Language& language, const Inquiry& inquiry) {
    std::string sentences;
    for (const auto& problem : problems_view(language, inquiry.draft, inquiry.problems)) {
        sentences += (sentences.empty() ? "" : " ") + problem["text"].get<std::string>();
    }
    const bool at_fields = std::ranges::none_of(inquiry.problems, [](RequestProblem problem) { return field_of(problem) == "history"; });
    return problem_event(language, "invalid", {{"text", sentences}, {"detail", ""}}, at_fields);
}

Result<std::string> refused_event(const Language& language, const Inquiry& inquiry, blueprint::EngineLocation engine) {
    const auto& quotes = inquiry.entry.quotes;
    const auto view = refusal_view(language, *inquiry.content, inquiry.request, inquiry.entry, engine);
    Json clause;
    if (!quotes.empty()) {
        const auto& first = quotes.front();
        clause = {{"id", first.clause}, {"number", first.number}, {"title", first.title}, {"text", first.short_text}};
    }
    auto missing = Json::array();
    for (const auto need : inquiry.entry.admission.missing) missing.push_back(blueprint::to_id(need));
    auto html = TRY(language.templates.render("assistant/refusal", view));
    return event("refused", {{"hurdle", blueprint::to_id(inquiry.entry.admission.hurdle)},
                             {"missing", missing},
                             {"clause", clause},
                             {"html", std::move(html)}});
}

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Result<std::string> done_event(const Language& language, const EngineInfo& engine, const Inquiry& inquiry,
                               const engines::ChatAnswer& answer) {
    const auto& decision = inquiry.entry.admission.decision;
    const auto view = notes_view(language, engine, *inquiry.request.usecase, decision, answer);
    auto html = TRY(language.templates.render("assistant/notes", view));
    return event("done", {{"finish", answer.finish_reason},
                          {"label", label_of(language, decision)},
                          {"timing", {{"first_token_ms", answer.timing.first_token_ms}, {"total_ms", answer.timing.total_ms}}},
                          {"tokens", {{"prompt", or_null(answer.prompt_tokens)}, {"answer", or_null(answer.answer_tokens)}}},
                          {"html", std::move(html)}});
}

// What a running stream needs: the request that opened it may be gone by then.
struct Running {
    people::Town& town;
    const Language& language;
    EngineHub& hub;
    Inquiry inquiry;
    bool for_it = false;
};

void produce(const Running& running, net::StreamSink& sink) {
    const auto asked = answer(running.town, running.hub, running.inquiry,
                              [&](std::string_view piece) { return sink.write(event("delta", {{"text", piece}})); });
    const auto last = asked.trouble ? problem_event(running.language, blueprint::to_id(asked.trouble->kind),
                                                    trouble_view(running.language, *asked.trouble, running.for_it))
                                    : done_event(running.language, running.hub.info(), running.inquiry, asked.answer);
    if (last) sink.write(*last);
}

}  // namespace

Result<net::Outcome> stream_answer(Context& context, EngineHub& hub) {
    auto draft = parse_draft(context.request.body);
    if (!draft)
        return only(
            TRY(problem_event(context.language, "invalid", {{"text", context.t("assistant.error.broken_request")}, {"detail", ""}})));
    auto inquiry = TRY(inquire(context, hub, *std::move(draft)));
    if (!inquiry.problems.empty()) return only(TRY(invalid_event(context.language, inquiry)));
    if (!inquiry.allowed()) return only(TRY(refused_event(context.language, inquiry, hub.info().location)));
    const bool for_it = context.has(people::Role::it) || context.has(people::Role::admin);
    const auto running = std::make_shared<const Running>(Running{context.town, context.language, hub, std::move(inquiry), for_it});
    return net::Stream{.headers = {{"X-Accel-Buffering", "no"}}, .produce = [running](net::StreamSink& sink) { produce(*running, sink); }};
}

}  // namespace kireise::assistant
