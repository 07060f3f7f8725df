#include "formats/chart_svg.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <pugixml.hpp>

#include "formats/chart_draw.h"
#include "formats/chart_matrix.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

pugi::xml_document parsed(const std::string& svg) {
    pugi::xml_document document;
    const auto result = document.load_string(svg.c_str());
    EXPECT_TRUE(result) << result.description() << "\n" << svg;
    return document;
}

std::vector<pugi::xml_node> with_class(const pugi::xml_document& svg, const std::string& name) {
    std::vector<pugi::xml_node> nodes;
    for (const auto& hit : svg.select_nodes("//*[@class]")) {
        if ((" " + std::string(hit.node().attribute("class").value()) + " ").find(" " + name + " ") != std::string::npos)
            nodes.push_back(hit.node());
    }
    return nodes;
}

double number_of(pugi::xml_node node, const char* attribute) { return node.attribute(attribute).as_double(-1); }

const std::vector<std::string> hard_labels = {"IT",
                                              "Fachbereich Bildung, Jugend und Soziales einschließlich Kindertagesstätten",
                                              "Datenschutzbeauftragtenbestellungsverfahrensordnung",
                                              "",
                                              "Straßen- und Grünflächenamt",
                                              "WWWWWWWW MMMMMMMM WWWWWWWW"};

BarChart hard_bars() {
    BarChart chart{.head = {.id = "bars", .title = "Beteiligung"}, .max = 20000, .decimals = 1, .unit = "Stunden"};
    for (const auto& label : hard_labels)
        chart.bars.push_back({label, 12345.678, chart.bars.size() % 2 == 0 ? std::optional(19999.0) : std::nullopt});
    return chart;
}

LevelChart hard_levels() {
    LevelChart chart{.head = {.id = "levels", .title = "Kompetenzen"}, .decimals = 1};
    for (const auto& label : hard_labels) chart.levels.push_back({label, 1.5, 3});
    return chart;
}

MatrixChart hard_matrix() {
    MatrixChart chart{.head = {.id = "matrix", .title = "Anwendungsfälle"}};
    for (int i = 0; i < 42; ++i) chart.points.push_back({hard_labels[static_cast<std::size_t>(i) % hard_labels.size()], i % 3 * 5.0, 10});
    return chart;
}

Timeline hard_timeline() {
    Timeline chart{.head = {.id = "time", .title = "Reiseplan"}, .today = day_number(2025y / 11 / 2)};
    for (const auto& label : hard_labels) {
        PhaseSpan phase{label, day_number(2025y / 11 / 1), day_number(2026y / 10 / 31)};
        for (int i = 0; i < 12; ++i)
            phase.dues.push_back({hard_labels[static_cast<std::size_t>(i) % 6], phase.last_day - i * 5, static_cast<DueState>(i % 3)});
        chart.phases.push_back(std::move(phase));
    }
    return chart;
}

std::vector<std::string> hard_charts() {
    return {bar_chart_svg(hard_bars()), level_chart_svg(hard_levels()), matrix_chart_svg(hard_matrix()), timeline_svg(hard_timeline())};
}

struct Box {
    double left, top, right, bottom;
    std::string text;
};

Box box_of(pugi::xml_node node) {
    const double size = node.attribute("font-size").as_double(chart::text_size);
    const double width = chart::width_of(node.text().get(), size);
    const std::string anchor = node.attribute("text-anchor").as_string("start");
    const double left = number_of(node, "x") - (anchor == "end" ? width : anchor == "middle" ? width / 2 : 0);
    const double base = number_of(node, "y");
    return {left, base - size * 0.75, left + width, base + size * 0.2, node.text().get()};
}

std::vector<Box> text_boxes(const pugi::xml_document& svg) {
    std::vector<Box> boxes;
    for (const auto& hit : svg.select_nodes("//text[text()]")) boxes.push_back(box_of(hit.node()));
    return boxes;
}

