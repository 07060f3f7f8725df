#pragma once
// Entries of the funding in the database. Every change is noted in the audit in the same transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/funding_kinds.h"
#include "people/town.h"

namespace kireise::journey {

struct FundingEntry {
    std::string id;
    std::string kind;
    std::int64_t version = 0;  // counts up with every change; 0: not stored yet
    FundingValues values;

    [[nodiscard]] std::string value(std::string_view field) const;  // "" when not set
};

struct FundingPage {
    std::vector<FundingEntry> entries;
    std::int64_t all = 0;
};
inline constexpr int funding_page_size = 50;

[[nodiscard]] Result<std::vector<FundingEntry>> funding_entries(const people::Town& town, std::string_view kind);
// Pages count from 1.
[[nodiscard]] Result<FundingPage> funding_page(const people::Town& town, std::string_view kind, std::int64_t page);
[[nodiscard]] Result<std::optional<FundingEntry>> find_funding_entry(const people::Town& town, std::string_view kind,
                                                                     const std::string& id);

// All three: invalid when the order field must be different from all others' and is not. `account` is who did it, "" for the program.
// Adding a single entry that exists already is a conflict.
[[nodiscard]] Result<std::string> add_funding_entry(const people::Town& town, const std::string& account, std::string_view kind,
                                                    const FundingValues& values);
// All of them or none.
[[nodiscard]] Result<> add_funding_entries(const people::Town& town, const std::string& account, std::string_view kind,
                                           const std::vector<FundingValues>& entries);
// conflict when the stored version is not the entry's: somebody else changed or deleted it.
[[nodiscard]] Result<> change_funding_entry(const people::Town& town, const std::string& account, const FundingEntry& entry);
// conflict as above; invalid for a line of the plan that receipts name. Deletes the entry's document as well.
[[nodiscard]] Result<> remove_funding_entry(const people::Town& town, const std::string& account, const FundingEntry& entry);

// A file for an entry: gives its id. too_large over document_limit.
[[nodiscard]] Result<std::string> put_funding_document(const people::Town& town, std::string_view bytes);

}  // namespace kireise::journey
