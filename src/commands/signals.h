#pragma once
// SIGINT and SIGTERM as calls.

#include <csignal>
#include <functional>
#include <thread>

namespace kireise::commands {

// Must exist before any thread is started: a thread that does not block the signals would be ended by them. The first signal calls what
// watch() was given, a second one ends the program at once.
class SignalWatch {
   public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    void watch(std::function<void()> on_signal);

   private:
    [[nodiscard]] int wait() const;

    sigset_t set_{};
    std::jthread thread_;
};

}  // namespace kireise::commands
