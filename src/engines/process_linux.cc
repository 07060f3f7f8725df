#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

#include "engines/child_output.h"
#include "engines/process.h"
#include "engines/spawn.h"

namespace kireise::engines {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr milliseconds step{20};

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

struct Running {
    pid_t pid = -1;
    std::optional<int> code;
    std::uint64_t peak_memory = 0;
    double cpu_seconds = 0;

    bool ended() {
        if (code) return true;
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != pid) return false;
        ::kill(-pid, SIGKILL);  // what it may have left behind in its group, while the number is still ours
        int status = 0;
        rusage usage{};
        ::wait4(pid, &status, 0, &usage);
        peak_memory = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
        cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
        code = exit_code_of(status);
        return true;
    }

    bool wait(milliseconds limit) {
        const auto end = SteadyClock::now() + limit;
        while (!ended()) {
            if (SteadyClock::now() >= end) return false;
            std::this_thread::sleep_for(step);
        }
        return true;
    }

    int stop(milliseconds grace) {
        if (!ended()) ::kill(-pid, SIGTERM);
        if (!wait(grace)) {
            ::kill(-pid, SIGKILL);
            wait(milliseconds(5'000));
        }
        return code.value_or(128 + SIGKILL);
    }
};

// Reads what is there; closes the end when the other side has closed.
template <class Take>
void drain(Descriptor& end, Take take) {
    std::array<char, 16384> piece;
    const auto got = ::read(end.get(), piece.data(), piece.size());
    if (got > 0) take(std::string_view(piece.data(), static_cast<std::size_t>(got)));
    else if (got == 0 || (errno != EINTR && errno != EAGAIN)) end.reset();
}

struct Reading {
    Descriptor output, errors;
};

void read_some(Reading& reading, Finished& finished, ErrorLines& lines) {
    std::array<pollfd, 2> wanted{{{reading.output.get(), POLLIN, 0}, {reading.errors.get(), POLLIN, 0}}};
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(step.count())) <= 0) return;
    if (wanted[0].revents != 0) drain(reading.output, [&](std::string_view piece) { finished.output += piece; });
    if (wanted[1].revents != 0) drain(reading.errors, [&](std::string_view piece) { lines.take(piece); });
}

}  // namespace

Result<Finished> run_command(const Command& command, const RunLimits& limits, const std::stop_token& stop, const OnLine& on_error_line) {
    auto output = TRY(make_pipe());
    auto errors = TRY(make_pipe());
    Running child;
    child.pid = TRY(spawn(command, output.write.get(), errors.write.get()));
    output.write.reset();
    errors.write.reset();
    Reading reading{std::move(output.read), std::move(errors.read)};
    Finished finished;
    ErrorLines lines(finished.errors, on_error_line);
    const auto begin = SteadyClock::now();
    while (!child.ended() || reading.output.is_open() || reading.errors.is_open()) {
        read_some(reading, finished, lines);
        if (auto problem = must_end(command, limits, begin, finished.output.size(), stop)) {
            child.stop(limits.grace);
            return std::unexpected(*std::move(problem));
        }
    }
    finished.exit_code = child.code.value_or(0);
    finished.peak_memory = child.peak_memory;
    finished.cpu_seconds = child.cpu_seconds;
    return finished;
}

struct Child::State {
    Running running;
};

Child::Child(std::unique_ptr<State> state) : state_(std::move(state)) {}
Child::Child(Child&&) noexcept = default;
Child& Child::operator=(Child&& other) noexcept {
    if (this != &other) {
        if (state_) state_->running.stop(milliseconds(2'000));
        state_ = std::move(other.state_);
    }
    return *this;
}
Child::~Child() {
    if (state_) state_->running.stop(milliseconds(2'000));
}

Result<Child> Child::start(const Command& command, const std::filesystem::path& log_file) {
    const Descriptor log(::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!log.is_open()) return std::unexpected(system_error(fmt::format("The log file {} cannot be written", log_file.string())));
    auto state = std::make_unique<State>();
    state->running.pid = TRY(spawn(command, log.get(), log.get()));
    return Child(std::move(state));
}

int Child::id() const { return state_->running.pid; }
std::optional<int> Child::exit_code() {
    state_->running.ended();
    return state_->running.code;
}
int Child::stop(milliseconds grace) { return state_->running.stop(grace); }

}  // namespace kireise::engines
