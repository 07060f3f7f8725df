#pragma once
// What all charts draw with: scale, text measure and wrapping, and the elements of SVG. Only for the charts.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "formats/chart_svg.h"

namespace kireise::formats::chart {

inline constexpr double text_size = 15;
inline constexpr double small_size = 13.5;

// Maps from..to (of the data) to first..last (of the picture); outside and non-finite values go to an end.
struct Scale {
    double from;
    double to;
    double first;
    double last;
    [[nodiscard]] double operator()(double value) const;
};

// Upper estimate of the width in units, for the usual sans serif typefaces, semi-bold.
[[nodiscard]] double width_of(std::string_view text, double size);

// Lines no wider than `width`; breaks at spaces and after hyphens, inside a word only where it alone is too wide.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, double width, double size);

[[nodiscard]] std::string with_unit(std::string number, std::string_view unit);
[[nodiscard]] std::string day_text(int day, std::string_view lang);

enum class Anchor { start, middle, end };

class Drawing {
   public:
    Drawing(const ChartHead& head, std::string_view kind);

    void rect(double x, double y, double width, double height, std::string_view classes);
    void line(double x1, double y1, double x2, double y2, std::string_view classes);
    void circle(double x, double y, double radius, std::string_view classes);
    void diamond(double x, double y, double radius, std::string_view classes);
    void pointer(double x, double y, double size, std::string_view classes);  // triangle whose lower tip is at x, y
    // y is the base line
    void text(double x, double y, std::string_view text, std::string_view classes, Anchor anchor = Anchor::start);
    // Wrapped; returns the base line of the last line.
    double block(double x, double y, double width, std::string_view text, std::string_view classes);

    [[nodiscard]] double width() const { return width_; }
    [[nodiscard]] std::string finish(double height, const std::string& description_from_data) const;

   private:
    ChartHead head_;
    std::string kind_;
    double width_;
    std::string body_;
};

// A text is small where its class says so.
[[nodiscard]] double size_of(std::string_view classes);
[[nodiscard]] double line_height(double size);

}  // namespace kireise::formats::chart
