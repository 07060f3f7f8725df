#pragma once
// Zwischennachweis and Verwendungsnachweis: the numbers against the plan, the list of receipts, and a report on the work that is put
// together from what the system holds. They are in the language of `texts`; German is what a funding body asks for.
//
// The parts follow what funding bodies usually want. Where the Land's own form may want more, the report says "zu prüfen".

#include <string>

#include "formats/document.h"
#include "formats/ods.h"
#include "journey/funding.h"
#include "journey/plan.h"
#include "people/texts.h"

namespace kireise::journey {

enum class ReportKind { interim, final };

struct FundingReport {
    ReportKind kind = ReportKind::final;
    std::string town;
    Date day, until;  // made on; what was paid until
    Funding funding;  // as of `until`
    Plan plan;
    Facts facts;
};

// conflict when there is no Bescheid yet. The plan and its evidence are as of today.
[[nodiscard]] Result<FundingReport> gather_report(const people::Town& town, ReportKind kind, Date until);

[[nodiscard]] formats::Document report_document(const FundingReport& report, const people::Texts& texts);
[[nodiscard]] formats::Workbook report_workbook(const FundingReport& report, const people::Texts& texts);

[[nodiscard]] std::string report_file_name(ReportKind kind);  // "zwischennachweis", "verwendungsnachweis"

struct IncomeLine {
    std::string_view id;  // "land", "own"
    Cents planned = 0, income = 0, spent = 0;
    [[nodiscard]] Cents left() const { return income - spent; }
};
// Own funds count as paid in when they are spent.
[[nodiscard]] std::vector<IncomeLine> income_lines(const Funding& funding);

struct Figure {
    std::string_view id;  // of its text "funding.figure.ID"
    int value = 0;
};
[[nodiscard]] std::vector<Figure> result_figures(const Facts& facts);

}  // namespace kireise::journey
