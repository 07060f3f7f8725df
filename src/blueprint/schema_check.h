#pragma once
// Validates JSON values against a JSON schema (draft 7), safely for values and schemas that come from strangers:
// lengths are capped first and patterns are matched in time linear in the text, without recursion.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kireise::blueprint {

// Caps for every value, whatever the schema says.
inline constexpr std::size_t max_string_characters = 20'000;
inline constexpr std::size_t max_key_bytes = 200;
inline constexpr std::size_t max_entries = 1'000;  // of an array or a map
inline constexpr std::size_t max_pattern_text_bytes = 2'000;

struct Violation {
    std::string pointer;      // RFC 6901
    std::string expectation;  // a sentence
};

class Schema {
   public:
    // invalid when the text is no schema or breaks check_schema_rules.
    [[nodiscard]] static Result<Schema> parse(std::string_view json_text);

    // Empty when the value is valid. Safe to call from several threads.
    [[nodiscard]] std::vector<Violation> check(const Json& value) const;

   private:
    struct Compiled;
    explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace kireise::blueprint
