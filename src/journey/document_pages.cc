#include "journey/document_pages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "journey/evidence.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "journey/labels.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/upload.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;

constexpr std::array<people::Notice, 2> notices{{{"uploaded", "journey.uploaded"}, {"removed", "journey.removed"}}};

bool is_document(const PlannedDeliverable& planned) { return planned.deliverable.evidence.kind == blueprint::EvidenceKind::document; }

std::string path_of(const PlannedDeliverable& planned) { return "/plan/" + std::string(slug_of(planned.deliverable.id)); }

Result<PlannedDeliverable> find_deliverable(const Context& context) {
    const auto plan = TRY(current_plan(context.town));
    for (const auto& phase : plan.phases) {
        for (const auto& planned : phase.deliverables) {
            if (slug_of(planned.deliverable.id) == context.path.at("slug")) return planned;
        }
    }
    return std::unexpected(people::not_found(context));
}

Json file_data(const Context& context, const PlannedDeliverable& planned, const Document& file) {
    return {{"id", file.id},
            {"name", file.file_name},
            {"size", context.data_size(static_cast<std::uint64_t>(file.size))},
            {"date", german_time(file.uploaded)},
            {"remove", path_of(planned) + "/files/" + file.id + "/remove"}};
}

Result<std::vector<Document>> files_of(const Context& context, const PlannedDeliverable& planned) {
    auto files = TRY(documents(context.town));
    std::erase_if(files, [&](const Document& file) { return file.deliverable != planned.deliverable.id; });
    return files;
}

Result<net::Outcome> deliverable_page(const Context& context, const PlannedDeliverable& planned, const std::string& problem) {
    auto data = deliverable_data(context, planned);
    const auto room = room_of(planned.deliverable.evidence.kind);
    data["room"] = room.empty() ? Json(false) : Json{{"href", room}};
    data["is_document"] = is_document(planned);
    data["may_upload"] = context.account->roles.overlaps(editors);
    data["problem"] = problem;
    data["notice"] = people::notice(context, notices);
    data["files"] = Json::array();
    for (const auto& file : TRY(files_of(context, planned))) data["files"].push_back(file_data(context, planned, file));
    data["has_files"] = !data["files"].empty();
    return people::page(context, {.content_template = "journey/deliverable",
                                  .title = planned.deliverable.title,
                                  .section = "journey",
                                  .data = data,
                                  .status = problem.empty() ? 200 : 400});
}

Result<net::Outcome> show_deliverable(Context& context) { return deliverable_page(context, TRY(find_deliverable(context)), ""); }

Result<net::Outcome> upload(Context& context) {
    const auto planned = TRY(find_deliverable(context));
    const auto file = std::ranges::find(context.form.uploads, "file", &net::Upload::field);
    if (!is_document(planned) || file == context.form.uploads.end() || file->bytes.empty())
        return deliverable_page(context, planned, context.t("journey.upload_missing"));
    if (file->bytes.size() > document_limit) return deliverable_page(context, planned, context.t("journey.upload_too_large"));
    TRY(add_document(context.town, context.account->id, planned.deliverable.id, people::clean_file_name(file->file_name), file->bytes));
    return people::see(path_of(planned) + "?notice=uploaded");
}

// The file that the path names, of the deliverable that it names.
Result<Document> find_file(const Context& context, const PlannedDeliverable& planned) {
    for (const auto& file : TRY(files_of(context, planned))) {
        if (file.id == context.path.at("id")) return file;
    }
    return std::unexpected(people::not_found(context));
}

Result<net::Outcome> confirm_removal(Context& context) {
    const auto planned = TRY(find_deliverable(context));
    auto data = file_data(context, planned, TRY(find_file(context, planned)));
    data["deliverable"] = planned.deliverable.title;
    data["back"] = path_of(planned);
    data["last"] = planned.progress.have == planned.progress.need;
    return people::page(
        context,
        {.content_template = "journey/remove_file", .title = context.t("journey.remove_title"), .section = "journey", .data = data});
}

Result<net::Outcome> remove(Context& context) {
    const auto planned = TRY(find_deliverable(context));
    const auto file = TRY(find_file(context, planned));
    TRY(remove_document(context.town, context.account->id, file));
    return people::see(path_of(planned) + "?notice=removed");
}

Result<net::Outcome> send_file(Context& context) {
    for (const auto& file : TRY(documents(context.town))) {
        if (file.id != context.path["id"]) continue;
        return people::file_answer(TRY(document_bytes(context.town, file)), file.file_name);
    }
    return std::unexpected(people::not_found(context));
}

}  // namespace

std::vector<people::Route> document_routes() {
    return {
        {Method::get, "/plan/{slug}", people::signed_in, show_deliverable},
        {Method::post, "/plan/{slug}/files", editors, upload, people::upload_limit(document_limit)},
        {Method::get, "/plan/{slug}/files/{id}/remove", editors, confirm_removal},
        {Method::post, "/plan/{slug}/files/{id}/remove", editors, remove},
        {Method::get, "/plan/files/{id}", people::signed_in, send_file},
    };
}

}  // namespace kireise::journey
