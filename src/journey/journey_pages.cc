#include "journey/journey_pages.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "journey/evidence.h"
#include "journey/hand_on_pages.h"
#include "journey/journey_store.h"
#include "journey/labels.h"
#include "journey/plan_form.h"
#include "journey/timeline.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;
using people::Role;

constexpr auto editors = people::only(Role::coordination, Role::admin);

std::string euros(double amount) { return german_number(amount, 2) + " €"; }

// `first_number`: of its deliverables, which are numbered through as in the timeline.
Json phase_data(const Context& context, const PlannedPhase& phase, std::size_t number, std::size_t first_number) {
    auto deliverables = Json::array();
    for (const auto& planned : phase.deliverables) {
        deliverables.push_back(deliverable_data(context, planned));
        deliverables.back()["number"] = first_number++;
    }
    const auto all = phase.deliverables.size();
    return {{"number", number},
            {"title", phase.phase.title},
            {"aim", phase.phase.aim},
            {"dates", german_text(phase.start) + " – " + german_text(phase.end)},
            {"done", people::fill(context.t("journey.phase_done"), {{"done", std::to_string(phase.done)}, {"all", std::to_string(all)}})},
            {"count", std::to_string(phase.done)},
            {"all", std::to_string(all)},
            {"deliverables", deliverables}};
}

Json funding_data(const Context& context, const Frame& frame) {
    auto lines = Json::array();
    for (const auto& line : frame.funding) {
        lines.push_back({{"source", line.source},
                         {"kind", context.t("journey.kinds." + std::string(to_id(line.kind)))},
                         {"amount", euros(line.amount)}});
    }
    return {{"funding", lines},
            {"has_funding", !frame.funding.empty()},
            {"total", euros(frame.total())},
            {"funding_end", frame.funding_end ? german_text(*frame.funding_end) : ""},
            {"note", frame.note}};
}

Result<net::Outcome> show_dashboard(Context& context) {
    const auto plan = TRY(current_plan(context.town));
    const auto frame = TRY(load_frame(context.town));
    auto data = funding_data(context, frame);
    data["lead"] =
        people::fill(context.t("journey.lead"),
                     {{"done", std::to_string(plan.done)}, {"all", std::to_string(plan.all)}, {"date", german_text(context.town.today())}});
    data["phases"] = Json::array();
    std::size_t number = 1;
    for (const auto& phase : plan.phases) {
        data["phases"].push_back(phase_data(context, phase, data["phases"].size() + 1, number));
        number += phase.deliverables.size();
    }
    if (const auto next = next_step(plan)) {
        data["next"] = deliverable_data(context, *next);
        const auto room = room_of(next->deliverable.evidence.kind);
        if (!room.empty()) data["next"]["href"] = room;
        else if (!context.account->roles.overlaps(editors)) data["next"]["action"] = context.t("journey.view");
    }
    data["timeline"] = timeline_svg(context, plan);
    data["may_edit"] = context.account->roles.overlaps(editors);
    return people::page(context,
                        {.content_template = "journey/dashboard", .title = context.t("journey.title"), .section = "journey", .data = data});
}

Result<PlannedDeliverable> find_deliverable(Context& context) {
    const auto plan = TRY(current_plan(context.town));
    for (const auto& phase : plan.phases) {
        for (const auto& planned : phase.deliverables) {
            if (slug_of(planned.deliverable.id) == context.path["slug"]) return planned;
        }
    }
    return std::unexpected(people::not_found(context));
}

Result<net::Outcome> deliverable_page(Context& context, const PlannedDeliverable& planned, const std::string& problem) {
    auto data = deliverable_data(context, planned);
    const auto room = room_of(planned.deliverable.evidence.kind);
    if (!room.empty()) data["room"] = {{"href", room}, {"action", data["action"]}};
    data["is_document"] = room.empty();
    data["may_upload"] = context.account->roles.overlaps(editors);
    data["problem"] = problem;
    data["files"] = Json::array();
    for (const auto& file : TRY(documents(context.town))) {
        if (file.deliverable != planned.deliverable.id) continue;
        data["files"].push_back({{"id", file.id},
                                 {"name", file.file_name},
                                 {"size", german_number(std::ceil(static_cast<double>(file.size) / 1024.0), 0) + " KB"},
                                 {"date", german_time(file.uploaded)}});
    }
    data["has_files"] = !data["files"].empty();
    return people::page(context, {.content_template = "journey/deliverable",
                                  .title = planned.deliverable.title,
                                  .section = "journey",
                                  .data = data,
                                  .status = problem.empty() ? 200 : 400});
}

Result<net::Outcome> show_deliverable(Context& context) { return deliverable_page(context, TRY(find_deliverable(context)), ""); }

// Only the last part of what the browser sent, without anything that could be a path or a control character.
std::string clean_file_name(std::string name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string::npos) name = name.substr(slash + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == 0x7f; });
    if (name.size() > 120 || name.empty()) name = "datei";
    return name;
}

Result<net::Outcome> upload(Context& context) {
    const auto planned = TRY(find_deliverable(context));
    const auto file = std::ranges::find(context.form.uploads, "file", &net::Upload::field);
    const bool is_document = planned.deliverable.evidence.kind == blueprint::EvidenceKind::document;
    if (!is_document || file == context.form.uploads.end() || file->bytes.empty())
        return deliverable_page(context, planned, context.t("journey.upload_missing"));
    if (file->bytes.size() > document_limit) return deliverable_page(context, planned, context.t("journey.upload_too_large"));
    TRY(add_document(context.town, planned.deliverable.id, clean_file_name(file->file_name), file->bytes));
    return people::see("/plan/" + context.path["slug"]);
}

Result<net::Outcome> send_file(Context& context) {
    for (const auto& file : TRY(documents(context.town))) {
        if (file.id != context.path["id"]) continue;
        auto response = people::download(TRY(document_bytes(context.town, file)), "application/octet-stream", "datei");
        response.headers.front().second = "attachment; filename*=UTF-8''" + net::percent_encode(file.file_name);
        return response;
    }
    return std::unexpected(people::not_found(context));
}

}  // namespace

std::vector<people::Route> journey_routes() {
    std::vector<people::Route> routes{
        {Method::get, "/", people::signed_in, show_dashboard}, {Method::get, "/plan/edit", editors, show_plan_form},
        {Method::post, "/plan/edit", editors, save_plan_form}, {Method::get, "/plan/{slug}", people::signed_in, show_deliverable},
        {Method::post, "/plan/{slug}/files", editors, upload}, {Method::get, "/plan/files/{id}", people::signed_in, send_file},
    };
    auto more = hand_on_routes();
    routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace kireise::journey
