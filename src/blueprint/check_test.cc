#include "blueprint/check.h"

#include <gmock/gmock.h>

#include <random>

#include "blueprint/test_tree.h"

namespace kireise::blueprint {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> findings(const Tree& tree) {
    std::vector<std::string> out;
    for (const auto& finding : check(tree)) out.push_back(to_string(finding));
    return out;
}

// The only finding after one replacement starts and goes on like this.
void expect_finding(const std::string& path, std::string_view from, std::string_view to, std::string_view start, std::string_view text) {
    EXPECT_THAT(findings(changed(path, from, to)), ElementsAre(AllOf(StartsWith(std::string(start)), HasSubstr(std::string(text)))))
        << path << ": " << from << " -> " << to;
}

TEST(Check, AcceptsASoundBlueprint) { EXPECT_THAT(findings(small_tree()), IsEmpty()); }

TEST(Check, NamesFileAndLineOfYamlErrors) {
    expect_finding("law/gdpr.yaml", "title: T\n", "title: T\ntitle: T\n", "law/gdpr.yaml:5: ", "\"title\" stands here twice");
    expect_finding("survey/forms/check.yaml", "title: T", "title: &x T", "survey/forms/check.yaml:3: ", "anchors");
    EXPECT_THAT(findings(changed("guideline/clauses/plain.md", "---\nid", "id")),
                ElementsAre(HasSubstr("guideline/clauses/plain.md:1: the file must start with front matter")));
}

TEST(Check, KeepsTheRulesForEveryFile) {
    expect_finding("law/gdpr.yaml", "title: T\n", "title: T\r\n", "law/gdpr.yaml:4: ", "line feed");
    expect_finding("courses/start/01-text.md", "Aufgabe", "Auf\tgabe", "courses/start/01-text.md:4: ", "tab");
    expect_finding("courses/start/01-text.md", "Aufgabe", "\xff", "courses/start/01-text.md:1: ", "UTF-8");
    auto tree = small_tree();
    tree["usecases/mails/notes.txt"] = "x";
    EXPECT_THAT(findings(tree), ElementsAre(StartsWith("usecases/mails/notes.txt:1: No kind of content lies here")));
    EXPECT_THAT(findings({{"../x.yaml", ""}}), ElementsAre(HasSubstr("is not safe")));
}

TEST(Check, UsesTheSchemaOfTheTree) {
    auto tree = small_tree();
    tree["schemas/law.schema.json"] = R"({"properties": {"citation": {"type": "string", "minLength": 5}}})";
    EXPECT_THAT(findings(tree), ElementsAre(StartsWith("law/gdpr.yaml:3: /citation: ")));
    tree["schemas/law.schema.json"] = R"({"$ref": "#"})";
    EXPECT_THAT(findings(tree), ElementsAre(StartsWith("schemas/law.schema.json:1: $ref")));
    tree.erase("schemas/law.schema.json");
    EXPECT_THAT(findings(tree), ElementsAre(StartsWith("schemas/law.schema.json:1: The schema of the kind law is missing")));
}

TEST(Check, SurvivesWhatALaxSchemaLetsThrough) {
    expect_finding("law/gdpr.yaml", "citation: C", "citation: [C]", "law/gdpr.yaml:1: ", "does not fit its kind");
    expect_finding("law/gdpr.yaml", "checked: 2026-01-02", "checked: 2026-02-30", "law/gdpr.yaml:1: ", "no date that exists");
    expect_finding("law/gdpr.yaml", "status: settled", "status: sure", "law/gdpr.yaml:1: ", "not one of settled, to-verify");
}

TEST(Check, OnlyWhatIsToVerifyIsUncheckedAndALandStandsOnce) {
    expect_finding("law/gdpr.yaml", "checked: 2026-01-02", "checked: null", "law/gdpr.yaml:9: /checked: ", "to-verify");
    auto tree = changed("law/gdpr.yaml", "note: null", "note: null\nstaff_council_in: Bayern");
    EXPECT_THAT(findings(tree), IsEmpty());
    tree["law/other.yaml"] = replace_all(tree["law/gdpr.yaml"], "law/gdpr", "law/other");
    EXPECT_THAT(findings(tree), ElementsAre(AllOf(StartsWith("law/other.yaml:12: /staff_council_in: "), HasSubstr("law/gdpr"))));
}

TEST(Check, IdAndLanguageFollowFromThePath) {
    expect_finding("law/gdpr.yaml", "id: law/gdpr", "id: law/dsgvo", "law/gdpr.yaml:1: /id: ", "law/gdpr");
    expect_finding("law/gdpr.yaml", "lang: de", "lang: en", "law/gdpr.yaml:2: /lang: ", "must be de");
    auto tree = small_tree();
    tree["law/gdpr.en.yaml"] = replace_all(tree["law/gdpr.yaml"], "lang: de", "lang: en");
    EXPECT_THAT(findings(tree), IsEmpty());
    tree["law/gdpr.en.yaml"] = tree["law/gdpr.yaml"];
    EXPECT_THAT(findings(tree), ElementsAre(StartsWith("law/gdpr.en.yaml:2: /lang: ")));
}

TEST(Check, DemandsTheFilesThatEveryBlueprintHas) {
    for (const auto* path :
         {"blueprint.yaml", "framework/vocabulary.yaml", "guideline/guideline.yaml", "usecases/method.yaml", "journey/journey.yaml"}) {
        auto tree = small_tree();
        tree.erase(path);
        EXPECT_THAT(findings(tree), Contains(AllOf(StartsWith(path), HasSubstr("is missing"))));
    }
}

TEST(Check, FindsReferencesToNothing) {
    const auto missing = [](const std::string& path, std::string_view from, std::string_view to, std::string_view start) {
        expect_finding(path, from, to, start, "There is no ");
    };
    missing("survey/forms/check.yaml", "item/one", "item/two", "survey/forms/check.yaml:6: /items/0: ");
    missing("survey/items/one.yaml", "competence/prompt", "competence/none", "survey/items/one.yaml:4: /competence: ");
    missing("survey/items/one.yaml", "law/gdpr", "law/none", "survey/items/one.yaml:11: /law/0: ");
    missing("courses/start/course.yaml", "profile/clerk", "profile/none", "courses/start/course.yaml:7: /audience/0: ");
    missing("courses/start/course.yaml", "{competence/prompt", "{competence/none",
            "courses/start/course.yaml:8: /competences/competence~1none: ");
    missing("courses/start/course.yaml", "prerequisites: []", "prerequisites: [course/none]",
            "courses/start/course.yaml:9: /prerequisites/0: ");
    missing("paths/basic.yaml", "course/start", "course/none", "paths/basic.yaml:7: /courses/0: ");
    missing("guideline/clauses/cloud.md", "law/gdpr", "law/none", "guideline/clauses/cloud.md:9: /law/0: ");
    missing("guideline/guideline.yaml", "clause/plain]", "clause/plain, clause/none]",
            "guideline/guideline.yaml:11: /sections/0/clauses/2: ");
    missing("usecases/method.yaml", "law/gdpr", "law/none", "usecases/method.yaml:5: /gates/0/law/0: ");
    missing("usecases/mails/usecase.yaml", "law/gdpr", "law/none", "usecases/mails/usecase.yaml:14: /ai_act/law/0: ");
    missing("usecases/mails/usecase.yaml", "model: null", "model: model/none", "usecases/mails/usecase.yaml:21: /model: ");
    missing("framework/vocabulary.yaml", "law/gdpr", "law/none", "framework/vocabulary.yaml:8: /data_classes/3/law/0: ");
    missing("journey/samples/halle.yaml", "form/check", "form/none", "journey/samples/halle.yaml:20: /survey/form: ");
    missing("journey/samples/halle.yaml", "profile/clerk", "profile/none", "journey/samples/halle.yaml:19: /accounts/0/profile: ");
    missing("journey/samples/halle.yaml", "journey/plan", "journey/none", "journey/samples/halle.yaml:7: /journey: ");
}

TEST(Check, DoesNotReportABrokenFileAgainThroughReferences) {
    expect_finding("framework/areas/use.yaml", "order: 1", "order: []", "framework/areas/use.yaml:1: ", "does not fit its kind");
    expect_finding("law/gdpr.yaml", "id: law/gdpr", "id: law/x", "law/gdpr.yaml:1: ", "must be law/gdpr");
}

TEST(Check, ExpertsAndWindowsFitTheirModel) {
    const std::string path = "models/small.yaml";
    const std::string dense = "experts: 0, experts_used: 0";
    const auto expect = [&](const std::string& to, const std::string& pointer, const std::string& sentence) {
        expect_finding(path, dense, to, path + ":5: " + pointer, sentence);
    };
    expect("experts: 0, experts_used: 2", "/shape/experts_used", "dense model uses no experts");
    expect("experts: 8, experts_used: 0", "/shape/experts_used", "between 1 and 8");
    expect("experts: 8, experts_used: 9", "/shape/experts_used", "between 1 and 8");
    expect(dense + ", sliding_window: 1024", "/shape/window_period", "stand together");
    auto tree = small_tree();
    tree[path] = replace_all(tree[path], dense, "experts: 8, experts_used: 2, sliding_window: 0, window_period: 0");
    EXPECT_THAT(findings(tree), testing::IsEmpty());
}

TEST(Check, FrameworkIsComplete) {
    auto tree = small_tree();
    tree["framework/areas/check.yaml"] =
        "id: area/check\nlang: de\ntitle: T\norder: 1\nsummary: S\ncompetences:\n  - {id: competence/prompt, title: A, summary: B, levels: "
        "[a, b, c, d], "
        "mappings: []}\n  - {id: competence/facts, title: A, summary: B, levels: [a, b, c, d], mappings: []}\n";
    EXPECT_THAT(findings(tree),
                testing::UnorderedElementsAre(HasSubstr("use.yaml:7: /competences/0/id: The id competence/prompt stands twice"),
                                              HasSubstr("use.yaml:4: /order: "),
                                              HasSubstr("clerk.yaml:7: /targets: The target for competence/facts is missing"),
                                              HasSubstr("halle.yaml:20: /survey/mean_ability: The mean of area/check is missing")));
    expect_finding("framework/profiles/clerk.yaml", "prompt: 2", "prompt: 5", "framework/profiles/clerk.yaml:7: ", "0 to 4, not 5");
    expect_finding("framework/vocabulary.yaml", "  - {id: tax, title: A, description: B, example: C}\n", "",
                   "framework/vocabulary.yaml:5: /data_classes: ", "tax must stand here exactly once");
    expect_finding("framework/vocabulary.yaml", "{level: 3,", "{level: 2,",
                   "framework/vocabulary.yaml:20: /levels: ", "entry 4 must be level 3");
    expect_finding("framework/vocabulary.yaml", "{value: 4,", "{value: 0,", "framework/vocabulary.yaml:26: /scale: ", "entry 5");
}

TEST(Check, QuestionsHaveASoundKey) {
    expect_finding("survey/items/one.yaml", "correct: false", "correct: true",
                   "survey/items/one.yaml:8: /options: ", "exactly one correct option; this one has 2");
    expect_finding("survey/items/one.yaml", "correct: true", "correct: false", "survey/items/one.yaml:8: /options: ", "this one has 0");
    expect_finding("survey/items/one.yaml", "{id: b", "{id: a", "survey/items/one.yaml:9: /options/1: ", "twice");
    expect_finding("survey/items/one.yaml", "kind: single", "kind: self", "survey/items/one.yaml:8: /options: ", "no options");
    expect_finding("courses/start/course.yaml", "{id: b, text: B, correct: true", "{id: b, text: B, correct: false",
                   "courses/start/course.yaml:20: /quiz/questions/0/options: ", "at least two");
    expect_finding("survey/forms/check.yaml", "[item/one]", "[item/one, item/one]", "survey/forms/check.yaml:6: /items/1: ", "twice");
}

TEST(Check, CoursesAddUp) {
    expect_finding("courses/start/course.yaml", "minutes: 15", "minutes: 16",
                   "courses/start/course.yaml:5: /minutes: ", "15 minutes together, not 16");
    expect_finding("courses/start/course.yaml", "prerequisites: []", "prerequisites: [course/start]",
                   "courses/start/course.yaml:9: ", "lead back");
    expect_finding("courses/start/01-text.md", "::: solution\nLösung\n", "", "courses/start/01-text.md:5: ", "needs a ::: solution");
    expect_finding("courses/start/01-text.md", "Text\n\n::: exercise T\nAufgabe\n::: solution\nLösung\n:::\n", "\n",
                   "courses/start/01-text.md:1: ", "no text");
    EXPECT_THAT(findings(changed("courses/start/course.yaml", "01-text.md", "01-test.md")),
                ElementsAre(HasSubstr("courses/start/01-text.md:1: No section of course/start names this file"),
                            HasSubstr("courses/start/course.yaml:11: /sections/0/file: The file courses/start/01-test.md does not exist")));
}

TEST(Check, VariantsFitTheirBlocksAndQuestions) {
    const std::string path = "guideline/clauses/cloud.md";
    expect_finding(path, "::: variant standard\nMit {{months}}.\n:::\n", "", path + ":16: ", "block ::: variant standard is missing");
    EXPECT_THAT(
        findings(changed(path, "::: variant standard", "::: variant other")),
        ElementsAre(HasSubstr(":16: The block ::: variant standard is missing"), HasSubstr(":21: The front matter has no variant other")));
    EXPECT_THAT(
        findings(changed(path, "::: variant standard", "::: variant no-cloud")),
        ElementsAre(HasSubstr(":16: The block ::: variant standard is missing"), HasSubstr(":21: The variant no-cloud has two blocks")));
    expect_finding("guideline/clauses/plain.md", "Text {{date}}.\n", "", "guideline/clauses/plain.md:12: ", "no text");
}

TEST(Check, ClausesFitTheGuideline) {
    const std::string path = "guideline/clauses/cloud.md";
    expect_finding(path, "when: {cloud: none}", "when: {wolke: none}", path + ":7: /variants/0/when/wolke: ", "no question wolke");
    expect_finding(path, "when: {cloud: none}", "when: {cloud: all}", path + ":7: /variants/0/when/cloud: ", "no option all");
    expect_finding(path, "when: {cloud: none}", "when: {contact: none}", path + ":7: ", "no options to choose");
    expect_finding(path, "when: {cloud: none}, ", "", path + ":7: /variants/0: ", "hides those after it");
    expect_finding(path, "title: B}", "title: B, when: {cloud: some}}", path + ":8: /variants/1: ", "last variant must have no `when`");
    expect_finding(path, "variants: [no-cloud]", "variants: [cloud]", path + ":13: /rules/0/variants: ", "no variant cloud");
    expect_finding(path, "effect: allow", "effect: refuse", path + ":14: /rules/1/conditions: ", "has no conditions");
    expect_finding(path, "{{months}}", "{{monate}}", path + ":22: ", "{{monate}} is no parameter");
    expect_finding(path, "short: S", "short: In {{stadt}}", path + ":5: /short: ", "{{stadt}}");
    expect_finding(path, "Gemeinsam in {{town}}.\n", "Gemeinsam.\n::: note N\nText\n:::\n", path + ":17: ", "no other blocks");
    EXPECT_THAT(findings(changed(path, "Ohne.\n:::\n", "Ohne.\n:::\nDazwischen\n")),
                ElementsAre(HasSubstr(":16: The block ::: variant standard is missing"),
                            HasSubstr(":22: The variants of a clause stand together")));
    expect_finding("guideline/guideline.yaml", ", clause/plain]", "]", "guideline/clauses/plain.md:2: ", "No section of the guideline");
    expect_finding("guideline/guideline.yaml", "clause/plain]", "clause/plain, clause/plain]", "guideline/guideline.yaml:11: ", "twice");
    expect_finding("guideline/guideline.yaml", "default: none", "default: all",
                   "guideline/guideline.yaml:7: /questions/0/default: ", "not among the options");
    expect_finding("guideline/guideline.yaml", "default: 12", "default: 36",
                   "guideline/guideline.yaml:9: /questions/2/default: ", "from min to max");
    expect_finding("guideline/guideline.yaml", "default: Amt", "default: Hauptverwaltung",
                   "guideline/guideline.yaml:8: ", "more than 10 characters");
    expect_finding("guideline/guideline.yaml", "gilt {{cloud}}", "gilt {{claud}}", "guideline/guideline.yaml:5: /preamble: ", "{{claud}}");
}

TEST(Check, UseCasesFitTheMethod) {
    const std::string path = "usecases/mails/usecase.yaml";
    expect_finding("usecases/method.yaml", "weight: 40", "weight: 39", "usecases/method.yaml:7: /criteria: ", "sum to 99");
    EXPECT_THAT(findings(changed(path, "  legal:", "  other:")),
                ElementsAre(HasSubstr(":16: /gates: The gate legal is not answered"), HasSubstr(":16: /gates/other: ")));
    EXPECT_THAT(findings(changed(path, "  effort:", "  other:")), testing::SizeIs(2));
    expect_finding(path, "volume_per_year: {low: 1", "volume_per_year: {low: 3", path + ":8: /volume_per_year: ", "not be above");
    expect_finding(path, "approach: classifier", "approach: llm", path + ":21: /model: ", "names its model class");
    expect_finding("usecases/mails/workload.yaml", "p90: 1200", "p90: 100",
                   "usecases/mails/workload.yaml:6: /tokens_in: ", "must not fall");
    expect_finding("usecases/mails/workload.yaml", "mean: 0.3", "mean: 0.6",
                   "usecases/mails/workload.yaml:5: /participation: ", "must not fall");
    expect_finding("usecases/mails/workload.yaml", "pattern: office-hours", "pattern: batch",
                   "usecases/mails/workload.yaml:4: ", "deadline");
    expect_finding("usecases/mails/workload.yaml", "usecase: usecase/mails", "usecase: usecase/other",
                   "usecases/mails/workload.yaml:3: ", "usecase/mails");
    expect_finding("usecases/mails/gold.yaml", "value: office", "value: library",
                   "usecases/mails/gold.yaml:8: /cases/0/checks/0/value: ", "not among the labels");
    expect_finding("usecases/mails/prompt.md", "Sortieren Sie.", "", "usecases/mails/prompt.md:2: ", "no text");
}

TEST(Check, MailsAreLabelledAndApart) {
    expect_finding("usecases/mails/train.csv", "a2,school", "a2,library", "usecases/mails/train.csv:4: ", "label library");
    expect_finding("usecases/mails/train.csv", "a2,", "a1,", "usecases/mails/train.csv:4: ", "twice");
    expect_finding("usecases/mails/test.csv", "b1,office,Pass,Verlust", "b1,school,Schule,Anmeldung",
                   "usecases/mails/test.csv:2: ", "must not overlap");
    expect_finding("usecases/mails/test.csv", "id,label,", "id,class,", "usecases/mails/test.csv:1: ", "id,label,subject,text");
    expect_finding("usecases/mails/test.csv", "Verlust", "\"Verlust", "usecases/mails/test.csv:1: ", "never closed");
    auto tree = small_tree();
    tree.erase("usecases/mails/test.csv");
    EXPECT_THAT(findings(tree), ElementsAre(HasSubstr("belong together")));
    tree = small_tree();
    tree["usecases/other/test.csv"] = tree["usecases/other/train.csv"] = "id,label,subject,text\n";
    EXPECT_THAT(findings(tree), ElementsAre(HasSubstr("There is no usecase/other"), HasSubstr("There is no usecase/other")));
}

TEST(Check, SurvivesDamagedFiles) {
    std::mt19937 random(11);
    const auto sound = small_tree();
    for (int i = 0; i < 400; ++i) {
        auto tree = sound;
        auto at = tree.begin();
        std::advance(at, static_cast<long>(random() % tree.size()));
        auto& content = at->second;
        switch (random() % 3) {
            case 0: content[random() % content.size()] = static_cast<char>(random()); break;
            case 1: content.resize(random() % content.size()); break;
            default: content.insert(random() % content.size(), content.substr(random() % content.size(), random() % 40));
        }
        for (const auto& finding : check(tree)) {
            EXPECT_FALSE(finding.file.empty());
            EXPECT_GE(finding.line, 1);
            EXPECT_FALSE(finding.expectation.empty());
        }
    }
}

TEST(Check, SampleFitsTheJourney) {
    const std::string path = "journey/samples/halle.yaml";
    expect_finding(path, "end: 2026-03-31", "end: 2025-03-31", path + ":15: /phases/0: ", "end before it starts");
    EXPECT_THAT(findings(changed(path, "{id: phase/know", "{id: phase/use")),
                ElementsAre(HasSubstr("dates of phase/know are missing"), HasSubstr("no phase/use")));
    expect_finding(path, "unit: unit/office", "unit: unit/none", path + ":19: /accounts/0/unit: ", "no unit/none");
    expect_finding(path, "participants: 20", "participants: 29", path + ":20: /survey/participants: ", "have 28 together");
    expect_finding("journey/journey.yaml", ", minimum: 50", "", "journey/journey.yaml:9: ", "needs a minimum");
    expect_finding("journey/journey.yaml", "deliverable/paper", "deliverable/survey", "journey/journey.yaml:10: ", "twice");
}

}  // namespace
}  // namespace kireise::blueprint