TEST(Charts, KeepToTheContentSecurityPolicyAndSpeak) {
    for (const auto& text : hard_charts()) {
        const auto svg = parsed(text);
        const auto root = svg.document_element();
        EXPECT_STREQ(root.attribute("role").value(), "img");
        EXPECT_EQ(std::string(root.child("title").attribute("id").value()) + " " + root.child("desc").attribute("id").value(),
                  root.attribute("aria-labelledby").value());
        EXPECT_STRNE(root.child("title").text().get(), "");
        EXPECT_TRUE(svg.select_nodes("//@style | //@fill | //@stroke | //script | //style | //@*[starts-with(name(), 'on')]").empty());
    }
}

TEST(Charts, ClipNoText) {
    for (const auto& text : hard_charts()) {
        const auto svg = parsed(text);
        std::istringstream view(svg.document_element().attribute("viewBox").value());
        double x = 0, y = 0, width = 0, height = 0;
        view >> x >> y >> width >> height;
        EXPECT_EQ(width, 320);
        for (const auto& box : text_boxes(svg)) {
            EXPECT_GE(box.left, -0.5) << box.text;
            EXPECT_LE(box.right, width + 0.5) << box.text;
            EXPECT_GE(box.top, 0) << box.text;
            EXPECT_LE(box.bottom, height) << box.text;
        }
    }
}

TEST(Charts, LayNoTextOverAnother) {
    for (const auto& text : hard_charts()) {
        const auto boxes = text_boxes(parsed(text));
        EXPECT_GT(boxes.size(), 10U);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                const auto& [a, b] = std::tie(boxes[i], boxes[k]);
                const bool apart = a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
                EXPECT_TRUE(apart) << a.text << " | " << b.text;
            }
        }
    }
}

