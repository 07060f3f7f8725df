#pragma once
// What is kept about the funding, as data: the kinds of entries and their fields. Forms, lists, checks and the import follow this table.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/role.h"

namespace kireise::journey {

enum class FieldType {
    text,
    long_text,
    cents,         // kept as whole cents: "123456"
    signed_cents,  // may be below zero: a credit note
    whole,         // 0 to 999
    date,          // kept as "YYYY-MM-DD"
    choice,        // one of `choices`
    line,          // id of a line of the financing plan
    document       // a file; kept as its id, its name stands in NAME_name and its SHA-256 in NAME_sha256
};

struct FundingField {
    std::string_view name;
    FieldType type = FieldType::text;
    bool required = false;
    bool in_list = true;
    std::size_t limit = 200;  // characters
    std::vector<std::string_view> choices = {};
    std::string_view preset = {};  // in a new form
};

struct FundingKind {
    std::string_view id;  // "receipt"; in paths "/funding/receipt"
    std::vector<FundingField> fields;
    std::string_view order;     // the field that entries are ordered by
    bool ordered_once = false;  // no two entries have the same value there
    bool single = false;        // there is at most one, whose id is the kind's
    people::Roles readers = people::only(people::Role::coordination, people::Role::admin);
};

// decision, narrative (single); line, condition, call, receipt, procurement, inventory.
[[nodiscard]] std::span<const FundingKind> funding_kinds();
[[nodiscard]] const FundingKind& funding_kind(std::string_view id);  // one of the above

using FundingValues = std::map<std::string, std::string, std::less<>>;  // field -> kept value; empty ones are left out

// Orders text with numbers by value: "R-9" before "R-10".
[[nodiscard]] std::string order_key(std::string_view text);

}  // namespace kireise::journey
