// Several towns behind one program, over both databases.
#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "base/files.h"
#include "commands/installation.h"
#include "commands/portal.h"
#include "commands/rooms.h"
#include "engines/find.h"
#include "people/content.h"
#include "people/housekeeping.h"
#include "people/sign_in_settings.h"

namespace kireise::commands {
namespace {

using testing::HasSubstr;
using testing::Not;

class Towns : public testing::Test {
   protected:
    void SetUp() override {
        for (const auto& name : {one, two}) {
            const auto town = installation().create(name, people::built_in_content());
            ASSERT_TRUE(town.has_value()) << town.error().message;
            ASSERT_TRUE(people::set_setting(**town, "name", "Gemeinde " + name));
            const auto account = people::create_account((*town)->db(), system_random(),
                                                        {"eva", "Eva " + name, "", "geheim-genug", people::only(people::Role::admin)});
            ASSERT_TRUE(account.has_value()) << account.error().message;
            sessions[name] = *people::open_session((*town)->db(), system_random(), (*town)->now(), *account);
        }
        portal = *Portal::open(installation(), engines);
    }
    void TearDown() override {
        portal.reset();
        for (const auto& name : {one, two}) (void)installation().remove(name);
    }

    people::Installation installation() {
        const char* product = std::getenv("KIREISE_TEST_DATABASE");
        const bool postgresql = product != nullptr && std::string_view(product) == "postgresql";
        return {{.data = folder.path(),
                 .database_url = postgresql ? "postgresql://" : "",
                 .clock = [this] { return system_clock()() + std::chrono::hours{hours_later}; }},
                all_migrations()};
    }

    net::Response get(const std::string& path, const std::string& session = "", const std::string& host = "localhost") {
        net::Request request{.path = path, .headers = {{"host", host}}};
        if (!session.empty()) request.headers.emplace_back("cookie", "session=" + session);
        return std::get<net::Response>(portal->handle(request));
    }
    static std::string location(const net::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name == "Location") return value;
        }
        return "";
    }

    std::atomic<int> hours_later = 0;
    TempDir folder = *TempDir::create();
    const std::string suffix = random_id(system_random()).substr(0, 8);
    const std::string one = "adorf-" + suffix, two = "bdorf-" + suffix;
    std::map<std::string, std::string> sessions;
    assistant::EngineHub engines{*assistant::engine_settings({}, engines::engine_places_from_environment(), folder.path())};
    std::unique_ptr<Portal> portal;
};

TEST_F(Towns, ASessionOfOneTownOpensNoRouteOfTheOther) {
    ASSERT_EQ(get("/t/" + one + "/", sessions[one]).status, 200);
    int tried = 0;
    for (const auto& route : all_routes(engines)) {
        if (route.roles == people::everyone) continue;
        auto path = "/t/" + two + route.pattern;
        for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
            path.replace(open, path.find('}') - open + 1, "x");
        net::Request request{.method = route.method, .path = path, .headers = {{"cookie", "session=" + sessions[one]}}};
        const auto answer = std::get<net::Response>(portal->handle(request));
        if (route.method == net::Method::get) EXPECT_EQ(location(answer).substr(0, 11 + two.size()), "/t/" + two + "/sign-in") << path;
        else EXPECT_EQ(answer.status, 401) << path;
        ++tried;
    }
    EXPECT_GT(tried, 50);
}

