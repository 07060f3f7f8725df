#include "formats/markdown.h"

#include <gmock/gmock.h>

#include <chrono>

#include "formats/links.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(ToHtml, KeepsOneFirstHeading) {
    EXPECT_EQ(to_html("# A\n\n## B\n\n###### F", 1), "<h2>A</h2>\n<h3>B</h3>\n<h6>F</h6>\n");
    EXPECT_EQ(to_html("## B"), "<h2>B</h2>\n");
    EXPECT_EQ(to_html("Straße *und* **Amt**"), "<p>Straße <em>und</em> <strong>Amt</strong></p>\n");
}

TEST(ToHtml, DropsRawHtml) {
    const auto html = to_html("<script>alert(1)</script>\n\nText <b onclick=\"x()\">fett</b> <img src=x onerror=y>\n\n<!-- c -->\n\n`<b>`");
    EXPECT_EQ(html, "<p>Text fett </p>\n<p><code>&lt;b&gt;</code></p>\n");
}

TEST(ToHtml, RemovesUnsafeLinksButKeepsTheirText) {
    for (const auto* address : {"javascript:alert(1)", "JavaScript:alert(1)", "javascript&colon;alert(1)", "<java\tscript:alert(1)>",
                                "&#1;javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "blob:x", "x:y"}) {
        const auto html = to_html("vor [*hier*](" + std::string(address) + ") nach");
        EXPECT_EQ(html, "<p>vor <em>hier</em> nach</p>\n") << address;
    }
    EXPECT_THAT(to_html("[a](https://example.org/x?a=1&b=2)"), HasSubstr("href=\"https://example.org/x?a=1&amp;b=2\""));
    EXPECT_THAT(to_html("[a](../kurs/02#ziel) <info@example.org>"), AllOf(HasSubstr("href=\"../kurs/02#ziel\""), HasSubstr("mailto:")));
    EXPECT_THAT(to_html("[a](/suche?q=a:b)"), HasSubstr("href=\"/suche?q=a:b\""));
}

TEST(ToHtml, ShowsOnlyPicturesOfTheOwnPlace) {
    EXPECT_EQ(to_html("![Das **Rathaus**](https://example.org/x.png)"), "<p>Das <strong>Rathaus</strong></p>\n");
    for (const auto* address : {"//example.org/x.png", "/\\example.org", "\\\\\\\\example.org", "data:image/png;base64,xx"}) {
        EXPECT_THAT(to_html("![Bild](" + std::string(address) + ")"),
                    Not(AnyOf(HasSubstr("src=\"//"), HasSubstr("src=\"\\"), HasSubstr("data:"))))
            << address;
    }
    EXPECT_EQ(to_html("![Bild](bild.png)"), "<p><img src=\"bild.png\" alt=\"Bild\" /></p>\n");
}

TEST(ToHtml, MakesTablesThatScrollAndSpeak) {
    const auto html = to_html("| A | B |\n|---|--:|\n| <b>1</b> | &lt;th> `<table>` |\n");
    EXPECT_THAT(html, HasSubstr("<div class=\"table-scroll\" tabindex=\"0\"><table>\n<thead>\n<tr>\n<th scope=\"col\">A</th>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\" align=\"right\">B</th>"));
    EXPECT_THAT(html, HasSubstr("<td>1</td>\n<td align=\"right\">&lt;th&gt; <code>&lt;table&gt;</code></td>"));
    EXPECT_THAT(html, HasSubstr("</table></div>"));
}

TEST(ToHtml, StandsBrokenAndHostileText) {
    EXPECT_EQ(to_html("a\xff"
                      "b"),
              "<p>a\xef\xbf\xbd"
              "b</p>\n");
    EXPECT_EQ(to_html(""), "");
    const auto start = std::chrono::steady_clock::now();
    for (const auto* part : {"> ", "- ", "*a **a ", "[", "[a](", "`a``", "_", "<a ", "|\n", "![[]()", "1. ", "\t"}) {
        std::string text;
        while (text.size() < 20'000) text += part;
        EXPECT_FALSE(to_html(text + "\n\nEnde").empty()) << part;
        EXPECT_TRUE(check({.title = "t", .blocks = to_blocks(text + "\n\nEnde")})) << part;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 20s);
}

TEST(ToBlocks, KeepsStructureAndEmphasis) {
    const auto blocks = to_blocks("# Ziel & Zweck\n\nEin **fetter *und* `code`** [Link](https://a.de)\nneue Zeile  \nUmbruch\n\n---\n", 1);
    ASSERT_EQ(blocks.size(), 2U);
    const auto& heading = std::get<Heading>(blocks[0].content);
    EXPECT_EQ(heading.level, 2);
    EXPECT_EQ(heading.text, "Ziel & Zweck");
    EXPECT_THAT(std::get<Paragraph>(blocks[1].content).runs,
                ElementsAre(TextRun{"Ein "}, TextRun{"fetter ", true}, TextRun{"und", true, true}, TextRun{" ", true},
                            TextRun{"code", true, false, true}, TextRun{" "}, TextRun{"Link", false, false, false, "https://a.de"},
                            TextRun{" neue Zeile\nUmbruch"}));
}

TEST(ToBlocks, ReadsListsTablesQuotesAndListings) {
    const auto blocks = to_blocks("3. drei\n   - tief\n4. vier\n\n> Merke\n\n| A | B |\n|---|:-:|\n| 1 |\n\n```\nx  y\nz\n```\n");
    ASSERT_EQ(blocks.size(), 4U);
    const auto& list = std::get<List>(blocks[0].content);
    EXPECT_TRUE(list.ordered);
    EXPECT_EQ(list.start, 3);
    ASSERT_EQ(list.items.size(), 2U);
    EXPECT_FALSE(std::get<List>(list.items[0].at(1).content).ordered);
    EXPECT_EQ(text_of(std::get<Paragraph>(std::get<Note>(blocks[1].content).blocks.at(0).content).runs), "Merke");
    const auto& table = std::get<Table>(blocks[2].content);
    EXPECT_THAT(table.header, ElementsAre(plain("A"), plain("B")));
    EXPECT_THAT(table.rows, ElementsAre(ElementsAre(plain("1"), Runs{})));
    EXPECT_THAT(table.align, ElementsAre(Align::start, Align::center));
    EXPECT_THAT(std::get<Paragraph>(blocks[3].content).runs, ElementsAre(TextRun{"x  y\nz", false, false, true}));
}

TEST(ToBlocks, EndsNestingWithoutLosingText) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- Ebene " + std::to_string(i) + "\n";
    const Document document{.title = "t", .blocks = to_blocks(text)};
    ASSERT_TRUE(check(document)) << check(document).error().message;
    const auto* blocks = &document.blocks;
    for (int i = 0; i < list_depth; ++i) blocks = &std::get<List>(blocks->back().content).items.back();
    EXPECT_THAT(text_of(std::get<Paragraph>(blocks->back().content).runs), AllOf(HasSubstr("Ebene 10"), HasSubstr("Ebene 29")));
}

TEST(Check, NamesWhatIsWrong) {
    const auto message = [](Blocks blocks) { return check({.title = "t", .blocks = std::move(blocks)}).error().message; };
    EXPECT_THAT(check({.title = " "}).error().message, HasSubstr("no title"));
    EXPECT_THAT(message({Heading{0, "Null"}}), HasSubstr("\"Null\" has level 0"));
    EXPECT_THAT(message({Note{"", {Table{.caption = "Kosten", .header = {plain("a")}, .rows = {{}}}}}}),
                HasSubstr("\"Kosten\" has 1 columns"));
    EXPECT_THAT(message({Table{.caption = "Kosten", .header = {}, .rows = {}}}), HasSubstr("no header"));
    EXPECT_THAT(message({Table{.header = {plain("a")}, .rows = {}, .widths = {0.0}}}), HasSubstr("1 positive"));
    EXPECT_THAT(message({paragraph("\xff")}), HasSubstr("not UTF-8"));
}

}  // namespace
}  // namespace kireise::formats
