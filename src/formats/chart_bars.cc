// Bar chart and level chart: rows of a label, a value and a bar.
#include <fmt/core.h>

#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "formats/chart_draw.h"

namespace kireise::formats {
namespace {

using chart::Anchor;
using chart::Drawing;
using chart::Scale;

constexpr double bar_height = 16;
constexpr double row_gap = 18;
constexpr double marker_reach = 4;  // of the target marker beyond the bar

struct Row {
    std::string label;
    std::string value_text;
    double value;
    std::optional<double> target;
};

// Label left and value right where both fit into one line, else the value below. Returns the last base line.
double draw_caption(Drawing& drawing, double y, const Row& row) {
    const double value_width = chart::width_of(row.value_text, chart::small_size);
    const double label_width = chart::width_of(row.label, chart::text_size);
    if (label_width + 10 + value_width > drawing.width()) {
        y = drawing.block(0, y, drawing.width(), row.label, "chart-label");
        return drawing.block(0, y + chart::line_height(chart::small_size), drawing.width(), row.value_text, "chart-value chart-small");
    }
    drawing.text(0, y, row.label, "chart-label");
    drawing.text(drawing.width(), y, row.value_text, "chart-value chart-small", Anchor::end);
    return y;
}

void draw_target(Drawing& drawing, double x, double y) {
    const double inside = std::clamp(x, 1.5, drawing.width() - 1.5);  // half the stroke
    drawing.line(inside, y - marker_reach, inside, y + bar_height + marker_reach, "chart-target");
}

// Thin lines over the bar cut it into its steps.
void draw_steps(Drawing& drawing, double y, const Scale& scale, int steps) {
    for (int step = 1; step < steps; ++step) drawing.line(scale(step), y, scale(step), y + bar_height, "chart-step");
}

struct RowStyle {
    int steps = 1;
    bool gap = false;  // mark what is missing to the target
};

// Returns where the next row begins.
double draw_row(Drawing& drawing, double y, const Scale& scale, const Row& row, RowStyle style) {
    const double top = draw_caption(drawing, y + chart::text_size, row) + 8;
    const double end = scale(row.value);
    const double target = row.target ? scale(*row.target) : 0;
    drawing.rect(0, top, drawing.width(), bar_height, "chart-track");
    if (style.gap && target > end) drawing.rect(end, top, target - end, bar_height, "chart-gap");
    if (end > 0) drawing.rect(0, top, std::max(end, 2.0), bar_height, "chart-bar");
    draw_steps(drawing, top, scale, style.steps);
    if (row.target) draw_target(drawing, target, top);
    return top + bar_height + row_gap;
}

struct LegendItem {
    std::string word;
    enum class Sign { bar, gap, target } sign;
};

double draw_legend(Drawing& drawing, double y, const std::vector<LegendItem>& items) {
    double x = 0;
    for (const auto& item : items) {
        const double needed = 20 + chart::width_of(item.word, chart::small_size) + 14;
        if (x > 0 && x + needed - 14 > drawing.width()) {
            x = 0;
            y += chart::line_height(chart::small_size) + 4;
        }
        if (item.sign == LegendItem::Sign::target) drawing.line(x + 7, y - 13, x + 7, y + 3, "chart-target");
        else drawing.rect(x, y - 11, 14, 12, item.sign == LegendItem::Sign::bar ? "chart-bar" : "chart-gap");
        drawing.text(x + 20, y, item.word, "chart-legend chart-small");
        x += needed;
    }
    return y;
}

std::string described(const std::vector<Row>& rows) {
    std::vector<std::string> parts;
    for (const auto& row : rows) parts.push_back(row.label + ": " + row.value_text);
    return join(parts, "; ") + ".";
}

double positive(double max) { return std::isfinite(max) && max > 0 ? max : 1; }

Row row_of(const BarChart& chart, const Bar& bar) {
    const auto text = [&](double value) { return chart::with_unit(number(value, chart.decimals, chart.head.lang), chart.unit); };
    const auto target = bar.target ? fmt::format(" · {} {}", chart.target_word, text(*bar.target)) : "";
    return {bar.label, text(bar.value) + target, bar.value, bar.target};
}

Row row_of(const LevelChart& chart, const AreaLevel& level) {
    const auto text = [&](double value) { return number(value, chart.decimals, chart.head.lang); };
    return {level.label, fmt::format("{} {} · {} {}", chart.own_word, text(level.own), chart.target_word, text(level.target)), level.own,
            level.target};
}

void draw_step_numbers(Drawing& drawing, double y, const Scale& scale, int steps) {
    for (int step = 0; step <= steps; ++step) {
        const auto anchor = step == 0 ? Anchor::start : step == steps ? Anchor::end : Anchor::middle;
        drawing.text(scale(step), y, std::to_string(step), "chart-axis chart-small", anchor);
    }
}

}  // namespace

std::string bar_chart_svg(const BarChart& input) {
    Drawing drawing(input.head, "bars");
    const Scale scale{0, positive(input.max), 0, drawing.width()};
    std::vector<Row> rows;
    std::ranges::transform(input.bars, std::back_inserter(rows), [&](const Bar& bar) { return row_of(input, bar); });
    double y = 0;
    for (const auto& row : rows) y = draw_row(drawing, y, scale, row, {});
    const bool targets = std::ranges::any_of(rows, [](const Row& row) { return row.target.has_value(); });
    if (targets) y = draw_legend(drawing, y + 6, {{input.target_word, LegendItem::Sign::target}}) + row_gap;
    return drawing.finish(std::max(y - row_gap + 6, 1.0), described(rows));
}

std::string level_chart_svg(const LevelChart& input) {
    Drawing drawing(input.head, "levels");
    const int steps = std::clamp(input.max, 1, 10);
    const Scale scale{0, static_cast<double>(steps), 0, drawing.width()};
    std::vector<Row> rows;
    std::ranges::transform(input.levels, std::back_inserter(rows), [&](const AreaLevel& level) { return row_of(input, level); });
    double y = 0;
    for (const auto& row : rows) y = draw_row(drawing, y, scale, row, {steps, true});
    draw_step_numbers(drawing, y, scale, steps);
    using enum LegendItem::Sign;
    y = draw_legend(drawing, y + 26, {{input.own_word, bar}, {input.gap_word, gap}, {input.target_word, target}});
    return drawing.finish(y + 6, described(rows));
}

}  // namespace kireise::formats