TEST_F(Towns, EachDoesItsHousekeepingByItself) {
    for (const auto& name : {one, two}) {
        const auto path = "/t/" + name + "/jobs";
        for (int i = 0; i < 500 && get(path, sessions[name]).body.find(">erledigt<") == std::string::npos; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        EXPECT_THAT(get(path, sessions[name]).body, HasSubstr("Abgelaufene Einträge gelöscht: 0."));
    }
}

TEST_F(Towns, HousekeepingComesAgainTheNextDayWhileThePortalRuns) {
    const auto town = installation().open(one);
    ASSERT_TRUE(town.has_value()) << town.error().message;
    const auto planned = [&] { return store::list_jobs((*town)->db(), std::string(people::housekeeping), 10)->size(); };
    EXPECT_EQ(planned(), 1U);
    hours_later = 25;
    for (int i = 0; i < 1000 && planned() < 2; ++i) {
        get("/t/" + one + "/sign-in");
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    EXPECT_EQ(planned(), 2U);
}

TEST_F(Towns, EveryLinkOfAPageStaysInItsTown) {
    const auto page = get("/t/" + one + "/", sessions[one]);
    EXPECT_THAT(page.body, HasSubstr("Gemeinde " + one));
    for (const auto* attribute : {"href=\"/", "action=\"/"}) {
        for (auto at = page.body.find(attribute); at != std::string::npos; at = page.body.find(attribute, at + 1)) {
            const auto link = page.body.substr(page.body.find('"', at) + 1, 40);
            EXPECT_TRUE(link.starts_with("/t/" + one + "/") || link.starts_with("/assets/")) << link;
        }
    }
    EXPECT_EQ(location(get("/t/" + one + "/")), "/t/" + one + "/sign-in?next=%2F");
}

TEST_F(Towns, AHostNameLeadsToItsTown) {
    ASSERT_TRUE(people::set_hosts(**installation().open(two), {"ki.bdorf.example"}));
    portal = *Portal::open(installation(), engines);
    EXPECT_EQ(location(get("/", "", "KI.bdorf.example:8080")), "/sign-in?next=%2F");
    EXPECT_THAT(get("/", sessions[two], "ki.bdorf.example").body, HasSubstr("Gemeinde " + two));
    EXPECT_EQ(get("/", sessions[one], "ki.bdorf.example").status, 303) << "the session of another town";
}

TEST_F(Towns, WithoutATownThePageAsksWhich) {
    const auto start = get("/");
    EXPECT_EQ(start.status, 200);
    EXPECT_THAT(start.body, testing::AllOf(HasSubstr("/t/" + one + "/"), HasSubstr("Gemeinde " + two), Not(HasSubstr("{{"))));
    EXPECT_EQ(get("/survey").status, 404);
    EXPECT_EQ(get("/t/nowhere/").status, 404);
    EXPECT_EQ(get("/assets/app.css").status, 200);
}

TEST_F(Towns, ATownThatCannotBeOpenedLeadsNobodyIntoAnother) {
    const auto settings = (*installation().open(two))->folder() / people::sign_in_file_name;
    ASSERT_TRUE(write_file(settings, "directory: {}\n"));
    portal = *Portal::open(installation(), engines);
    EXPECT_EQ(get("/t/" + two + "/").status, 503);
    EXPECT_THAT(get("/t/" + two + "/").body, HasSubstr("nicht erreichbar"));
    EXPECT_EQ(get("/t/" + one + "/", sessions[one]).status, 200);
    EXPECT_THAT(get("/").body, HasSubstr("Gemeinde " + one)) << "the page asks, though only one town is served";
    EXPECT_EQ(get("/sign-in").status, 404);
    EXPECT_EQ(portal->gauges().databases_down, 1);
    std::filesystem::remove(settings);
    portal = *Portal::open(installation(), engines);
    EXPECT_EQ(get("/t/" + two + "/", sessions[two]).status, 200);
}

TEST_F(Towns, ARemovedTownLeavesNothing) {
    EXPECT_EQ(installation().create(one, people::built_in_content()).error().kind, ErrorKind::conflict);
    portal.reset();
    ASSERT_TRUE(installation().remove(one));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "towns" / one));
    EXPECT_EQ(installation().open(one).error().kind, ErrorKind::not_found);
    EXPECT_EQ(installation().remove(one).error().kind, ErrorKind::not_found);
    EXPECT_TRUE(installation().open(two));
}

TEST_F(Towns, SaysThatItLivesAndIsReady) {
    EXPECT_EQ(get("/healthz").status, 200);
    EXPECT_EQ(get("/readyz").body, "ready\n");
}

TEST_F(Towns, BadNamesAreRefused) {
    for (const auto* name : {"", "a", "A-Dorf", "a/b", "..", "a_b"}) {
        EXPECT_EQ(installation().create(name, people::built_in_content()).error().kind, ErrorKind::invalid) << name;
    }
    EXPECT_EQ(people::set_hosts(**installation().open(one), {"http://x"}).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace kireise::commands
