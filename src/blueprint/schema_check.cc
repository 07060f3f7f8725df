#include "blueprint/schema_check.h"

// Without it valijson ends the program on a schema that it cannot read.
#define VALIJSON_USE_EXCEPTIONS 1

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <regex>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/text.h"
#include "blueprint/schema_rules.h"
#include "blueprint/schema_sentences.h"

namespace kireise::blueprint {
namespace {

using Context = std::vector<std::string>;
using valijson::adapters::Adapter;

// The keywords pattern, enum and type are renamed to these before valijson sees them: its own pattern recurses once per character
// and its messages name neither the values nor the types that are allowed.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> own_keywords{{
    {"pattern", "kireise-pattern"},
    {"enum", "kireise-enum"},
    {"type", "kireise-type"},
}};

// valijson clones constraints into memory of its own; this does it for our kinds.
template <class Derived>
class OwnConstraint : public valijson::constraints::PolyConstraint {
   public:
    bool validate(const Adapter& target, const Context& context, valijson::ValidationResults* results) const override {
        const auto problem = static_cast<const Derived*>(this)->problem(target);
        if (!problem.empty() && results != nullptr) results->pushError(context, problem);
        return problem.empty();
    }

   private:
    Constraint* cloneInto(void* memory) const override { return new (memory) Derived(*static_cast<const Derived*>(this)); }
    size_t sizeOf() const override { return sizeof(Derived); }
};

// libstdc++ reads the number of a repetition or a back-reference without a look at how large it gets.
std::string with_small_numbers(std::string pattern) {
    constexpr int most_digits = 9;
    int digits = 0;
    for (const char c : pattern) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (digits > most_digits) throw std::regex_error(std::regex_constants::error_badbrace);
    }
    return pattern;
}

class PatternConstraint : public OwnConstraint<PatternConstraint> {
   public:
    // __polynomial is libstdc++'s breadth-first matcher: no recursion, no exponential time.
    explicit PatternConstraint(const Adapter& keyword)
        : pattern_(with_small_numbers(keyword.asString())), regex_(pattern_, std::regex::ECMAScript | std::regex_constants::__polynomial) {}

    std::string problem(const Adapter& target) const {
        if (!target.isString()) return {};
        const auto text = target.asString();
        if (text.size() <= max_pattern_text_bytes && std::regex_search(text, regex_)) return {};
        return fmt::format("\"{}\" does not have the form {}.", text.substr(0, 80), pattern_);
    }

   private:
    std::string pattern_;
    std::regex regex_;
};

std::vector<std::string> strings_of(const Adapter& keyword) {
    std::vector<std::string> out;
    if (keyword.isString()) {
        out.push_back(keyword.asString());
    } else {
        keyword.applyToArray([&](const Adapter& item) {
            out.push_back(item.asString());
            return true;
        });
    }
    return out;
}

class EnumConstraint : public OwnConstraint<EnumConstraint> {
   public:
    explicit EnumConstraint(const Adapter& keyword) : allowed_(strings_of(keyword)) {}

    std::string problem(const Adapter& target) const {
        if (target.isString() && std::ranges::find(allowed_, target.asString()) != allowed_.end()) return {};
        const auto found = target.isString() ? fmt::format("\"{}\"", target.asString().substr(0, 80)) : std::string("the value");
        return fmt::format("{} is not one of {}.", found, join(allowed_, ", "));
    }

   private:
    std::vector<std::string> allowed_;
};

class TypeConstraint : public OwnConstraint<TypeConstraint> {
   public:
    explicit TypeConstraint(const Adapter& keyword) : allowed_(strings_of(keyword)) {}

    std::string problem(const Adapter& target) const {
        if (std::ranges::any_of(allowed_, [&](const std::string& type) { return has_type(target, type); })) return {};
        std::vector<std::string> names;
        for (const auto& type : allowed_) names.push_back(type_name(type));
        return fmt::format("{} is expected here.", join(names, " or "));
    }

   private:
    static bool has_type(const Adapter& target, std::string_view type) {
        if (type == "string") return target.isString();
        if (type == "integer") return target.isInteger();
        if (type == "number") return target.isNumber();
        if (type == "boolean") return target.isBool();
        if (type == "null") return target.isNull();
        if (type == "array") return target.isArray();
        return type == "object" && target.isObject();
    }

    std::vector<std::string> allowed_;
};

template <class Own>
class Builder : public valijson::ConstraintBuilder {
   public:
    valijson::constraints::Constraint* make(const Adapter& keyword) const override { return std::make_unique<Own>(keyword).release(); }
};

bool only_strings(const Json& value) {
    return value.is_string() || (value.is_array() && std::ranges::all_of(value, [](const Json& item) { return item.is_string(); }));
}

void rename_keywords(Json& schema) {
    if (!schema.is_object()) return;
    for (const auto& [standard, own] : own_keywords) {
        const auto found = schema.find(standard);
        if (found == schema.end() || !only_strings(*found)) continue;
        schema[std::string(own)] = *found;
        schema.erase(std::string(standard));
    }
    for_each_subschema(schema, rename_keywords);
}

void check_caps(const Json& value, const std::string& pointer, std::vector<Violation>& out) {
    if (value.is_string() && characters(value.get_ref<const std::string&>()) > max_string_characters) {
        out.push_back({pointer, fmt::format("A text has at most {} characters.", max_string_characters)});
    }
    if (!value.is_structured()) return;
    if (value.size() > max_entries) return out.push_back({pointer, fmt::format("A list or map has at most {} entries.", max_entries)});
    for (const auto& [key, item] : value.items()) {
        if (key.size() > max_key_bytes) return out.push_back({pointer, fmt::format("A key has at most {} bytes.", max_key_bytes)});
        check_caps(item, pointer + "/" + pointer_token(key), out);
    }
}

}  // namespace

struct Schema::Compiled {
    valijson::Schema schema;
};

Result<Schema> Schema::parse(std::string_view json_text) {
    auto json = TRY(parse_json(json_text));
    TRY(check_schema_rules(json));
    rename_keywords(json);
    try {
        valijson::SchemaParser parser;
        parser.addConstraintBuilder(std::string(own_keywords[0].second), std::make_unique<Builder<PatternConstraint>>().release());
        parser.addConstraintBuilder(std::string(own_keywords[1].second), std::make_unique<Builder<EnumConstraint>>().release());
        parser.addConstraintBuilder(std::string(own_keywords[2].second), std::make_unique<Builder<TypeConstraint>>().release());
        const auto compiled = std::make_shared<Compiled>();
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json), compiled->schema);
        return Schema(compiled);
    } catch (const std::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("the text is no JSON schema (draft 7): {}.", problem.what()));
    }
}

std::vector<Violation> Schema::check(const Json& value) const {
    std::vector<Violation> over_caps;
    check_caps(value, "", over_caps);
    if (!over_caps.empty()) return over_caps;
    try {
        valijson::ValidationResults results;
        valijson::Validator validator;
        if (validator.validate(compiled_->schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return {};
        std::vector<RawViolation> raw;
        for (const auto& problem : results) raw.push_back({problem.context, problem.description});
        return sentences(raw);
    } catch (const std::exception& problem) {
        return {{"", fmt::format("The value cannot be checked against its schema: {}.", problem.what())}};
    }
}

}  // namespace kireise::blueprint
