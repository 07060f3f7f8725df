#pragma once
// Charts as SVG elements for pages under a strict content security policy: no style attribute, no script; colours come from
// the classes in ui/css/charts.css, attributes carry geometry only. Each has role="img", a title and a description that
// says every value; a page shows a data table beside it all the same.
//
// Lengths are units of the viewBox, `ChartHead::width` of them across. Text is 15 units high (13.5 for side remarks):
// with the default of 320 it stays readable on a screen of 320 px; show a chart at 0.9 to 1.3 px a unit. Labels wrap
// and are never cut. Values outside of a scale are drawn at its end, their text says the value. Same input, same text.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kireise::formats {

struct ChartHead {
    std::string id;  // unique on the page: [a-z0-9-]+
    std::string title;
    std::string description = {};  // empty: made from the data
    double width = 320;            // at least 240
    std::string lang = "de";       // "en": decimal point instead of comma
};

struct Bar {
    std::string label;
    double value = 0;
    std::optional<double> target = std::nullopt;
};

// Horizontal bars from 0 to `max` (> 0), label and value above each.
struct BarChart {
    ChartHead head;
    std::vector<Bar> bars;
    double max = 100;
    int decimals = 0;
    std::string unit = {};  // set after the value with a narrow space: "%", "h"
    std::string target_word = "Ziel";
};
[[nodiscard]] std::string bar_chart_svg(const BarChart& chart);

struct AreaLevel {
    std::string label;
    double own = 0;
    double target = 0;
};

// Own level against the target per area: steps 0 to `max`, the part that is missing marked as a gap.
struct LevelChart {
    ChartHead head;
    std::vector<AreaLevel> levels;
    int max = 4;  // 1..10
    int decimals = 0;
    std::string own_word = "Stand";
    std::string target_word = "Ziel";
    std::string gap_word = "Lücke";
};
[[nodiscard]] std::string level_chart_svg(const LevelChart& chart);

struct MatrixPoint {
    std::string label;
    double x = 0;
    double y = 0;
    std::string kind = {};  // slug: adds the class chart-point--KIND
};

// Numbered points on 0..max in both directions; their names stand below. A number that would cover another one moves
// aside and keeps a line to its place.
struct MatrixChart {
    ChartHead head;
    std::vector<MatrixPoint> points;
    double max = 10;
    int decimals = 1;
    bool list_points = true;  // their names below; false where the page lists them itself, numbered from 1 in this order
    std::string x_word = "Machbarkeit";
    std::string y_word = "Nutzen";
};
[[nodiscard]] std::string matrix_chart_svg(const MatrixChart& chart);

enum class DueState { open, done, late };

struct Due {
    std::string label;
    int day = 0;  // days since 1970-01-01, as everywhere in the timeline
    DueState state = DueState::open;
};

struct PhaseSpan {
    std::string label;
    int first_day = 0;
    int last_day = 0;
    std::vector<Due> dues = {};
};

// Phases one below the other on one time axis, what is due as numbered points, a line for today if it lies inside.
struct Timeline {
    ChartHead head;
    std::vector<PhaseSpan> phases;
    std::optional<int> today = std::nullopt;
    bool list_dues = true;  // names and dates below each phase
    std::string today_word = "heute";
    std::string open_word = "offen";
    std::string done_word = "erledigt";
    std::string late_word = "überfällig";
};
[[nodiscard]] std::string timeline_svg(const Timeline& chart);

[[nodiscard]] int day_number(Date date);

}  // namespace kireise::formats