TEST(Charts, EscapeForeignText) {
    const auto text =
        bar_chart_svg({.head = {.id = "a\"b", .title = "<script>&'\""}, .bars = {{"</text><script>x\x01", 1}}, .unit = "<i>"});
    EXPECT_THAT(text,
                AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;&amp;&#39;&quot;"), HasSubstr("&lt;/text&gt;&lt;script&gt;x ")));
    parsed(text);
}

TEST(BarChart, DrawsValuesToScale) {
    const auto svg =
        parsed(bar_chart_svg({.head = {.id = "a", .title = "t"},
                              .bars = {{"halb", 50, 75}, {"null", 0}, {"zu viel", 150}, {"minus", -5}, {"keine Zahl", std::nan("")}}}));
    std::vector<double> widths;
    for (const auto& bar : with_class(svg, "chart-bar")) widths.push_back(number_of(bar, "width"));
    EXPECT_THAT(widths, ElementsAre(160, 320));
    EXPECT_EQ(number_of(with_class(svg, "chart-target").at(0), "x1"), 240);
    EXPECT_THAT(svg.document_element().child("desc").text().get(), HasSubstr("halb: 50 · Ziel 75; null: 0; zu viel: 150; minus: -5"));
    const auto wide = parsed(bar_chart_svg({.head = {.id = "a", .title = "t", .width = 640}, .bars = {{"halb", 50}}}));
    EXPECT_EQ(number_of(with_class(wide, "chart-bar").at(0), "width"), 320);
}

TEST(BarChart, WritesNumbersInTheLanguageOfThePage) {
    BarChart chart{.head = {.id = "a", .title = "t"}, .bars = {{"x", 1234.5}}, .max = 2000, .decimals = 1, .unit = "h"};
    EXPECT_THAT(bar_chart_svg(chart), HasSubstr(">1.234,5\u00a0h</text>"));
    chart.head.lang = "en";
    EXPECT_THAT(bar_chart_svg(chart), HasSubstr(">1,234.5\u00a0h</text>"));
}

TEST(LevelChart, MarksTheGapOnlyWhereOneIs) {
    const auto svg =
        parsed(level_chart_svg({.head = {.id = "a", .title = "t"}, .levels = {{"unter", 1, 3}, {"über", 4, 2}, {"gleich", 2, 2}}}));
    const auto gaps = with_class(svg, "chart-gap");
    ASSERT_EQ(gaps.size(), 2U) << "one, and the legend";
    EXPECT_EQ(number_of(gaps[0], "x"), 80);
    EXPECT_EQ(number_of(gaps[0], "width"), 160);
    std::vector<double> targets;
    for (const auto& line : with_class(svg, "chart-target")) targets.push_back(number_of(line, "x1"));
    targets.pop_back();  // legend
    EXPECT_THAT(targets, ElementsAre(240, 160, 160));
}

TEST(MatrixChart, PutsHighValuesUpAndRight) {
    MatrixChart chart{.head = {.id = "a", .title = "t"},
                      .points = {{"niedrig", 0, 0}, {"hoch", 10, 10, "recommended"}, {"Mitte", 5, 5, "x\" y"}}};
    const auto svg = parsed(matrix_chart_svg(chart));
    const auto points = with_class(svg, "chart-point");
    ASSERT_EQ(points.size(), 6U) << "in the plot and beside the names";
    const auto x = [&](std::size_t i) { return number_of(points[i], "cx"); };
    const auto y = [&](std::size_t i) { return number_of(points[i], "cy"); };
    EXPECT_LT(x(0), x(2));
    EXPECT_LT(x(2), x(1));
    EXPECT_GT(y(0), y(2));
    EXPECT_NEAR(x(2) - x(0), x(1) - x(2), 0.02);
    EXPECT_STREQ(points[1].attribute("class").value(), "chart-point chart-point--recommended");
    EXPECT_STREQ(points[2].attribute("class").value(), "chart-point") << "a kind that is no slug is no class";
    EXPECT_THAT(with_class(svg, "chart-leader"), IsEmpty());
    EXPECT_THAT(svg.document_element().child("desc").text().get(), HasSubstr("hoch: Nutzen 10,0, Machbarkeit 10,0"));
}

TEST(MatrixChart, LeavesTheNamesToThePageWhereItListsThem) {
    MatrixChart chart{.head = {.id = "a", .title = "t"}, .points = {{"niedrig", 0, 0}, {"hoch", 10, 10}}, .list_points = false};
    const auto svg = parsed(matrix_chart_svg(chart));
    EXPECT_EQ(with_class(svg, "chart-point").size(), 2U);
    EXPECT_THAT(with_class(svg, "chart-label"), IsEmpty());
    EXPECT_THAT(svg.document_element().child("desc").text().get(), HasSubstr("hoch: Nutzen")) << "still told to who cannot see it";
}

TEST(MatrixChart, CoversNoPoint) {
    const auto svg = parsed(matrix_chart_svg(hard_matrix()));
    auto points = with_class(svg, "chart-point");
    points.resize(points.size() / 2);  // without those beside the names
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t k = i + 1; k < points.size(); ++k) {
            const double apart = std::hypot(number_of(points[i], "cx") - number_of(points[k], "cx"),
                                            number_of(points[i], "cy") - number_of(points[k], "cy"));
            EXPECT_GE(apart, number_of(points[i], "r") + number_of(points[k], "r")) << i << " " << k;
        }
    }
    EXPECT_EQ(with_class(svg, "chart-leader").size(), 39U) << "three stand where they belong";
}

TEST(Spread, LeavesFreePointsAloneAndGivesUpWithoutRoom) {
    using chart::Spot;
    EXPECT_THAT(chart::spread({{20, 20}, {60, 20}}, 10, {10, 10, 90, 90}), ElementsAre(Spot{20, 20}, Spot{60, 20}));
    EXPECT_THAT(chart::spread({{20, 20}, {20, 20}}, 10, {15, 15, 25, 25}), ElementsAre(Spot{20, 20}, Spot{20, 20}));
}

