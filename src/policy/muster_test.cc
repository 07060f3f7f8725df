// The real Muster: every answer a town can give must lead to a guideline whose gate has exactly one answer for everything.

#include <gmock/gmock.h>

#include "blueprint/snapshot.h"
#include "policy/compare.h"
#include "policy/gate.h"

namespace kireise::policy {
namespace {

using blueprint::AnswerKind;

const Facts facts{"Halle (Saale)", "Sachsen-Anhalt", "15.06.2026"};

const blueprint::Snapshot& muster() {
    static const auto snapshot = [] {
        const auto tree = blueprint::read_tree(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint");
        auto loaded = blueprint::Snapshot::load(*tree);
        if (!loaded) throw std::runtime_error(loaded.error().message);
        return *loaded;
    }();
    return *snapshot;
}

AssembledGuideline assembled(const Answers& answers) {
    return *assemble(muster().guideline(), muster().all<blueprint::Clause>(), answers, facts);
}

// Every combination of the questions with options.
std::vector<Answers> all_choices() {
    std::vector<Answers> out{{}};
    for (const auto& question : muster().guideline().questions) {
        if (question.kind != AnswerKind::choice) continue;
        std::vector<Answers> longer;
        for (const auto& answers : out) {
            for (const auto& option : question.options) {
                longer.push_back(answers);
                longer.back()[question.id] = option.id;
            }
        }
        out = std::move(longer);
    }
    return out;
}

TEST(Muster, HasOneConsistentAnswerForEveryDataAndPlaceWhateverATownAnswers) {
    const auto choices = all_choices();
    ASSERT_GE(choices.size(), 100);
    for (const auto& answers : choices) {
        const auto gate = make_gate(assembled(answers));
        for (const auto data : blueprint::data_classes) {
            for (const auto engine : blueprint::engine_locations) {
                const auto where = std::string(blueprint::to_id(data)) + " on " + std::string(blueprint::to_id(engine));
                ASSERT_EQ(gate.at(data, engine).size(), 1) << where;
                const auto best = decide(gate, {data, engine, true, true});
                ASSERT_TRUE(best.ground == Ground::allowed || best.ground == Ground::refused) << where;
                ASSERT_FALSE(best.short_text.empty()) << where;
                const auto bare = decide(gate, {data, engine, false, false});
                ASSERT_EQ(bare.clause, best.clause) << where;
                ASSERT_EQ(bare.allowed() || !bare.missing.empty(), best.allowed()) << where;
            }
        }
    }
}

// What may never be opened by an answer.
TEST(Muster, KeepsProtectedDataInTheHouseWhateverATownAnswers) {
    for (const auto& answers : all_choices()) {
        const auto gate = make_gate(assembled(answers));
        for (const auto data : {DataClass::special_category, DataClass::social, DataClass::tax, DataClass::personnel,
                                DataClass::professional_secret, DataClass::vs_nfd}) {
            for (const auto engine : {EngineLocation::private_cloud, EngineLocation::public_cloud}) {
                ASSERT_FALSE(decide(gate, {data, engine, true, true}).allowed());
            }
        }
        ASSERT_FALSE(decide(gate, {DataClass::personal, EngineLocation::public_cloud, true, true}).allowed());
    }
}

TEST(Muster, LeavesNothingUnfilledAndNumbersEveryClause) {
    for (const auto& answers : all_choices()) {
        int number = 0;
        for (const auto& section : assembled(answers).sections) {
            for (const auto& clause : section.clauses) {
                ASSERT_EQ(clause.number, ++number);
                ASSERT_EQ(clause.text.find("{{"), std::string::npos) << clause.id;
                ASSERT_EQ(clause.text.find(":::"), std::string::npos) << clause.id;
            }
        }
        ASSERT_GE(number, 8);
    }
}

TEST(Muster, NumbersParagraphsWithoutGapsInEveryVariant) {
    for (const auto& answers : all_choices()) {
        for (const auto& section : assembled(answers).sections) {
            for (const auto& clause : section.clauses) {
                int next = 1;
                for (auto at = clause.text.find('('); at != std::string::npos; at = clause.text.find('(', at + 1)) {
                    const bool starts_paragraph = at == 0 || clause.text[at - 1] == '\n';
                    if (!starts_paragraph || clause.text[at + 2] != ')') continue;
                    ASSERT_EQ(clause.text[at + 1], '0' + next) << clause.id << " " << clause.variant;
                    ++next;
                }
            }
        }
    }
}

TEST(Muster, IsTheSameAsItselfAndDiffersWhereATownAnswersOtherwise) {
    const auto defaults = with_defaults(muster().guideline(), {});
    auto other = defaults;
    other["cloud"] = "personal";
    std::vector<std::string> changed;
    for (const auto& clause : compare(assembled(defaults), assembled(other))) {
        if (clause.difference != Difference::same) changed.push_back(clause.id);
    }
    EXPECT_THAT(changed, ::testing::IsSupersetOf({"clause/private-cloud", "clause/private-cloud-personal"}));
    EXPECT_THAT(compare(assembled(defaults), assembled(defaults)),
                ::testing::Each(::testing::Field(&ClauseComparison::difference, Difference::same)));
}

}  // namespace
}  // namespace kireise::policy
