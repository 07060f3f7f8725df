#include "assistant/engine_meter.h"

#include "lab/statistics.h"

namespace kireise::assistant {
namespace {

using SteadyClock = std::chrono::steady_clock;

void keep(std::deque<double>& all, double value) {
    all.push_back(value);
    if (all.size() > EngineMeter::kept) all.pop_front();
}

std::optional<double> median(const std::deque<double>& values) {
    if (values.empty()) return std::nullopt;
    return lab::percentile({values.begin(), values.end()}, 0.5);
}

// The first token comes with what reading the question takes; the others are written.
std::optional<double> writing_speed(const engines::ChatAnswer& answer) {
    const auto ms = answer.timing.total_ms - answer.timing.first_token_ms;
    const int tokens = answer.answer_tokens.value_or(0) - 1;
    if (tokens < 1 || ms <= 0) return std::nullopt;
    return tokens * 1000.0 / ms;
}

}  // namespace

void EngineMeter::begin() {
    const std::lock_guard lock(mutex_);
    ++now_.running;
    now_.last = SteadyClock::now();
}

void EngineMeter::end(const std::optional<engines::ChatAnswer>& answer) {
    const std::lock_guard lock(mutex_);
    --now_.running;
    now_.last = SteadyClock::now();
    if (!answer) {
        ++now_.problems;
        return;
    }
    ++now_.answers;
    keep(waits_, answer->timing.first_token_ms);
    if (const auto speed = writing_speed(*answer)) keep(speeds_, *speed);
}

MeterReading EngineMeter::reading() const {
    const std::lock_guard lock(mutex_);
    auto out = now_;
    out.tokens_per_second = median(speeds_);
    out.first_token_ms = median(waits_);
    return out;
}

}  // namespace kireise::assistant
