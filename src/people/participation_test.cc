#include "people/participation.h"

#include <gmock/gmock.h>

#include "people/audit.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum ParticipationState;

Date later(Date date, int days) { return Date{std::chrono::sys_days{date} + std::chrono::days{days}}; }

class Participation : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    Date today = town.town().today();
    Matter wave{ParticipationKind::survey_wave, "w1", "form/a"};

    Deed deed(Role role = Role::coordination) { return {town.town().random(), town.town().now(), town.account(role)}; }

    Result<int> say(const NewStep& step, int seen, std::optional<Matter> matter = std::nullopt) {
        return db.write(
            [&](store::Connection& tx) { return add_participation_step(tx, deed(step.role), matter.value_or(wave), seen, step); });
    }
    Result<int> ask(int seen, std::optional<Matter> matter = std::nullopt) {
        return say({.state = asked, .role = Role::coordination, .day = today, .title = "Erste Runde", .law = "law/x"}, seen, matter);
    }
    Result<int> answer(ParticipationState state, int seen, std::string text = "Das ist unser Grund.", std::optional<Date> until = {}) {
        return say({.state = state, .role = Role::staff_council, .day = today, .text = std::move(text), .until = until}, seen);
    }
    ParticipationSteps steps() {
        return db.read([&](store::Connection& tx) { return participation_steps(tx, wave.kind, wave.object); }).value();
    }
    Result<> required(const Matter& matter, Date day) {
        return db.read([&](store::Connection& tx) { return require_consent(tx, matter, day); });
    }
    bool consents() { return required(wave, today).has_value(); }

    static ErrorKind kind(const Result<int>& result) { return result.error().kind; }
};

TEST_F(Participation, NothingGoesLiveBeforeTheStaffCouncilHasConsented) {
    EXPECT_THAT(required(wave, today).error().message,
                HasSubstr("survey-wave/w1 cannot go live: the staff council has not been asked yet."));
    EXPECT_THAT(required(wave, today).error().message, HasSubstr("/participation/survey-wave/w1"));
    EXPECT_EQ(required(wave, today).error().kind, ErrorKind::forbidden);
    ASSERT_EQ(ask(0), 1);
    EXPECT_THAT(required(wave, today).error().message, HasSubstr("has not answered yet"));
    ASSERT_EQ(answer(refused, 1), 2);
    EXPECT_THAT(required(wave, today).error().message, HasSubstr("has refused"));
    ASSERT_EQ(answer(agreed, 2), 3) << "it may change its mind";
    EXPECT_TRUE(consents());
    ASSERT_EQ(answer(agreed_with_conditions, 3), 4);
    EXPECT_TRUE(consents());
    ASSERT_EQ(answer(refused, 4), 5);
    EXPECT_FALSE(consents()) << "and take its consent back";
}

TEST_F(Participation, KeepsEveryStepWithWhoWhenAndWhy) {
    ASSERT_TRUE(ask(0));
    ASSERT_TRUE(answer(agreed_with_conditions, 1, "Nur ohne Auswertung nach Ämtern.", today));
    const auto all = steps();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].state, asked);
    EXPECT_EQ(all[0].title, "Erste Runde");
    EXPECT_EQ(all[0].law, "law/x");
    EXPECT_EQ(all[0].person, "Person coordination");
    EXPECT_EQ(all[1].text, "Nur ohne Auswertung nach Ämtern.");
    EXPECT_EQ(all[1].role, Role::staff_council);
    EXPECT_EQ(all[1].until, today);
    EXPECT_EQ(all[1].entered, town.town().now());
    EXPECT_EQ(all[1].day, today);
    const auto trail = audit_entries(db, 10).value();
    ASSERT_EQ(trail.size(), 2U);
    EXPECT_EQ(trail[0].action, "participation.agreed-with-conditions");
    EXPECT_EQ(trail[0].object, "survey-wave/w1");
    EXPECT_EQ(trail[1].action, "participation.asked");
    EXPECT_NE(trail[0].actor, trail[1].actor);
}

TEST_F(Participation, OfTwoEntriesAtOnceTheSecondIsToldAndNothingIsOverwritten) {
    ASSERT_TRUE(ask(0));
    ASSERT_TRUE(answer(agreed, 1));
    EXPECT_EQ(kind(answer(refused, 1)), ErrorKind::conflict);
    EXPECT_EQ(kind(ask(1)), ErrorKind::conflict);
    EXPECT_EQ(kind(ask(7)), ErrorKind::conflict);
    EXPECT_EQ(steps().size(), 2U);
    EXPECT_TRUE(consents());
    EXPECT_EQ(audit_entries(db, 10)->size(), 2U);
}

TEST_F(Participation, ConsentHoldsForTheEditionThatWasShown) {
    ASSERT_TRUE(ask(0));
    ASSERT_TRUE(answer(agreed, 1));
    auto changed = wave;
    changed.edition = "form/b";
    EXPECT_THAT(required(changed, today).error().message, HasSubstr("has changed since"));
    ASSERT_TRUE(ask(2, changed));
    ASSERT_TRUE(answer(agreed, 3));
    EXPECT_TRUE(required(changed, today));
    EXPECT_FALSE(consents());
}

TEST_F(Participation, AnAnswerBelongsToWhatWasAskedNotToWhatIsThereNow) {
    ASSERT_TRUE(ask(0));
    auto changed = wave;
    changed.edition = "form/b";
    ASSERT_TRUE(say({.state = agreed, .role = Role::staff_council, .day = today}, 1, changed));
    EXPECT_FALSE(required(changed, today));
    EXPECT_TRUE(consents());
}

