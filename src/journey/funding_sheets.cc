// The report's tables for calculating: sums are formulas over the rows above them.

#include <algorithm>

#include "journey/funding_report.h"

namespace kireise::journey {
namespace {

using namespace formats;

SheetCell money(Cents cents) { return {Euro{cents}}; }
SheetCell day(const std::optional<Date>& date) { return date ? SheetCell{*date} : SheetCell{}; }
SheetCell words(std::string text, bool bold = false) { return {std::move(text), {}, bold}; }
SheetCell percent(std::optional<std::int64_t> points) { return points ? SheetCell{Percentage{*points}} : SheetCell{}; }

// A row below all others: `label` in the first cell, in each of `columns` the sum of what stands above.
void add_sums(Sheet& sheet, const std::string& label, const std::vector<std::size_t>& columns) {
    std::vector<SheetCell> row(sheet.columns.size(), SheetCell{.bold = true});
    row.front().value = label;
    for (const auto column : columns) {
        Cents sum = 0;
        for (const auto& cells : sheet.rows) sum += std::get<Euro>(cells[column].value).cents;
        row[column].value = Euro{sum};
        if (!sheet.rows.empty()) row[column].formula = sum_formula(sheet, column, 0, sheet.rows.size() - 1);
    }
    sheet.rows.push_back(std::move(row));
}

class Sheets {
   public:
    Sheets(const FundingReport& report, const people::Texts& texts) : report_(report), funding_(report.funding), texts_(texts) {}

    [[nodiscard]] std::vector<Sheet> all() const { return {income(), expenses(), receipts(), calls(), procurements(), inventory()}; }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return people::text_of(texts_, "funding.report." + key); }
    [[nodiscard]] std::string choice(const std::string& id) const { return people::text_of(texts_, "funding.choice." + id); }

    [[nodiscard]] Sheet sheet(const std::string& name, std::vector<SheetColumn> columns) const {
        const auto& decision = *funding_.decision;
        return {.name = t("sheet_" + name),
                .titles = {t("sheet_" + name),
                           people::fill(t("sheet_note"),
                                        {{"town", report_.town}, {"reference", decision.reference}, {"date", german_text(report_.until)}})},
                .columns = std::move(columns),
                .rows = {}};
    }

    [[nodiscard]] Sheet income() const {
        auto out = sheet("income", {{t("source"), 7}, {t("planned"), 4}, {t("paid_in"), 4}, {t("spent"), 4}, {t("left"), 4}});
        for (const auto& line : income_lines(funding_)) {
            const auto row = out.row_number(out.rows.size());
            out.rows.push_back({words(t("source_" + std::string(line.id))),
                                money(line.planned),
                                money(line.income),
                                money(line.spent),
                                {Euro{line.left()}, "[." + cell_name(2, row) + "]-[." + cell_name(3, row) + "]"}});
        }
        add_sums(out, t("sum"), {1, 2, 3, 4});
        return out;
    }

    [[nodiscard]] Sheet expenses() const {
        auto out = sheet("expenses", {{t("position"), 1.8},
                                      {t("line"), 7},
                                      {t("expense"), 4},
                                      {t("planned"), 3.2},
                                      {t("spent"), 3.2},
                                      {t("difference"), 3.2},
                                      {t("change"), 2.2},
                                      {t("mark"), 2}});
        for (const auto& state : line_states(funding_)) {
            const auto row = out.row_number(out.rows.size());
            const auto planned = "[." + cell_name(3, row) + "]", spent = "[." + cell_name(4, row) + "]",
                       difference = "[." + cell_name(5, row) + "]";
            auto change = percent(state.change);
            if (state.change) change.formula = "ROUND(" + difference + "/" + planned + ";4)";
            out.rows.push_back({words(state.line.position),
                                words(state.line.title),
                                words(choice(state.line.expense)),
                                money(state.line.planned()),
                                money(state.spent),
                                {Euro{state.difference}, spent + "-" + planned},
                                change,
                                words(state.over_limit ? t("to_check") : "")});
        }
        add_sums(out, t("sum"), {3, 4, 5});
        return out;
    }

    [[nodiscard]] Sheet receipts() const {
        auto out = sheet("receipts", {{t("number"), 2.2},
                                      {t("dated"), 2.3},
                                      {t("paid"), 2.3},
                                      {t("payee"), 5},
                                      {t("purpose"), 6.4},
                                      {t("line_short"), 1.6},
                                      {t("net"), 3.1},
                                      {t("gross"), 3.1}});
        for (const auto& receipt : funding_.receipts) {
            const auto line = std::ranges::find(funding_.lines, receipt.line, &PlanLine::id);
            out.rows.push_back({words(receipt.number),
                                {receipt.dated},
                                {receipt.paid},
                                words(receipt.payee),
                                words(receipt.purpose),
                                words(line == funding_.lines.end() ? "" : line->position),
                                money(receipt.net),
                                money(receipt.gross)});
        }
        add_sums(out, t("sum"), {6, 7});
        return out;
    }

    [[nodiscard]] Sheet calls() const {
        auto out = sheet("calls", {{t("dated"), 3}, {t("covers"), 13}, {t("received"), 3}, {t("amount"), 4}});
        for (const auto& call : funding_.calls)
            out.rows.push_back({{call.dated}, words(call.covers), day(call.received), money(call.amount)});
        add_sums(out, t("sum"), {3});
        return out;
    }

    [[nodiscard]] Sheet procurements() const {
        auto out =
            sheet("procurements", {{t("dated"), 2.5}, {t("subject_of"), 7}, {t("procedure"), 4.5}, {t("result"), 8}, {t("value_of"), 3.5}});
        for (const auto& one : funding_.procurements)
            out.rows.push_back({{one.dated}, words(one.subject), words(choice(one.procedure)), words(one.result), money(one.value)});
        add_sums(out, t("sum"), {4});
        return out;
    }

    [[nodiscard]] Sheet inventory() const {
        auto out = sheet("inventory", {{t("dated"), 2.5}, {t("object"), 10}, {t("place"), 8}, {t("value_of"), 4}});
        for (const auto& one : funding_.inventory) out.rows.push_back({{one.dated}, words(one.object), words(one.place), money(one.value)});
        add_sums(out, t("sum"), {3});
        return out;
    }

    const FundingReport& report_;
    const Funding& funding_;
    const people::Texts& texts_;
};

}  // namespace

Workbook report_workbook(const FundingReport& report, const people::Texts& texts) {
    return {
        .title = people::text_of(texts, report.kind == ReportKind::final ? "funding.report.title_final" : "funding.report.title_interim"),
        .author = report.town,
        .date = report.day,
        .sheets = Sheets(report, texts).all()};
}

}  // namespace kireise::journey
