#include "lab/run_export.h"

#include <gmock/gmock.h>

#include "base/csv.h"
#include "base/text.h"
#include "formats/odt.h"
#include "lab/testing.h"

namespace kireise::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TestReport report_of(LabRun run) {
    const auto content = testing::real_content();
    const auto& usecase = *content->find<blueprint::UseCase>("usecase/plain-language");
    return {.town = "Musterstadt",
            .day = Date{std::chrono::year{2026} / 11 / 23},
            .usecase = usecase,
            .run = run,
            .ladder = ladder(*content, usecase, {run}),
            .parts = {{"Mit Menschen", {formats::paragraph("Zehn Personen.")}}}};
}

std::string words_of(const formats::Document& document) {
    std::string out = document.title + "\n";
    for (const auto& block : document.blocks) {
        if (const auto* heading = std::get_if<formats::Heading>(&block.content)) out += heading->text + "\n";
        if (const auto* paragraph = std::get_if<formats::Paragraph>(&block.content)) out += formats::text_of(paragraph->runs) + "\n";
        if (const auto* table = std::get_if<formats::Table>(&block.content)) {
            for (const auto& row : table->rows) {
                for (const auto& cell : row) out += formats::text_of(cell) + "|";
                out += "\n";
            }
        }
    }
    return out;
}

TEST(RunExport, TheTableHasALineForEachCheck) {
    auto run = testing::some_run("id", "usecase/plain-language");
    run.cases.front().answer = "=1+1; \"a\"";
    const auto rows = parse_csv(run_csv(run), ';');
    ASSERT_TRUE(rows) << rows.error().message;
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ(rows->at(1).at(0), "one");
    EXPECT_EQ(rows->at(1).at(2), "max_chars");
    EXPECT_EQ(rows->at(1).at(9), "'=1+1; \"a\"") << "no spreadsheet may run it";
    EXPECT_EQ(rows->at(2).at(10), "The prompt is too long.");
}

TEST(RunExport, TheReportSaysResultLadderFactsAndFailures) {
    const auto texts = people::built_in_texts("de").value();
    const auto document = report_document(report_of(testing::some_run("id", "usecase/plain-language")), texts);
    EXPECT_THAT(words_of(document), AllOf(HasSubstr("50\u00a0%"), HasSubstr("Noch reicht keine getestete Stufe."),
                                          HasSubstr("two|The prompt is too long.|"), HasSubstr("Zehn Personen."), Not(HasSubstr("lab."))));
    EXPECT_TRUE(formats::to_odt(document));
}

TEST(RunExport, WithoutARealModelThereAreNoFigures) {
    const auto texts = people::built_in_texts("de").value();
    for (const bool scripted : {false, true}) {
        auto run = testing::some_run("id", "usecase/plain-language");
        run.value = 0.77;
        (scripted ? run.engine.scripted : run.engine.synthetic) = true;
        const auto words = words_of(report_document(report_of(run), texts));
        EXPECT_THAT(words, Not(HasSubstr("77\u00a0%")));
        EXPECT_THAT(words, HasSubstr(scripted ? "Testprogramm" : "Zufallszahlen"));
    }
}

TEST(RunExport, EnglishIsComplete) {
    const auto texts = people::built_in_texts("en").value();
    auto report = report_of(testing::some_run("id", "usecase/plain-language"));
    report.lang = "en";
    EXPECT_THAT(words_of(report_document(report, texts)), AllOf(HasSubstr("Practical test"), Not(HasSubstr("lab."))));
}

}  // namespace
}  // namespace kireise::lab
