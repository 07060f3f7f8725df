#include "commands/signals.h"

#include <pthread.h>

#include <cstdlib>

namespace kireise::commands {

SignalWatch::SignalWatch() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
}

SignalWatch::~SignalWatch() {
    if (thread_.joinable()) pthread_kill(thread_.native_handle(), SIGUSR1);
}

void SignalWatch::watch(std::function<void()> on_signal) {
    thread_ = std::jthread([this, call = std::move(on_signal)] {
        if (wait() == SIGUSR1) return;
        std::jthread caller(call);
        const int second = wait();
        if (second != SIGUSR1) std::_Exit(128 + second);
    });
}

int SignalWatch::wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
}

}  // namespace kireise::commands
