#pragma once
// For tests of rooms: a town in a temporary folder with the real Blaupause, one account per role, a clock that stands still.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "people/app.h"
#include "people/participation.h"

namespace kireise::people {

// The staff council is asked, where it was not yet, and answers.
void give_consent(store::Database& db, const Matter& matter, Instant now, ParticipationState answer = ParticipationState::agreed);

struct Answer {
    int status = 0;
    std::string body;
    std::string location;              // of a redirect
    std::vector<std::string> cookies;  // "name=value" of every Set-Cookie
};

class TestTown {
   public:
    // The people room's own tables and routes are always there.
    TestTown(const std::vector<store::Migrations>& migrations, std::vector<Route> routes);

    [[nodiscard]] Town& town() { return *town_; }
    [[nodiscard]] App& app() { return *app_; }
    [[nodiscard]] std::string account(Role role) const { return accounts_.at(role); }  // id
    void set_now(Instant now) { now_ = now; }
    void consent(const Matter& matter, ParticipationState answer = ParticipationState::agreed) {
        give_consent(town_->db(), matter, now_, answer);
    }

    // As a person with this role, or as nobody; `cookies` ("name=value") are sent besides the session's.
    [[nodiscard]] Answer get(const std::string& path, std::optional<Role> role = Role::staff, const std::vector<std::string>& cookies = {});
    // A form with a valid csrf token.
    [[nodiscard]] Answer post(const std::string& path, const net::Fields& fields, std::optional<Role> role = Role::staff,
                              const std::vector<std::string>& cookies = {});
    // The answer to a request as it is (no session, no token added); streams are run to their end.
    [[nodiscard]] Answer send(const net::Request& request);

   private:
    Instant now_ = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15} + std::chrono::hours{9};
    TempDir folder_;
    std::unique_ptr<Town> town_;
    std::unique_ptr<App> app_;
    std::map<Role, std::string> accounts_;
    std::map<Role, std::string> sessions_;
};

}  // namespace kireise::people
