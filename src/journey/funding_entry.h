#pragma once
// For the files of the funding's pages only: what lists, forms and deleting share for every kind of entry.

#include <string>

#include "journey/funding_kinds.h"
#include "journey/funding_store.h"
#include "people/app.h"

namespace kireise::journey {

[[nodiscard]] std::string text_of_kind(const people::Context& context, const FundingKind& kind, const char* what);
[[nodiscard]] std::string list_path(const FundingKind& kind);
[[nodiscard]] std::string entry_path(const FundingEntry& entry);
[[nodiscard]] bool has_document(const FundingKind& kind);

// The entry that the path names; a single one that does not exist yet is empty.
[[nodiscard]] Result<FundingEntry> named_entry(const people::Context& context, const FundingKind& kind);

[[nodiscard]] Result<net::Outcome> show_funding_list(const people::Context& context, const FundingKind& kind);
[[nodiscard]] Result<net::Outcome> confirm_removal(const people::Context& context, const FundingKind& kind);
[[nodiscard]] Result<net::Outcome> remove_entry(const people::Context& context, const FundingKind& kind);
[[nodiscard]] Result<net::Outcome> send_document(const people::Context& context, const FundingKind& kind);

}  // namespace kireise::journey
