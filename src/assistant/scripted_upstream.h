#pragma once
// For tests: no engine, but an HTTP server that plays one which misbehaves on purpose. Real answers are tested with the real llama-server.

#include <thread>

#include "assistant/engine_settings.h"
#include "net/server.h"

namespace kireise::assistant::testing {

class ScriptedUpstream {
   public:
    explicit ScriptedUpstream(net::Handler handler)
        : server_(net::Server::listen({.address = "127.0.0.1", .port = 0}, std::move(handler)).value()),
          thread_([this] { server_->run(); }) {}
    ~ScriptedUpstream() { server_->stop(); }  // the thread joins after this
    ScriptedUpstream(const ScriptedUpstream&) = delete;
    ScriptedUpstream& operator=(const ScriptedUpstream&) = delete;

    [[nodiscard]] EngineSettings settings(blueprint::EngineLocation location = blueprint::EngineLocation::workstation) const {
        EngineSettings settings;
        settings.info = {.name = "scripted", .location = location, .scripted = true};
        settings.upstream = engines::Endpoint{
            .base_url = "http://127.0.0.1:" + std::to_string(server_->port()), .model = "scripted", .api_key = "", .location = location};
        settings.silence_limit = std::chrono::milliseconds(400);
        return settings;
    }

   private:
    std::unique_ptr<net::Server> server_;
    std::jthread thread_;
};

inline std::string chunk(const std::string& text) {
    return "data: " + Json{{"choices", {{{"delta", {{"content", text}}}}}}}.dump() + "\n\n";
}

inline std::string last_chunk(const std::string& reason = "stop") {
    return "data: " +
           Json{{"choices", {{{"delta", Json::object()}, {"finish_reason", reason}}}},
                {"usage", {{"prompt_tokens", 7}, {"completion_tokens", 3}}}}
               .dump() +
           "\n\ndata: [DONE]\n\n";
}

// Answers with these bytes of an event stream, then ends.
inline net::Handler says(const std::string& bytes) {
    return [bytes](const net::Request&) -> net::Outcome {
        return net::Stream{.headers = {}, .produce = [bytes](net::StreamSink& sink) { sink.write(bytes); }};
    };
}

}  // namespace kireise::assistant::testing
