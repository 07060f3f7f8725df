#include "formats/odt.h"

#include <gmock/gmock.h>

#include <chrono>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/zip.h"
#include "formats/golden_test.h"
#include "formats/odt_parts.h"
#include "formats/odt_sample_test.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

pugi::xml_document parsed(const std::string& xml) {
    pugi::xml_document document;
    const auto result = document.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    EXPECT_TRUE(result) << result.description();
    return document;
}

std::string pretty(const std::string& xml) {
    std::ostringstream out;
    parsed(xml).save(out, " ");
    return out.str();
}

std::string content_of(Blocks blocks) { return odt::content_xml({.title = "t", .blocks = std::move(blocks)}); }

TEST(Odt, BeginsWithItsStoredMimeType) {
    const auto bytes = *to_odt(sample_document());
    const std::string mime = odt::mime_type;
    EXPECT_EQ(bytes.substr(8, 2), std::string("\0\0", 2)) << "stored";
    EXPECT_EQ(bytes.substr(28, 2), std::string("\0\0", 2)) << "no extra field";
    EXPECT_EQ(bytes.substr(30, 8 + mime.size()), "mimetype" + mime);
}

TEST(Odt, ListsItsPartsInTheManifest) {
    const auto entries = *read_zip(*to_odt(sample_document()));
    std::vector<std::string> files;
    for (const auto& entry : entries) files.push_back(entry.name);
    EXPECT_THAT(files, ElementsAre("mimetype", "META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml"));
    std::vector<std::string> listed;
    const auto manifest = parsed(entries[1].content);
    for (auto entry : manifest.document_element().children()) listed.emplace_back(entry.attribute("manifest:full-path").value());
    EXPECT_THAT(listed, ElementsAre("/", "content.xml", "styles.xml", "meta.xml"));
}

TEST(Odt, SameDocumentGivesSameBytes) { EXPECT_EQ(*to_odt(sample_document()), *to_odt(sample_document())); }

TEST(Odt, ContentIsAsAccepted) { expect_golden("sample-content.xml", pretty(odt::content_xml(sample_document()))); }

std::set<std::string> values_of(const pugi::xml_document& document, const char* path) {
    std::set<std::string> values;
    for (const auto& hit : document.select_nodes(path)) values.insert(hit.attribute().value());
    return values;
}

TEST(Odt, DefinesEveryStyleThatItUses) {
    auto document = sample_document();
    document.blocks.insert(document.blocks.begin(),
                           {PageBreak{}, Table{.header = {plain("ohne Titel")}, .rows = {{plain("x")}}, .align = {Align::center}}});
    const auto content = parsed(odt::content_xml(document));
    const auto styles = parsed(odt::styles_xml(document));
    auto defined = values_of(content, "//@style:name");
    defined.merge(values_of(styles, "//@style:name"));
    auto used = values_of(content, "//@text:style-name | //@table:style-name | //@style:parent-style-name | //@style:master-page-name");
    used.merge(values_of(styles, "//@text:style-name | //@style:parent-style-name | //@style:next-style-name | //@style:font-name"));
    EXPECT_GT(used.size(), 30U);
    for (const auto& name : used) EXPECT_TRUE(defined.contains(name)) << name;
}

TEST(Odt, SaysTitleLanguageAndOrganisation) {
    const auto meta = odt::meta_xml(sample_document());
    EXPECT_THAT(meta, AllOf(HasSubstr("<dc:title>Dienstanweisung KI &amp; Daten</dc:title>"), HasSubstr("<dc:language>de-DE</dc:language>"),
                            HasSubstr("<dc:creator>Stadt Musterstadt</dc:creator>"), HasSubstr("<dc:date>2026-06-15T00:00:00</dc:date>")));
    const auto styles = odt::styles_xml(sample_document());
    EXPECT_THAT(styles, AllOf(HasSubstr("fo:language=\"de\" fo:country=\"DE\""), HasSubstr("Version 1.0.0 · Stand 15.06.2026"),
                              HasSubstr("Seite <text:page-number")));
    auto english = sample_document();
    english.lang = "en";
    EXPECT_THAT(odt::styles_xml(english),
                AllOf(HasSubstr("fo:country=\"GB\""), HasSubstr("Page <text:page-number"), HasSubstr("as of 2026-06-15")));
    EXPECT_THAT(odt::content_xml(english), HasSubstr(">Contents<"));
}

TEST(Odt, RepeatsHeaderRowsAndNumbersTables) {
    const auto content = parsed(odt::content_xml(sample_document()));
    EXPECT_STREQ(content.select_node("//table:table-header-rows/table:table-row/table:table-cell/text:p").node().text().get(), "Klasse");
    EXPECT_STREQ(content.select_node("//text:sequence").node().text().get(), "1");
    EXPECT_EQ(content.select_nodes("//table:table-column").size(), 3U);
}

