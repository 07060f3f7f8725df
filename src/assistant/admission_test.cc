#include "assistant/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/content.h"
#include "policy/assembly.h"

namespace kireise::assistant {
namespace {

using blueprint::DataClass;
using blueprint::EngineLocation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using usecases::Stage;

const blueprint::Snapshot& content() {
    static const auto snapshot = blueprint::Snapshot::load(people::built_in_content()).value();
    return *snapshot;
}

// The gate of the Muster as it comes, with other answers where a test needs them.
Decide muster(const policy::Answers& answers = {}) {
    const auto guideline =
        policy::assemble(content().guideline(), content().all<blueprint::Clause>(), answers, {"Halle", "Sachsen-Anhalt", "1.6.2026"});
    return [gate = policy::make_gate(guideline.value())](const policy::Request& request) -> Result<policy::Decision> {
        return policy::decide(gate, request);
    };
}

Admission admitted(DataClass data, const Circumstances& circumstances, const Decide& decide = muster()) {
    const auto* usecase = content().find<blueprint::UseCase>("usecase/plain-language");
    return admit(*usecase, data, circumstances, decide).value();
}

// Of a person who has acknowledged the guideline and is named for the test.
constexpr Circumstances circumstances(Stage stage, int pass_level, EngineLocation engine = EngineLocation::workstation) {
    return {.stage = stage, .acknowledged = true, .tester = true, .pass_level = pass_level, .engine = engine};
}
constexpr auto with_pass = circumstances(Stage::testing, 1);
constexpr auto without_pass = circumstances(Stage::testing, 0);

TEST(Admission, InternalDataOnTheOwnPcIsAllowedWithDuties) {
    const auto admission = admitted(DataClass::internal, without_pass);
    EXPECT_TRUE(admission.allowed());
    EXPECT_THAT(admission.decision.duties, ElementsAre(policy::Condition::human_check, policy::Condition::label));
}

TEST(Admission, PersonalDataNeedThePassAndTheRefusalQuotesTheClause) {
    const auto admission = admitted(DataClass::personal, without_pass);
    EXPECT_EQ(admission.hurdle, Hurdle::condition_missing);
    EXPECT_THAT(admission.missing, ElementsAre(Need::pass));
    EXPECT_EQ(admission.decision.clause, "clause/personal-data");
    EXPECT_GT(admission.decision.number, 0);
    EXPECT_THAT(admission.instead, ElementsAre(DataClass::open, DataClass::internal));
    EXPECT_TRUE(admitted(DataClass::personal, with_pass).allowed());
}

TEST(Admission, ClassifiedDataAreForbiddenWhateverThePersonHas) {
    const auto admission = admitted(DataClass::vs_nfd, circumstances(Stage::in_use, 3));
    EXPECT_EQ(admission.hurdle, Hurdle::refused);
    EXPECT_EQ(admission.decision.clause, "clause/classified");
    EXPECT_THAT(admission.instead, ElementsAre(DataClass::open, DataClass::internal, DataClass::personal));
}

// The use case names internal and personal data only: for social data nobody has released it.
TEST(Admission, UseCaseIsReleasedOnlyForTheDataClassesItNames) {
    const auto admission = admitted(DataClass::social, with_pass);
    EXPECT_EQ(admission.hurdle, Hurdle::condition_missing);
    EXPECT_THAT(admission.missing, ElementsAre(Need::registered_usecase));
}

TEST(Admission, WithoutAcknowledgementNothingIsAllowedAtAnyStage) {
    for (const auto stage : {Stage::testing, Stage::in_use}) {
        auto known = circumstances(stage, 1);
        known.acknowledged = false;
        for (const auto data : {DataClass::open, DataClass::internal, DataClass::personal}) {
            const auto admission = admitted(data, known);
            EXPECT_EQ(admission.hurdle, Hurdle::condition_missing);
            EXPECT_THAT(admission.missing, ElementsAre(Need::acknowledgement));
            EXPECT_THAT(admission.instead, IsEmpty());
        }
    }
}

TEST(Admission, TestIsForThoseNamedAndUseForAll) {
    auto known = circumstances(Stage::testing, 1);
    known.tester = false;
    EXPECT_THAT(admitted(DataClass::internal, known).missing, ElementsAre(Need::tester));
    known.stage = Stage::in_use;
    EXPECT_TRUE(admitted(DataClass::internal, known).allowed());
}

TEST(Admission, SaysEverythingThatIsMissingAtOnce) {
    const auto admission = admitted(DataClass::social, {.stage = Stage::testing, .engine = EngineLocation::workstation});
    EXPECT_EQ(admission.hurdle, Hurdle::condition_missing);
    EXPECT_THAT(admission.missing, ElementsAre(Need::acknowledgement, Need::tester, Need::registered_usecase, Need::pass));
}

TEST(Admission, WhatIsForbiddenNamesNothingThatWouldHelp) {
    const auto admission = admitted(DataClass::vs_nfd, {.stage = Stage::testing, .engine = EngineLocation::workstation});
    EXPECT_EQ(admission.hurdle, Hurdle::refused);
    EXPECT_THAT(admission.missing, IsEmpty());
}

TEST(Admission, OnlyTestAndUseAreReleased) {
    for (const auto stage : usecases::stages) {
        const auto admission = admitted(DataClass::internal, circumstances(stage, 1));
        EXPECT_EQ(admission.allowed(), stage == Stage::testing || stage == Stage::in_use) << blueprint::to_id(stage);
        if (!admission.allowed()) {
            EXPECT_EQ(admission.hurdle, Hurdle::not_released);
        }
    }
}

TEST(Admission, ForbiddenDataIsSaidEvenWhenTheUseCaseIsNotReleased) {
    EXPECT_EQ(admitted(DataClass::vs_nfd, circumstances(Stage::idea, 0)).hurdle, Hurdle::refused);
}

TEST(Admission, WhereTheEngineStandsDecides) {
    const auto forbidden = admitted(DataClass::internal, circumstances(Stage::in_use, 1, EngineLocation::public_cloud));
    EXPECT_EQ(forbidden.hurdle, Hurdle::refused);
    EXPECT_EQ(forbidden.decision.clause, "clause/public-ai");
    EXPECT_THAT(forbidden.instead, IsEmpty());
    const auto opened = muster({{"public_ai", "public-data"}});
    EXPECT_TRUE(admitted(DataClass::open, circumstances(Stage::in_use, 0, EngineLocation::public_cloud), opened).allowed());
    EXPECT_EQ(admitted(DataClass::social, circumstances(Stage::in_use, 1, EngineLocation::private_cloud)).decision.clause,
              "clause/social-data");
}

TEST(Admission, WithoutAnAdoptedGuidelineNothingIsAllowed) {
    const Decide none = [](const policy::Request&) -> Result<policy::Decision> { return policy::Decision{}; };
    for (const auto data : blueprint::data_classes) {
        const auto admission = admitted(data, with_pass, none);
        EXPECT_EQ(admission.hurdle, Hurdle::no_guideline);
        EXPECT_THAT(admission.instead, IsEmpty());
    }
}

TEST(Admission, WhatNoClauseCoversIsRefused) {
    const Decide silent = [](const policy::Request&) -> Result<policy::Decision> {
        return policy::Decision{.ground = policy::Ground::uncovered};
    };
    EXPECT_EQ(admitted(DataClass::open, with_pass, silent).hurdle, Hurdle::uncovered);
}

TEST(Admission, AGateThatCannotDecideIsAnErrorAndNeverAYes) {
    const Decide broken = [](const policy::Request&) -> Result<policy::Decision> {
        return fail(ErrorKind::io, "The guideline cannot be read.");
    };
    EXPECT_FALSE(admit(*content().find<blueprint::UseCase>("usecase/plain-language"), DataClass::open, with_pass, broken));
}

}  // namespace
}  // namespace kireise::assistant
