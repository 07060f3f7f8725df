// Deleting an entry after a question, and the paper that belongs to one.

#include <fmt/core.h>

#include "base/number.h"
#include "base/sha256.h"
#include "journey/funding_entry.h"
#include "journey/funding_form.h"
#include "people/page.h"
#include "people/upload.h"

namespace kireise::journey {

using people::Context;

Result<net::Outcome> confirm_removal(const Context& context, const FundingKind& kind) {
    const auto entry = TRY(named_entry(context, kind));
    const auto lines = TRY(line_titles(context.town));
    Json data{{"action", entry_path(entry) + "/remove"}, {"back", list_path(kind)}, {"version", entry.version}, {"facts", Json::array()}};
    data["kind"] = text_of_kind(context, kind, "one");
    for (const auto& field : kind.fields) {
        const auto value = field.type == FieldType::document ? entry.value("document_name") : entry.value(field.name);
        if (value.empty()) continue;
        data["facts"].push_back({{"key", context.t(fmt::format("funding.field.{}.{}", kind.id, field.name))},
                                 {"value", field.type == FieldType::document ? value : shown_value(context, field, value, lines)}});
    }
    return people::page(
        context,
        {.content_template = "journey/funding_remove", .title = context.t("funding.remove_title"), .section = "journey", .data = data});
}

Result<net::Outcome> remove_entry(const Context& context, const FundingKind& kind) {
    auto entry = TRY(named_entry(context, kind));
    entry.version = whole_number(context.form.value("version")).value_or(-1);
    const auto removed = remove_funding_entry(context.town, context.account->id, entry);
    if (removed) return people::see(list_path(kind) + "?notice=deleted");
    if (removed.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("funding.conflict_delete"));
    if (removed.error().kind == ErrorKind::invalid) return fail(ErrorKind::conflict, context.t("funding.line_in_use"));
    return std::unexpected(removed.error());
}

Result<net::Outcome> send_document(const Context& context, const FundingKind& kind) {
    const auto entry = TRY(named_entry(context, kind));
    const auto id = entry.value("document");
    if (id.empty()) return std::unexpected(people::not_found(context));
    auto bytes = TRY(context.town.documents().get(id));
    if (sha256_hex(bytes) != entry.value("document_sha256"))
        return fail(ErrorKind::io, "A stored document of the funding has changed since it was uploaded. Restore it from a backup.");
    return people::file_answer(std::move(bytes), entry.value("document_name"));
}

}  // namespace kireise::journey
