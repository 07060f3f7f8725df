#pragma once
// Child processes that cannot outlive us: ended with all that they started, and killed by the kernel when we die.
// Linux: each has its own process group. The kernel watches the *thread* that started the child (PR_SET_PDEATHSIG): start a long-lived
// child from a thread that outlives it. Windows: each has a job of its own (KILL_ON_JOB_CLOSE); only run_command is there.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kireise::engines {

struct Command {
    std::filesystem::path program;  // a path, not searched for in PATH
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> environment;  // set beside, or instead of, our own
    std::filesystem::path folder{};                                // it works in; "": ours
};

struct RunLimits {
    std::chrono::milliseconds time{60'000};
    std::chrono::milliseconds grace{2'000};      // between the request to end and the end by force; Windows knows no request
    std::size_t output = std::size_t{4} << 20U;  // bytes of standard output
};

struct Finished {
    int exit_code = 0;              // Linux: 128 + signal when a signal ended it
    std::string output;             // standard output
    std::string errors;             // the last 16 KiB of standard error
    std::uint64_t peak_memory = 0;  // bytes resident at most
    double cpu_seconds = 0;         // of all its cores together
};

using OnLine = std::function<void(std::string_view)>;

// Runs it to its end. An exit code other than 0 is a success of the call. unavailable: cannot be started, or over the time limit;
// too_large: over the output limit; busy: stopped. In these cases the child has been ended. `on_error_line` sees each line of standard
// error.
[[nodiscard]] Result<Finished> run_command(const Command& command, const RunLimits& limits, const std::stop_token& stop = {},
                                           const OnLine& on_error_line = {});

// A child that runs beside us; its output is appended to a log file. Ended by the destructor.
class Child {
   public:
    [[nodiscard]] static Result<Child> start(const Command& command, const std::filesystem::path& log_file);
    Child(Child&&) noexcept;
    Child& operator=(Child&&) noexcept;
    ~Child();

    [[nodiscard]] int id() const;                  // of the process
    [[nodiscard]] std::optional<int> exit_code();  // nullopt while it runs; as in Finished
    int stop(std::chrono::milliseconds grace);     // asks, waits, kills; exit code. Harmless when it has ended

   private:
    struct State;
    explicit Child(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kireise::engines
