// The list of the entries of one kind.

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/number.h"
#include "journey/funding_entry.h"
#include "journey/funding_form.h"
#include "journey/journey_pages.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using people::Context;

constexpr std::array<people::Notice, 3> notices{
    {{"saved", "funding.saved"}, {"deleted", "funding.deleted"}, {"imported", "funding.import.done"}}};

Json cell_data(const Context& context, const FundingEntry& entry, const FundingField& field, const LineTitles& lines) {
    const bool money = field.type == FieldType::cents || field.type == FieldType::signed_cents;
    const auto value = entry.value(field.name);
    Json data{{"text", shown_value(context, field, value, lines)}, {"numeric", money}, {"file", false}};
    if (field.type == FieldType::document && !value.empty())
        data = {{"text", ""},
                {"numeric", false},
                {"file", {{"href", entry_path(entry) + "/document"}, {"name", entry.value("document_name")}}}};
    return data;
}

Json row_data(const Context& context, const FundingKind& kind, const FundingEntry& entry, const LineTitles& lines) {
    Json row{{"cells", Json::array()}, {"edit", entry_path(entry)}};
    for (const auto& field : kind.fields) {
        if (field.in_list) row["cells"].push_back(cell_data(context, entry, field, lines));
    }
    row["name"] = row["cells"].front()["text"];
    row["cells"].erase(row["cells"].begin());
    return row;
}

Json paging_data(const Context& context, const FundingKind& kind, std::int64_t page, std::int64_t all) {
    const auto pages = std::max<std::int64_t>(1, (all + funding_page_size - 1) / funding_page_size);
    const auto link = [&](std::int64_t to) {
        return to < 1 || to > pages ? Json(false) : Json{{"href", fmt::format("{}?page={}", list_path(kind), to)}};
    };
    if (pages == 1) return false;
    return {{"text", people::fill(context.t("funding.page_of"), {{"n", std::to_string(page)}, {"all", std::to_string(pages)}})},
            {"previous", link(page - 1)},
            {"next", link(page + 1)}};
}

}  // namespace

Result<net::Outcome> show_funding_list(const Context& context, const FundingKind& kind) {
    const auto page = std::clamp<std::int64_t>(whole_number(context.request.parameter("page")).value_or(1), 1, 1'000'000);
    const auto found = TRY(funding_page(context.town, kind.id, page));
    const auto lines = TRY(line_titles(context.town));
    Json data{
        {"lead", text_of_kind(context, kind, "lead")}, {"add", text_of_kind(context, kind, "add")}, {"new", list_path(kind) + "/new"}};
    data["columns"] = Json::array();
    for (const auto& field : kind.fields) {
        const bool money = field.type == FieldType::cents || field.type == FieldType::signed_cents;
        if (field.in_list)
            data["columns"].push_back({{"title", context.t(fmt::format("funding.field.{}.{}", kind.id, field.name))}, {"numeric", money}});
    }
    data["rows"] = Json::array();
    for (const auto& entry : found.entries) data["rows"].push_back(row_data(context, kind, entry, lines));
    data["first_column"] = data["columns"].front()["title"];
    data["columns"].erase(data["columns"].begin());
    data["has_rows"] = !found.entries.empty();
    data["count"] = people::fill(context.t("funding.count"), {{"n", std::to_string(found.all)}});
    data["paging"] = paging_data(context, kind, page, found.all);
    data["may_edit"] = context.account->roles.overlaps(editors);
    data["imports"] = kind.id == "receipt" && data["may_edit"].get<bool>();
    data["notice"] = people::notice(context, notices);
    return people::page(
        context,
        {.content_template = "journey/funding_list", .title = text_of_kind(context, kind, "title"), .section = "journey", .data = data});
}

}  // namespace kireise::journey
