// LibreOffice opens what to_ods() wrote, calculates its formulas anew, and prints it.
#include <gmock/gmock.h>

#include <cstdlib>

#include "base/csv.h"
#include "base/files.h"
#include "formats/ods.h"
#include "formats/ods_sample_test.h"

namespace kireise::formats {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

int run(const std::string& command) { return std::system(command.c_str()); }

// Formulas are always calculated when a file is opened, whatever value stands beside them.
constexpr std::string_view recalculate =
    R"(<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">)"
    R"(<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>)";

class InCalc : public testing::Test {
   protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TempDir>(*TempDir::create());
        auto workbook = sample_workbook();
        // What is cached beside the formulas is wrong on purpose: only a formula that works gives the right sum.
        for (auto& sheet : workbook.sheets) {
            for (auto& row : sheet.rows) {
                for (auto& cell : row) {
                    if (!cell.formula.empty()) cell.value = Euro{1};
                }
            }
        }
        ASSERT_TRUE(write_file(at("sample.ods"), *to_ods(sample_workbook())));
        ASSERT_TRUE(write_file(at("wrong.ods"), *to_ods(workbook)));
        ASSERT_TRUE(write_file(at("profile/user/registrymodifications.xcu"), recalculate));
        convert("sample.ods", "pdf");
        convert("sample.ods", "'csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,false,true,false,false,-1'");
        convert("wrong.ods", "'csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,false,true,false,false,-1'");
    }
    static void TearDownTestSuite() { folder.reset(); }

    static std::filesystem::path at(const std::string& name) { return folder->path() / name; }
    static void convert(const std::string& file, const std::string& target) {
        const auto base = folder->path().string();
        ASSERT_EQ(run("timeout 180 soffice -env:UserInstallation=file://" + base + "/profile --headless --convert-to " + target +
                      " --outdir " + base + " " + base + "/" + file + " >" + base + "/log 2>&1"),
                  0)
            << *read_file(at("log"));
    }
    static std::string output_of(const std::string& command) {
        EXPECT_EQ(run(command + " >" + at("out").string() + " 2>&1"), 0) << command;
        return read_file(at("out")).value_or("");
    }
    static std::vector<std::vector<std::string>> table(const std::string& name) {
        const auto text = read_file(at(name));
        EXPECT_TRUE(text) << name;
        return text ? parse_csv(*text, ';').value_or(std::vector<std::vector<std::string>>{}) : std::vector<std::vector<std::string>>{};
    }

    static inline std::unique_ptr<TempDir> folder;
};

TEST_F(InCalc, ReadsEveryValueAsItWasWritten) {
    const auto rows = table("sample-Belegliste.csv");
    ASSERT_EQ(rows.size(), 64U);
    EXPECT_EQ(rows[0][0], "Belegliste <1 & 2>");
    EXPECT_EQ(rows[2], (std::vector<std::string>{"Beleg", "Tag", "Zweck", "Betrag", "Anteil"}));
    EXPECT_EQ(rows[3], (std::vector<std::string>{"R-1", "15.06.2026", "Schulung  „KI“ & <Alltag>", "166.666,66\u00a0€", "85,71\u00a0%"}));
    EXPECT_THAT(rows[62][3], HasSubstr("-1,99"));
}

TEST_F(InCalc, CalculatesTheFormulas) {
    for (const auto* file : {"sample", "wrong"}) {
        EXPECT_EQ(table(std::string(file) + "-Belegliste.csv").back()[3], "294.999.986,21\u00a0€") << file;
        EXPECT_EQ(table(std::string(file) + "-Übersicht.csv").back()[1], "294.999.986,21\u00a0€") << file << ": of another sheet";
    }
}

TEST_F(InCalc, PrintsTheHeaderOnEveryPage) {
    const auto pdf = at("sample.pdf").string();
    for (const auto* page : {"1", "2"}) {
        EXPECT_THAT(
            output_of(std::string("pdftotext -layout -f ") + page + " -l " + page + " " + pdf + " -"),
            AllOf(ContainsRegex("Beleg +Tag +Zweck +Betrag +Anteil"), HasSubstr(std::string("Belegliste · Seite ") + page + " von")));
    }
    EXPECT_THAT(output_of("pdfinfo " + pdf), ContainsRegex("Title: +Nachweis"));
}

}  // namespace
}  // namespace kireise::formats
