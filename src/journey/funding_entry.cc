#include "journey/funding_entry.h"

#include <fmt/core.h>

#include <algorithm>

#include "people/page.h"

namespace kireise::journey {

using people::Context;

std::string text_of_kind(const Context& context, const FundingKind& kind, const char* what) {
    return context.t(fmt::format("funding.kind.{}.{}", kind.id, what));
}

std::string list_path(const FundingKind& kind) { return kind.single ? "/funding" : fmt::format("/funding/{}", kind.id); }
std::string entry_path(const FundingEntry& entry) { return fmt::format("/funding/{}/{}", entry.kind, entry.id); }
bool has_document(const FundingKind& kind) {
    return std::ranges::find(kind.fields, FieldType::document, &FundingField::type) != kind.fields.end();
}

Result<FundingEntry> named_entry(const Context& context, const FundingKind& kind) {
    const auto id = kind.single ? std::string(kind.id) : context.path.at("id");
    if (auto entry = TRY(find_funding_entry(context.town, kind.id, id))) return *entry;
    if (!kind.single) return std::unexpected(people::not_found(context));
    return FundingEntry{.id = id, .kind = std::string(kind.id), .version = 0, .values = {}};
}

}  // namespace kireise::journey
