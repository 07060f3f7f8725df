#include "engines/openai.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <utility>

#include "net/client.h"
#include "net/https_client.h"
#include "net/sse.h"

namespace kireise::engines {
namespace {

using SteadyClock = std::chrono::steady_clock;

double ms_since(SteadyClock::time_point start) { return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count(); }

// What an engine sends is not trusted: numbers that make no sense count as not sent.
std::optional<int> count(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    const auto value = found->get<std::uint64_t>();
    return std::in_range<int>(value) ? std::optional(static_cast<int>(value)) : std::nullopt;
}

std::optional<double> milliseconds(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    const auto value = found->get<double>();
    return std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

std::string text(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void read_choice(const Json& choice, ChatChunk& chunk) {
    if (const auto reason = text(choice, "finish_reason"); !reason.empty()) chunk.finish_reason = reason;
    if (const auto delta = choice.find("delta"); delta != choice.end() && delta->is_object()) chunk.content = text(*delta, "content");
}

// What happens to one answer while its events arrive.
class Collector {
   public:
    Collector(const OnDelta& on_delta, std::stop_token stop) : on_delta_(on_delta), stop_(std::move(stop)), start_(SteadyClock::now()) {}

    bool take(std::string_view piece) {
        if (stop_.stop_requested()) return stop();
        auto events = reader_.feed(piece);
        if (!events) return stop_with(std::move(events).error());
        for (const auto& event : *events) {
            if (!take_event(event.data)) return false;
        }
        return true;
    }

    template <class Response>
    Result<ChatAnswer> finish(const Result<Response>& response) {
        answer_.timing.total_ms = ms_since(start_);
        if (failure_) return std::unexpected(*failure_);
        if (stopped_) return answer_;
        if (!response) return std::unexpected(response.error());
        if (response->status / 100 != 2) return std::unexpected(chat_error(response->status, response->body));
        if (answer_.finish_reason.empty())
            return fail(ErrorKind::unavailable, "The engine broke off in the middle of its answer; try again.");
        return answer_;
    }

   private:
    bool stop_with(Error problem) {
        failure_ = std::move(problem);
        return false;
    }

    bool take_event(std::string_view data) {
        auto parsed = parse_chat_chunk(data);
        if (!parsed) return stop_with(std::move(parsed).error());
        if (parsed->finish_reason) answer_.finish_reason = *parsed->finish_reason;
        if (parsed->prompt_tokens) answer_.prompt_tokens = parsed->prompt_tokens;
        if (parsed->answer_tokens) answer_.answer_tokens = parsed->answer_tokens;
        if (parsed->prompt_ms) answer_.timing.prompt_ms = parsed->prompt_ms;
        if (parsed->generation_ms) answer_.timing.generation_ms = parsed->generation_ms;
        return parsed->content.empty() || take_text(parsed->content);
    }

    bool take_text(const std::string& content) {
        if (answer_.text.empty()) answer_.timing.first_token_ms = ms_since(start_);
        answer_.text += content;
        return !on_delta_ || on_delta_(content) || stop();
    }

    bool stop() {
        stopped_ = true;
        answer_.finish_reason = "stopped";
        return false;
    }

    const OnDelta& on_delta_;
    std::stop_token stop_;
    SteadyClock::time_point start_;
    net::EventReader reader_;
    ChatAnswer answer_;
    std::optional<Error> failure_;
    bool stopped_ = false;
};

}  // namespace

Json chat_request(const std::string& model, const std::vector<Message>& messages, const ChatOptions& options) {
    Json request{{"model", model},
                 {"messages", Json::array()},
                 {"temperature", options.temperature},
                 {"max_tokens", options.max_tokens},
                 {"stream", true},
                 {"stream_options", {{"include_usage", true}}}};
    for (const auto& message : messages) request["messages"].push_back({{"role", message.role}, {"content", message.content}});
    if (options.seed) request["seed"] = *options.seed;
    if (options.json_schema) {
        request["response_format"] = {{"type", "json_schema"}, {"json_schema", {{"name", "answer"}, {"schema", *options.json_schema}}}};
    }
    return request;
}

Result<ChatChunk> parse_chat_chunk(std::string_view data) {
    ChatChunk chunk;
    if (data == "[DONE]") {
        chunk.done = true;
        return chunk;
    }
    const auto parsed = parse_json(data);
    if (!parsed || !parsed->is_object()) return fail(ErrorKind::unavailable, "The engine sent something that is no chat answer.");
    if (parsed->contains("error")) return std::unexpected(chat_error(500, data));
    if (const auto choices = parsed->find("choices");
        choices != parsed->end() && choices->is_array() && !choices->empty() && choices->front().is_object()) {
        read_choice(choices->front(), chunk);
    }
    if (const auto usage = parsed->find("usage"); usage != parsed->end() && usage->is_object()) {
        chunk.prompt_tokens = count(*usage, "prompt_tokens");
        chunk.answer_tokens = count(*usage, "completion_tokens");
    }
    if (const auto timings = parsed->find("timings"); timings != parsed->end() && timings->is_object()) {
        chunk.prompt_ms = milliseconds(*timings, "prompt_ms");
        chunk.generation_ms = milliseconds(*timings, "predicted_ms");
    }
    return chunk;
}

Error chat_error(int status, std::string_view body) {
    std::string said, type;
    if (const auto parsed = parse_json(body); parsed && parsed->is_object() && parsed->contains("error")) {
        const auto& problem = parsed->at("error");
        said = problem.is_object() ? text(problem, "message") : problem.is_string() ? problem.get<std::string>() : "";
        if (problem.is_object()) type = text(problem, "type");
    }
    said = said.substr(0, 300);
    if (status == 401 || status == 403)
        return error(ErrorKind::unavailable, "The engine refuses the key; check the key of this engine in the settings.");
    if (type == "exceed_context_size_error" || said.find("context") != std::string::npos) {
        return error(ErrorKind::too_large, "The text is too long for this engine's context; shorten it or choose another engine.");
    }
    if (status == 429) return error(ErrorKind::busy, "The engine has too many requests at the moment; try again later.");
    if (status == 503) return error(ErrorKind::busy, fmt::format("The engine is not ready yet; try again in a moment. ({})", said));
    return error(ErrorKind::unavailable, fmt::format("The engine answered with status {}. ({})", status, said));
}

Result<ChatAnswer> chat(const Endpoint& endpoint, const std::vector<Message>& messages, const ChatOptions& options,
                        const OnDelta& on_delta) {
    const auto url = endpoint.base_url + "/v1/chat/completions";
    net::Headers headers{{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    if (!endpoint.api_key.empty()) headers.emplace_back("Authorization", "Bearer " + endpoint.api_key);
    auto body = chat_request(endpoint.model, messages, options).dump(-1, ' ', false, Json::error_handler_t::replace);
    Collector collector(on_delta, options.stop);
    const auto take = [&](std::string_view piece) { return collector.take(piece); };
    if (url.starts_with("https://")) {
        net::SecureRequest request{.url = url, .headers = std::move(headers), .body = std::move(body), .ca_file = endpoint.ca_file};
        return collector.finish(net::fetch_streaming(request, options.silence_limit, take));
    }
    net::ClientRequest request{.method = "POST", .url = url, .headers = std::move(headers), .body = std::move(body)};
    request.read_timeout = options.silence_limit;
    return collector.finish(net::send_streaming(request, take));
}

}  // namespace kireise::engines
