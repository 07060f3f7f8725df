#pragma once
// One llama-server process: how it is started, and when it answers. Inside this room only; llama_server.h keeps it alive.

#include <string>

#include "base/result.h"
#include "engines/llama_server.h"
#include "engines/process.h"

namespace kireise::engines {

// A port of the loopback interface that nobody listens on at this moment. Should somebody be faster, the child ends and the next attempt
// takes another.
[[nodiscard]] Result<int> free_port();

// Only settled options go on the command line; others through the environment, where builds that do not know them ignore them. So does the
// key, which a list of processes would show.
[[nodiscard]] Command server_command(const LlamaServerOptions& options, int port, const std::string& key);

// The model is loaded, and the one who answers is ours: nobody else knows the key.
[[nodiscard]] bool is_ready(const Endpoint& endpoint);

}  // namespace kireise::engines
