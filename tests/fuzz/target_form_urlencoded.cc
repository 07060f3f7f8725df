#include "fuzz.h"
#include "net/form.h"

namespace kireise::fuzz {

void fuzz_form_urlencoded(std::string_view input) {
    const auto fields = net::parse_urlencoded(input);
    if (!fields) return;
    require(fields->size() <= net::form_field_limit, "more fields than allowed");
    std::string written;
    for (const auto& [name, value] : *fields)
        written += (written.empty() ? "" : "&") + net::percent_encode(name) + "=" + net::percent_encode(value);
    const auto again = net::parse_urlencoded(written);
    require(fields->empty() || (again.has_value() && *again == *fields), "a written form reads as something else");
}

}  // namespace kireise::fuzz
