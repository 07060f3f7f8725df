#include "blueprint/fences.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;

std::string problem(std::string_view markdown) {
    const auto blocks = parse_fences(markdown, 10);
    return blocks ? "" : blocks.error().message;
}

TEST(Fences, TakesASectionApart) {
    const auto blocks = parse_fences(
        "Anfang\n\n::: exercise Der Brief\nAufgabe\n::: solution\nLösung\n:::\n\n## Mitte\n::: note Merksatz\nKurz.\n:::\n", 5);
    ASSERT_TRUE(blocks.has_value()) << blocks.error().message;
    ASSERT_EQ(blocks->size(), 4U);
    const auto& exercise = blocks->at(1);
    EXPECT_EQ(blocks->at(0).text, "Anfang");
    EXPECT_EQ(blocks->at(0).line, 5);
    EXPECT_EQ(exercise.kind, BlockKind::exercise);
    EXPECT_EQ(exercise.title, "Der Brief");
    EXPECT_EQ(exercise.text, "Aufgabe");
    EXPECT_EQ(exercise.solution, "Lösung");
    EXPECT_EQ(exercise.line, 7);
    EXPECT_EQ(blocks->at(2).text, "## Mitte");
    EXPECT_EQ(blocks->at(2).line, 13);
    EXPECT_EQ(blocks->at(3).kind, BlockKind::note);
}

TEST(Fences, TakesAClauseApart) {
    const auto blocks = parse_fences("Gemeinsam\n::: variant no-cloud\nEins\n\nZwei\n:::\n::: variant standard\nDrei\n:::\n");
    ASSERT_TRUE(blocks.has_value());
    ASSERT_EQ(blocks->size(), 3U);
    EXPECT_EQ(blocks->at(1).title, "no-cloud");
    EXPECT_EQ(blocks->at(1).text, "Eins\n\nZwei");
    EXPECT_EQ(blocks->at(2).title, "standard");
}

TEST(Fences, LeavesCodeAlone) {
    const std::string code = "```\n::: note Beispiel\n~~~\n```";
    const auto blocks = parse_fences("::: note Code\n" + code + "\n:::\n");
    ASSERT_TRUE(blocks.has_value()) << blocks.error().message;
    ASSERT_EQ(blocks->size(), 1U);
    EXPECT_EQ(blocks->front().text, code);
}

TEST(Fences, EmptyTextHasNoBlocks) {
    EXPECT_TRUE(parse_fences("")->empty());
    EXPECT_TRUE(parse_fences("\n\n \n")->empty());
}

TEST(Fences, SaysWhatIsWrongAndWhere) {
    EXPECT_THAT(problem("a\n::: hint x\n"), HasSubstr("line 11: there is no block ::: hint"));
    EXPECT_THAT(problem("::: text x\na\n:::\n"), HasSubstr("line 10: there is no block"));
    EXPECT_THAT(problem("a\n::: note x\nb\n"), HasSubstr("line 11: the block ::: note is never closed"));
    EXPECT_THAT(problem("::: note x\n::: note y\n:::\n:::\n"), HasSubstr("line 11: ::: note stands inside the block of line 10"));
    EXPECT_THAT(problem("a\n:::\n"), HasSubstr("line 11: \":::\" closes a block"));
    EXPECT_THAT(problem("::: variant\na\n:::\n"), HasSubstr("needs the id"));
    EXPECT_THAT(problem("::: exercise x\na\n:::\n"), HasSubstr("needs a ::: solution"));
    EXPECT_THAT(problem("::: solution\na\n:::\n"), HasSubstr("belongs once into"));
    EXPECT_THAT(problem("::: exercise x\na\n::: solution\nb\n::: solution\nc\n:::\n"), HasSubstr("line 14: ::: solution belongs once"));
    EXPECT_THAT(problem("::: note x\n:::\n"), HasSubstr("is empty"));
}

// Of any sequence of lines, a parse that succeeds keeps every line of text, in order.
RC_GTEST_PROP(FencesProperty, NoTextIsLost, ()) {
    const std::vector<std::string> pieces{
        "eins", "zwei", "", "## drei", "::: note N", "::: exercise E", "::: solution", ":::", "```", "::: variant standard", ":::", "vier"};
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
    const auto blocks = parse_fences(join(chosen, "\n"));
    if (!blocks) return;
    std::string kept;
    for (const auto& block : *blocks) kept += block.text + "\n" + block.solution + "\n";
    std::string::size_type at = 0;
    for (const auto& line : chosen) {
        if (line.empty() || line.starts_with(":::")) continue;
        at = kept.find(line, at);
        RC_ASSERT(at != std::string::npos);
        at += line.size();
    }
}

}  // namespace
}  // namespace kireise::blueprint
