#include "formats/chart_matrix.h"

#include <fmt/core.h>

#include <cmath>
#include <numbers>

#include "base/number.h"
#include "base/text.h"
#include "formats/chart_draw.h"

namespace kireise::formats {
namespace chart {
namespace {

constexpr double spacing = 2;  // between two marks
constexpr double ring_step = 4;
constexpr int directions = 24;

double distance(Spot a, Spot b) { return std::hypot(a.x - b.x, a.y - b.y); }

bool inside(Spot spot, Area area) { return spot.x >= area.left && spot.x <= area.right && spot.y >= area.top && spot.y <= area.bottom; }

Spot nearest_free(Spot point, const std::vector<Spot>& taken, double radius, Area area) {
    const auto free = [&](Spot spot) {
        return inside(spot, area) && std::ranges::all_of(taken, [&](Spot other) { return distance(spot, other) >= 2 * radius + spacing; });
    };
    if (free(point)) return point;
    const double reach = std::hypot(area.right - area.left, area.bottom - area.top);
    for (double ring = ring_step; ring <= reach; ring += ring_step) {
        for (int i = 0; i < directions; ++i) {
            const double angle = 2 * std::numbers::pi * i / directions;
            const Spot spot{point.x + ring * std::sin(angle), point.y - ring * std::cos(angle)};
            if (free(spot)) return spot;
        }
    }
    return point;
}

}  // namespace

std::vector<Spot> spread(const std::vector<Spot>& points, double radius, Area area) {
    std::vector<Spot> spots;
    for (const auto& point : points) spots.push_back(nearest_free(point, spots, radius, area));
    return spots;
}

}  // namespace chart

namespace {

using chart::Anchor;
using chart::Area;
using chart::Drawing;
using chart::Scale;
using chart::Spot;

constexpr double radius = 11;
constexpr double edge = radius + 1;  // so that a mark on the end of an axis stays inside
constexpr double axis_room = 24;     // for the numbers left of the plot

// "chart-point chart-point--KIND"; a kind that is no slug is left out.
std::string classes_of(std::string_view name, const MatrixPoint& point) {
    return is_slug(point.kind) ? fmt::format("{0} {0}--{1}", name, point.kind) : std::string(name);
}

void draw_axes(Drawing& drawing, const MatrixChart& input, Area plot, const Scale& across, const Scale& up) {
    const double half = up.to / 2;
    drawing.text(0, chart::small_size, "↑ " + input.y_word, "chart-axis chart-small");
    drawing.rect(across(half), plot.top, plot.right - across(half), up(half) - plot.top, "chart-quadrant");
    for (const double value : {0.0, half, up.to}) {
        const auto text = number(value, value == std::round(value) ? 0 : 1, input.head.lang);
        drawing.line(plot.left, up(value), plot.right, up(value), "chart-grid");
        drawing.line(across(value), plot.top, across(value), plot.bottom, "chart-grid");
        drawing.text(plot.left - 6, up(value) + 5, text, "chart-axis chart-small", Anchor::end);
        drawing.text(across(value), plot.bottom + 18, text, "chart-axis chart-small", Anchor::middle);
    }
    drawing.text(plot.right, plot.bottom + 36, input.x_word + " →", "chart-axis chart-small", Anchor::end);
}

void draw_mark(Drawing& drawing, Spot spot, std::size_t index, const MatrixPoint& point) {
    drawing.circle(spot.x, spot.y, radius, classes_of("chart-point", point));
    drawing.text(spot.x, spot.y + 4.8, std::to_string(index + 1), classes_of("chart-number", point) + " chart-small", Anchor::middle);
}

void draw_points(Drawing& drawing, const MatrixChart& input, Area plot, const Scale& across, const Scale& up) {
    std::vector<Spot> places;
    for (const auto& point : input.points) places.push_back({across(point.x), up(point.y)});
    const auto spots = chart::spread(places, radius, {plot.left + radius, plot.top + radius, plot.right - radius, plot.bottom - radius});
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (spots[i] != places[i]) drawing.line(places[i].x, places[i].y, spots[i].x, spots[i].y, "chart-leader");
    }
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (spots[i] != places[i]) drawing.circle(places[i].x, places[i].y, 2.5, "chart-dot");
    }
    for (std::size_t i = 0; i < spots.size(); ++i) draw_mark(drawing, spots[i], i, input.points[i]);
}

double draw_names(Drawing& drawing, double y, const MatrixChart& input) {
    for (std::size_t i = 0; i < input.points.size(); ++i) {
        y += 27;
        draw_mark(drawing, {radius + 1, y - 5}, i, input.points[i]);
        y = drawing.block(32, y, drawing.width() - 32, input.points[i].label, "chart-label");
    }
    return y;
}

std::string described(const MatrixChart& input) {
    std::vector<std::string> parts;
    for (const auto& point : input.points) {
        parts.push_back(fmt::format("{}: {} {}, {} {}", point.label, input.y_word, number(point.y, input.decimals, input.head.lang),
                                    input.x_word, number(point.x, input.decimals, input.head.lang)));
    }
    return join(parts, "; ") + ".";
}

}  // namespace

std::string matrix_chart_svg(const MatrixChart& input) {
    Drawing drawing(input.head, "matrix");
    const double max = std::isfinite(input.max) && input.max > 0 ? input.max : 1;
    const double top = 28;
    const double side = drawing.width() - axis_room - 1;
    const Area plot{axis_room, top, axis_room + side, top + std::min(side * 0.86, 420.0)};
    const Scale across{0, max, plot.left + edge, plot.right - edge};
    const Scale up{0, max, plot.bottom - edge, plot.top + edge};
    draw_axes(drawing, input, plot, across, up);
    draw_points(drawing, input, plot, across, up);
    const double y = input.list_points ? draw_names(drawing, plot.bottom + 46, input) : plot.bottom + 36;
    return drawing.finish(y + 10, described(input));
}

}  // namespace kireise::formats
