#include <gmock/gmock.h>

#include "commands/rooms.h"
#include "engines/find.h"
#include "people/testing.h"

namespace kireise::commands {
namespace {

using people::Role;

class Portal : public testing::Test {
   protected:
    TempDir folder = *TempDir::create();
    assistant::EngineHub engines{*assistant::engine_settings({}, engines::engine_places_from_environment(), folder.path())};
    people::TestTown town{all_migrations(), all_routes(engines)};

    // "/courses/{slug}" -> "/courses/x"
    static std::string example(std::string pattern) {
        for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{')) {
            pattern.replace(open, pattern.find('}') - open + 1, "x");
        }
        return pattern;
    }

    people::Answer ask(const people::Route& route, std::optional<Role> role) {
        const auto path = example(route.pattern);
        return route.method == net::Method::get ? town.get(path, role) : town.post(path, {}, role);
    }
};

TEST_F(Portal, EveryRouteLetsInExactlyTheRolesItNames) {
    ASSERT_GT(town.app().routes().size(), 50U);
    for (const auto& route : town.app().routes()) {
        if (route.pattern == "/sign-out") continue;  // it would end the session that the others need
        for (const auto role : people::all_roles) {
            const auto answer = ask(route, role);
            const auto where = route.pattern + " as " + std::string(id_of(role));
            EXPECT_LT(answer.status, 500) << where;
            if (!route.roles.has(role)) {
                EXPECT_EQ(answer.status, 403) << where;
            } else if (route.method == net::Method::get) {
                EXPECT_NE(answer.status, 403) << where;
            }
        }
    }
}

TEST_F(Portal, NobodyGetsInWithoutSignInWhereARoleIsNeeded) {
    for (const auto& route : town.app().routes()) {
        const auto answer = ask(route, std::nullopt);
        EXPECT_LT(answer.status, 500) << route.pattern;
        if (route.roles == people::everyone) continue;
        if (route.method == net::Method::get) {
            EXPECT_THAT(answer.location, testing::StartsWith("/sign-in")) << route.pattern;
        } else {
            EXPECT_EQ(answer.status, 401) << route.pattern;
        }
    }
}

TEST_F(Portal, EveryRouteIsFoundByItsAddress) {
    const people::RouteTable table(all_routes(engines));
    for (const auto& route : table.all()) {
        const auto found = table.find(route.method, example(route.pattern));
        ASSERT_TRUE(found.has_value()) << route.pattern;
        EXPECT_EQ(found->route.pattern, route.pattern);
        EXPECT_LE(route.body_limit, 11U << 20U) << route.pattern;
    }
}

TEST_F(Portal, ThePrivacyNoticeTellsOfEveryRoomThatHasTables) {
    for (const auto* language : {"lang=de", "lang=en"}) {
        const auto page = town.get("/privacy", std::nullopt, {language});
        EXPECT_EQ(page.status, 200);
        EXPECT_THAT(page.body, testing::Not(testing::HasSubstr("[privacy.room."))) << "a room has no text: ui/i18n/*/rights.yaml";
    }
    EXPECT_THAT(town.get("/privacy", std::nullopt).body, testing::HasSubstr("KI-Pässe"));
}

TEST_F(Portal, WhatIsStoredAboutAPersonHasLabelsInBothLanguages) {
    for (const auto* language : {"lang=de", "lang=en"}) {
        EXPECT_THAT(town.get("/account/data.json", Role::staff, {language}).body, testing::Not(testing::HasSubstr("[person_data.")));
    }
}

TEST_F(Portal, NoPatternHidesAnother) {
    const auto& routes = town.app().routes();
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const bool fixed = routes[i].pattern.find('{') == std::string::npos;
        for (std::size_t j = 0; fixed && j < i; ++j) {
            const bool hides = routes[j].method == routes[i].method && routes[j].pattern != routes[i].pattern &&
                               net::match_path(routes[j].pattern, routes[i].pattern).has_value();
            EXPECT_FALSE(hides) << routes[j].pattern << " stands before " << routes[i].pattern;
        }
    }
}

}  // namespace
}  // namespace kireise::commands
