#include "journey/plan.h"

#include <gmock/gmock.h>

namespace kireise::journey {
namespace {

using namespace std::chrono_literals;
using blueprint::EvidenceKind;

blueprint::Deliverable deliverable(std::string id, EvidenceKind kind, std::optional<int> minimum, double share) {
    return {.id = std::move(id), .title = "t", .why = "w", .phase_share = share, .evidence = {kind, minimum}};
}

const blueprint::Journey journey{
    .id = "journey/x",
    .lang = "de",
    .title = "x",
    .phases = {
        {.id = "phase/a",
         .title = "A",
         .aim = "",
         .deliverables = {deliverable("survey", EvidenceKind::survey_closed, 50, 0.5),
                          deliverable("paper", EvidenceKind::document, {}, 1.0)}},
        {.id = "phase/b", .title = "B", .aim = "", .deliverables = {deliverable("rules", EvidenceKind::guideline_adopted, {}, 0.0)}}}};
const std::vector<blueprint::PhaseDates> dates{{"phase/a", 2026y / 1 / 1, 2026y / 1 / 31}, {"phase/b", 2026y / 1 / 10, 2026y / 3 / 1}};

TEST(Plan, StateFollowsFromEvidence) {
    const auto& survey = journey.phases[0].deliverables[0];
    EXPECT_EQ(progress_of(survey, {}).state, State::open);
    EXPECT_EQ(progress_of(survey, {.survey_answers = 49}).state, State::started);
    EXPECT_EQ(progress_of(survey, {.survey_answers = 50}).state, State::done);
    const auto& paper = journey.phases[0].deliverables[1];
    EXPECT_EQ(progress_of(paper, {.documents = {{"other", 1}}}).state, State::open);
    EXPECT_EQ(progress_of(paper, {.documents = {{"paper", 1}}}).state, State::done);
}

TEST(Plan, DueDatesLieInsideThePhase) {
    const auto plan = make_plan(journey, dates, {}, 2026y / 1 / 16);
    ASSERT_EQ(plan.phases.size(), 2U);
    EXPECT_EQ(to_string(plan.phases[0].deliverables[0].due), "2026-01-16");
    EXPECT_EQ(to_string(plan.phases[0].deliverables[1].due), "2026-01-31");
    EXPECT_FALSE(plan.phases[0].deliverables[0].overdue);
    EXPECT_TRUE(plan.phases[1].deliverables[0].overdue);
    EXPECT_EQ(plan.all, 3);
}

TEST(Plan, NextStepIsTheEarliestThatIsNotDone) {
    EXPECT_EQ(next_step(make_plan(journey, dates, {}, 2026y / 1 / 1))->deliverable.id, "rules");
    EXPECT_EQ(next_step(make_plan(journey, dates, {.guideline_adopted = true}, 2026y / 1 / 1))->deliverable.id, "survey");
    const Facts all{.survey_answers = 60, .guideline_adopted = true, .documents = {{"paper", 2}}};
    const auto plan = make_plan(journey, dates, all, 2026y / 1 / 1);
    EXPECT_FALSE(next_step(plan).has_value());
    EXPECT_EQ(plan.done, 3);
}

TEST(Plan, LeavesOutPhasesWithoutDates) { EXPECT_EQ(make_plan(journey, {dates[0]}, {}, 2026y / 1 / 1).phases.size(), 1U); }

}  // namespace
}  // namespace kireise::journey
