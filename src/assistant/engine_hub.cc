#include "assistant/engine_hub.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "engines/llama_server.h"
#include "engines/synthetic.h"

namespace kireise::assistant {
namespace {

constexpr std::uint64_t synthetic_seed = 1;
constexpr int synthetic_context = 8192;  // tokens; its tokens are single bytes
constexpr int model_context = 4096;      // the longest text and answer in an ordinary vocabulary

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

Result<engines::LlamaServer> start_server(const EngineSettings& settings, const std::stop_token& stop) {
    const auto programs = TRY(engines::find_engine(settings.places));
    std::error_code failed;
    std::filesystem::create_directories(settings.folder, failed);
    if (failed) return fail(ErrorKind::io, "The folder " + settings.folder.string() + " cannot be made: " + failed.message() + ".");
    engines::LlamaServerOptions options;
    options.program = programs.server;
    options.model = settings.model_file.empty() ? TRY(make_synthetic_model(settings.folder)) : settings.model_file;
    options.log_file = settings.folder / "llama-server.log";
    options.name = settings.info.name;
    options.context_tokens = settings.info.synthetic ? synthetic_context : model_context;
    options.thread_wait = engines::ThreadWait::sleep;  // the portal and its people need the cores as well
    options.start_limit = settings.start_limit;
    options.clock = system_clock();
    options.random = system_random();
    return engines::LlamaServer::start(std::move(options), stop);
}

}  // namespace

// Our own llama-server: started on a thread of the hub, so that the requests that wait for it may come and go.
class EngineHub::Local {
   public:
    explicit Local(const EngineSettings& settings) : settings_(settings) {}
    ~Local() { stop(); }
    Local(const Local&) = delete;
    Local& operator=(const Local&) = delete;

    EngineStatus status() const {
        const std::lock_guard lock(mutex_);
        if (starting_) return {EngineState::starting, ""};
        if (server_) return status_of(server_->status());
        if (problem_) return {EngineState::failed, problem_->message};
        return {};
    }

    Result<engines::Endpoint> endpoint() {
        std::unique_lock lock(mutex_);
        if (stopped_) return stopped_error();
        if (!starting_ && !runs()) start();
        changed_.wait(lock, [this] { return !starting_; });
        if (stopped_) return stopped_error();
        if (!server_) return std::unexpected(*problem_);
        auto endpoint = server_->endpoint();
        if (endpoint) endpoint->location = settings_.info.location;
        return endpoint;
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        starter_.request_stop();
        if (starter_.joinable()) starter_.join();
        const std::lock_guard lock(mutex_);
        server_.reset();
    }

   private:
    static EngineStatus status_of(const engines::ServerStatus& server) {
        if (server.state == engines::ServerState::ready) return {EngineState::ready, ""};
        const bool gone = server.state == engines::ServerState::failed || server.state == engines::ServerState::stopped;
        return gone ? EngineStatus{EngineState::failed, server.problem} : EngineStatus{EngineState::starting, ""};
    }

    static std::unexpected<Error> stopped_error() { return fail(ErrorKind::unavailable, "The engine is being shut down with the portal."); }

    // False before the first start, after a failed one, and when llama-server's supervisor has given up.
    bool runs() const { return server_ && server_->status().state != engines::ServerState::failed; }

    // With the lock held.
    void start() {
        starting_ = true;
        server_.reset();
        problem_.reset();
        starter_ = std::jthread([this](const std::stop_token& stop) { run(stop); });  // the thread before, if any, has ended
    }

    void run(const std::stop_token& stop) {
        auto started = start_server(settings_, stop);
        const std::lock_guard lock(mutex_);
        if (started) server_.emplace(*std::move(started));
        else problem_ = std::move(started).error();
        starting_ = false;
        changed_.notify_all();
    }

    const EngineSettings& settings_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool starting_ = false;
    bool stopped_ = false;
    std::optional<engines::LlamaServer> server_;
    std::optional<Error> problem_;
    std::jthread starter_;
};

EngineHub::EngineHub(EngineSettings settings) : settings_(std::move(settings)) {
    if (!settings_.upstream) local_ = std::make_unique<Local>(settings_);
}

EngineHub::~EngineHub() = default;

const EngineInfo& EngineHub::info() const { return settings_.info; }
std::chrono::milliseconds EngineHub::silence_limit() const { return settings_.silence_limit; }
EngineStatus EngineHub::status() const { return local_ ? local_->status() : EngineStatus{EngineState::ready, ""}; }

Result<engines::Endpoint> EngineHub::endpoint() {
    if (local_) return local_->endpoint();
    return *settings_.upstream;
}

std::stop_token EngineHub::stop_token() const { return stopping_.get_token(); }

void EngineHub::stop() {
    stopping_.request_stop();
    if (local_) local_->stop();
}

}  // namespace kireise::assistant
