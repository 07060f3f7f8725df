#include "blueprint/parameters.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

// Calls plain(text) and parameter(name) in turn.
template <class Plain, class Name>
void walk(std::string_view text, Plain plain, Name parameter) {
    for (;;) {
        const auto open = text.find("{{");
        plain(text.substr(0, open));
        if (open == std::string_view::npos) return;
        text.remove_prefix(open + 2);
        const auto line_end = std::min(text.find('\n'), text.size());
        const auto close = std::min(text.find("}}"), line_end);
        parameter(trim(text.substr(0, close)));
        text.remove_prefix(close == line_end ? close : close + 2);
    }
}

}  // namespace

std::vector<Parameter> find_parameters(std::string_view text) {
    std::vector<Parameter> out;
    int line = 1;
    walk(
        text, [&](std::string_view plain) { line += static_cast<int>(std::ranges::count(plain, '\n')); },
        [&](std::string_view name) { out.push_back({std::string(name), line}); });
    return out;
}

std::string fill_parameters(std::string_view text, const std::function<std::string(std::string_view)>& value) {
    std::string out;
    walk(text, [&](std::string_view plain) { out += plain; }, [&](std::string_view name) { out += value(name); });
    return out;
}

}  // namespace kireise::blueprint
