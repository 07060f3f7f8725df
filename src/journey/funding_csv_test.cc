#include "journey/funding_csv.h"

#include <gmock/gmock.h>

namespace kireise::journey {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const LineTitles lines{{"id-personal", "1"}, {"id-orders", "2"}};
const std::string header = "Beleg;Belegdatum;Bezahlt am;Empfänger;Zweck;Position;Netto;Brutto\r\n";

std::string_view only_key(const ReadReceipts& read) { return read.problems.size() == 1 ? read.problems.front().key : "?"; }

TEST(ReceiptsCsv, ReadsWhatBookkeepingWrites) {
    const auto read = read_receipts_csv("\xef\xbb\xbf" + header +
                                            "R-1;05.01.2026;2026-01-12;Müller & Söhne;\"Schulung; Teil 1\";2;1.000,00;1190.00\n"
                                            "R-2;5.1.2026;12.1.2026;A;B;1;-10;-11,90\n",
                                        lines, {});
    ASSERT_TRUE(read.problems.empty()) << read.problems.front().key;
    ASSERT_THAT(read.entries, SizeIs(2));
    const FundingValues expected{{"number", "R-1"},
                                 {"dated", "2026-01-05"},
                                 {"paid", "2026-01-12"},
                                 {"payee", "Müller & Söhne"},
                                 {"purpose", "Schulung; Teil 1"},
                                 {"line", "id-orders"},
                                 {"net", "100000"},
                                 {"gross", "119000"}};
    EXPECT_EQ(read.entries[0], expected);
    EXPECT_EQ(read.entries[1].at("gross"), "-1190");
}

TEST(ReceiptsCsv, SaysWhichLineAndFieldIsWrong) {
    const auto read = read_receipts_csv(header +
                                            "R-1;05.01.2026;05.01.2026;A;B;9;viel;1\n"
                                            "R-1;31.02.2026;05.01.2026;A;;1;1;1\n"
                                            "R-7;05.01.2026;05.01.2026;A;B;1;1;1\n",
                                        lines, {order_key("R-7")});
    std::vector<std::string> found;
    for (const auto& problem : read.problems)
        found.push_back(std::to_string(problem.row) + " " + std::string(problem.field) + " " + std::string(problem.key) + " " +
                        problem.value);
    EXPECT_THAT(found, ElementsAre("2 line line 9", "2 net amount viel", "3 dated date 31.02.2026", "3 purpose required ", "3  twice R-1",
                                   "4 number taken R-7"));
}

TEST(ReceiptsCsv, RefusesWhatIsNoListOfReceipts) {
    EXPECT_EQ(only_key(read_receipts_csv("", lines, {})), "header");
    EXPECT_EQ(only_key(read_receipts_csv("a;b\n", lines, {})), "header");
    EXPECT_EQ(only_key(read_receipts_csv(header, lines, {})), "empty");
    EXPECT_EQ(only_key(read_receipts_csv(header + "1;2\n", lines, {})), "broken");
    EXPECT_EQ(only_key(read_receipts_csv(header + "\"1;2\n", lines, {})), "broken");
    EXPECT_EQ(only_key(read_receipts_csv(header + "\xe4;;;;;;;\n", lines, {})), "utf8");
    EXPECT_EQ(only_key(read_receipts_csv(std::string(receipts_file_limit + 1, 'x'), lines, {})), "too_large");
    std::string many = header;
    for (std::size_t i = 0; i <= receipts_import_limit; ++i) many += "1;;;;;;;\n";
    EXPECT_EQ(only_key(read_receipts_csv(many, lines, {})), "too_large");
    EXPECT_THAT(read_receipts_csv(many.substr(0, header.size() + 9 * 500), lines, {}).problems, SizeIs(100)) << "the report has an end";
}

TEST(ReceiptsCsv, WhatIsWrittenIsReadAgain) {
    const auto text =
        header + "R-1;05.01.2026;12.01.2026;\"Müller; \"\"& Söhne\"\"\";x;2;1000;1190\nR-2;05.01.2026;12.01.2026;A;B;1;-10;-11,90\n";
    const auto read = read_receipts_csv(text, lines, {});
    std::vector<FundingEntry> entries;
    for (const auto& values : read.entries) entries.push_back({.id = "x", .kind = "receipt", .version = 1, .values = values});
    EXPECT_EQ(read_receipts_csv(receipts_csv(entries, lines), lines, {}).entries, read.entries);
    entries[0].values["payee"] = "=HYPERLINK(1)";
    EXPECT_NE(receipts_csv(entries, lines).find(";'=HYPERLINK(1);"), std::string::npos) << "no spreadsheet runs it";
}

}  // namespace
}  // namespace kireise::journey
