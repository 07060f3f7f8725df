#include "commands/metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.h"
#include "commands/log.h"

namespace kireise::commands {
namespace {

constexpr std::string_view other = "other";  // addresses that do not exist, and the survey

void describe(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void gauge(std::string& out, std::string_view name, std::string_view help, std::size_t value) {
    describe(out, name, "gauge", help);
    out += fmt::format("{} {}\n", name, value);
}

void write_gauges(std::string& out, const Gauges& gauges) {
    gauge(out, "kireise_connections", "Open connections.", gauges.load.connections);
    gauge(out, "kireise_streams", "Running answers of assistants.", gauges.load.streams);
    describe(out, "kireise_databases", "gauge", "Databases of towns, by whether they answer.");
    out += fmt::format("kireise_databases{{state=\"up\"}} {}\nkireise_databases{{state=\"down\"}} {}\n", gauges.databases_up,
                       gauges.databases_down);
    describe(out, "kireise_jobs", "gauge", "Jobs in the databases, by state.");
    for (const auto& [state, count] : gauges.jobs) out += fmt::format("kireise_jobs{{state=\"{}\"}} {}\n", state, count);
    describe(out, "kireise_engine", "gauge",
             "The engine behind the assistants: 1 at its state. One elsewhere is not asked and counts as ready.");
    for (const auto& [state, id] : enum_ids(assistant::EngineState{}))
        out += fmt::format("kireise_engine{{state=\"{}\"}} {}\n", id, state == gauges.engine ? 1 : 0);
    gauge(out, "kireise_engine_requests", "Requests to the engine that are answered or wait.",
          static_cast<std::size_t>(gauges.engine_requests));
    describe(out, "kireise_build_info", "gauge", "Always 1.");
    out += fmt::format("kireise_build_info{{version=\"{}\"}} 1\n", KIREISE_VERSION);
}

// One of the two may be read by whoever asks: the comparison takes the same time wherever they differ.
bool same_secret(std::string_view one, std::string_view two) { return sha256_hex(one) == sha256_hex(two); }

}  // namespace

void Metrics::count(const net::Exchange& exchange, std::string_view route) {
    const bool own = !route.empty() && !leaves_no_trace(route);
    const auto status = static_cast<std::size_t>(std::clamp(exchange.status / 100, 1, 5) - 1);
    const std::lock_guard lock(mutex_);
    auto known = requests_.find(own ? route : other);
    if (known == requests_.end()) known = requests_.try_emplace(std::string(own ? route : other)).first;
    ++known->second.at(status);
    if (exchange.streamed) return;
    const auto ms = static_cast<double>(exchange.duration.count()) / 1000.0;
    ++durations_.at(static_cast<std::size_t>(std::ranges::lower_bound(bounds, ms) - bounds.begin()));
    seconds_ += ms / 1000.0;
}

std::string Metrics::text(const Gauges& gauges) const {
    std::string out;
    const std::lock_guard lock(mutex_);
    describe(out, "kireise_http_requests_total", "counter",
             "Answered requests, by the pattern of their route and the class of the status.");
    for (const auto& [route, counts] : requests_) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts.at(i) == 0) continue;
            out += fmt::format("kireise_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", route, i + 1, counts.at(i));
        }
    }
    describe(out, "kireise_http_request_duration_seconds", "histogram", "From the end of a header to the end of the answer; no streams.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        sum += durations_.at(i);
        out += fmt::format("kireise_http_request_duration_seconds_bucket{{le=\"{}\"}} {}\n", bounds.at(i) / 1000.0, sum);
    }
    sum += durations_.back();
    out += fmt::format("kireise_http_request_duration_seconds_bucket{{le=\"+Inf\"}} {}\n", sum);
    out += fmt::format("kireise_http_request_duration_seconds_sum {}\nkireise_http_request_duration_seconds_count {}\n", seconds_, sum);
    write_gauges(out, gauges);
    return out;
}

bool may_read_metrics(const net::Request& request, std::string_view token) {
    static constexpr std::string_view bearer = "Bearer ";
    const auto given = request.header("authorization");
    if (!token.empty() && given.starts_with(bearer) && same_secret(given.substr(bearer.size()), token)) return true;
    const bool through_proxy = !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty();
    return net::is_loopback(request.peer) && !through_proxy;
}

}  // namespace kireise::commands
