#include "journey/plan_form.h"

#include "journey/pages_fixture.h"

namespace kireise::journey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PlanForm : public JourneyPages {
   protected:
    static net::Fields sound() {
        return {{"start-know", "2026-01-01"}, {"end-know", "2026-02-01"},  {"start-decide", "2026-02-02"},
                {"end-decide", "2026-03-01"}, {"start-use", "2026-03-02"}, {"end-use", "2026-04-01"},
                {"source-1", "Land"},         {"kind-1", "grant"},         {"amount-1", "120.000,50"},
                {"source-2", "Stadt Probe"},  {"kind-2", "own"},           {"amount-2", "20000"},
                {"funding_end", "2026-10-31"}};
    }

    static net::Fields with(net::Fields fields, const std::string& name, const std::string& value) {
        fields.erase(name);
        fields.emplace(name, value);
        return fields;
    }

    // With the mark of the frame as it is, unless the fields have one.
    people::Answer send(net::Fields fields) {
        if (!fields.contains("seen")) fields.emplace("seen", frame_mark(town.town()).value());
        return town.post("/plan/edit", fields, Role::coordination);
    }
    Frame saved() { return load_frame(town.town()).value(); }
};

TEST_F(PlanForm, ShowsWhatIsSavedAndOneEmptyLineMore) {
    const auto page = town.get("/plan/edit", Role::coordination).body;
    EXPECT_THAT(page, AllOf(HasSubstr("value=\"2025-12-08\""), HasSubstr("value=\"120.000,00\""), HasSubstr("id=\"source-2\""),
                            Not(HasSubstr("id=\"source-3\"")), HasSubstr("Abbrechen"), Not(HasSubstr("role=\"alert\""))));
}

TEST_F(PlanForm, SavesSaysSoAndKeepsTheNote) {
    const auto answer = send(sound());
    EXPECT_EQ(answer.location, "/?notice=plan-saved");
    EXPECT_THAT(town.get(answer.location, Role::coordination).body, HasSubstr("Termine und Finanzierung sind gespeichert."));
    const auto frame = saved();
    EXPECT_EQ(frame.phases.size(), 3U);
    ASSERT_EQ(frame.funding.size(), 2U);
    EXPECT_DOUBLE_EQ(frame.total(), 140000.5);
    EXPECT_EQ(frame.funding[1].kind, blueprint::FundingKind::own);
    EXPECT_EQ(frame.note, "Zeitung");
}

TEST_F(PlanForm, TheSecondOfTwoIsToldAndOverwritesOnlyWhenAskedAgain) {
    const auto seen = frame_mark(town.town()).value();
    ASSERT_EQ(send(with(sound(), "seen", seen)).status, 303);
    const auto second = send(with(with(sound(), "seen", seen), "amount-1", "7"));
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.body, AllOf(HasSubstr("Inzwischen hat jemand anders"), HasSubstr("value=\"7\""),
                                   HasSubstr("name=\"seen\" value=\"" + frame_mark(town.town()).value() + "\"")));
    EXPECT_DOUBLE_EQ(saved().total(), 140000.5) << "nothing is overwritten";
    EXPECT_EQ(town.post("/plan/edit", sound(), Role::coordination).status, 409) << "without a mark";
    EXPECT_EQ(send(with(sound(), "amount-1", "7")).status, 303);
    EXPECT_DOUBLE_EQ(saved().total(), 20007);
}

TEST_F(PlanForm, EachMistakeIsLinkedToItsFieldAndNothingIsLost) {
    const std::vector<std::tuple<std::string, std::string, std::string>> mistakes{{"start-know", "", "Beginn"},
                                                                                  {"end-decide", "31.02.2026", "Ende"},
                                                                                  {"end-use", "2026-03-01", "liegt vor dem Beginn"},
                                                                                  {"amount-2", "viel", "als Zahl"},
                                                                                  {"amount-2", "-5", "als Zahl"},
                                                                                  {"source-1", "", "von wem"},
                                                                                  {"source-1", std::string(201, 'x'), "200"},
                                                                                  {"kind-1", "loan", "Art"},
                                                                                  {"funding_end", "bald", "Datum"}};
    for (const auto& [field, value, text] : mistakes) {
        const auto answer = send(with(sound(), field, value));
        EXPECT_EQ(answer.status, 400) << field;
        EXPECT_THAT(answer.body, AllOf(HasSubstr("<li><a href=\"#" + field + "\">"), HasSubstr("id=\"" + field + "-error\""),
                                       HasSubstr(text), HasSubstr("<title>Fehler:"), HasSubstr("value=\"Stadt Probe\"")))
            << field;
    }
    EXPECT_EQ(saved().funding.size(), 1U) << "nothing was saved";
}

TEST_F(PlanForm, SaysAllMistakesAtOnceAndShowsWhatWasTyped) {
    const auto answer = send(with(with(sound(), "amount-1", "<b>viel</b>"), "end-know", "2025-01-01"));
    EXPECT_THAT(answer.body, AllOf(HasSubstr("#amount-1"), HasSubstr("#end-know"), HasSubstr("value=\"&lt;b&gt;viel&lt;/b&gt;\""),
                                   Not(HasSubstr("<b>viel"))));
}

TEST_F(PlanForm, AnEmptiedLineIsRemoved) {
    EXPECT_EQ(send(with(with(sound(), "source-1", ""), "amount-1", " ")).status, 303);
    ASSERT_EQ(saved().funding.size(), 1U);
    EXPECT_EQ(saved().funding[0].source, "Stadt Probe");
}

TEST_F(PlanForm, OnlyCoordinationAndAdministrationMayChangeIt) {
    for (const auto role : {Role::staff, Role::it, Role::data_protection, Role::staff_council}) {
        EXPECT_EQ(town.get("/plan/edit", role).status, 403);
        EXPECT_EQ(town.post("/plan/edit", sound(), role).status, 403);
    }
}

TEST(Amount, ReadsGermanAndPlainNumbers) {
    EXPECT_EQ(parse_amount("120000"), 120000);
    EXPECT_EQ(parse_amount(" 120.000,50 "), 120000.5);
    EXPECT_EQ(parse_amount("120.000"), 120000);
    EXPECT_EQ(parse_amount("120000.5"), 120000.5);
    for (const auto* wrong : {"", "viel", "-1", "1e9999", "12,3,4", "nan", "10000000000"}) EXPECT_FALSE(parse_amount(wrong)) << wrong;
}

}  // namespace
}  // namespace kireise::journey