TEST(Odt, HasContentsFromSixHeadingsOn) {
    Blocks blocks;
    for (int i = 1; i <= 5; ++i) blocks.push_back(Heading{1, "Kapitel " + std::to_string(i)});
    EXPECT_THAT(content_of(blocks), Not(HasSubstr("table-of-content")));
    blocks.push_back(Heading{4, "zu tief für das Verzeichnis"});
    const auto content = parsed(content_of(blocks));
    EXPECT_EQ(content.select_nodes("//text:index-body/text:p").size(), 5U);
    // Every entry leads to a heading, and its page number refers to the same one.
    for (const auto& hit : content.select_nodes("//text:index-body/text:p/text:a")) {
        const std::string mark = hit.node().attribute("xlink:href").value() + 1;
        EXPECT_EQ(mark, hit.node().child("text:bookmark-ref").attribute("text:ref-name").value());
        EXPECT_TRUE(content.select_node(("//text:h/text:bookmark-start[@text:name='" + mark + "']").c_str())) << mark;
    }
}

TEST(Odt, NumbersHeadings) {
    Document document{.title = "t", .numbered = true};
    for (const int level : {1, 2, 2, 3, 1, 2}) document.blocks.push_back(Heading{level, "x"});
    document.blocks.push_back(Heading{1, "Anhang", "A"});
    const auto content = parsed(odt::content_xml(document));
    std::vector<std::string> entries;
    for (const auto& hit : content.select_nodes("//text:index-body/text:p/text:a")) entries.emplace_back(hit.node().text().get());
    EXPECT_THAT(entries, ElementsAre("1\u2002x", "1.1\u2002x", "1.2\u2002x", "1.2.1\u2002x", "2\u2002x", "2.1\u2002x", "A\u2002Anhang"));
    const auto own = content.select_node("//text:h[last()]").node();
    EXPECT_STREQ(own.attribute("text:is-list-header").value(), "true") << "the word processor adds no number of its own";
    const auto levels = [](const std::string& styles) {
        return parsed(styles).select_nodes("//text:outline-level-style[@style:num-format='1']").size();
    };
    EXPECT_EQ(levels(odt::styles_xml(document)), 6U);
    EXPECT_EQ(levels(odt::styles_xml(sample_document())), 0U);
}

TEST(Odt, KeepsSpacesAndBreaksAndDropsControlCharacters) {
    EXPECT_THAT(
        content_of({paragraph("  a  b\tc\nd\x01\x1b[0m <&> ]]>")}),
        HasSubstr("<text:s text:c=\"2\"/>a <text:s text:c=\"1\"/>b<text:tab/>c<text:line-break/>d[0m &lt;&amp;&gt; ]]&gt;</text:p>"));
}

TEST(Odt, KeepsSpacesBetweenRunsReadable) {
    const auto content = content_of(
        {Paragraph{{{"eins "}, {"zwei", true}, {" drei", true, true}, {" "}, {" vier"}}}, Paragraph{{{"", true}, {" fünf", true}}}});
    EXPECT_THAT(
        content,
        HasSubstr(
            ">eins <text:span text:style-name=\"Strong_20_Emphasis\">zwei</text:span><text:span text:style-name=\"Strong_20_Emphasis\">"
            "<text:span text:style-name=\"Emphasis\"> drei</text:span></text:span> <text:s text:c=\"1\"/>vier</text:p>"));
    EXPECT_THAT(content, HasSubstr("<text:s text:c=\"1\"/>fünf"));
}

TEST(Odt, LinksOnlyWhatMeansSomethingOutside) {
    const auto link = [](std::string address) { return content_of({Paragraph{{{"Text", false, false, false, std::move(address)}}}}); };
    EXPECT_THAT(link("https://example.org/?a=1&b=2"), HasSubstr("xlink:href=\"https://example.org/?a=1&amp;b=2\""));
    for (const auto* address : {"javascript:alert(1)", "../law/x", "#ziel", "file:///etc/passwd", "vnd.sun.star.script:x"}) {
        EXPECT_THAT(link(address), AllOf(HasSubstr(">Text</text:p>"), Not(HasSubstr("xlink:href")))) << address;
    }
}

TEST(Odt, PutsTablesInsideListsAsLines) {
    const Table table{.header = {plain("Frist"), plain("Amt")}, .rows = {{plain("3 Tage"), plain("IT")}}};
    const auto content = content_of({List{false, 1, {{paragraph("Punkt"), table}, {}}}});
    EXPECT_THAT(content, AllOf(HasSubstr("Frist: 3 Tage; Amt: IT"), Not(HasSubstr("<table:table"))));
    EXPECT_EQ(parsed(content).select_nodes("//text:list-item[not(text:p)]").size(), 0U) << "an empty item is a paragraph too";
}

TEST(Odt, RefusesWhatCheckRefuses) { EXPECT_EQ(to_odt({.title = ""}).error().kind, ErrorKind::invalid); }

TEST(Odt, IsFast) {
    Document document{.title = "Lang"};
    for (int i = 0; i < 15; ++i) {  // about 15 pages
        const auto sample = sample_document().blocks;
        document.blocks.insert(document.blocks.end(), sample.begin(), sample.end());
        for (int k = 0; k < 10; ++k) document.blocks.push_back(paragraph(std::string(500, 'x')));
    }
    auto best = 1h + 0ns;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        ASSERT_TRUE(to_odt(document));
        best = std::min<decltype(best)>(best, std::chrono::steady_clock::now() - start);
    }
    EXPECT_LT(best, 50ms);
}

}  // namespace
}  // namespace kireise::formats
