#pragma once
// Parameters {{name}} in the texts of a guideline.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kireise::blueprint {

struct Parameter {
    std::string name;
    int line = 1;  // in the text, from 1
};

// In order, each as often as it stands there. The name is trimmed; "{{" without "}}" in the same line gives the rest of the line.
[[nodiscard]] std::vector<Parameter> find_parameters(std::string_view text);

// The text with every {{name}} replaced by value(name).
[[nodiscard]] std::string fill_parameters(std::string_view text, const std::function<std::string(std::string_view)>& value);

}  // namespace kireise::blueprint
