#pragma once
// Which handler answers which address, and for whom.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.h"
#include "people/role.h"

namespace kireise::people {

struct Context;
using PageHandler = std::function<Result<net::Outcome>(Context&)>;

inline constexpr std::size_t standard_body_limit = std::size_t{1} << 20U;  // bytes

// The body limit of a form with a file of this size: besides it the form has other fields.
[[nodiscard]] constexpr std::size_t upload_limit(std::size_t file_bytes) { return file_bytes + (std::size_t{64} << 10U); }

struct Route {
    net::Method method;
    std::string pattern;  // "/courses/{slug}"; the first segment is fixed
    Roles roles;          // who may; people::everyone includes those who are not signed in
    PageHandler handler;
    std::size_t body_limit = standard_body_limit;  // bytes; the server refuses more before it reads them
};

// Files of the user interface: the same for everybody, so nobody's session is looked up.
inline constexpr std::string_view asset_route = "/assets/{name}";

// Finds routes in a time that does not grow with their number.
class RouteTable {
   public:
    explicit RouteTable(std::vector<Route> routes);

    struct Found {
        const Route& route;  // lives as long as the table
        net::PathParameters path;
    };
    // The first route of this method that the path matches; HEAD is answered by the route of GET.
    [[nodiscard]] std::optional<Found> find(net::Method method, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& all() const { return routes_; }

   private:
    std::vector<Route> routes_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_first_;  // first segment -> routes, in their order
};

}  // namespace kireise::people
