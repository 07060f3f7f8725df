#include <algorithm>

#include "base/text.h"
#include "journey/funding_csv.h"
#include "journey/funding_pages.h"
#include "journey/journey_pages.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;

// By number, as the file names them.
Result<LineTitles> line_numbers(const people::Town& town) {
    LineTitles out;
    for (const auto& line : TRY(funding_entries(town, "line"))) out.emplace_back(line.id, line.value("position"));
    return out;
}

Json problem_data(const Context& context, const RowProblem& problem) {
    const bool of_field = !problem.field.empty();
    const auto columns = join(receipt_columns(), ", ");
    std::string text =
        people::fill(context.t((of_field ? "funding.problem." : "funding.import.") + std::string(problem.key)), {{"columns", columns}});
    std::string place = problem.row == 0 ? "" : people::fill(context.t("funding.import.line"), {{"n", std::to_string(problem.row)}});
    if (of_field) place += ", " + context.t("funding.field.receipt." + std::string(problem.field));
    if (!problem.value.empty()) place += " (" + problem.value + ")";
    return {{"place", place}, {"text", text}};
}

Result<net::Outcome> import_page(const Context& context, const std::vector<RowProblem>& problems) {
    Json data{{"format", people::fill(context.t("funding.import.format"), {{"columns", join(receipt_columns(), ", ")}})},
              {"has_problems", !problems.empty()},
              {"problems", Json::array()}};
    for (const auto& problem : problems) data["problems"].push_back(problem_data(context, problem));
    return people::page(context, {.content_template = "journey/funding_import",
                                  .title = context.t("funding.import.title"),
                                  .section = "journey",
                                  .data = data,
                                  .status = problems.empty() ? 200 : 400});
}

Result<net::Outcome> show_import(Context& context) { return import_page(context, {}); }

Result<net::Outcome> import_receipts(Context& context) {
    const auto file = std::ranges::find(context.form.uploads, "file", &net::Upload::field);
    if (file == context.form.uploads.end() || file->bytes.empty()) return import_page(context, {{0, "", "missing"}});
    std::set<std::string> known;
    for (const auto& receipt : TRY(funding_entries(context.town, "receipt"))) known.insert(order_key(receipt.value("number")));
    const auto read = read_receipts_csv(file->bytes, TRY(line_numbers(context.town)), known);
    if (!read.problems.empty()) return import_page(context, read.problems);
    const auto added = add_funding_entries(context.town, context.account->id, "receipt", read.entries);
    if (added) return people::see("/funding/receipt?notice=imported");
    const bool meanwhile = added.error().kind == ErrorKind::invalid || added.error().kind == ErrorKind::conflict;
    if (meanwhile) return fail(ErrorKind::conflict, context.t("funding.conflict"));
    return std::unexpected(added.error());
}

Result<net::Outcome> send_receipts(Context& context) {
    return people::download(receipts_csv(TRY(funding_entries(context.town, "receipt")), TRY(line_numbers(context.town))),
                            "text/csv; charset=utf-8", "belegliste.csv");
}

}  // namespace

std::vector<people::Route> funding_csv_routes() {
    return {
        {Method::get, "/funding/receipts/import", editors, show_import},
        {Method::post, "/funding/receipts/import", editors, import_receipts, people::upload_limit(receipts_file_limit)},
        {Method::get, "/funding/receipts.csv", editors, send_receipts},
    };
}

std::vector<people::Route> funding_routes() {
    std::vector<people::Route> out;
    for (auto part : {funding_overview_routes(), funding_csv_routes(), funding_entry_routes()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace kireise::journey