TEST(Timeline, DrawsDaysToScale) {
    Timeline chart{
        .head = {.id = "a", .title = "t"}, .phases = {{"eins", 1000, 1050, {{"mitten", 1025}}}, {"zwei", 1050, 1100}}, .today = 1075};
    const auto svg = parsed(timeline_svg(chart));
    const auto phases = with_class(svg, "chart-phase");
    ASSERT_EQ(phases.size(), 2U);
    EXPECT_NEAR(number_of(phases[0], "width"), number_of(phases[1], "width"), 0.02);
    EXPECT_NEAR(number_of(phases[0], "x") + number_of(phases[0], "width"), number_of(phases[1], "x"), 0.02);
    const double quarter = number_of(phases[0], "width") / 2;
    EXPECT_NEAR(number_of(with_class(svg, "chart-point").at(0), "cx"), number_of(phases[0], "x") + quarter, 0.02);
    EXPECT_NEAR(number_of(with_class(svg, "chart-today").at(0), "x1"), number_of(phases[1], "x") + quarter, 0.02);
    for (const int outside : {999, 1101}) {
        chart.today = outside;
        EXPECT_THAT(timeline_svg(chart), Not(HasSubstr("chart-today"))) << outside;
    }
}

TEST(Timeline, TellsStatesByShapeAndWord) {
    Timeline chart{.head = {.id = "a", .title = "t"}, .phases = {{"eins", 0, 100, {{"a", 10, DueState::done}, {"b", 50, DueState::late}}}}};
    const auto text = timeline_svg(chart);
    const auto svg = parsed(text);
    EXPECT_EQ(with_class(svg, "chart-point--late").at(0).name(), std::string("path"));
    EXPECT_EQ(with_class(svg, "chart-point--done").at(0).name(), std::string("circle"));
    EXPECT_THAT(text, AllOf(HasSubstr(">erledigt<"), HasSubstr(">überfällig<"), Not(HasSubstr(">offen<"))));
    EXPECT_THAT(text, AllOf(HasSubstr("eins: 01.01.1970 – 11.04.1970; a: 11.01.1970, erledigt; b: 20.02.1970, überfällig."),
                            HasSubstr("11.01.1970 · a")));
    chart.list_dues = false;
    EXPECT_THAT(timeline_svg(chart), Not(HasSubstr("11.01.1970 · a")));
}

TEST(Timeline, StandsEmptyAndLongSpans) {
    parsed(timeline_svg({.head = {.id = "a", .title = "t"}, .phases = {}}));
    const auto svg = parsed(
        timeline_svg({.head = {.id = "a", .title = "t"}, .phases = {{"lang", day_number(1990y / 1 / 1), day_number(2090y / 1 / 1)}}}));
    EXPECT_GT(with_class(svg, "chart-axis").size(), 3U);
    EXPECT_LT(with_class(svg, "chart-axis").size(), 12U);
}

TEST(Wrap, BreaksAtSpacesHyphensAndOnlyThenInWords) {
    const auto narrow = chart::width_of("zusammen", 15);
    EXPECT_THAT(chart::wrap("wir gehen zusammen", narrow, 15), ElementsAre("wir gehen", "zusammen"));
    EXPECT_THAT(chart::wrap("KI-Pass", chart::width_of("Pass", 15), 15), ElementsAre("KI-", "Pass"));
    EXPECT_THAT(chart::wrap("", 100, 15), ElementsAre(""));
    std::string whole;
    for (const auto& line : chart::wrap("Überführungsgerätänderung", narrow, 15)) {
        EXPECT_LE(chart::width_of(line, 15), narrow);
        whole += line.ends_with('-') ? line.substr(0, line.size() - 1) : line;
    }
    EXPECT_EQ(whole, "Überführungsgerätänderung");
}

}  // namespace
}  // namespace kireise::formats
