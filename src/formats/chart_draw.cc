#include "formats/chart_draw.h"

#include <fmt/core.h>

#include <chrono>
#include <cmath>

#include "base/text.h"

namespace kireise::formats {

int day_number(Date date) { return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count()); }

namespace chart {
namespace {

constexpr double least_width = 240;

// At most two decimals, without zeros at the end.
std::string unit(double value) {
    auto text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string_view name_of(Anchor anchor) {
    if (anchor == Anchor::middle) return " text-anchor=\"middle\"";
    return anchor == Anchor::end ? " text-anchor=\"end\"" : "";
}

// XML knows no control characters, not even as entities.
std::string escaped(std::string_view text) {
    std::string kept;
    std::ranges::transform(text, std::back_inserter(kept), [](unsigned char c) { return c < 0x20 ? ' ' : static_cast<char>(c); });
    return escape_html(kept);
}

}  // namespace

double Scale::operator()(double value) const {
    const double span = to - from;
    const double share = span > 0 && std::isfinite(value) ? std::clamp((value - from) / span, 0.0, 1.0) : 0.0;
    return first + share * (last - first);
}

double size_of(std::string_view classes) { return classes.find("chart-small") == std::string_view::npos ? text_size : small_size; }

double line_height(double size) { return std::round(size * 1.27); }

Drawing::Drawing(const ChartHead& head, std::string_view kind)
    : head_(head), kind_(kind), width_(std::isfinite(head.width) ? std::max(head.width, least_width) : least_width) {}

void Drawing::rect(double x, double y, double width, double height, std::string_view classes) {
    body_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>", classes, unit(x), unit(y),
                         unit(std::max(width, 0.0)), unit(height));
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view classes) {
    body_ += fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>", classes, unit(x1), unit(y1), unit(x2), unit(y2));
}

void Drawing::circle(double x, double y, double radius, std::string_view classes) {
    body_ += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", classes, unit(x), unit(y), unit(radius));
}

void Drawing::diamond(double x, double y, double radius, std::string_view classes) {
    body_ += fmt::format("<path class=\"{0}\" d=\"M{1} {3}L{4} {2}L{1} {5}L{6} {2}Z\"/>", classes, unit(x), unit(y), unit(y - radius),
                         unit(x + radius), unit(y + radius), unit(x - radius));
}

void Drawing::pointer(double x, double y, double size, std::string_view classes) {
    body_ += fmt::format("<path class=\"{}\" d=\"M{} {}L{} {}H{}Z\"/>", classes, unit(x), unit(y), unit(x - size), unit(y - size),
                         unit(x + size));
}

void Drawing::text(double x, double y, std::string_view text, std::string_view classes, Anchor anchor) {
    const auto size = size_of(classes) == small_size ? fmt::format(" font-size=\"{}\"", small_size) : "";
    body_ +=
        fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\"{}{}>{}</text>", classes, unit(x), unit(y), name_of(anchor), size, escaped(text));
}

double Drawing::block(double x, double y, double width, std::string_view content, std::string_view classes) {
    const double size = size_of(classes);
    double base = y - line_height(size);
    for (const auto& part : wrap(content, width, size)) text(x, base += line_height(size), part, classes);
    return base;
}

std::string Drawing::finish(double height, const std::string& description_from_data) const {
    const auto id = escaped(head_.id);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart--{0}\" role=\"img\" aria-labelledby=\"{1}-title {1}-desc\" "
        "viewBox=\"0 0 {2} {3}\" font-size=\"{4}\"><title id=\"{1}-title\">{5}</title><desc id=\"{1}-desc\">{6}</desc>{7}</svg>",
        kind_, id, unit(width_), unit(std::ceil(height)), text_size, escaped(head_.title),
        escaped(head_.description.empty() ? description_from_data : head_.description), body_);
}

}  // namespace chart
}  // namespace kireise::formats
