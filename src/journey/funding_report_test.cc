#include "journey/funding_report.h"

#include "base/assets.h"
#include "base/yaml.h"
#include "formats/odt.h"
#include "journey/funding_sample.h"
#include "journey/pages_fixture.h"

namespace kireise::journey {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string text_of_table(const formats::Table& table) {
    std::string out = "\n" + table.caption + "\n";
    for (const auto& row : table.rows) {
        for (const auto& cell : row) out += formats::text_of(cell) + " | ";
        out += "\n";
    }
    return out;
}

// Everything a reader sees, one block a line.
std::string text_of_blocks(const formats::Blocks& blocks) {
    std::string out;
    for (const auto& block : blocks) {
        if (const auto* heading = std::get_if<formats::Heading>(&block.content)) out += "# " + heading->text + "\n";
        if (const auto* paragraph = std::get_if<formats::Paragraph>(&block.content)) out += formats::text_of(paragraph->runs) + "\n";
        if (const auto* table = std::get_if<formats::Table>(&block.content)) out += text_of_table(*table);
        if (const auto* note = std::get_if<formats::Note>(&block.content)) out += "! " + note->title + "\n" + text_of_blocks(note->blocks);
    }
    return out;
}

class FundingReports : public JourneyPages {
   protected:
    static Json project() { return parse_yaml(*asset("blueprint/journey/samples/halle.yaml"))->value["project"]; }
    Result<bool> enter() { return enter_funding_sample(town.town(), project()); }
    FundingReport report(ReportKind kind, Date until) { return gather_report(town.town(), kind, until).value(); }
    std::string text(ReportKind kind, Date until) { return text_of_blocks(report_document(report(kind, until), texts).blocks); }

    people::Texts texts = people::built_in_texts("de").value();
};

TEST_F(FundingReports, TheSampleEntersOnceAndFitsItsDecision) {
    ASSERT_EQ(enter(), true);
    EXPECT_EQ(enter(), false);
    const auto funding = load_funding(town.town()).value();
    EXPECT_EQ(funding.receipts.size(), 25U);
    EXPECT_EQ(funding.planned_land(), funding.decision->maximum);
    EXPECT_EQ(funding.planned(), 14'000'000);
    EXPECT_EQ(share_in_basis_points(funding.planned_land(), funding.planned()), 8571);
    EXPECT_EQ(funding.spent(), 8'029'653);
    EXPECT_EQ(town.get("/funding", Role::coordination).status, 200);
    EXPECT_THAT(town.get("/funding/receipt", Role::coordination).body, HasSubstr("R-025"));
}

TEST_F(FundingReports, ASampleWithAMistakeSaysWhere) {
    auto wrong = project();
    wrong["receipt"][3]["line"] = "17";
    const auto entered = enter_funding_sample(town.town(), wrong);
    ASSERT_FALSE(entered);
    EXPECT_THAT(entered.error().message, HasSubstr("receipt 4, field line"));
}

TEST_F(FundingReports, TheTextHoldsNumbersReceiptsAndEvidence) {
    EXPECT_EQ(gather_report(town.town(), ReportKind::final, 2026y / 6 / 15).error().kind, ErrorKind::conflict);
    ASSERT_TRUE(enter());
    const auto all = text(ReportKind::final, 2026y / 6 / 15);
    EXPECT_THAT(all, AllOf(HasSubstr("KI-2025/017"), HasSubstr("85,71\u00a0%"), HasSubstr("30.04.2027"), HasSubstr("! Zu prüfen")));
    EXPECT_THAT(all, HasSubstr("4 | Technik, Literatur und Material (Sachausgaben) | 7.500,00\u00a0€ | 9.186,40\u00a0€ | 1.686,40\u00a0€ | "
                               "22,49\u00a0% | zu prüfen"));
    EXPECT_THAT(all, HasSubstr("Fördermittel | 120.000,00\u00a0€ | 55.000,00\u00a0€ | 68.825,60\u00a0€ | -13.825,60\u00a0€"));
    EXPECT_THAT(all, HasSubstr("Eigenmittel | 20.000,00\u00a0€ | 11.470,93\u00a0€ | 11.470,93\u00a0€ | 0,00\u00a0€"));
    EXPECT_THAT(all, AllOf(HasSubstr("R-001 | "), HasSubstr("-595,00\u00a0€"), HasSubstr("80.296,53\u00a0€")));
    EXPECT_THAT(all,
                AllOf(HasSubstr("KI-Richtlinie | "), HasSubstr("Richtlinie ist noch nicht beschlossen"), HasSubstr("Verhandlungsvergabe")));
    EXPECT_THAT(all, Not(HasSubstr("[funding")));
    EXPECT_TRUE(formats::to_odt(report_document(report(ReportKind::final, 2026y / 6 / 15), texts)));
}

TEST_F(FundingReports, TheInterimOneEndsOnItsDay) {
    ASSERT_TRUE(enter());
    const auto interim = text(ReportKind::interim, 2026y / 1 / 31);
    EXPECT_THAT(interim, AllOf(HasSubstr("Zahlungen berücksichtigt bis | 31.01.2026"), HasSubstr("2.640,18\u00a0€"),
                               Not(HasSubstr("R-025")), Not(HasSubstr("Grafikkarte | "))));
}

TEST_F(FundingReports, TheSheetsSumWhatTheyShow) {
    ASSERT_TRUE(enter());
    const auto workbook = report_workbook(report(ReportKind::final, 2026y / 6 / 15), texts);
    ASSERT_TRUE(formats::to_ods(workbook));
    std::vector<std::string> names;
    for (const auto& sheet : workbook.sheets) names.push_back(sheet.name);
    EXPECT_THAT(names, testing::ElementsAre("Einnahmen", "Ausgaben", "Belegliste", "Mittelabrufe", "Vergaben", "Inventar"));
    const auto& receipts = workbook.sheets[2];
    ASSERT_EQ(receipts.rows.size(), 26U);
    EXPECT_EQ(std::get<formats::Euro>(receipts.rows.back()[7].value).cents, 8'029'653);
    EXPECT_EQ(receipts.rows.back()[7].formula, "SUM([.H4:.H28])");
    const auto& expenses = workbook.sheets[1];
    EXPECT_EQ(std::get<formats::Euro>(expenses.rows.back()[4].value).cents, 8'029'653);
    EXPECT_EQ(expenses.rows.front()[5].formula, "[.E4]-[.D4]");
}

TEST_F(FundingReports, AreWholeWithoutAnyEntryButTheDecision) {
    ASSERT_TRUE(enter_funding_sample(town.town(), {{"decision", project()["decision"]}}));
    EXPECT_THAT(text(ReportKind::final, 2026y / 6 / 15), AllOf(HasSubstr("Keine Einträge."), HasSubstr("Hier fehlt noch ein Text.")));
    EXPECT_TRUE(formats::to_ods(report_workbook(report(ReportKind::final, 2026y / 6 / 15), texts)));
}

}  // namespace
}  // namespace kireise::journey
