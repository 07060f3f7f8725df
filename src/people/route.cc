#include "people/route.h"

namespace kireise::people {
namespace {

// "/courses/{slug}" -> "courses"
std::string_view first_segment(std::string_view path) {
    path.remove_prefix(path.empty() ? 0 : 1);
    return path.substr(0, path.find('/'));
}

}  // namespace

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
    for (std::size_t i = 0; i < routes_.size(); ++i) by_first_[std::string(first_segment(routes_[i].pattern))].push_back(i);
}

std::optional<RouteTable::Found> RouteTable::find(net::Method method, std::string_view path) const {
    const auto wanted = method == net::Method::head ? net::Method::get : method;
    const auto candidates = by_first_.find(first_segment(path));
    if (candidates == by_first_.end()) return std::nullopt;
    for (const auto index : candidates->second) {
        const auto& route = routes_[index];
        if (route.method != wanted) continue;
        if (auto parameters = net::match_path(route.pattern, path)) return Found{route, *std::move(parameters)};
    }
    return std::nullopt;
}

}  // namespace kireise::people
