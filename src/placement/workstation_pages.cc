#include <algorithm>

#include "base/text.h"
#include "people/error_text.h"
#include "people/page.h"
#include "placement/fleet_view.h"
#include "placement/pc_view.h"
#include "placement/placement_pages.h"
#include "placement/placement_store.h"

namespace kireise::placement {
namespace {

using net::Method;
using people::Context;
using people::Role;

constexpr auto measurers = people::only(Role::coordination, Role::it);
constexpr std::size_t shown_reports = 20;
constexpr std::string_view json_ending = ".json";

struct FormProblem {
    std::string field;  // "report" or "name"; "" when there is none
    std::string text;
    std::string detail;  // what the check said, in English
};

Result<net::Outcome> workstations_page(Context& context, const FormProblem& problem = {}) {
    const auto content = TRY(context.town.content());
    const auto all = TRY(reports(context.town.db()));
    const auto pcs_in_classes = TRY(town_fleet(context.town));
    auto pcs = Json::array();
    for (std::size_t i = 0; i < std::min(all.size(), shown_reports); ++i) pcs.push_back(pc_data(context, *content, all[i]));
    const auto older = all.size() - pcs.size();
    Json data{{"pcs", pcs},
              {"has_pcs", !pcs.empty()},
              {"older", older == 0 ? "" : people::fill(context.t("placement.older"), {{"n", std::to_string(older)}})},
              {"fleet", fleet_data(context, *content, pcs_in_classes.fleet, pcs_in_classes.reports)},
              {"has_fleet", !pcs_in_classes.fleet.classes.empty()},
              {"may_make_tokens", context.has(Role::it)},
              {"may_add", context.account->roles.overlaps(measurers)},
              {"name", context.form.value("name").substr(0, 4 * pc_name_limit)},
              {"name_limit", std::to_string(pc_name_limit)},
              {"report_problem", problem.field == "report" ? problem.text : ""},
              {"name_problem", problem.field == "name" ? problem.text : ""},
              {"problem", problem.text},
              {"problem_field", problem.field},
              {"detail", problem.detail}};
    return people::page(context, {.content_template = "placement/workstations",
                                  .title = context.t("placement.workstations"),
                                  .section = "workstations",
                                  .data = data,
                                  .status = problem.text.empty() ? 200 : 400});
}

Result<net::Outcome> show_workstations(Context& context) { return workstations_page(context); }

bool is_name(std::string_view name) {
    const bool control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return !control && is_utf8(name) && characters(name) <= pc_name_limit;
}

Result<net::Outcome> receive_report(Context& context) {
    const auto problem = [&](std::string field, std::string_view key, std::string detail = {}) {
        return workstations_page(context, {std::move(field), context.t(key), std::move(detail)});
    };
    const auto name = std::string(trim(context.form.value("name")));
    if (!is_name(name)) return problem("name", "placement.upload.bad_name");
    const auto file = std::ranges::find(context.form.uploads, "report", &net::Upload::field);
    if (file == context.form.uploads.end() || file->bytes.empty()) return problem("report", "placement.upload.missing");
    if (file->bytes.size() > probe_report_limit) return problem("report", "placement.upload.too_large");
    const auto report = parse_probe_report(file->bytes);
    if (!report) return problem("report", "placement.upload.invalid", people::in_language(context.language.id, report.error().message));
    const auto added = add_report(context.town.db(), context.town.random(), context.town.now(), name, *report);
    if (!added && added.error().kind == ErrorKind::conflict) return problem("report", "placement.upload.twice");
    return people::see("/workstations#pc-" + TRY(added));
}

Result<net::Outcome> send_report(Context& context) {
    auto id = context.path["file"];
    if (!id.ends_with(json_ending)) return std::unexpected(people::not_found(context));
    id.resize(id.size() - json_ending.size());
    const auto stored = TRY(find_report(context.town.db(), id));
    if (!stored) return std::unexpected(people::not_found(context));
    return people::download(to_json(stored->report).dump(2) + "\n", "application/json", "probe-" + stored->id.substr(0, 8) + ".json");
}

}  // namespace

std::vector<people::Route> workstation_routes() {
    return {
        {Method::get, "/workstations", people::signed_in, show_workstations},
        {Method::post, "/workstations", measurers, receive_report, people::upload_limit(probe_report_limit)},
        {Method::get, "/workstations/{file}", people::signed_in, send_report},
    };
}

}  // namespace kireise::placement
