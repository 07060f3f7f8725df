#include "engines/llama_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/files.h"
#include "engines/llama_child.h"
#include "engines/process.h"

namespace kireise::engines {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr milliseconds look_every{100};
constexpr milliseconds grace{3'000};

// People read it: whatever a program may print, it comes as plain ASCII.
std::string end_of_log(const std::filesystem::path& file) {
    const auto log = read_file(file);
    if (!log) return "";
    auto end = log->substr(log->size() - std::min<std::size_t>(log->size(), 400));
    std::ranges::replace_if(end, [](char c) { return c != '\n' && (c < ' ' || c > '~'); }, '?');
    return end;
}

}  // namespace

std::string_view to_string(ServerState state) {
    switch (state) {
        case ServerState::starting: return "starting";
        case ServerState::ready: return "ready";
        case ServerState::waiting: return "waiting";
        case ServerState::failed: return "failed";
        case ServerState::stopped: return "stopped";
    }
    return "";
}

milliseconds restart_pause(const RestartPolicy& policy, int attempt) {
    auto pause = policy.first_pause;
    for (int i = 1; i < attempt && pause < policy.longest_pause; ++i) pause *= 2;
    return std::min(pause, policy.longest_pause);
}

// Its thread starts the child and lives as long as it: the kernel ends the child with the thread (process.h).
class LlamaServer::Supervisor {
   public:
    explicit Supervisor(LlamaServerOptions options) : options_(std::move(options)) {
        status_.since = options_.clock();
        endpoint_.model = options_.name;
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    ServerStatus status() const {
        const std::lock_guard lock(mutex_);
        return status_;
    }

    Result<Endpoint> endpoint() const {
        const std::lock_guard lock(mutex_);
        if (status_.state == ServerState::ready) return endpoint_;
        if (status_.state == ServerState::starting || status_.state == ServerState::waiting) {
            return fail(ErrorKind::busy, "The local engine is being started; try again in a moment.");
        }
        return fail(ErrorKind::unavailable, fmt::format("The local engine does not run. {}", status_.problem));
    }

    // False when the first start has failed or is not wanted any more.
    bool wait_for_first_start(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [&] { return status_.state != ServerState::starting; });
        return status_.state == ServerState::ready;
    }

    void stop() {
        thread_.request_stop();
        if (thread_.joinable()) thread_.join();
    }

   private:
    void run(const std::stop_token& stop) {
        int failures = 0;
        while (!stop.stop_requested()) {
            const auto began = SteadyClock::now();
            const bool was_ready = live_once(stop);
            if (stop.stop_requested()) break;
            if (was_ready && SteadyClock::now() - began >= options_.restart.stable_after) failures = 0;
            ++failures;
            if ((!was_ready && restarts_ == 0) || failures > options_.restart.attempts) {
                set(ServerState::failed);
                return;
            }
            set(ServerState::waiting);
            pause(restart_pause(options_.restart, failures), stop);
            ++restarts_;
        }
        set(ServerState::stopped);
    }

    // One life of the child; returns whether it ever answered.
    bool live_once(const std::stop_token& stop) {
        if (restarts_ > 0) set(ServerState::starting);
        auto child = start_child();
        if (!child) {
            set_problem(child.error().message);
            return false;
        }
        const bool ready = wait_until_ready(*child, stop);
        if (ready) {
            set(ServerState::ready, child->id());
            watch(*child, stop);
        }
        const bool hangs = ready && !child->exit_code();
        const auto code = child->stop(grace);
        if (!stop.stop_requested()) {
            set_problem(fmt::format("llama-server {} (exit code {}). The end of its log {}: {}",
                                    hangs   ? "did not answer any more"
                                    : ready ? "ended by itself"
                                            : "did not start to answer",
                                    code, options_.log_file.string(), end_of_log(options_.log_file)));
        }
        return ready;
    }

    // Until it ends, hangs or is not wanted any more.
    void watch(Child& child, const std::stop_token& stop) {
        int missed = 0;
        auto next = SteadyClock::now() + options_.watch_every;
        while (!child.exit_code() && !stop.stop_requested() && missed < options_.missed_watches) {
            pause(look_every, stop);
            if (SteadyClock::now() < next) continue;
            missed = is_ready(endpoint_) ? 0 : missed + 1;
            next = SteadyClock::now() + options_.watch_every;
        }
    }

    Result<Child> start_child() {
        const int port = TRY(free_port());
        Endpoint next{fmt::format("http://127.0.0.1:{}", port), options_.name, random_id(options_.random),
                      blueprint::EngineLocation::workstation};
        const auto command = server_command(options_, port, next.api_key);
        const std::lock_guard lock(mutex_);
        endpoint_ = std::move(next);
        return Child::start(command, options_.log_file);
    }

    bool wait_until_ready(Child& child, const std::stop_token& stop) {
        const auto end = SteadyClock::now() + options_.start_limit;
        while (!child.exit_code() && !stop.stop_requested() && SteadyClock::now() < end) {
            if (is_ready(endpoint_)) return true;
            pause(look_every, stop);
        }
        return false;
    }

    void pause(milliseconds time, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, time, [] { return false; });
    }

    void set(ServerState state, std::optional<int> process = std::nullopt) {
        {
            const std::lock_guard lock(mutex_);
            status_.state = state;
            status_.process = process;
            status_.restarts = restarts_;
            status_.since = options_.clock();
        }
        changed_.notify_all();
    }

    void set_problem(std::string problem) {
        const std::lock_guard lock(mutex_);
        status_.problem = std::move(problem);
    }

    LlamaServerOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::condition_variable_any wake_;
    ServerStatus status_;
    Endpoint endpoint_;
    int restarts_ = 0;
    std::jthread thread_;
};

Result<LlamaServer> LlamaServer::start(LlamaServerOptions options, const std::stop_token& stop) {
    if (options.slots < 1 || options.context_tokens < 1)
        return fail(ErrorKind::invalid, "The engine needs at least one slot and one token of context.");
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(options.model, ignored)) {
        return fail(ErrorKind::not_found, fmt::format("The model file {} is not there.", options.model.string()));
    }
    TRY(write_file(options.log_file, ""));
    LlamaServer server(std::make_unique<Supervisor>(std::move(options)));
    const bool ready = server.supervisor_->wait_for_first_start(stop);
    if (stop.stop_requested()) return fail(ErrorKind::busy, "The local engine was stopped while it started.");
    if (!ready) return fail(ErrorKind::unavailable, server.status().problem);
    return server;
}

LlamaServer::LlamaServer(std::unique_ptr<Supervisor> supervisor) : supervisor_(std::move(supervisor)) {}
LlamaServer::LlamaServer(LlamaServer&&) noexcept = default;
LlamaServer& LlamaServer::operator=(LlamaServer&&) noexcept = default;
LlamaServer::~LlamaServer() = default;

ServerStatus LlamaServer::status() const { return supervisor_->status(); }
Result<Endpoint> LlamaServer::endpoint() const { return supervisor_->endpoint(); }
void LlamaServer::stop() { supervisor_->stop(); }

}  // namespace kireise::engines
