#pragma once
// The engine behind the portal's assistants. Our own llama-server is started by the first request and ends with the hub.
// Safe to use from several threads.

#include <memory>
#include <stop_token>
#include <string>

#include "assistant/engine_settings.h"

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
    std::string problem;  // why it failed and what to do, a sentence
};

class EngineHub {
   public:
    explicit EngineHub(EngineSettings settings);
    ~EngineHub();
    EngineHub(const EngineHub&) = delete;
    EngineHub& operator=(const EngineHub&) = delete;

    [[nodiscard]] const EngineInfo& info() const;
    [[nodiscard]] std::chrono::milliseconds silence_limit() const;
    [[nodiscard]] EngineStatus status() const;  // of an engine elsewhere: ready, it is not asked

    // Where the engine answers. Starts it when it does not run (also after a failure) and waits until it answers. unavailable, with what to
    // do, when it cannot be started or the hub is stopped; busy when it is being restarted.
    [[nodiscard]] Result<engines::Endpoint> endpoint();

    // Says when the hub is being stopped; ends answers of an engine elsewhere with their next piece.
    [[nodiscard]] std::stop_token stop_token() const;

    void stop();  // ends the child, also while it starts; endpoint() answers unavailable from then on

   private:
    class Local;
    EngineSettings settings_;
    std::stop_source stopping_;
    std::unique_ptr<Local> local_;  // none for an engine elsewhere
};

}  // namespace kireise::assistant
