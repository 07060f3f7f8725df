#include "assistant/engine_pages.h"

#include <gmock/gmock.h>

#include "assistant/scripted_upstream.h"
#include "assistant/test_town.h"
#include "people/audit.h"

namespace kireise::assistant {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> audited(AssistantTown& town) {
    std::vector<std::string> out;
    for (const auto& entry : must(people::audit_entries(town.db(), 100))) {
        if (entry.action.starts_with("engine.")) out.push_back(entry.action + " " + entry.object);
    }
    return out;
}

TEST(EnginePages, ItAndAdminSeeItOthersDoNot) {
    const auto folder = *TempDir::create();
    AssistantTown town(real_engine(folder.path()));
    for (const auto role : people::all_roles) {
        const bool may = role == Role::it || role == Role::admin;
        EXPECT_EQ(town.town.get("/engine", role).status, may ? 200 : 403) << people::id_of(role);
    }
    EXPECT_THAT(town.town.get("/engine", std::nullopt).location, HasSubstr("/sign-in"));
    EXPECT_THAT(town.town.get("/engine", Role::it, {"lang=en"}).body, AllOf(HasSubstr("Not running"), Not(HasSubstr("[["))));
}

TEST(EnginePages, StartsEndsAndTellsTheFigures) {
    const auto folder = *TempDir::create();
    AssistantTown town(real_engine(folder.path()));
    town.open_assistant();
    EXPECT_THAT(town.town.get("/engine", Role::it).body,
                AllOf(HasSubstr("Läuft nicht"), HasSubstr("Jetzt starten"), Not(HasSubstr("value=\"end\""))));
    EXPECT_EQ(town.post("internal", "Der Antrag wird abgelehnt.").status, 200);
    const auto page = town.town.get("/engine", Role::it);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Neu starten"), HasSubstr("8.192 Textstücke"), HasSubstr("0 in Arbeit, 0 warten"),
                                 HasSubstr("1 vollständig, 0 ohne Ergebnis"), HasSubstr("llama-server.log"), Not(HasSubstr("[["))));
    EXPECT_THAT(page.body, Not(HasSubstr("noch keine Antwort")));
    EXPECT_EQ(town.town.post("/engine", {{"action", "restart"}}, Role::it).location, "/engine?notice=restarted");
    EXPECT_TRUE(town.hub.use().has_value());
    EXPECT_EQ(town.town.post("/engine", {{"action", "end"}}, Role::admin).location, "/engine?notice=ended");
    EXPECT_EQ(town.hub.status().state, EngineState::not_started);
    EXPECT_EQ(town.town.post("/engine", {{"action", "shout"}}, Role::it).status, 400);
    EXPECT_EQ(town.town.post("/engine", {{"action", "end"}}, Role::staff).status, 403);
    EXPECT_THAT(audited(town), ElementsAre("engine.ended engine/synthetic-chat", "engine.restarted engine/synthetic-chat"));
}

TEST(EnginePages, AsksAnEngineElsewhereAndKeepsItsKey) {
    std::string seen;
    ScriptedUpstream upstream{[&](const net::Request& request) -> net::Outcome {
        seen = request.path + " " + std::string(request.header("authorization"));
        return net::Response{.content_type = "application/json", .body = R"({"data": []})", .headers = {}};
    }};
    auto settings = upstream.settings(blueprint::EngineLocation::private_cloud);
    settings.upstream->api_key = "geheim";
    AssistantTown town(settings);
    const auto page = town.town.get("/engine", Role::it);
    EXPECT_EQ(seen, "/v1/models Bearer geheim");
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Läuft"), HasSubstr("127.0.0.1"), Not(HasSubstr("geheim")), Not(HasSubstr("value=\"restart\""))));
}

TEST(EnginePages, TellsWhyAnEngineElsewhereDoesNotAnswer) {
    ScriptedUpstream upstream{[](const net::Request&) -> net::Outcome { return net::text_response(401, "no"); }};
    AssistantTown town(upstream.settings());
    EXPECT_THAT(town.town.get("/engine", Role::it).body, AllOf(HasSubstr("Gestört"), HasSubstr("Schlüssel")));
}

}  // namespace
}  // namespace kireise::assistant
