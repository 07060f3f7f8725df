#include <variant>

#include "fuzz.h"
#include "people/base_path.h"

namespace kireise::fuzz {

// A path in the first line, a page in the rest.
void fuzz_town_paths(std::string_view input) {
    const auto path = people::parse_town_path(take_line(input));
    if (path) require(path->path.starts_with('/'), "a path that is none");
    net::Outcome outcome = net::Response{.body = std::string(input), .headers = {{"Location", std::string(input.substr(0, 50))}}};
    people::put_under(outcome, "/t/halle");
    require(std::get<net::Response>(outcome).body.size() >= input.size(), "text is lost");
}

}  // namespace kireise::fuzz
