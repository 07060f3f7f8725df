#include "commands/portal.h"

#include <fmt/core.h>
#include <fmt/ostream.h>
#include <pthread.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "assistant/assistant_pages.h"
#include "assistant/usage_store.h"
#include "engines/find.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "lab/lab_pages.h"
#include "lab/lab_store.h"
#include "learning/learning_pages.h"
#include "learning/learning_store.h"
#include "net/server.h"
#include "people/content.h"
#include "people/signin_pages.h"
#include "placement/placement_pages.h"
#include "placement/placement_store.h"
#include "policy/guideline_store.h"
#include "policy/policy_pages.h"
#include "survey/survey_pages.h"
#include "survey/survey_store.h"
#include "usecases/register_store.h"
#include "usecases/usecases_pages.h"

namespace kireise::commands {
namespace {

// Must exist before any thread is started: a thread that does not block the signals would be ended by them. The first signal calls what
// watch() was given, a second one ends the program at once.
class SignalWatch {
   public:
    SignalWatch() {
        sigemptyset(&set_);
        for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&set_, signal);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    ~SignalWatch() {
        if (thread_.joinable()) pthread_kill(thread_.native_handle(), SIGUSR1);
    }
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    void watch(std::function<void()> on_signal) {
        thread_ = std::jthread([this, call = std::move(on_signal)] {
            if (wait() == SIGUSR1) return;
            std::jthread caller(call);
            const int second = wait();
            if (second != SIGUSR1) std::_Exit(128 + second);
        });
    }

   private:
    int wait() const {
        int signal = 0;
        sigwait(&set_, &signal);
        return signal;
    }

    sigset_t set_{};
    std::jthread thread_;
};

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// A demonstration's day stands still; the time of day goes on, so that what happens later is later.
Clock clock_of_day(Date day) {
    const auto begin = std::chrono::steady_clock::now();
    return [day, begin] {
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        return Instant{std::chrono::sys_days{day}} + std::chrono::hours{8} + passed % std::chrono::hours{12};
    };
}

// Our own engine stands on the workstation only as long as nobody else's PC can reach the portal; then it is a server of the house.
Result<assistant::EngineSettings> portal_engine(const people::Town& town, const std::string& address) {
    auto environment = assistant::engine_environment();
    const bool reached_from_elsewhere = !address.starts_with("127.") && address != "::1";
    if (environment.url.empty() && environment.location.empty() && reached_from_elsewhere) environment.location = "own-server";
    return assistant::engine_settings(environment, engines::engine_places_from_environment(), town.folder() / "engine");
}

}  // namespace

std::vector<store::Migrations> all_migrations() {
    auto all = people::people_migrations();
    append(all, {survey::survey_migrations(), learning::learning_migrations(), usecases::usecase_migrations(), policy::policy_migrations(),
                 lab::lab_migrations(), placement::placement_migrations(), assistant::assistant_migrations(), journey::journey_migrations()});
    return all;
}

std::vector<people::Route> all_routes(assistant::EngineHub& engines) {
    auto all = people::signin_routes();
    append(all, survey::survey_routes());
    append(all, learning::learning_routes());
    append(all, usecases::usecases_routes());
    append(all, policy::policy_routes());
    append(all, lab::lab_routes());
    append(all, placement::placement_routes());
    append(all, assistant::assistant_routes(engines));
    append(all, journey::journey_routes());
    return all;
}

Result<std::unique_ptr<people::Town>> open_town(const std::string& folder, const blueprint::Tree& first_content) {
    auto town = TRY(people::Town::open({.folder = folder}, first_content, all_migrations()));
    if (const auto day = parse_date(TRY(people::setting(*town, "demo_date")))) town->use_clock(clock_of_day(*day));
    return town;
}

Result<std::unique_ptr<people::Town>> open_existing_town(const std::string& folder) {
    if (!std::filesystem::exists(std::filesystem::path(folder) / "town.db")) {
        return fail(ErrorKind::not_found, fmt::format("There is no town in the folder {}. Make one with: kireise demo --data {}", folder, folder));
    }
    return open_town(folder, {});
}

Result<> serve(people::Town& town, const std::string& listen, Io& io) {
    SignalWatch signals;
    const auto settings = TRY(net::parse_listen(listen));
    assistant::EngineHub engines(TRY(portal_engine(town, settings.address)));
    const auto app = TRY(people::App::create(town, all_routes(engines)));
    const auto server = TRY(net::Server::listen(settings, [&](const net::Request& request) { return app->handle(request); }));
    signals.watch([&] {
        server->stop();
        engines.stop();
    });
    const bool ipv6 = settings.address.find(':') != std::string::npos;
    fmt::print(io.out, fmt::runtime(ipv6 ? "{} http://[{}]:{}/\n" : "{} http://{}:{}/\n"), io.t("commands.serve.at"), settings.address, server->port());
    io.out.flush();
    server->run();
    return {};
}

}  // namespace kireise::commands
