// Lists, forms and deleting, the same for every kind of entry.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/sha256.h"
#include "journey/funding_form.h"
#include "journey/funding_pages.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/upload.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;

constexpr std::array<people::Notice, 3> notices{
    {{"saved", "funding.saved"}, {"deleted", "funding.deleted"}, {"imported", "funding.import.done"}}};

std::string text_of_kind(const Context& context, const FundingKind& kind, const char* what) {
    return context.t(fmt::format("funding.kind.{}.{}", kind.id, what));
}

std::string list_path(const FundingKind& kind) { return kind.single ? "/funding" : fmt::format("/funding/{}", kind.id); }
std::string entry_path(const FundingEntry& entry) { return fmt::format("/funding/{}/{}", entry.kind, entry.id); }
bool has_document(const FundingKind& kind) {
    return std::ranges::find(kind.fields, FieldType::document, &FundingField::type) != kind.fields.end();
}

std::int64_t whole_number(std::string_view text, std::int64_t otherwise) {
    std::int64_t out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    return code == std::errc{} && end == text.data() + text.size() ? out : otherwise;
}

// -- list

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

Result<net::Outcome> show_list(const Context& context, const FundingKind& kind) {
    const auto page = std::clamp<std::int64_t>(whole_number(context.request.parameter("page"), 1), 1, 1'000'000);
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

// -- form

struct Draft {
    std::string id;  // "" for a new one
    std::int64_t version = 0;
    FundingValues typed;
    std::vector<FieldProblem> problems = {};
    bool conflict = false;
};

std::string place_of(const Context& context, const FundingKind& kind, const FieldProblem& problem) {
    return context.t(fmt::format("funding.field.{}.{}", kind.id, problem.field));
}

Result<net::Outcome> form_page(const Context& context, const FundingKind& kind, const Draft& draft) {
    const auto title = text_of_kind(context, kind, draft.id.empty() ? "add" : "one");
    const auto here =
        kind.single ? fmt::format("/funding/{}", kind.id) : fmt::format("/funding/{}/{}", kind.id, draft.id.empty() ? "new" : draft.id);
    Json data{{"heading", title}, {"action", here}, {"back", list_path(kind)}, {"version", draft.version}, {"reload", here}};
    data["fields"] = form_fields(context, kind, draft.typed, draft.problems, TRY(line_titles(context.town)));
    data["multipart"] = has_document(kind);
    const bool removable = !draft.id.empty() && !kind.single;
    data["remove"] = removable ? Json{{"href", here + "/remove"}} : Json(false);
    data["conflict"] = draft.conflict;
    data["has_problems"] = !draft.problems.empty();
    data["problems"] = Json::array();
    for (const auto& problem : draft.problems) {
        data["problems"].push_back({{"href", fmt::format("#{}", problem.field)},
                                    {"place", place_of(context, kind, problem)},
                                    {"text", context.t(fmt::format("funding.problem.{}", problem.key))}});
    }
    const bool wrong = draft.conflict || !draft.problems.empty();
    return people::page(context, {.content_template = "journey/funding_form",
                                  .title = wrong ? context.t("journey.error_prefix") + " " + title : title,
                                  .section = "journey",
                                  .data = data,
                                  .status = draft.conflict ? 409
                                            : wrong        ? 400
                                                           : 200});
}

Result<net::Outcome> show_new(const Context& context, const FundingKind& kind) {
    return form_page(context, kind, {.id = "", .typed = presets_of(kind)});
}

// The entry that the path names; a single one that does not exist yet is empty.
Result<FundingEntry> named_entry(const Context& context, const FundingKind& kind) {
    const auto id = kind.single ? std::string(kind.id) : context.path.at("id");
    if (auto entry = TRY(find_funding_entry(context.town, kind.id, id))) return *entry;
    if (!kind.single) return std::unexpected(people::not_found(context));
    return FundingEntry{.id = id, .kind = std::string(kind.id), .version = 0, .values = {}};
}

Result<net::Outcome> show_entry(const Context& context, const FundingKind& kind) {
    const auto entry = TRY(named_entry(context, kind));
    return form_page(
        context, kind,
        {.id = entry.id, .version = entry.version, .typed = entry.version == 0 ? presets_of(kind) : typed_of(kind, entry.values)});
}

// Puts the sent file into the values, or what is said about the old one. Gives the id of a file that was put.
Result<std::string> take_document(const Context& context, const FundingKind& kind, const FundingValues& old, FundingValues& values) {
    if (!has_document(kind)) return "";
    const auto upload = std::ranges::find(context.form.uploads, "document", &net::Upload::field);
    const bool sent = upload != context.form.uploads.end() && !upload->bytes.empty();
    if (!sent && context.form.value("document_remove") == "yes") return "";
    if (!sent) {
        for (const auto* name : {"document", "document_name", "document_sha256"}) {
            if (const auto found = old.find(name); found != old.end()) values[name] = found->second;
        }
        return "";
    }
    const auto id = TRY(put_funding_document(context.town, upload->bytes));
    values["document"] = id;
    values["document_name"] = people::clean_file_name(upload->file_name);
    values["document_sha256"] = sha256_hex(upload->bytes);
    return id;
}

Result<> store_entry(const Context& context, const FundingEntry& entry) {
    if (entry.version > 0) return change_funding_entry(context.town, context.account->id, entry);
    TRY(add_funding_entry(context.town, context.account->id, entry.kind, entry.values));
    return {};
}

Result<net::Outcome> save(const Context& context, const FundingKind& kind, const FundingEntry& old) {
    Draft draft{.id = old.version == 0 && !kind.single ? "" : old.id,
                .version = whole_number(context.form.value("version"), 0),
                .typed = typed_in(kind, context.form)};
    if (const auto name = old.values.find("document_name"); name != old.values.end()) draft.typed["document_name"] = name->second;
    auto checked = check_funding_values(kind, draft.typed, ids_of(TRY(line_titles(context.town))));
    draft.problems = checked.problems;
    if (!draft.problems.empty()) return form_page(context, kind, draft);
    const auto put = take_document(context, kind, old.values, checked.values);
    if (!put) {
        if (put.error().kind != ErrorKind::too_large) return std::unexpected(put.error());
        draft.problems = {{"document", "too_large"}};
        return form_page(context, kind, draft);
    }
    const auto stored =
        store_entry(context, {.id = old.id, .kind = std::string(kind.id), .version = draft.version, .values = checked.values});
    if (!stored) {
        if (!put->empty()) TRY(context.town.documents().remove(*put));
        if (stored.error().kind == ErrorKind::invalid) draft.problems = {{kind.order, "taken"}};
        else if (stored.error().kind == ErrorKind::conflict) draft.conflict = true;
        else return std::unexpected(stored.error());
        return form_page(context, kind, draft);
    }
    const auto document = old.value("document");
    const auto kept = checked.values.find("document");
    if (!document.empty() && (kept == checked.values.end() || kept->second != document)) TRY(context.town.documents().remove(document));
    return people::see(list_path(kind) + "?notice=saved");
}

Result<net::Outcome> save_new(const Context& context, const FundingKind& kind) {
    return save(context, kind, {.id = "", .kind = std::string(kind.id), .version = 0, .values = {}});
}

Result<net::Outcome> save_entry(const Context& context, const FundingKind& kind) {
    return save(context, kind, TRY(named_entry(context, kind)));
}

// -- deleting, documents

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

Result<net::Outcome> remove(const Context& context, const FundingKind& kind) {
    auto entry = TRY(named_entry(context, kind));
    entry.version = whole_number(context.form.value("version"), -1);
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

using KindHandler = Result<net::Outcome> (*)(const Context&, const FundingKind&);

people::Route route(Method method, const FundingKind& kind, const char* rest, people::Roles roles, KindHandler handler) {
    const bool takes_file = method == Method::post && has_document(kind);
    return {method, fmt::format("/funding/{}{}", kind.id, rest), roles,
            [&kind, handler](Context& context) { return handler(context, kind); },
            takes_file ? people::upload_limit(document_limit) : people::standard_body_limit};
}

}  // namespace

std::vector<people::Route> funding_entry_routes() {
    std::vector<people::Route> out;
    for (const auto& kind : funding_kinds()) {
        if (kind.single) {
            out.push_back(route(Method::get, kind, "", editors, show_entry));
            out.push_back(route(Method::post, kind, "", editors, save_entry));
            continue;
        }
        out.push_back(route(Method::get, kind, "", kind.readers, show_list));
        out.push_back(route(Method::get, kind, "/new", editors, show_new));
        out.push_back(route(Method::post, kind, "/new", editors, save_new));
        out.push_back(route(Method::get, kind, "/{id}", editors, show_entry));
        out.push_back(route(Method::post, kind, "/{id}", editors, save_entry));
        out.push_back(route(Method::get, kind, "/{id}/remove", editors, confirm_removal));
        out.push_back(route(Method::post, kind, "/{id}/remove", editors, remove));
        if (has_document(kind)) out.push_back(route(Method::get, kind, "/{id}/document", kind.readers, send_document));
    }
    return out;
}

}  // namespace kireise::journey
