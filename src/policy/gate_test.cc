#include "policy/gate.h"

#include <gmock/gmock.h>

#include "policy/testing.h"

namespace kireise::policy {
namespace {

using blueprint::Effect;
using blueprint::Rule;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto cloud = EngineLocation::private_cloud;

Gate gate_for(const Answers& answers) {
    return make_gate(*assemble(testing::small_guideline(), testing::small_clauses(), answers, {"Halle", "ST", "heute"}));
}

// One section with a clause for each list of rules; clause n is "clause/n" with number n.
Gate gate_of(const std::vector<std::vector<Rule>>& clauses) {
    AssembledSection section;
    for (const auto& rules : clauses) {
        const auto number = static_cast<int>(section.clauses.size()) + 1;
        AssembledClause clause;
        clause.id = "clause/" + std::to_string(number);
        clause.number = number;
        clause.rules = rules;
        section.clauses.push_back(clause);
    }
    AssembledGuideline guideline;
    guideline.sections = {section};
    return make_gate(guideline);
}

const Rule refuse_all{.effect = Effect::refuse, .data = {}, .engine = {}, .variants = {}, .conditions = {}};

Rule allow_all(std::vector<Condition> conditions) {
    return {.effect = Effect::allow, .data = {}, .engine = {}, .variants = {}, .conditions = std::move(conditions)};
}

TEST(Gate, QuotesTheClauseThatRefuses) {
    const auto decision = decide(gate_for({{"cloud", "none"}}), {DataClass::social, cloud, true, true});
    EXPECT_FALSE(decision.allowed());
    EXPECT_EQ(decision.ground, Ground::refused);
    EXPECT_EQ(decision.clause, "clause/cloud");
    EXPECT_EQ(decision.number, 2);
    EXPECT_EQ(decision.title, "Cloud");
    EXPECT_EQ(decision.short_text, "Keine Cloud.");
}

TEST(Gate, AllowsWithDuties) {
    const auto decision = decide(gate_for({{"cloud", "yes"}, {"pass", "no"}}), {DataClass::open, cloud, false, false});
    EXPECT_TRUE(decision.allowed());
    EXPECT_THAT(decision.duties, ElementsAre(Condition::human_check, Condition::label));
    EXPECT_THAT(decision.missing, IsEmpty());
}

TEST(Gate, RefusesAsLongAsAConditionIsMissing) {
    const auto gate = gate_for({{"cloud", "yes"}, {"pass", "yes"}});
    const auto bare = decide(gate, {DataClass::open, cloud, false, false});
    EXPECT_EQ(bare.ground, Ground::condition_missing);
    EXPECT_THAT(bare.missing, ElementsAre(Condition::pass, Condition::registered_usecase));
    EXPECT_EQ(bare.clause, "clause/cloud");
    EXPECT_THAT(decide(gate, {DataClass::open, cloud, true, false}).missing, ElementsAre(Condition::registered_usecase));
    EXPECT_THAT(decide(gate, {DataClass::open, cloud, false, true}).missing, ElementsAre(Condition::pass));
    EXPECT_TRUE(decide(gate, {DataClass::open, cloud, true, true}).allowed());
}

TEST(Gate, RefusesWhatNoRuleCovers) {
    const auto decision = decide(gate_for({{"cloud", "yes"}}), {DataClass::internal, cloud, true, true});
    EXPECT_EQ(decision.ground, Ground::uncovered);
    EXPECT_FALSE(decision.allowed());
    EXPECT_EQ(decision.clause, "");
}

TEST(Gate, WithoutAnyClauseRefusesEverything) {
    for (const auto data : blueprint::data_classes) {
        for (const auto engine : blueprint::engine_locations) EXPECT_FALSE(decide(Gate{}, {data, engine, true, true}).allowed());
    }
}

TEST(Gate, RefuseWinsWhereverItStands) {
    for (const auto& clauses : {std::vector<std::vector<Rule>>{{refuse_all}, {allow_all({})}}, {{allow_all({})}, {refuse_all}}}) {
        const auto gate = gate_of(clauses);
        const auto decision = decide(gate, {DataClass::open, EngineLocation::workstation, true, true});
        EXPECT_EQ(decision.ground, Ground::refused);
        EXPECT_EQ(decision.clause, clauses[0][0].effect == Effect::refuse ? "clause/1" : "clause/2");
    }
}

TEST(Gate, SeveralAllowingClausesDemandWhatEachDemandsAndTheDemandingOneIsQuoted) {
    const auto gate = gate_of({{allow_all({Condition::human_check})}, {allow_all({Condition::pass, Condition::human_check})}});
    const auto decision = decide(gate, {DataClass::open, EngineLocation::workstation, false, false});
    EXPECT_EQ(decision.ground, Ground::condition_missing);
    EXPECT_EQ(decision.clause, "clause/2");
    const auto cell = summary(gate, DataClass::open, EngineLocation::workstation);
    EXPECT_TRUE(cell.decision.allowed());
    EXPECT_THAT(cell.conditions, ElementsAre(Condition::human_check, Condition::pass));
}

}  // namespace
}  // namespace kireise::policy
