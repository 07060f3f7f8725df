#include "blueprint/schema_rules.h"

#include <fmt/core.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace kireise::blueprint {
namespace {

constexpr std::array<std::string_view, 8> one_schema{
    "additionalItems", "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else"};
constexpr std::array<std::string_view, 3> schema_lists{"allOf", "anyOf", "oneOf"};
constexpr std::array<std::string_view, 3> schema_maps{"properties", "patternProperties", "definitions"};
constexpr std::string_view definitions_prefix = "#/definitions/";

template <std::size_t N, class F>
void for_each_present(Json& schema, const std::array<std::string_view, N>& keys, F use) {
    for (const auto key : keys) {
        if (const auto found = schema.find(key); found != schema.end()) use(*found);
    }
}

class References {
   public:
    explicit References(const Json& root) : root_(root) {}

    Result<> follow(Json& schema) {
        if (!schema.is_object()) return {};
        if (const auto ref = schema.find("$ref"); ref != schema.end()) TRY(enter(*ref));
        if (const auto names = schema.find("patternProperties"); names != schema.end()) TRY(check_names(*names));
        Result<> out;
        for_each_subschema(schema, [&](Json& inner) {
            if (out) out = follow(inner);
        });
        return out;
    }

   private:
    enum class State { open, done };

    static Result<> check_names(const Json& patterns) {
        for (const auto& [pattern, unused] : patterns.items()) {
            if (pattern.find('(') == std::string::npos) continue;
            return fail(ErrorKind::invalid,
                        fmt::format("the pattern \"{}\" of a property name has a group; write it without parentheses.", pattern));
        }
        return {};
    }

    Result<> enter(const Json& ref) {
        const auto name = ref.is_string() ? ref.get<std::string>() : std::string();
        if (!name.starts_with(definitions_prefix))
            return fail(ErrorKind::invalid, fmt::format("$ref \"{}\" must have the form #/definitions/NAME.", name));
        if (const auto known = states_.find(name); known != states_.end()) {
            if (known->second == State::done) return {};
            return fail(ErrorKind::invalid, fmt::format("$ref \"{}\" leads back to itself; schemas must not be recursive.", name));
        }
        const auto definitions = root_.find("definitions");
        const auto key = name.substr(definitions_prefix.size());
        if (definitions == root_.end() || !definitions->is_object() || !definitions->contains(key)) {
            return fail(ErrorKind::invalid, fmt::format("$ref \"{}\" has no definition.", name));
        }
        states_[name] = State::open;
        TRY(follow((*definitions)[key]));
        states_[name] = State::done;
        return {};
    }

    Json root_;
    std::map<std::string, State> states_;
};

}  // namespace

void for_each_subschema(Json& schema, const std::function<void(Json&)>& visit) {
    if (!schema.is_object()) return;
    const auto visit_all = [&](Json& container) {
        for (auto& inner : container) visit(inner);
    };
    for_each_present(schema, one_schema, visit);
    for_each_present(schema, schema_lists, visit_all);
    for_each_present(schema, schema_maps, visit_all);
    if (const auto items = schema.find("items"); items != schema.end()) {
        if (items->is_array()) visit_all(*items);
        else visit(*items);
    }
}

Result<> check_schema_rules(const Json& schema) {
    if (!schema.is_object()) return fail(ErrorKind::invalid, "a schema must be a JSON object.");
    auto copy = schema;
    return References(schema).follow(copy);
}

}  // namespace kireise::blueprint
