#include "journey/dashboard_pages.h"

#include "journey/pages_fixture.h"
#include "learning/participation.h"
#include "learning/pass_store.h"

namespace kireise::journey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Dashboard : public JourneyPages {
   protected:
    std::string page(people::Role role = people::Role::staff, const std::vector<std::string>& cookies = {}) {
        const auto answer = town.get("/", role, cookies);
        EXPECT_EQ(answer.status, 200);
        return answer.body;
    }

    const blueprint::Course& course(const std::string& id) { return *town.town().content().value()->find<blueprint::Course>(id); }

    void read_sections(const blueprint::Course& course, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            ASSERT_TRUE(learning::record_section(town.town().db(), town.account(people::Role::staff), course.id, course.sections[i].file,
                                                 town.town().today()));
        }
    }

    void pass_all_quizzes() {
        for (const auto& one : town.town().content().value()->all<blueprint::Course>()) {
            ASSERT_TRUE(learning::record_attempt(town.town().db(), town.account(people::Role::staff), one.id,
                                                 {.percent = 100, .passed = true}, town.town().today()));
        }
    }

    void guideline(bool acknowledged) {
        ASSERT_TRUE(town.town().db().write([&](store::Connection& tx) -> Result<> {
            TRY(learning::announce_guideline(tx, 1));
            if (!acknowledged) return {};
            return learning::record_acknowledgement(tx, town.account(people::Role::staff), 1, town.town().today());
        }));
    }
};

TEST_F(Dashboard, BeginsWithTheOwnStepForStaffAndWithTheProjectForThoseWhoLeadIt) {
    const auto staff = page();
    EXPECT_THAT(staff, AllOf(HasSubstr("Machen Sie den Kompetenz-Check"), Not(HasSubstr("Als Nächstes"))));
    EXPECT_LT(staff.find("Ihr nächster Schritt"), staff.find("Der Reiseplan Ihrer Verwaltung"));
    for (const auto role : {people::Role::coordination, people::Role::it, people::Role::admin}) {
        EXPECT_THAT(page(role), AllOf(HasSubstr("Als Nächstes"), Not(HasSubstr("Ihr nächster Schritt"))));
    }
    for (const auto role : {people::Role::data_protection, people::Role::staff_council}) {
        EXPECT_THAT(page(role), AllOf(HasSubstr("Für Ihre Aufgabe"), Not(HasSubstr("Als Nächstes"))));
    }
}

TEST_F(Dashboard, GoesOnWithACheckThatIsNotFinished) {
    const auto started = town.post("/survey/start", {{"profile", "profile/clerk"}});
    const auto& cookie = started.cookies.at(0);
    ASSERT_EQ(town.post("/survey/question/1", {{"action", "unknown"}}, people::Role::staff, {cookie}).status, 303);
    EXPECT_THAT(page(people::Role::staff, {cookie}), AllOf(HasSubstr("1 von 24 Fragen"), HasSubstr("href=\"/survey/question/2\"")));
}

TEST_F(Dashboard, GoesOnWithACourseThatIsBegunAndThenWithItsQuiz) {
    const auto& basics = course("course/ai-basics");
    read_sections(basics, 2);
    EXPECT_THAT(page(), AllOf(HasSubstr("Machen Sie im Kurs „" + basics.title + "“ weiter"), HasSubstr("2 von 5 Abschnitten"),
                              HasSubstr("href=\"/learning/courses/ai-basics/3\"")));
    read_sections(basics, basics.sections.size());
    EXPECT_THAT(page(), AllOf(HasSubstr("Machen Sie das Quiz"), HasSubstr("href=\"/learning/courses/ai-basics/quiz\"")));
}

TEST_F(Dashboard, BeginsTheNextCourseOfThePath) {
    blueprint::Levels none;
    for (const auto& one : town.town().content().value()->all<blueprint::Competence>()) none[one.id] = 0;
    ASSERT_TRUE(learning::save_levels(town.town().db(), town.account(people::Role::staff), {"profile/clerk", none, town.town().today()}));
    EXPECT_THAT(page(), AllOf(HasSubstr("Beginnen Sie den Kurs"), HasSubstr("Minuten"), HasSubstr("way__stage--done")));
}

TEST_F(Dashboard, LeadsFromTheCoursesOverGuidelineAndPassToTheAssistant) {
    auto& db = town.town().db();
    pass_all_quizzes();
    EXPECT_THAT(page(), HasSubstr("Sehen Sie nach, was für Ihren KI-Pass noch fehlt")) << "the guideline is not adopted";
    guideline(false);
    EXPECT_THAT(page(), HasSubstr("Lesen und bestätigen Sie die KI-Richtlinie"));
    guideline(true);
    EXPECT_THAT(page(), HasSubstr("Holen Sie sich Ihren KI-Pass"));
    const auto& pass = town.town().content().value()->all<blueprint::Pass>().front();
    town.consent(learning::matter_of(pass));
    ASSERT_TRUE(learning::issue_pass(db, town.town().random(), pass, town.account(people::Role::staff), town.town().today()));
    EXPECT_THAT(page(), HasSubstr("Arbeiten Sie mit dem Assistenten"));
    town.set_now(std::chrono::sys_days{std::chrono::year{2029} / 1 / 1});
    EXPECT_THAT(page(), Not(HasSubstr("Arbeiten Sie mit dem Assistenten"))) << "the pass has ended";
}

TEST_F(Dashboard, HoldsATimelineForEachWidthWithTodayInIt) {
    const auto body = page(people::Role::coordination);
    const auto narrow = body.find("timeline--narrow");
    ASSERT_NE(narrow, std::string::npos);
    EXPECT_THAT(body.substr(0, narrow), HasSubstr("Heute, 15.06.2026"));
    EXPECT_THAT(body.substr(narrow), AllOf(HasSubstr("Heute, 15.06.2026"), HasSubstr("viewBox=\"0 0 320 ")));
}

TEST_F(Dashboard, NoticesComeFromAFixedList) {
    EXPECT_THAT(town.get("/?notice=plan-saved", people::Role::coordination).body, HasSubstr("sind gespeichert"));
    for (const auto* other : {"", "uploaded", "<b>x</b>", "journey.title"}) {
        EXPECT_THAT(town.get(std::string("/?notice=") + net::percent_encode(other), people::Role::coordination).body,
                    Not(HasSubstr("role=\"status\"")))
            << other;
    }
}

TEST_F(Dashboard, AlsoSpeaksEnglish) {
    for (const auto role : people::all_roles) {
        const auto body = page(role, {"lang=en"});
        EXPECT_THAT(body, AllOf(Not(HasSubstr("[journey.")), Not(HasSubstr("{"))));
        EXPECT_THAT(body, HasSubstr("120,000.00"));
    }
}

}  // namespace
}  // namespace kireise::journey
