#pragma once
// Chat with any engine that speaks the OpenAI protocol (llama-server, vLLM): POST BASE/v1/chat/completions, answered as server-sent events.

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "blueprint/vocabulary.h"

namespace kireise::engines {

// Where an engine answers. The key comes from the configuration or the environment and is never stored or logged.
struct Endpoint {
    std::string base_url;  // http://host:port or https://host, without /v1
    std::string model;     // as the engine calls it
    std::string api_key;   // may be empty
    blueprint::EngineLocation location = blueprint::EngineLocation::workstation;
    std::filesystem::path ca_file = {};  // of https: PEM of a certificate authority of the house; "" for those of the system
};

struct Message {
    std::string role;  // system, user, assistant
    std::string content;
};

struct ChatOptions {
    double temperature = 0.2;
    int max_tokens = 600;
    std::optional<int> seed;
    std::optional<Json> json_schema;                   // the answer must be JSON of this schema
    std::chrono::milliseconds silence_limit{600'000};  // longest pause of the engine; a long prompt on a slow PC takes minutes
    std::stop_token stop = {};                         // ends the answer with the next piece that the engine sends
};

struct ChatTiming {                       // milliseconds
    double first_token_ms = 0;            // from sending to the first text, as we saw it
    double total_ms = 0;                  // from sending to the end, as we saw it
    std::optional<double> prompt_ms;      // as the engine says: reading the prompt
    std::optional<double> generation_ms;  // as the engine says: writing the answer
};

struct ChatAnswer {
    std::string text;
    std::string finish_reason;  // stop, length; "stopped": we ended it
    std::optional<int> prompt_tokens;
    std::optional<int> answer_tokens;
    ChatTiming timing;
};

// One event of the stream.
struct ChatChunk {
    std::string content;
    std::optional<std::string> finish_reason;
    std::optional<int> prompt_tokens;
    std::optional<int> answer_tokens;
    std::optional<double> prompt_ms;
    std::optional<double> generation_ms;
    bool done = false;  // "[DONE]"
};

[[nodiscard]] Json chat_request(const std::string& model, const std::vector<Message>& messages, const ChatOptions& options);

// `data` of an event; counts and times that make no sense are left out. unavailable when it is no chunk; an error that the engine sends in
// the stream comes as chat_error says.
[[nodiscard]] Result<ChatChunk> parse_chat_chunk(std::string_view data);

// An answer other than 2xx: too_large (prompt longer than the context), busy (429, or the model is being loaded), else unavailable.
[[nodiscard]] Error chat_error(int status, std::string_view body);

// Blocks until the answer is complete. `on_delta` sees each piece of text and ends the generation by returning false (finish_reason
// "stopped"), as a request to stop does. unavailable when the engine does not answer, or breaks off.
using OnDelta = std::function<bool(std::string_view)>;
[[nodiscard]] Result<ChatAnswer> chat(const Endpoint& endpoint, const std::vector<Message>& messages, const ChatOptions& options,
                                      const OnDelta& on_delta = {});

}  // namespace kireise::engines
