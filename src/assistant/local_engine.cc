#include "assistant/local_engine.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "blueprint/snapshot.h"
#include "engines/gguf_facts.h"
#include "engines/synthetic.h"
#include "people/content.h"
#include "people/town.h"
#include "placement/hardware.h"

namespace kireise::assistant {
namespace {

using engines::ServerState;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t synthetic_seed = 1;
constexpr int synthetic_context = 8192;  // tokens; its tokens are single bytes

// Made anew at each start, which takes a moment, so that it is never an old one.
Result<std::filesystem::path> make_synthetic_model(const std::filesystem::path& folder) {
    const auto path = folder / "synthetic-chat.gguf";
    const auto next = folder / "synthetic-chat.gguf.new";
    TRY(engines::write_gguf(next, engines::tiny_chat_model(synthetic_seed)));
    std::error_code failed;
    std::filesystem::rename(next, path, failed);
    if (failed) return fail(ErrorKind::io, "The model file " + path.string() + " cannot be written: " + failed.message() + ".");
    return path;
}

// Of the assistants that come with the program: a town's own changes of a workload do not change the engine of the installation.
Result<std::vector<blueprint::Workload>> workloads() {
    const auto content = TRY(blueprint::Snapshot::load(people::built_in_content()));
    std::vector<blueprint::Workload> out;
    for (const auto& usecase : content->all<blueprint::UseCase>()) {
        const auto* workload = content->workload_of(usecase.id);
        if (workload != nullptr && content->prompt_of(usecase.id) != nullptr) out.push_back(*workload);
    }
    return out;
}

Result<EngineSize> size_of(const EngineSettings& settings) {
    if (settings.model_file.empty()) return EngineSize{.context_tokens = synthetic_context};
    const auto head = engines::read_gguf_head(settings.model_file);
    if (!head) return std::unexpected(head.error());
    const auto model = TRY(engines::model_facts(*head));
    const auto known = TRY(workloads());
    const auto hardware = TRY(placement::read_hardware());
    return engine_size(model, known, settings.size, hardware.available_bytes, placement::packing_of_this_processor());
}

std::unexpected<Error> stopped_error() { return fail(ErrorKind::unavailable, "The engine is being shut down with the portal."); }

EngineState state_of(ServerState server) {
    if (server == ServerState::ready) return EngineState::ready;
    return server == ServerState::failed || server == ServerState::stopped ? EngineState::failed : EngineState::starting;
}

}  // namespace

LocalEngine::LocalEngine(const EngineSettings& settings, const EngineMeter& meter) : settings_(settings), meter_(meter) {
    if (settings_.idle_limit > milliseconds::zero())
        idle_watch_ = std::jthread([this](const std::stop_token& stop) { end_when_idle(stop); });
}

LocalEngine::~LocalEngine() { stop(); }

EngineStatus LocalEngine::status() const {
    const std::lock_guard lock(mutex_);
    EngineStatus out;
    if (starting_) out.state = EngineState::starting;
    else if (problem_) out = {.state = EngineState::failed, .problem = problem_->message};
    if (starting_ || !started_) return out;
    const auto server = started_->server.status();
    out.state = state_of(server.state);
    out.problem = server.problem;
    out.since = server.since;
    out.restarts = server.restarts;
    out.size = started_->size;
    out.process = server.process;
    return out;
}

Result<engines::Endpoint> LocalEngine::endpoint() {
    std::unique_lock lock(mutex_);
    if (stopped_) return stopped_error();
    if (!starting_ && !runs()) start();
    changed_.wait(lock, [this] { return !starting_; });
    if (stopped_) return stopped_error();
    if (problem_) return std::unexpected(*problem_);
    if (!started_) return fail(ErrorKind::unavailable, "The engine was ended while it started; ask again to start it.");
    auto endpoint = started_->server.endpoint();
    if (endpoint) endpoint->location = settings_.info.location;
    return endpoint;
}

void LocalEngine::restart() {
    const std::lock_guard lock(mutex_);
    if (!stopped_ && !starting_) start();
}

void LocalEngine::end() {
    std::unique_lock lock(mutex_);
    if (starting_) starter_.request_stop();
    problem_.reset();
    let_go(lock);
}

void LocalEngine::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    idle_watch_.request_stop();
    starter_.request_stop();
    if (starter_.joinable()) starter_.join();
    end();
}

// False before the first start, after a failed one, and when llama-server's supervisor has given up.
bool LocalEngine::runs() const { return started_ && started_->server.status().state != ServerState::failed; }

// With the lock held.
void LocalEngine::start() {
    starting_ = true;
    problem_.reset();
    starter_ = std::jthread([this](const std::stop_token& stop) { run(stop); });  // the thread before, if any, has ended
}

void LocalEngine::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    let_go(lock);
    auto started = start_server(stop);
    lock.lock();
    if (started) started_ = std::move(*started);
    else if (!stop.stop_requested()) problem_ = std::move(started).error();
    starting_ = false;
    changed_.notify_all();
}

Result<LocalEngine::Started> LocalEngine::start_server(const std::stop_token& stop) const {
    const auto programs = TRY(engines::find_engine(settings_.places));
    std::error_code failed;
    std::filesystem::create_directories(settings_.folder, failed);
    if (failed) return fail(ErrorKind::io, "The folder " + settings_.folder.string() + " cannot be made: " + failed.message() + ".");
    auto size = TRY(size_of(settings_));
    engines::LlamaServerOptions options;
    options.program = programs.server;
    options.model = settings_.model_file.empty() ? TRY(make_synthetic_model(settings_.folder)) : settings_.model_file;
    options.log_file = settings_.folder / "llama-server.log";
    options.name = settings_.info.name;
    options.context_tokens = size.context_tokens;
    options.slots = size.slots;
    options.thread_wait = engines::ThreadWait::sleep;  // the portal and its people need the cores as well
    options.start_limit = settings_.start_limit;
    options.clock = system_clock();
    options.random = system_random();
    auto server = TRY(engines::LlamaServer::start(std::move(options), stop));
    return Started{std::move(server), size};
}

void LocalEngine::end_when_idle(const std::stop_token& stop) {
    const auto look_every = std::clamp(settings_.idle_limit / 10, milliseconds(50), milliseconds(30'000));
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, stop, look_every, [&] { return stop.stop_requested(); })) {
        const auto reading = meter_.reading();
        if (!started_ || starting_ || reading.running > 0 || SteadyClock::now() - reading.last < settings_.idle_limit) continue;
        let_go(lock);
        lock.lock();
    }
}

// The child takes a moment to end: nobody waits for it at the lock.
void LocalEngine::let_go(std::unique_lock<std::mutex>& lock) {
    auto ended = std::exchange(started_, std::nullopt);
    lock.unlock();
    ended.reset();
}

}  // namespace kireise::assistant
