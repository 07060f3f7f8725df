#pragma once
// A llama-server child that is kept alive: started on a free loopback port behind a random key, watched, and started again with growing
// pauses when it ends or hangs.

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "engines/openai.h"

namespace kireise::engines {

// How the computing threads wait for each other. `spin` is up to 40 % faster on a PC that does nothing else; `sleep` keeps its speed when
// other programs take a core, where spinning becomes three to ten times slower (measured on two cores).
enum class ThreadWait { spin, sleep };

struct RestartPolicy {
    std::chrono::milliseconds first_pause{500};
    std::chrono::milliseconds longest_pause{30'000};  // each pause is twice the one before
    std::chrono::milliseconds stable_after{60'000};   // having run this long, it begins with first_pause again
    int attempts = 8;                                 // in a row, then it stays failed
};

struct LlamaServerOptions {
    std::filesystem::path program;   // llama-server
    std::filesystem::path model;     // a GGUF file
    std::filesystem::path log_file;  // begun anew with each LlamaServer
    std::string name = "local";      // of the model in requests and answers
    int context_tokens = 4096;       // for each slot
    int slots = 2;                   // requests at the same time
    int threads = 0;                 // 0: llama.cpp decides
    ThreadWait thread_wait = ThreadWait::spin;
    std::chrono::milliseconds start_limit{120'000};
    std::chrono::milliseconds watch_every{10'000};  // whether it still answers; it does while it computes
    int missed_watches = 3;                         // in a row, then it hangs and is started again
    RestartPolicy restart;
    Clock clock;    // for `since`
    Random random;  // for the key
};

enum class ServerState { starting, ready, waiting, failed, stopped };  // waiting: for the next attempt
[[nodiscard]] std::string_view to_string(ServerState state);

struct ServerStatus {
    ServerState state = ServerState::starting;
    Instant since;
    int restarts = 0;
    std::optional<int> process;  // id of the running child
    std::string problem;         // the last one, a sentence; empty when there was none
};

class LlamaServer {
   public:
    // Returns when it answers. unavailable (with the end of the log) when it does not within start_limit; busy when stopped meanwhile,
    // then the child has ended within a few seconds; invalid: no slots or no context; not_found: no model file; io: the log.
    [[nodiscard]] static Result<LlamaServer> start(LlamaServerOptions options, const std::stop_token& stop = {});
    LlamaServer(LlamaServer&&) noexcept;
    LlamaServer& operator=(LlamaServer&&) noexcept;
    ~LlamaServer();

    [[nodiscard]] ServerStatus status() const;

    // Where it answers now; ask before each request, as a restart changes the port. busy while it is not ready, unavailable when it has
    // failed.
    [[nodiscard]] Result<Endpoint> endpoint() const;

    void stop();  // ends the child within a few seconds

   private:
    class Supervisor;
    explicit LlamaServer(std::unique_ptr<Supervisor> supervisor);
    std::unique_ptr<Supervisor> supervisor_;
};

// Pause before attempt number `attempt` (from 1).
[[nodiscard]] std::chrono::milliseconds restart_pause(const RestartPolicy& policy, int attempt);

}  // namespace kireise::engines
