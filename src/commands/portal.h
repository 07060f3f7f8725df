#pragma once
// The whole program as one portal over the towns of an installation.

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assistant/engine_hub.h"
#include "commands/command.h"
#include "commands/metrics.h"
#include "commands/rooms.h"
#include "people/app.h"
#include "people/installation.h"

namespace kireise::commands {

// /healthz: the program runs. /readyz: the databases of all towns answer, else 503.
//
// Which town a request is for: the one in a path /t/NAME, else the one whose host name is asked for, else the only one. Towns that are made
// or removed while the program runs appear and vanish within seconds. A town that cannot be opened does not take the others down: the log
// says why, who asks for it is told that it is not available, and it is tried again every few seconds.
class Portal {
   public:
    [[nodiscard]] static Result<std::unique_ptr<Portal>> open(people::Installation installation, assistant::EngineHub& engines);

    [[nodiscard]] net::Outcome handle(net::Request request);

    // Asks all databases. Without the server's load.
    [[nodiscard]] Gauges gauges();

    // The route of any town that answers this request; nullptr when there is none. Quick: no lock, no database.
    [[nodiscard]] const people::Route* route_of(const net::Request& request) const;

   private:
    struct Served;
    struct Entry {
        std::shared_ptr<const Served> served;
        std::vector<std::string> hosts;
    };
    struct Failed {
        std::string name;
        std::string problem;
    };
    struct Towns {
        std::vector<Entry> served;
        std::vector<Failed> failed;  // cannot be opened now
        [[nodiscard]] bool has_failed(const std::string& name) const;
    };

    Portal(people::Installation installation, assistant::EngineHub& engines, std::shared_ptr<const people::Languages> languages)
        : installation_(std::move(installation)), engines_(engines), languages_(std::move(languages)), routes_(all_routes(engines)) {}

    [[nodiscard]] Result<std::shared_ptr<const Served>> serve_town(const std::string& name) const;
    [[nodiscard]] std::optional<net::Response> health(const net::Request& request);
    [[nodiscard]] Result<Entry> entry_of(const std::string& name, const Towns& before) const;
    Result<> refresh();
    [[nodiscard]] std::shared_ptr<const Towns> towns();
    [[nodiscard]] net::Outcome choice(const net::Request& request, const std::vector<Entry>& towns) const;

    people::Installation installation_;
    assistant::EngineHub& engines_;
    std::shared_ptr<const people::Languages> languages_;
    const people::RouteTable routes_;  // of every town
    std::mutex mutex_;                 // of what follows; held only for a moment
    std::shared_ptr<const Towns> towns_ = std::make_shared<Towns>();
    std::chrono::steady_clock::time_point looked_{};
    bool looking_ = false;
};

}  // namespace kireise::commands
