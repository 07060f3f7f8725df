#include "assistant/engine_hub.h"

#include <utility>

#include "assistant/local_engine.h"

namespace kireise::assistant {

EngineUse::EngineUse(EngineMeter& meter) : hold_(&meter) { meter.begin(); }

EngineHub::EngineHub(EngineSettings settings) : settings_(std::move(settings)) {
    if (!settings_.upstream) local_ = std::make_unique<LocalEngine>(settings_, meter_);
}

EngineHub::~EngineHub() = default;

EngineStatus EngineHub::status() const { return local_ ? local_->status() : EngineStatus{.state = EngineState::ready}; }

Result<EngineUse> EngineHub::use() {
    EngineUse use(meter_);  // counted while it waits for the start
    use.endpoint_ = local_ ? TRY(local_->endpoint()) : *settings_.upstream;
    return use;
}

void EngineHub::restart() {
    if (local_) local_->restart();
}

void EngineHub::end() {
    if (local_) local_->end();
}

void EngineHub::stop() {
    stopping_.request_stop();
    if (local_) local_->stop();
}

}  // namespace kireise::assistant
