// LibreOffice opens what to_odt() wrote and prints it as tagged PDF.
#include <gmock/gmock.h>

#include <cstdlib>
#include <regex>

#include "base/files.h"
#include "formats/odt.h"
#include "formats/odt_sample_test.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

int run(const std::string& command) { return std::system(command.c_str()); }

class InLibreOffice : public testing::Test {
   protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TempDir>(*TempDir::create());
        const auto at = folder->path().string();
        ASSERT_TRUE(write_file(folder->path() / "sample.odt", *to_odt(sample_document())));
        ASSERT_EQ(run("timeout 180 soffice -env:UserInstallation=file://" + at + "/profile --headless --convert-to " +
                      R"('pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}')" + " --outdir " + at + " " + at +
                      "/sample.odt >" + at + "/log 2>&1"),
                  0)
            << *read_file(folder->path() / "log");
    }
    static void TearDownTestSuite() { folder.reset(); }

    static std::string output_of(const std::string& command) {
        const auto at = folder->path().string();
        EXPECT_EQ(run(command + " >" + at + "/out 2>&1"), 0) << command;
        return read_file(folder->path() / "out").value_or("");
    }
    static std::string pdf() { return folder->path().string() + "/sample.pdf"; }

    static inline std::unique_ptr<TempDir> folder;
};

TEST_F(InLibreOffice, ShowsTitleHeadingsAndTable) {
    const auto text = output_of("pdftotext -layout " + pdf() + " -");
    for (const auto* expected :
         {"Dienstanweisung KI & Daten", "Stadt Musterstadt", "Regeln für Beschäftigte", "Version 1.0.0 · Stand 15.06.2026", "Inhalt",
          "Ziel und Geltung", "Tabelle 1: Datenklassen", "Wohngeldakte", "Auf einen Blick", "Ende < & > \" ' der Anweisung."}) {
        EXPECT_THAT(text, HasSubstr(expected));
    }
    EXPECT_THAT(text,
                AllOf(ContainsRegex("§ ?1 +Ziel\n"), ContainsRegex("3\\. +drei"), ContainsRegex("4\\. +vier"), ContainsRegex("• +Zahlen")));
    EXPECT_THAT(text, AllOf(ContainsRegex("Seite 1 von 3"), ContainsRegex("Seite 3 von 3")));
}

TEST_F(InLibreOffice, ShowsPageNumbersInTheContents) {
    const auto text = output_of("pdftotext -layout -l 1 " + pdf() + " -");
    EXPECT_THAT(text, AllOf(ContainsRegex("Ziel und Geltung\\.+ ?2\n"), ContainsRegex("§ 3.Merksätze\\.+ ?2\n"),
                            ContainsRegex("Schluss\\.+ ?3\n")));
}

TEST_F(InLibreOffice, TagsTheStructure) {
    EXPECT_THAT(output_of("pdfinfo " + pdf()), AllOf(ContainsRegex("Title: +Dienstanweisung KI & Daten"), ContainsRegex("Tagged: +yes")));
    const auto structure = output_of("pdfinfo -struct-text " + pdf());
    EXPECT_THAT(structure, AllOf(HasSubstr("H1 (block)"), HasSubstr("H2 (block)"), HasSubstr("TOCI"), HasSubstr("TH"), HasSubstr("LI")));
}

}  // namespace
}  // namespace kireise::formats
