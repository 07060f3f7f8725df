#include "engines/llama_child.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/client.h"

namespace kireise::engines {
namespace {

using std::chrono::milliseconds;

Result<net::ClientResponse> ask(const Endpoint& endpoint, const std::string& path) {
    net::ClientRequest request;
    request.url = endpoint.base_url + path;
    request.headers = {{"Authorization", "Bearer " + endpoint.api_key}};
    request.connect_timeout = milliseconds(1'000);
    request.read_timeout = milliseconds(2'000);
    return net::send(request);
}

}  // namespace

Result<int> free_port() {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    const bool bound = made >= 0 && ::bind(made, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                       ::getsockname(made, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    if (made >= 0) ::close(made);
    if (!bound) return fail(ErrorKind::io, "No free port on the loopback interface was found for the engine.");
    return ntohs(address.sin_port);
}

Command server_command(const LlamaServerOptions& options, int port, const std::string& key) {
    Command command;
    command.program = options.program;
    command.arguments = {"--model",    options.model.string(),
                         "--alias",    options.name,
                         "--host",     "127.0.0.1",
                         "--port",     std::to_string(port),
                         "--ctx-size", std::to_string(options.context_tokens * options.slots),
                         "--parallel", std::to_string(options.slots)};
    if (options.threads > 0) command.arguments.insert(command.arguments.end(), {"--threads", std::to_string(options.threads)});
    command.environment = {{"LLAMA_API_KEY", key},
                           {"LLAMA_ARG_OFFLINE", "1"},
                           {"LLAMA_ARG_UI", "0"},
                           {"LLAMA_ARG_CACHE_RAM", "256"},
                           {"LLAMA_ARG_CORS_ORIGINS", "https://none.invalid"},
                           {"LLAMA_ARG_LOG_COLORS", "off"}};
    if (options.thread_wait == ThreadWait::sleep) command.environment.emplace_back("OMP_WAIT_POLICY", "passive");
    return command;
}

bool is_ready(const Endpoint& endpoint) {
    const auto health = ask(endpoint, "/health");
    if (!health || health->status != 200) return false;
    const auto properties = ask(endpoint, "/props");
    return properties && properties->status == 200;
}

}  // namespace kireise::engines