TEST_F(Participation, ConsentThatIsLimitedEndsAfterItsLastDay) {
    ASSERT_TRUE(ask(0));
    const auto last = later(today, 3);
    ASSERT_TRUE(answer(agreed, 1, "", last));
    EXPECT_TRUE(required(wave, last));
    const auto after = later(last, 1);
    EXPECT_THAT(required(wave, after).error().message, HasSubstr("has expired"));
}

TEST_F(Participation, NotRequiredNeedsAReasonAndCannotGetRoundAnAnswer) {
    EXPECT_EQ(kind(say({.state = not_required, .day = today, .text = "zu kurz"}, 0)), ErrorKind::invalid);
    ASSERT_TRUE(say({.state = not_required, .day = today, .text = "Es gibt hier keinen Personalrat."}, 0));
    EXPECT_TRUE(consents());
    auto changed = wave;
    changed.edition = "form/b";
    EXPECT_TRUE(required(changed, today)) << "the reason has nothing to do with the edition";
    ASSERT_TRUE(answer(refused, 1)) << "the staff council may object";
    EXPECT_FALSE(consents());
    EXPECT_EQ(kind(say({.state = not_required, .day = today, .text = "Doch nicht erforderlich."}, 2)), ErrorKind::forbidden);
    ASSERT_TRUE(ask(2));
    EXPECT_EQ(kind(say({.state = not_required, .day = today, .text = "Doch nicht erforderlich."}, 3)), ErrorKind::forbidden);
}

TEST_F(Participation, OnlyTheRightRoleSaysTheRightThing) {
    EXPECT_FALSE(may_say(Role::staff_council, agreed, {}, "form/a")) << "nobody has asked";
    EXPECT_FALSE(may_say(Role::coordination, agreed, {}, "form/a"));
    EXPECT_FALSE(may_say(Role::coordination, planned, {}, "form/a"));
    ASSERT_TRUE(ask(0));
    for (const auto role : all_roles) {
        const bool council = role == Role::staff_council, coordination = role == Role::coordination;
        EXPECT_EQ(may_say(role, agreed, steps(), "form/a"), council || coordination) << id_of(role);
        EXPECT_EQ(may_say(role, not_required, steps(), "form/a"), coordination) << id_of(role);
        EXPECT_FALSE(may_say(role, asked, steps(), "form/a")) << "it is asked already";
        EXPECT_EQ(may_say(role, asked, steps(), "form/b"), coordination) << id_of(role);
    }
    EXPECT_EQ(kind(say({.state = agreed, .role = Role::it, .day = today}, 1)), ErrorKind::forbidden);
}

TEST_F(Participation, AnAnswerOnPaperNeedsTheDocument) {
    ASSERT_TRUE(ask(0));
    NewStep paper{.state = agreed, .role = Role::coordination, .day = today};
    EXPECT_EQ(kind(say(paper, 1)), ErrorKind::invalid);
    paper.document = "d1";
    paper.document_name = "beschluss.pdf";
    ASSERT_TRUE(say(paper, 1));
    EXPECT_TRUE(steps().back().on_paper());
    EXPECT_EQ(steps().back().document, "d1");
    EXPECT_EQ(steps().back().document_name, "beschluss.pdf");
}

TEST_F(Participation, SaysWhichFieldIsWrong) {
    ASSERT_TRUE(ask(0));
    const auto tomorrow = later(today, 1), yesterday = later(today, -1);
    NewStep step{.state = refused, .role = Role::staff_council, .day = today, .text = "Unser Grund ist gut."};
    EXPECT_THAT(problems_of(step, steps(), today), IsEmpty());
    step.day = tomorrow;
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::day));
    step.day = yesterday;
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::day)) << "before it was asked";
    step.day = Date{};
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::day));
    step.day = today;
    for (const std::string text : {"", "   kurz   ", "ein \x01 Zeichen zu viel", "kaputt \xff\xff\xff\xff"}) {
        step.text = text;
        EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::text)) << text;
    }
    step.text = std::string(participation_text_limit + 1, 'x');
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::text));
    step.text = "Zeile eins\r\nZeile zwei";
    step.until = tomorrow;
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::until)) << "a refusal has no end";
    step.state = agreed;
    EXPECT_THAT(problems_of(step, steps(), today), IsEmpty());
    step.until = yesterday;
    EXPECT_THAT(problems_of(step, steps(), today), ElementsAre(StepProblem::until));
}

TEST_F(Participation, MattersDoNotMix) {
    ASSERT_TRUE(ask(0));
    const Matter pass{ParticipationKind::pass, "w1", ""};
    ASSERT_TRUE(ask(0, pass));
    const auto all = db.read([](store::Connection& tx) { return all_participation_steps(tx); }).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].first.kind, ParticipationKind::pass);
    EXPECT_EQ(all[1].first.kind, ParticipationKind::survey_wave);
    EXPECT_EQ(all[1].second.size(), 1U);
}

TEST_F(Participation, WhoIsDeletedIsOnlyARoleAnyMore) {
    ASSERT_TRUE(ask(0));
    ASSERT_TRUE(answer(agreed, 1));
    const auto account = town.account(Role::staff_council);
    ASSERT_TRUE(db.write([&](store::Connection& tx) { return participation_person_data().forget(tx, account); }));
    EXPECT_EQ(steps().back().account, "");
    EXPECT_EQ(steps().back().person, "");
    EXPECT_EQ(steps().back().role, Role::staff_council);
    EXPECT_EQ(steps().front().person, "Person coordination");
    EXPECT_TRUE(consents()) << "what was said still holds";
}

}  // namespace
}  // namespace kireise::people
