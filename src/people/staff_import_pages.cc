#include <algorithm>

#include "people/account_pages.h"
#include "people/page.h"
#include "people/staff_import.h"
#include "people/staff_words.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr auto admins = only(Role::admin);
constexpr std::size_t shown = 200;                  // lines of each list
constexpr std::size_t longest_address = 1'900'000;  // browsers take two million characters

Result<net::Outcome> import_page(const Context& context, Json data, int status = 200) {
    return page(context, {.content_template = "people/import",
                          .title = context.t("people.import.title"),
                          .section = "people",
                          .data = std::move(data),
                          .status = status});
}

Result<net::Outcome> show_import(Context& context) { return import_page(context, Json::object()); }

std::string number_of(const Context& context, std::size_t count) { return context.number(static_cast<double>(count)); }

Json problem_list(const Context& context, const StaffFile& file) {
    auto list = Json::array();
    for (const auto& problem : std::span(file.problems).first(std::min(shown, file.problems.size()))) {
        list.push_back({{"line", problem.line},
                        {"text", fill(context.t("people.import.problem." + std::string(problem.problem)), {{"value", problem.value}})}});
    }
    return list;
}

std::string_view id_of(StaffChange change) {
    switch (change) {
        case StaffChange::added: return "added";
        case StaffChange::changed: return "changed";
        case StaffChange::unchanged: return "unchanged";
    }
    return "";
}

Json row_list(const Context& context, const std::vector<PlannedRow>& rows) {
    auto list = Json::array();
    for (const auto& planned : rows) {
        if (list.size() == shown) break;
        if (planned.change == StaffChange::unchanged && !planned.roles_kept) continue;
        list.push_back({{"line", planned.row.line},
                        {"name", planned.row.name},
                        {"login", planned.row.login},
                        {"change", context.t("people.import.change." + std::string(id_of(planned.change)))},
                        {"roles_kept", planned.roles_kept}});
    }
    return list;
}

Json report_view(const Context& context, const StaffFile& file, const StaffImport& done, ImportMode mode) {
    const auto count = [&](StaffChange kind) {
        return number_of(context, static_cast<std::size_t>(std::ranges::count(done.rows, kind, &PlannedRow::change)));
    };
    const auto rows = row_list(context, done.rows);
    Json data{{"added", count(StaffChange::added)},
              {"changed", count(StaffChange::changed)},
              {"unchanged", count(StaffChange::unchanged)},
              {"refused", number_of(context, file.problems.size())},
              {"problems", problem_list(context, file)},
              {"has_problems", !file.problems.empty()},
              {"rows", rows},
              {"has_rows", !rows.empty()},
              {"shortened", file.problems.size() > shown || done.rows.size() > shown},
              {"applied", mode == ImportMode::apply},
              {"checked", mode == ImportMode::check}};
    std::string ignored;
    for (const auto& column : file.ignored_columns) ignored += (ignored.empty() ? "" : ", ") + column;
    if (!ignored.empty()) data["ignored"] = fill(context.t("people.import.ignored"), {{"columns", ignored}});
    if (!done.codes.empty()) {
        const auto csv = codes_csv(done.codes);
        auto href = "data:text/csv;charset=utf-8," + net::percent_encode(csv);
        data["codes"] = {{"csv", csv.substr(3)}, {"href", href.size() < longest_address ? Json(std::move(href)) : Json(false)}};
    }
    return data;
}

Result<net::Outcome> take_file(Context& context) {
    const auto upload = std::ranges::find(context.form.uploads, "file", &net::Upload::field);
    if (upload == context.form.uploads.end() || upload->bytes.empty()) {
        return import_page(context, {{"problem", context.t("people.import.no_file")}}, 400);
    }
    const auto content = TRY(context.town.content());
    const auto file = read_staff(upload->bytes, TRY(staff_words(*content)));
    if (file.rows.empty() && !file.problems.empty() && file.problems.front().line <= 1) {
        const auto& first = file.problems.front();
        const auto text = fill(context.t("people.import.problem." + std::string(first.problem)), {{"value", first.value}});
        return import_page(context, {{"problem", text}}, 400);
    }
    const auto mode = context.form.value("mode") == "apply" ? ImportMode::apply : ImportMode::check;
    const auto done = TRY(import_staff(context.town.db(), deed_of(context), file.rows, mode));
    return import_page(context, {{"report", report_view(context, file, done, mode)}});
}

}  // namespace

std::vector<Route> staff_import_routes() {
    return {{Method::get, "/people/import", admins, show_import},
            {Method::post, "/people/import", admins, take_file, upload_limit(staff_file_limit)}};
}

}  // namespace kireise::people
