#pragma once
// Placing round marks near given points so that none covers another. Only for the matrix chart and its test.

#include <vector>

namespace kireise::formats::chart {

struct Spot {
    double x = 0;
    double y = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

struct Area {
    double left;
    double top;
    double right;
    double bottom;
};

// In order: each mark as near to its point as the earlier ones and the area allow. Where no room is left it stays on its
// point, even over another.
[[nodiscard]] std::vector<Spot> spread(const std::vector<Spot>& points, double radius, Area area);

}  // namespace kireise::formats::chart
