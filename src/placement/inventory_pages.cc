#include <algorithm>

#include "people/error_text.h"
#include "people/page.h"
#include "placement/inventory_store.h"
#include "placement/placement_pages.h"

namespace kireise::placement {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::Role;

constexpr auto measurers = people::only(Role::coordination, Role::it);
constexpr auto example_file =
    "\xef\xbb\xbfHersteller;Modell;Prozessor;Kerne;RAM (GB);Grafik;Anzahl\r\n"
    "Beispiel;Büro-PC A;Intel Core i5-10500;6;16;;120\r\n"
    "Beispiel;Büro-PC B;AMD Ryzen 5 5600U;6;16;;80\r\n"
    "Beispiel;Büro-PC C;Intel Celeron N4020;2;4;;15\r\n";

std::string headings_text(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

Json problem_rows(const Context& context, const Inventory& file) {
    auto rows = Json::array();
    for (const auto& problem : file.problems) {
        rows.push_back({{"line", context.number(static_cast<double>(problem.line))},
                        {"text", context.t("placement.inventory.fault." + std::string(blueprint::to_id(problem.fault)))},
                        {"value", problem.value}});
    }
    return rows;
}

Json notes(const Context& context, const Inventory& file) {
    auto out = Json::array();
    if (!file.personal.empty()) out.push_back(fill(context.t("placement.inventory.personal"), {{"columns", headings_text(file.personal)}}));
    if (!file.ignored.empty()) out.push_back(fill(context.t("placement.inventory.ignored"), {{"columns", headings_text(file.ignored)}}));
    return out;
}

Result<net::Outcome> inventory_page(const Context& context, Json data, int status = 200) {
    const auto stored = TRY(stored_inventory(context.town.db()));
    int pcs = 0;
    if (stored) {
        for (const auto& line : stored->lines) pcs += line.count;
        data["stored"] =
            fill(context.t("placement.inventory.stored"), {{"pcs", context.number(pcs)}, {"date", german_time(stored->imported)}});
        if (stored->left_out > 0)
            data["left_out"] =
                fill(context.t("placement.inventory.left_out"), {{"n", context.number(static_cast<double>(stored->left_out))}});
    }
    return people::page(context, {.content_template = "placement/inventory",
                                  .title = context.t("placement.inventory.title"),
                                  .section = "workstations",
                                  .data = std::move(data),
                                  .status = status});
}

Result<net::Outcome> show_inventory(Context& context) { return inventory_page(context, Json::object()); }

Result<net::Outcome> refuse(const Context& context, std::string_view key, const std::string& detail = {}) {
    return inventory_page(context, {{"problem", context.t(key)}, {"detail", detail}}, 400);
}

// Nothing is stored while lines are not understood, unless the person says so.
Result<net::Outcome> tell_faults(const Context& context, const Inventory& file) {
    const auto rows = problem_rows(context, file);
    const auto more = file.faulty_lines - rows.size();
    Json data{{"problem", fill(context.t("placement.inventory.faulty"), {{"n", context.number(static_cast<double>(file.faulty_lines))}})},
              {"problems",
               {{"rows", rows},
                {"more",
                 more == 0 ? "" : fill(context.t("placement.inventory.more_faults"), {{"n", context.number(static_cast<double>(more))}})}}},
              {"may_leave_out", !file.lines.empty()},
              {"notes", notes(context, file)}};
    return inventory_page(context, std::move(data), 400);
}

Result<net::Outcome> take_inventory(Context& context) {
    const auto upload = std::ranges::find(context.form.uploads, "inventory", &net::Upload::field);
    if (upload == context.form.uploads.end() || upload->bytes.empty()) return refuse(context, "placement.inventory.missing");
    const auto file = read_inventory(upload->bytes);
    if (!file) {
        const bool too_large = file.error().kind == ErrorKind::too_large;
        return refuse(context, too_large ? "placement.inventory.too_large" : "placement.inventory.invalid",
                      people::in_language(context.language.id, file.error().message));
    }
    const bool leave_out = context.form.value("leave_out") == "yes";
    if (file->faulty_lines > 0 && !leave_out) return tell_faults(context, *file);
    if (file->lines.empty()) return refuse(context, "placement.inventory.empty");
    TRY(replace_inventory(context.town.db(), people::deed_of(context), *file));
    return inventory_page(context, {{"done", fill(context.t("placement.inventory.done"), {{"pcs", context.number(file->pcs())}})},
                                    {"notes", notes(context, *file)}});
}

Result<net::Outcome> send_example(Context&) { return people::download(example_file, "text/csv; charset=utf-8", "bestand-beispiel.csv"); }

}  // namespace

std::vector<people::Route> inventory_routes() {
    return {
        {Method::get, "/workstations/inventory", measurers, show_inventory},
        {Method::post, "/workstations/inventory", measurers, take_inventory, people::upload_limit(inventory_bytes)},
        {Method::get, "/workstations/inventory-example.csv", measurers, send_example},
    };
}

}  // namespace kireise::placement
