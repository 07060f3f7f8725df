#include "fuzz.h"
#include "people/templates.h"

namespace kireise::fuzz {

// Data in the first line, the template in the rest. Values are escaped unless the template asks for three braces.
void fuzz_templates(std::string_view input) {
    if (input.size() > 2000) return;  // a section in a section multiplies
    const auto data = parse_json(take_line(input), {.bytes = 500, .depth = 6});
    const auto templates = people::Templates::load({{"page", std::string(input)}, {"part", "{{title}}"}}, {{"a.text", "A & B"}});
    if (!data || !templates) return;
    require(!templates->render("missing", *data).has_value(), "a template that does not exist");
    const auto page = templates->render("page", *data);
    if (page && input.find('<') == std::string_view::npos && input.find("{{{") == std::string_view::npos &&
        input.find('&') == std::string_view::npos && input.find("{{=") == std::string_view::npos)
        require(page->find('<') == std::string::npos, "a value that was not escaped");
}

}  // namespace kireise::fuzz
