#include "base/assets.h"
#include "base/files.h"
#include "base/text.h"
#include "base/yaml.h"
#include "commands/demo.h"
#include "formats/ods.h"
#include "formats/odt.h"
#include "journey/funding_report.h"
#include "journey/funding_sample.h"

namespace kireise::commands {
namespace {

Result<> write_report(const Walk& walk, journey::ReportKind kind, Date until) {
    const auto report = TRY(journey::gather_report(walk.town, kind, until));
    const auto texts = TRY(people::built_in_texts("de"));
    const auto name = journey::report_file_name(kind);
    TRY(write_file(walk.out / (name + ".odt"), TRY(formats::to_odt(journey::report_document(report, texts)))));
    return write_file(walk.out / (name + ".ods"), TRY(formats::to_ods(journey::report_workbook(report, texts))));
}

}  // namespace

Result<StepResult> demo_funding(Walk& walk) {
    const auto file = asset("blueprint/journey/samples/" + std::string(slug_of(walk.sample.id)) + ".yaml");
    const auto sample = file ? TRY(parse_yaml(*file)).value : Json::object();
    if (sample.contains("project")) TRY(journey::enter_funding_sample(walk.town, sample["project"]));
    const auto funding = TRY(journey::load_funding(walk.town));
    if (!funding.decision) return StepResult{walk.io.t("commands.demo.missing")};
    TRY(write_report(walk, journey::ReportKind::interim, walk.town.today()));
    TRY(write_report(walk, journey::ReportKind::final, walk.town.today()));
    return StepResult{people::fill(walk.io.t("commands.demo.funding"), {{"spent", journey::euros_text(funding.spent(), "de")},
                                                                        {"planned", journey::euros_text(funding.planned(), "de")},
                                                                        {"receipts", std::to_string(funding.receipts.size())}})};
}

}  // namespace kireise::commands
