#pragma once
// The engine behind the portal's assistants. Our own llama-server is started by the first request and ends with the hub, or when nobody has
// asked for a while. Safe to use from several threads.

#include <memory>
#include <stop_token>
#include <string>

#include "assistant/engine_meter.h"
#include "assistant/engine_settings.h"
#include "assistant/engine_size.h"
#include "base/clock.h"

namespace kireise::assistant {

enum class EngineState { not_started, starting, ready, failed };

constexpr blueprint::EnumIds<EngineState, 4> enum_ids(EngineState) {
    return {{{EngineState::not_started, "not_started"},
             {EngineState::starting, "starting"},
             {EngineState::ready, "ready"},
             {EngineState::failed, "failed"}}};
}

struct EngineStatus {
    EngineState state = EngineState::not_started;
    std::string problem = {};             // why it failed, or was last started again, and what to do, a sentence
    std::optional<Instant> since = {};    // of the state; of our own engine that runs
    int restarts = 0;                     // since it was started
    std::optional<EngineSize> size = {};  // of our own engine that runs
    std::optional<int> process = {};      // id of our own engine that runs
};

// One request's hold on the engine: while it lives, the engine is not ended for want of requests.
class EngineUse {
   public:
    [[nodiscard]] const engines::Endpoint& endpoint() const { return endpoint_; }
    void answered(const engines::ChatAnswer& answer) { hold_.get_deleter().answer = answer; }

   private:
    friend class EngineHub;
    explicit EngineUse(EngineMeter& meter);
    struct End {
        std::optional<engines::ChatAnswer> answer;
        void operator()(EngineMeter* meter) const { meter->end(answer); }
    };
    engines::Endpoint endpoint_;
    std::unique_ptr<EngineMeter, End> hold_;
};

class LocalEngine;

class EngineHub {
   public:
    explicit EngineHub(EngineSettings settings);
    ~EngineHub();
    EngineHub(const EngineHub&) = delete;
    EngineHub& operator=(const EngineHub&) = delete;

    [[nodiscard]] const EngineSettings& settings() const { return settings_; }
    [[nodiscard]] const EngineInfo& info() const { return settings_.info; }
    [[nodiscard]] EngineStatus status() const;  // of an engine elsewhere: ready, it is not asked
    [[nodiscard]] MeterReading load() const { return meter_.reading(); }

    // The engine, running: starts it when it does not run (also after a failure) and waits until it answers. unavailable, with what to do,
    // when it cannot be started, the memory does not hold it, or the hub is stopped; busy when it is being restarted.
    [[nodiscard]] Result<EngineUse> use();

    // Of our own engine; for one elsewhere they do nothing.
    void restart();  // ends it and starts it again, without waiting
    void end();      // until the next use()

    // Says when the hub is being stopped; ends answers of an engine elsewhere with their next piece.
    [[nodiscard]] std::stop_token stop_token() const { return stopping_.get_token(); }

    void stop();  // ends the child, also while it starts; use() answers unavailable from then on

   private:
    EngineSettings settings_;
    EngineMeter meter_;
    std::stop_source stopping_;
    std::unique_ptr<LocalEngine> local_;  // none for an engine elsewhere
};

}  // namespace kireise::assistant
