#pragma once
// Several towns behind one host name: the pages of the town NAME stand below /t/NAME. Pages, links and redirects are written as if the town
// were alone, from "/"; here the town's base is put in front of them on their way out, so that no room, template or text needs to know it.

#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace kireise::people {

struct TownPath {
    std::string town;  // NAME
    std::string path;  // the rest, from "/"
};

// "/t/halle/survey" -> {halle, /survey}; "/t/halle" -> {halle, /}; nullopt for any other path.
[[nodiscard]] std::optional<TownPath> parse_town_path(std::string_view path);

// Puts the base ("/t/halle") before the attributes href, action, formaction and src that begin with "/" in a page or in the JSON of an
// event, before a Location and as the path of cookies. What belongs to the whole program ("/assets/...") stays. Templates write such
// attributes with double quotes; other text cannot contain them, since it is escaped.
void put_under(net::Outcome& outcome, std::string_view base);

}  // namespace kireise::people
