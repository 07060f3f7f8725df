#pragma once
// Our own llama-server behind the hub: started by the first request on a thread of its own, so that the requests that wait for it may come
// and go; ended when nobody has asked for a while. Inside this room only; safe to use from several threads.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "assistant/engine_hub.h"
#include "engines/llama_server.h"

namespace kireise::assistant {

class LocalEngine {
   public:
    LocalEngine(const EngineSettings& settings, const EngineMeter& meter);  // both outlive it
    ~LocalEngine();
    LocalEngine(const LocalEngine&) = delete;
    LocalEngine& operator=(const LocalEngine&) = delete;

    [[nodiscard]] EngineStatus status() const;

    // Starts it when it does not run and waits until it answers; errors as EngineHub::use.
    [[nodiscard]] Result<engines::Endpoint> endpoint();

    void restart();  // does not wait
    void end();      // until the next endpoint()
    void stop();     // for good, also while it starts

   private:
    struct Started {
        engines::LlamaServer server;
        EngineSize size;
    };
    [[nodiscard]] Result<Started> start_server(const std::stop_token& stop) const;
    [[nodiscard]] bool runs() const;
    void start();
    void run(const std::stop_token& stop);
    void end_when_idle(const std::stop_token& stop);
    void let_go(std::unique_lock<std::mutex>& lock);

    const EngineSettings& settings_;
    const EngineMeter& meter_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool starting_ = false;
    bool stopped_ = false;
    std::optional<Started> started_;
    std::optional<Error> problem_;
    std::jthread starter_;
    std::jthread idle_watch_;  // none when it is never ended for that
};

}  // namespace kireise::assistant
