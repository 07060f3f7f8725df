#include "blueprint/schema_sentences.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

constexpr std::string_view branch_end = "Failed to validate against child schema #";

// Follow-up messages of a problem that is reported itself.
constexpr std::array<std::string_view, 6> echoes{
    "Failed to validate against schema associated",
    "Failed to validate item #",
    "Failed to validate against additional properties",
    "Failed to validate against dependent schema",
    branch_end,
    "Failed to validate against a conditional schema",
};

bool is_echo(const RawViolation& raw) {
    return std::ranges::any_of(echoes, [&](std::string_view start) { return raw.description.starts_with(start); });
}

// "none of the alternatives holds": ends the report of anyOf and oneOf.
bool ends_alternatives(const RawViolation& raw) { return raw.description.starts_with("Failed to validate against any "); }

bool is_inside(const RawViolation& raw, const std::vector<std::string>& context) {
    return raw.context.size() >= context.size() && std::equal(context.begin(), context.end(), raw.context.begin());
}

// A branch that is ruled out by the value of a field that tells the alternatives apart.
bool is_other_kind(const std::vector<RawViolation>& branch) {
    return std::ranges::any_of(branch,
                               [](const RawViolation& raw) { return raw.description.find(" is not one of ") != std::string::npos; });
}

// Replaces the reports of all branches at the end of `out` by those of the one branch that was meant, if there is just one.
void reduce_alternatives(std::vector<RawViolation>& out, const std::vector<std::string>& context) {
    auto start = out.end();
    while (start != out.begin() && is_inside(*(start - 1), context)) --start;
    std::vector<std::vector<RawViolation>> branches(1);
    for (auto at = start; at != out.end(); ++at) {
        if (at->context == context && at->description.starts_with(branch_end)) branches.emplace_back();
        else branches.back().push_back(*at);
    }
    out.erase(start, out.end());
    std::erase_if(branches, [](const auto& branch) { return branch.empty() || is_other_kind(branch); });
    if (branches.size() == 1) out.insert(out.end(), branches.front().begin(), branches.front().end());
    else out.push_back({context, "The value fits none of the forms that are allowed here."});
}

std::string pointer(const std::vector<std::string>& context) {
    std::string out;
    for (std::size_t i = 1; i < context.size(); ++i) {
        auto key = context[i];
        if (key.starts_with('[') && key.ends_with(']')) key = key.substr(1, key.size() - 2);
        out += "/" + pointer_token(std::move(key));
    }
    return out;
}

std::string between_quotes(const std::string& text) {
    const auto first = text.find('\'');
    const auto last = text.rfind('\'');
    return first == std::string::npos || first == last ? "" : text.substr(first + 1, last - first - 1);
}

std::string sentence(const std::string& description) {
    if (description.starts_with("Missing required property"))
        return fmt::format("The field \"{}\" is missing.", between_quotes(description));
    if (description.starts_with("Object contains a property")) {
        const auto name = description.substr(description.rfind(": '") + 3);
        return fmt::format("The field \"{}\" is not known here.", name.substr(0, name.rfind('\'')));
    }
    if (description.starts_with("Target should not validate")) return "The value has fields that do not go together here.";
    if (description.starts_with("Failed to match expected value")) return "The value is not the one that is expected here.";
    if (description.starts_with("Failed to any values against")) return "The list lacks an entry that is required.";
    if (description.starts_with("Elements at indexes")) return "The list holds the same entry twice.";
    if (description.starts_with("Failed to validate against exactly one"))
        return "The value fits more than one of the forms that are allowed here.";
    return description.ends_with('.') ? description : description + ".";
}

}  // namespace

std::vector<Violation> sentences(const std::vector<RawViolation>& raw) {
    std::vector<RawViolation> kept;
    for (const auto& one : raw) {
        if (ends_alternatives(one)) reduce_alternatives(kept, one.context);
        else kept.push_back(one);
    }
    std::erase_if(kept, is_echo);
    std::vector<Violation> out;
    for (const auto& one : kept) out.push_back({pointer(one.context), sentence(one.description)});
    if (out.empty()) out.push_back({"", "The value does not meet its schema."});
    return out;
}

std::string type_name(std::string_view json_type) {
    if (json_type == "string") return "A text";
    if (json_type == "integer") return "A whole number";
    if (json_type == "number") return "A number";
    if (json_type == "boolean") return "true or false";
    if (json_type == "null") return "null";
    if (json_type == "array") return "A list";
    return "A map of fields";
}

std::string pointer_token(std::string key) { return replace_all(replace_all(std::move(key), "~", "~0"), "/", "~1"); }

}  // namespace kireise::blueprint
