#include "formats/ods.h"

#include <gmock/gmock.h>

#include <limits>
#include <pugixml.hpp>

#include "base/zip.h"
#include "formats/ods_parts.h"
#include "formats/ods_sample_test.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using namespace std::chrono_literals;

Workbook with_cell(SheetCell cell) { return {.title = "T", .sheets = {{.name = "S", .columns = {{"A"}}, .rows = {{std::move(cell)}}}}}; }
std::string content_with(SheetCell cell) { return ods::content_xml(with_cell(std::move(cell))); }

TEST(Ods, TypesItsCells) {
    EXPECT_THAT(content_with({Euro{123456}}), HasSubstr(R"(office:value-type="currency" office:currency="EUR" office:value="1234.56")"));
    EXPECT_THAT(content_with({Euro{-5}}), HasSubstr(R"(office:value="-0.05")"));
    EXPECT_THAT(content_with({Euro{100'000'000'000'01}}), HasSubstr(R"(office:value="100000000000.01")")) << "no cent is lost";
    EXPECT_THAT(content_with({Percentage{8571}}), HasSubstr(R"(office:value-type="percentage" office:value="0.8571")"));
    EXPECT_THAT(content_with({2026y / 2 / 3}), HasSubstr(R"(office:value-type="date" office:date-value="2026-02-03")"));
    EXPECT_THAT(content_with({12.5}), HasSubstr(R"(office:value-type="float" office:value="12.5")"));
    EXPECT_FALSE(to_ods(with_cell({std::numeric_limits<double>::infinity()})));
    EXPECT_THAT(content_with({"=SUM(A1)"}), AllOf(HasSubstr("<text:p>=SUM(A1)</text:p>"), Not(HasSubstr("table:formula"))));
    EXPECT_THAT(content_with({Euro{100}, "SUM([.A2:.A9])"}), HasSubstr(R"x(table:formula="of:=SUM([.A2:.A9])")x"));
    EXPECT_THAT(content_with({}), Not(HasSubstr("office:value-type=\"currency\"")));
}

TEST(Ods, EscapesAndDropsWhatXmlForbids) {
    const auto content = content_with({std::string("<a> & \"b\"\x01") + "  c"});
    EXPECT_THAT(content, AllOf(HasSubstr("&lt;a&gt; &amp; \"b\""), Not(HasSubstr("\x01")), HasSubstr("text:s")));
    pugi::xml_document xml;
    EXPECT_TRUE(xml.load_string(content.c_str()));
}

TEST(Ods, RepeatsTheHeaderAndFreezesIt) {
    EXPECT_THAT(ods::content_xml(sample_workbook()), HasSubstr("<table:table-header-rows><table:table-row"));
    EXPECT_THAT(ods::settings_xml(sample_workbook()), HasSubstr(R"(config:name="VerticalSplitPosition" config:type="int">3<)"));
}

TEST(Ods, NamesCellsAndSums) {
    EXPECT_EQ(cell_name(0, 1), "A1");
    EXPECT_EQ(cell_name(25, 7), "Z7");
    EXPECT_EQ(cell_name(26, 7), "AA7");
    EXPECT_EQ(cell_name(701, 7), "ZZ7");
    EXPECT_EQ(cell_name(702, 7), "AAA7");
    EXPECT_EQ(sum_formula(sample_workbook().sheets[0], 3, 0, 59), "SUM([.D4:.D63])");
}

TEST(Ods, IsAnArchiveWithItsTypeFirstAndTheSameBytesEachTime) {
    const auto bytes = to_ods(sample_workbook());
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(*bytes, *to_ods(sample_workbook()));
    EXPECT_EQ(bytes->substr(30, 8 + 46), std::string("mimetype") + ods::mime_type);
    std::vector<std::string> names;
    const auto entries = *read_zip(*bytes);
    for (const auto& entry : entries) names.push_back(entry.name);
    EXPECT_THAT(names, testing::ElementsAre("mimetype", "META-INF/manifest.xml", "meta.xml", "settings.xml", "styles.xml", "content.xml"));
}

TEST(Ods, RefusesWhatIsNoWorkbook) {
    const auto message = [](const Workbook& workbook) {
        const auto made = to_ods(workbook);
        return made ? std::string() : made.error().message;
    };
    EXPECT_THAT(message({}), HasSubstr("no sheet"));
    auto workbook = with_cell({"x"});
    workbook.sheets[0].rows[0].push_back({"y"});
    EXPECT_THAT(message(workbook), HasSubstr("row 1: 2 cells"));
    EXPECT_THAT(message(with_cell({"\xff"})), HasSubstr("not UTF-8"));
    workbook = with_cell({"x"});
    workbook.sheets[0].name = "a:b";
    EXPECT_THAT(message(workbook), HasSubstr("cannot be the name"));
    workbook = with_cell({"x"});
    workbook.sheets.push_back(workbook.sheets[0]);
    EXPECT_THAT(message(workbook), HasSubstr("Two sheets"));
    workbook = with_cell({"x"});
    workbook.sheets[0].columns[0].width_cm = 0;
    EXPECT_THAT(message(workbook), HasSubstr("width"));
}

}  // namespace
}  // namespace kireise::formats
