#include "journey/funding_csv.h"

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "journey/funding.h"

namespace kireise::journey {
namespace {

constexpr std::size_t most_problems = 100;
// In the order of the columns.
constexpr std::string_view fields[] = {"number", "dated", "paid", "payee", "purpose", "line", "net", "gross"};

char separator_of(std::string_view csv) {
    const auto first = csv.substr(0, csv.find('\n'));
    return std::ranges::count(first, ';') >= std::ranges::count(first, ',') ? ';' : ',';
}

std::string shortened(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < 60; ++at) out += text[at];
    while (!is_utf8(out)) out.pop_back();
    return out;
}

class Reading {
   public:
    Reading(const LineTitles& lines, const std::set<std::string>& known)
        : lines_(lines), ids_(ids_of(lines)), seen_(known), known_(known) {}

    void row(const std::vector<std::string>& cells, std::size_t number) {
        FundingValues typed;
        for (std::size_t i = 0; i < cells.size(); ++i) typed[std::string(fields[i])] = cells[i];
        const auto line = std::ranges::find(lines_, std::string(trim(typed["line"])), &LineTitles::value_type::second);
        const auto given = std::exchange(typed["line"], line == lines_.end() ? "?" : line->first);
        auto checked = check_funding_values(funding_kind("receipt"), typed, ids_);
        for (const auto& problem : checked.problems)
            add({number, problem.field, problem.key, shortened(problem.field == "line" ? given : typed[std::string(problem.field)])});
        if (const auto found = checked.values.find("number"); found != checked.values.end()) {
            const auto key = order_key(found->second);
            if (known_.contains(key)) add({number, "number", "taken", shortened(found->second)});
            else if (!seen_.insert(key).second) add({number, "", "twice", shortened(found->second)});
        }
        out_.entries.push_back(std::move(checked.values));
    }

    void add(RowProblem problem) {
        if (out_.problems.size() < most_problems) out_.problems.push_back(std::move(problem));
    }

    ReadReceipts take() { return std::move(out_); }

   private:
    const LineTitles& lines_;
    std::set<std::string> ids_, seen_;
    const std::set<std::string>& known_;
    ReadReceipts out_;
};

ReadReceipts refused(std::string_view key) { return {{}, {{0, "", key}}}; }

}  // namespace

const std::vector<std::string>& receipt_columns() {
    static const std::vector<std::string> columns{"Beleg", "Belegdatum", "Bezahlt am", "Empfänger", "Zweck", "Position", "Netto", "Brutto"};
    return columns;
}

ReadReceipts read_receipts_csv(std::string_view csv, const LineTitles& lines, const std::set<std::string>& known) {
    if (csv.size() > receipts_file_limit) return refused("too_large");
    if (!is_utf8(csv)) return refused("utf8");
    const auto rows = parse_csv(csv, separator_of(csv), {.rows = receipts_import_limit + 1, .columns = 50});
    if (!rows) return refused(rows.error().kind == ErrorKind::too_large ? "too_large" : "broken");
    if (rows->empty() || rows->front() != receipt_columns()) return refused("header");
    if (rows->size() == 1) return refused("empty");
    Reading reading(lines, known);
    for (std::size_t i = 1; i < rows->size(); ++i) reading.row((*rows)[i], i + 1);
    return reading.take();
}

std::string receipts_csv(const std::vector<FundingEntry>& receipts, const LineTitles& lines) {
    std::string out = "\xef\xbb\xbf" + csv_line(receipt_columns(), ';');
    for (const auto& receipt : receipts) {
        std::vector<std::string> cells;
        for (const auto field : fields) cells.push_back(receipt.value(field));
        for (const auto date : {1U, 2U}) cells[date] = german_text(parse_date(cells[date]).value_or(Date{}));
        const auto line = std::ranges::find(lines, cells[5], &LineTitles::value_type::first);
        cells[5] = line == lines.end() ? "" : line->second;
        // A credit note's minus is a number's, not a formula's; csv_line would put a ' before it, which no import reads as a number.
        auto row = csv_line({cells.begin(), cells.begin() + 6}, ';');
        row.resize(row.size() - 2);
        for (const auto money : {6U, 7U}) row += ";" + cents_text(std::stoll(cells[money]), "de");
        out += row + "\r\n";
    }
    return out;
}

}  // namespace kireise::journey
