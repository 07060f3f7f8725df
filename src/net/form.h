#pragma once
// Bodies of HTML forms: application/x-www-form-urlencoded (WHATWG URL 5) and multipart/form-data (RFC 7578).

#include <cstddef>
#include <string>
#include <vector>

#include "net/http.h"

namespace kireise::net {

struct Upload {
    std::string field;
    std::string file_name;  // as the browser sent it: never a path to trust
    std::string bytes;
};

struct Form {
    Fields fields;
    std::vector<Upload> uploads;

    [[nodiscard]] std::string value(std::string_view name) const;  // the first; "" when absent
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
};

inline constexpr std::size_t form_field_limit = 1000;  // fields in one form

// By the request's content type; invalid for another type or a broken body.
[[nodiscard]] Result<Form> parse_form(const Request& request);
[[nodiscard]] Result<Fields> parse_urlencoded(std::string_view text);

}  // namespace kireise::net
