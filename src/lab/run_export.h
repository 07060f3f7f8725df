#pragma once
// A practical test for reading and reckoning elsewhere: its cases as a table, the whole as a report. Pure; words in the language of
// `texts`.

#include <string>
#include <vector>

#include "blueprint/snapshot.h"
#include "formats/document.h"
#include "lab/ladder.h"
#include "people/texts.h"

namespace kireise::lab {

// A line for each case and check: case, passed, check, finding, times, tokens, answer.
[[nodiscard]] std::string run_csv(const LabRun& run);

// A part of a report that other tests add: the Praxistest with people, the blind rating.
struct ReportPart {
    std::string title;
    formats::Blocks blocks;
};

struct TestReport {
    std::string town;
    std::string lang = "de";
    Date day;
    blueprint::UseCase usecase;
    LabRun run;
    Ladder ladder;
    std::vector<ReportPart> parts;
};

// Without figures when no real model answered: then it says that quality was not tested.
[[nodiscard]] formats::Document report_document(const TestReport& report, const people::Texts& texts);

}  // namespace kireise::lab
