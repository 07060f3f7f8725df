#pragma once
// What handlers use to make pages.

#include <string>
#include <string_view>

#include "base/json.h"
#include "people/app.h"
#include "people/deed.h"

namespace kireise::people {

struct Page {
    std::string_view content_template;  // "survey/question"
    std::string title;
    std::string_view section;  // current entry of the navigation ("survey"); "" for none
    Json data = Json::object();
    int status = 200;
};

// The template with `data` inside the layout. The template also sees `csrf`, `lang`, `town` and `user`.
[[nodiscard]] Result<net::Outcome> page(const Context& context, const Page& page);

// A file for saving: name in ASCII.
[[nodiscard]] net::Response download(std::string bytes, std::string content_type, std::string_view file_name);

// Back to a page after a POST.
[[nodiscard]] Result<net::Outcome> see(std::string location);

// By the person who is signed in, now.
[[nodiscard]] Deed deed_of(const Context& context);

// The entry that a path parameter names, or not_found as the error page wants it.
[[nodiscard]] Error not_found(const Context& context);

}  // namespace kireise::people
