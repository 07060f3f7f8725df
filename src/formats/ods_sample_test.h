#pragma once
// One workbook with every kind of cell, for the tests of the writer.

#include "formats/ods.h"

namespace kireise::formats {

// 60 receipts on two printed pages, and a sheet that sums them.
inline Workbook sample_workbook() {
    using namespace std::chrono_literals;
    Sheet receipts{.name = "Belegliste",
                   .titles = {"Belegliste <1 & 2>", "Stand 15.06.2026"},
                   .columns = {{"Beleg", 2.5}, {"Tag", 3}, {"Zweck", 9}, {"Betrag", 3.5}, {"Anteil", 2.5}},
                   .rows = {}};
    std::int64_t sum = 0;
    for (int i = 1; i <= 60; ++i) {
        const std::int64_t cents = i == 60 ? -1'99 : 10'000'000'07 / 60 * i;
        sum += cents;
        receipts.rows.push_back(
            {{"R-" + std::to_string(i)}, {2026y / 6 / 15}, {"Schulung  „KI“ & <Alltag>"}, {Euro{cents}}, {Percentage{8571}}});
    }
    receipts.rows.push_back(
        {{"Summe", {}, true}, {{}, {}, true}, {{}, {}, true}, {Euro{sum}, sum_formula(receipts, 3, 0, 59), true}, {{}, {}, true}});
    Sheet total{.name = "Übersicht",
                .titles = {"Übersicht"},
                .columns = {{"Posten", 6}, {"Betrag", 4}},
                .rows = {{{"Ausgaben"}, {Euro{sum}, "[$Belegliste.D64]"}}}};
    return {.title = "Nachweis", .author = "Stadt Musterstadt", .date = 2026y / 6 / 15, .sheets = {receipts, total}};
}

}  // namespace kireise::formats
