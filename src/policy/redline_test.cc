#include "policy/redline.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace kireise::policy {
namespace {

using Kind = Piece::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string without(const std::vector<Piece>& pieces, Kind left_out) {
    std::string out;
    for (const auto& piece : pieces) {
        if (piece.kind != left_out) out += piece.text;
    }
    return out;
}

TEST(Redline, ChangesOnlyTheWordsThatDiffer) {
    EXPECT_THAT(redline("alle 12 Monate geprüft", "alle 18 Monate geprüft"),
                ElementsAre(Piece{Kind::same, "alle "}, Piece{Kind::deleted, "12 "}, Piece{Kind::inserted, "18 "},
                            Piece{Kind::same, "Monate geprüft"}));
}

TEST(Redline, TakesLonelyWordsBetweenChangesIntoTheChange) {
    EXPECT_THAT(redline("Dort dürfen keine Daten hin", "Hier sollen alle Daten her"),
                ElementsAre(Piece{Kind::deleted, "Dort dürfen keine Daten hin"}, Piece{Kind::inserted, "Hier sollen alle Daten her"}));
    EXPECT_EQ(redline("a eins zwei drei b", "x eins zwei drei y").size(), 5);
}

TEST(Redline, OfEqualTextsIsOnePiece) {
    EXPECT_THAT(redline("a b\nc", "a b\nc"), ElementsAre(Piece{Kind::same, "a b\nc"}));
    EXPECT_TRUE(redline("", "").empty());
}

TEST(Redline, GivesBothTextsBackAndKeepsTheMostWords) {
    EXPECT_TRUE(rc::check([] {
        const auto text = rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '\n'));
        const auto before = *text;
        const auto after = *text;
        const auto pieces = redline(before, after);
        RC_ASSERT(without(pieces, Kind::inserted) == before);
        RC_ASSERT(without(pieces, Kind::deleted) == after);
    }));
}

TEST(Redline, TakesVeryLongTextsAsReplaced) {
    std::string before;
    std::string after;
    for (std::size_t i = 0; i < redline_limit; ++i) {
        before += "a" + std::to_string(i) + " ";
        after += "b" + std::to_string(i) + " ";
    }
    EXPECT_EQ(redline(before, after).size(), 2);
}

TEST(RedlineHtml, MarksChangesForEyesAndEarsAndEscapes) {
    const auto html = to_html({{Kind::same, "a <b> "}, {Kind::deleted, "x"}, {Kind::inserted, "<script>"}}, {"gestrichen", "neu", "Ende"});
    EXPECT_EQ(html,
              "<p>a &lt;b&gt; <del><span class=\"kern-sr-only\"> [gestrichen] </span>x<span class=\"kern-sr-only\"> [Ende] </span></del>"
              "<ins><span class=\"kern-sr-only\"> [neu] </span>&lt;script&gt;<span class=\"kern-sr-only\"> [Ende] </span></ins></p>");
}

TEST(RedlineHtml, ClosesChangesAtTheEndOfAParagraph) {
    const auto html = to_html({{Kind::same, "a\n"}, {Kind::inserted, "b\nc"}}, {"", "", ""});
    EXPECT_THAT(html, HasSubstr("<p>a</p><p><ins>"));
    EXPECT_THAT(html, HasSubstr("</ins></p><p><ins>"));
    EXPECT_THAT(html, Not(HasSubstr("<p></p>")));
}

}  // namespace
}  // namespace kireise::policy
