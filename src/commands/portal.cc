#include "commands/portal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "commands/installation.h"
#include "commands/log.h"
#include "commands/rooms.h"
#include "people/base_path.h"
#include "people/housekeeping.h"
#include "people/security_headers.h"
#include "people/sign_in_settings.h"
#include "store/jobs.h"

namespace kireise::commands {
namespace {

constexpr std::chrono::seconds look_again{5};  // for towns that were made or removed

// "ki.example.de:8443" -> "ki.example.de", "[::1]:8080" -> "[::1]"; in lower case.
std::string host_name(const net::Request& request) {
    const auto host = lower_ascii(request.header("host"));
    const auto end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    return host.substr(0, end);
}

bool is_asset(const net::Request& request) { return net::match_path(people::asset_route, request.path).has_value(); }

}  // namespace

struct Portal::Served {
    std::string name;
    std::unique_ptr<people::Town> town;
    std::unique_ptr<people::App> app;
    std::unique_ptr<store::JobRunner> jobs;  // ends before the town that it works on
};

namespace {

// A town that is taken out of service lives on until its last stream has ended.
template <class Served>
net::Outcome answer(const std::shared_ptr<const Served>& served, const net::Request& request) {
    auto outcome = served->app->handle(request);
    if (auto* stream = std::get_if<net::Stream>(&outcome)) {
        stream->produce = [served, produce = std::move(stream->produce)](net::StreamSink& sink) { produce(sink); };
    }
    return outcome;
}

net::Outcome not_available() {
    return net::text_response(
        503,
        "Dieses Portal ist gerade nicht erreichbar. Bitte versuchen Sie es in einigen Minuten wieder, oder fragen Sie "
        "Ihre IT. / This portal is not available at the moment. Please try again in a few minutes, or ask your IT.\n");
}

}  // namespace

Result<std::unique_ptr<Portal>> Portal::open(people::Installation installation, assistant::EngineHub& engines) {
    std::unique_ptr<Portal> portal(new Portal(std::move(installation), engines, TRY(people::load_languages())));
    TRY(portal->refresh());
    portal->looked_ = std::chrono::steady_clock::now();
    return portal;
}

Result<std::shared_ptr<const Portal::Served>> Portal::serve_town(const std::string& name) const {
    auto served = std::make_shared<Served>();
    served->name = name;
    served->town = TRY(open_town(installation_, name));
    const auto ways = TRY(people::read_sign_in_ways(served->town->folder()));
    served->app = std::make_unique<people::App>(*served->town, languages_, all_routes(engines_, ways));
    served->jobs = std::make_unique<store::JobRunner>(served->town->db(), all_job_handlers(*served->town), served->town->clock(),
                                                      served->town->random());
    return served;
}

bool Portal::Towns::has_failed(const std::string& name) const { return std::ranges::find(failed, name, &Failed::name) != failed.end(); }

Result<Portal::Entry> Portal::entry_of(const std::string& name, const Towns& before) const {
    const auto known = std::ranges::find(before.served, name, [](const Entry& one) { return one.served->name; });
    Entry entry{known != before.served.end() ? known->served : TRY(serve_town(name)), {}};
    entry.hosts = TRY(people::hosts_of(*entry.served->town));
    return entry;
}

Result<> Portal::refresh() {
    const auto before = [this] {
        const std::lock_guard lock(mutex_);
        return towns_;
    }();
    auto now = std::make_shared<Towns>();
    for (const auto& name : TRY(installation_.towns())) {
        auto entry = entry_of(name, *before);
        if (entry) {
            (void)people::plan_housekeeping(*entry->served->town);  // if not, then with the next look
            now->served.push_back(*std::move(entry));
            continue;
        }
        now->failed.push_back({name, entry.error().message});
        if (std::ranges::find(before->failed, entry.error().message, &Failed::problem) == before->failed.end()) {
            log_error(fmt::format("The town {} is not served: {}", name, entry.error().message));
        }
    }
    const auto problem = now->served.empty() && !now->failed.empty() ? std::optional(now->failed.front().problem) : std::nullopt;
    {
        const std::lock_guard lock(mutex_);
        towns_ = std::move(now);
    }
    if (problem) return fail(ErrorKind::unavailable, *problem);
    return {};
}

// One request in five seconds looks; the others go on with what is known.
std::shared_ptr<const Portal::Towns> Portal::towns() {
    {
        const std::lock_guard lock(mutex_);
        if (looking_ || std::chrono::steady_clock::now() - looked_ < look_again) return towns_;
        looking_ = true;
    }
    (void)refresh();
    const std::lock_guard lock(mutex_);
    looked_ = std::chrono::steady_clock::now();
    looking_ = false;
    return towns_;
}

// For whoever watches the program (systemd, a proxy, an orchestrator); no sign-in, nothing about towns or people.
std::optional<net::Response> Portal::health(const net::Request& request) {
    if (request.method != net::Method::get && request.method != net::Method::head) return std::nullopt;
    if (request.path == "/healthz") return net::text_response(200, "ok\n");
    if (request.path != "/readyz") return std::nullopt;
    for (const auto& one : towns()->served) {
        if (!people::setting(*one.served->town, "name")) return net::text_response(503, "The database of a town does not answer.\n");
    }
    return net::text_response(200, "ready\n");
}

net::Outcome Portal::handle(net::Request request) {
    if (auto answered = health(request)) return *std::move(answered);
    const auto all = towns();
    const auto& served = all->served;
    if (served.empty() && all->failed.empty()) {
        return net::text_response(503, "No town is set up here yet. / Hier ist noch keine Kommune eingerichtet.\n");
    }
    if (is_asset(request) && !served.empty()) return answer(served.front().served, request);
    if (auto path = people::parse_town_path(request.path)) {
        const auto named = std::ranges::find(served, path->town, [](const Entry& one) { return one.served->name; });
        if (named == served.end()) return all->has_failed(path->town) ? not_available() : choice(request, served);
        request.path = std::move(path->path);
        auto outcome = answer(named->served, request);
        people::put_under(outcome, "/t/" + named->served->name);
        return outcome;
    }
    const auto host = host_name(request);
    for (const auto& one : served) {
        if (std::ranges::find(one.hosts, host) != one.hosts.end()) return answer(one.served, request);
    }
    if (served.empty()) return not_available();
    const bool only_town = served.size() == 1 && all->failed.empty();  // else people could land in a town that is not theirs
    return only_town ? answer(served.front().served, request) : choice(request, served);
}

Gauges Portal::gauges() {
    static constexpr std::array<std::string_view, 5> state_names{"waiting", "running", "done", "failed", "cancelled"};
    Gauges out;
    out.engine = engines_.status().state;
    out.engine_requests = engines_.load().running;
    for (const auto name : state_names) out.jobs[std::string(name)] = 0;
    const auto all = towns();
    out.databases_down = static_cast<int>(all->failed.size());
    for (const auto& one : all->served) {
        const auto jobs = store::count_jobs(one.served->town->db());
        ++(jobs ? out.databases_up : out.databases_down);
        if (!jobs) continue;
        for (const auto& [state, count] : *jobs) out.jobs[std::string(state_names.at(static_cast<std::size_t>(state)))] += count;
    }
    return out;
}

const people::Route* Portal::route_of(const net::Request& request) const {
    const auto in_town = people::parse_town_path(request.path);
    const auto found = routes_.find(request.method, in_town ? in_town->path : request.path);
    return found ? &found->route : nullptr;
}

// A page of its own: which town? 404 for all but the start page, so that no program takes it for the page it asked for.
net::Outcome Portal::choice(const net::Request& request, const std::vector<Entry>& towns) const {
    const auto& language = people::language_of(*languages_, request);
    auto list = Json::array();
    for (const auto& one : towns) {
        const auto name = people::setting(*one.served->town, "name").value_or("");
        list.push_back({{"href", "/t/" + one.served->name + "/"}, {"name", name.empty() ? one.served->name : name}});
    }
    const bool start = request.path == "/";
    auto body = language.templates.render("people/towns", {{"towns", std::move(list)}, {"lang", language.id}, {"lost", !start}});
    if (!body) return net::text_response(500, body.error().message + "\n");
    net::Outcome outcome = net::Response{.status = start ? 200 : 404, .body = *std::move(body), .headers = {}};
    people::add_security_headers(outcome);
    return outcome;
}

}  // namespace kireise::commands
