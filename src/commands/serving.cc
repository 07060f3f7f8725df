#include "commands/serving.h"

#include <fmt/ostream.h>

#include <condition_variable>
#include <mutex>
#include <optional>

#include "commands/config_engines.h"
#include "commands/installation.h"
#include "commands/log.h"
#include "commands/metrics.h"
#include "commands/portal.h"
#include "commands/signals.h"

namespace kireise::commands {
namespace {

// Something that happens once.
class Event {
   public:
    void happen() {
        {
            const std::lock_guard lock(mutex_);
            happened_ = true;
        }
        changed_.notify_all();
    }
    bool wait_for(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, [&] { return happened_; });
    }

   private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool happened_ = false;
};

// Answers that run keep their engine until they are finished, within the time limit; nobody waits for one that only starts.
void stop(net::Server& server, assistant::EngineHub& engines, Event& stopped, std::chrono::milliseconds time_limit) {
    const auto end = std::chrono::steady_clock::now() + time_limit;
    server.stop();
    while (!stopped.wait_for(std::chrono::milliseconds(50))) {
        const bool starting = engines.status().state == assistant::EngineState::starting;
        if (starting || std::chrono::steady_clock::now() > end) engines.stop();
    }
}

// Requests as the server sees them: the portal's, and those for whoever watches over the program.
class Desk {
   public:
    Desk(Portal& portal, const Log& log, std::string metrics_token) : portal_(portal), log_(log), token_(std::move(metrics_token)) {}

    [[nodiscard]] std::size_t body_limit(const net::Request& head) const {
        const auto* route = portal_.route_of(head);
        return route != nullptr ? route->body_limit : people::standard_body_limit;
    }

    void note(const net::Exchange& exchange) {
        const auto pattern = exchange.request != nullptr ? pattern_of(*exchange.request) : "";
        metrics_.count(exchange, pattern);
        if (!is_watch(pattern)) log_.exchange(exchange, pattern);
    }

    net::Outcome handle(const net::Request& request, const net::Server& server) {
        if (request.path != "/metrics" || request.method != net::Method::get) return portal_.handle(request);
        if (!may_read_metrics(request, token_))
            return net::text_response(403, "Only from this machine, or with the token of the configuration (metrics.token_file).\n");
        auto gauges = portal_.gauges();
        gauges.load = server.load();
        return net::Response{.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics_.text(gauges), .headers = {}};
    }

   private:
    // Asked every few seconds by whoever watches: no line each.
    static bool is_watch(std::string_view path) { return path == "/metrics" || path == "/healthz" || path == "/readyz"; }

    [[nodiscard]] std::string_view pattern_of(const net::Request& request) const {
        if (is_watch(request.path)) return request.path;
        const auto* route = portal_.route_of(request);
        return route != nullptr ? std::string_view(route->pattern) : "";
    }

    Portal& portal_;
    const Log& log_;
    std::string token_;
    Metrics metrics_;
};

void print_address(const net::ServerSettings& settings, std::uint16_t port, Io& io) {
    const bool ipv6 = settings.address.find(':') != std::string::npos;
    fmt::print(io.out, fmt::runtime(ipv6 ? "{} http://[{}]:{}/\n" : "{} http://{}:{}/\n"), io.t("commands.serve.at"), settings.address,
               port);
    io.out.flush();
}

}  // namespace

Result<> serve(const Config& config, Io& io) {
    std::optional<SignalWatch> signals(std::in_place);
    const Log log(config.log);
    auto installation = installation_of(config);
    if (TRY(installation.towns()).empty()) return std::unexpected(installation.choose("").error());
    assistant::EngineHub engines(TRY(settings_of(config, config.engines.front())));
    const auto portal = TRY(Portal::open(std::move(installation), engines));
    Desk desk(*portal, log, config.metrics_token);
    auto settings = config.server;
    settings.body_limit = [&](const net::Request& head) { return desk.body_limit(head); };
    settings.on_exchange = [&](const net::Exchange& exchange) { desk.note(exchange); };
    std::unique_ptr<net::Server> server;
    server = TRY(net::Server::listen(settings, [&](const net::Request& request) { return desk.handle(request, *server); }));
    Event stopped;
    signals->watch([&] { stop(*server, engines, stopped, settings.stop_timeout); });
    print_address(settings, server->port(), io);
    server->run();
    stopped.happen();
    signals.reset();  // nobody calls stop() any more
    return {};
}

}  // namespace kireise::commands
