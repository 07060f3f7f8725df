// The form, the same for every kind of entry; and the routes of all its pages.

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/number.h"
#include "base/sha256.h"
#include "journey/funding_entry.h"
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
                .version = whole_number(context.form.value("version")).value_or(0),
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
        out.push_back(route(Method::get, kind, "", kind.readers, show_funding_list));
        out.push_back(route(Method::get, kind, "/new", editors, show_new));
        out.push_back(route(Method::post, kind, "/new", editors, save_new));
        out.push_back(route(Method::get, kind, "/{id}", editors, show_entry));
        out.push_back(route(Method::post, kind, "/{id}", editors, save_entry));
        out.push_back(route(Method::get, kind, "/{id}/remove", editors, confirm_removal));
        out.push_back(route(Method::post, kind, "/{id}/remove", editors, remove_entry));
        if (has_document(kind)) out.push_back(route(Method::get, kind, "/{id}/document", kind.readers, send_document));
    }
    return out;
}

}  // namespace kireise::journey
