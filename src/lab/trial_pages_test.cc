#include "lab/trial_pages.h"

#include <gmock/gmock.h>

#include "lab/lab_pages.h"
#include "lab/lab_store.h"
#include "lab/testing.h"
#include "lab/trial_form.h"
#include "lab/trial_store.h"
#include "people/testing.h"

namespace kireise::lab {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto path = "/tests/plain-language/trial";

class TrialPages : public ::testing::Test {
   protected:
    static net::Fields form(const std::string& id = "", const std::string& version = "0") {
        return {{"id", id},        {"version", version}, {"people-clerk", "4"}, {"from", "2026-06-01"}, {"until", "2026-06-10"},
                {"task", "Brief"}, {"before", "12,5"},   {"after", "8"},        {"errors", "1"},        {"task", ""},
                {"before", ""},    {"after", ""},        {"errors", ""},        {"feedback", "Gut."}};
    }
    static net::Fields with(net::Fields fields, const net::Fields& more) {
        fields.insert(more.begin(), more.end());
        return fields;
    }
    Trial newest() { return trials_of(town.town().db(), "usecase/plain-language").value().front(); }

    people::TestTown town{{lab_migrations()}, lab_routes()};
};

TEST(MinutesFrom, ReadsCommaAndPoint) {
    EXPECT_EQ(minutes_from(" 12,5 "), 12.5);
    EXPECT_EQ(minutes_from("8.25"), 8.25);
    for (const auto* text : {"", "x", "1,2,3", "1e3", "nan", "inf", "5 min"}) EXPECT_EQ(minutes_from(text), std::nullopt) << text;
}

TEST_F(TrialPages, IsKeptDecidedAndShown) {
    ASSERT_EQ(town.post(path, form(), Role::coordination).status, 303);
    EXPECT_EQ(newest().tasks, (std::vector<TrialTask>{{"Brief", 12.5, 8, 1}}));
    EXPECT_EQ(newest().people(), 4);
    const auto open = town.get(path, Role::coordination).body;
    EXPECT_THAT(open, AllOf(HasSubstr("value=\"12,5\""), HasSubstr("4,5 Minuten"), HasSubstr("Personalrat"), Not(HasSubstr("[["))));

    const net::Fields decision{{"decide", "1"},
                               {"decision", "go-on"},
                               {"decider", "leadership"},
                               {"decided_on", "2026-06-14"},
                               {"reason", "Es spart Zeit, und niemand fand es lästig."}};
    ASSERT_EQ(town.post(path, with(form(newest().id, "1"), decision), Role::coordination).status, 303);
    const auto decided = town.get(path, Role::data_protection).body;
    EXPECT_THAT(decided, AllOf(HasSubstr("Weiter in den Einsatz"), HasSubstr("Leitung der Verwaltung"),
                               Not(HasSubstr("<form method=\"post\" action=\"/tests")), Not(HasSubstr("[["))));
    EXPECT_EQ(town.post(path, form(newest().id, "2"), Role::coordination).status, 409);
    EXPECT_THAT(town.get(std::string(path) + "?new=1", Role::it).body, HasSubstr("name=\"task\""));
}

TEST_F(TrialPages, TheSecondOfTwoEditsIsToldAndKeepsWhatWasTyped) {
    ASSERT_EQ(town.post(path, form(), Role::it).status, 303);
    ASSERT_EQ(town.post(path, form(newest().id, "1"), Role::it).status, 303);
    const auto late = town.post(path, with(form(newest().id, "1"), {}), Role::coordination);
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body, AllOf(HasSubstr("inzwischen ge"), HasSubstr("value=\"12,5\"")));
}

TEST_F(TrialPages, WrongValuesAreToldAndNothingIsKept) {
    auto fields = form();
    fields.find("before")->second = "zwölf";
    fields.find("people-clerk")->second = "-4";
    const auto answer = town.post(path, fields, Role::coordination);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Minuten: "), HasSubstr("Teilnehmende: ")));
    EXPECT_TRUE(trials_of(town.town().db(), "usecase/plain-language")->empty());
    EXPECT_EQ(
        town.post(path, with(form(), {{"decide", "1"}, {"decision", "go-on"}, {"decided_on", "2027-01-01"}, {"reason", "Es spart Zeit."}}),
                  Role::coordination)
            .status,
        400)
        << "in the future";
}

TEST_F(TrialPages, OnlyWhoOrganisesWritesAndOnlySupervisorsRead) {
    for (const auto role : {Role::staff, Role::data_protection, Role::staff_council}) EXPECT_EQ(town.post(path, form(), role).status, 403);
    EXPECT_EQ(town.get(path, Role::staff).status, 403);
    EXPECT_THAT(town.get(path, Role::staff_council).body, AllOf(Not(HasSubstr("name=\"task\"")), HasSubstr("noch keinen Praxistest")));
    EXPECT_EQ(town.get("/tests/nothing/trial", Role::it).status, 404);
}

TEST_F(TrialPages, GoesIntoTheReport) {
    ASSERT_EQ(town.post(path, form(), Role::it).status, 303);
    const auto content = testing::real_content();
    const auto texts = people::built_in_texts("de").value();
    const auto part = trial_part(texts, "de", *content, *content->find<blueprint::UseCase>("usecase/plain-language"), newest());
    std::string words;
    for (const auto& block : part.blocks) {
        if (const auto* paragraph = std::get_if<formats::Paragraph>(&block.content)) words += formats::text_of(paragraph->runs) + "\n";
    }
    EXPECT_THAT(words, AllOf(HasSubstr("4,5 Minuten"), HasSubstr("01.06.2026 bis 10.06.2026"), HasSubstr("Noch nicht entschieden.")));
    auto run = testing::some_run("real", "usecase/plain-language");
    ASSERT_TRUE(save_run(town.town().db(), run));
    EXPECT_EQ(town.get("/tests/real.odt", Role::it).status, 200);
}

}  // namespace
}  // namespace kireise::lab
