#include "base/text.h"
#include "fuzz.h"
#include "net/form.h"

namespace kireise::fuzz {

// The content type in the first line, the body in the rest.
void fuzz_form_multipart(std::string_view input) {
    const auto type = take_line(input);
    const auto form = net::parse_form({.headers = {{"content-type", std::string(type)}}, .body = std::string(input)});
    if (!form) return;
    require(form->fields.size() + form->uploads.size() <= net::form_field_limit, "more fields than allowed");
    for (const auto& [name, value] : form->fields) require(is_utf8(name) && is_utf8(value), "a field that is not UTF-8");
    for (const auto& upload : form->uploads) require(is_utf8(upload.file_name), "a file name that is not UTF-8");
}

}  // namespace kireise::fuzz
