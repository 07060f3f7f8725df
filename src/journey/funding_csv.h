#pragma once
// Receipts from and to a bookkeeping program.

#include <string>
#include <string_view>
#include <vector>

#include "journey/funding_form.h"

namespace kireise::journey {

inline constexpr std::size_t receipts_file_limit = 1U << 20U;  // bytes
inline constexpr std::size_t receipts_import_limit = 2'000;

// The columns of both, in this order: Beleg;Belegdatum;Bezahlt am;Empfänger;Zweck;Position;Netto;Brutto. They are German whatever the
// language, so that a file can be read again.
[[nodiscard]] const std::vector<std::string>& receipt_columns();

struct RowProblem {
    std::size_t row = 0;     // of the table, from 1 for the header; 0 for the file as a whole
    std::string_view field;  // of the kind "receipt"; "" for the row or file
    std::string_view key;    // of its text: a field's "funding.problem.KEY", else "funding.import.KEY"
    std::string value = {};  // what stood there, at most 60 characters
};

struct ReadReceipts {
    std::vector<FundingValues> entries;
    std::vector<RowProblem> problems;  // at most 100; when there is one, nothing is to be taken over
};

// `lines`: id and number of the plan's lines; `known`: order keys of the numbers that exist.
[[nodiscard]] ReadReceipts read_receipts_csv(std::string_view csv, const LineTitles& lines, const std::set<std::string>& known);

// With byte order mark and semicolons, as German spreadsheets open it.
[[nodiscard]] std::string receipts_csv(const std::vector<FundingEntry>& receipts, const LineTitles& lines);

}  // namespace kireise::journey
