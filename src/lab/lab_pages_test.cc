#include "lab/lab_pages.h"

#include <gmock/gmock.h>

#include "lab/lab_store.h"
#include "lab/testing.h"
#include "people/testing.h"

namespace kireise::lab {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class LabPages : public ::testing::Test {
   protected:
    LabRun save(const std::string& id, const std::string& usecase = "usecase/plain-language") {
        auto run = testing::some_run(id, usecase);
        run.commit = town.town().head_commit().value();
        save(run);
        return run;
    }
    void save(const LabRun& run) { EXPECT_TRUE(save_run(town.town().db(), run)); }

    people::TestTown town{{lab_migrations()}, lab_routes()};
};

TEST_F(LabPages, ListsUseCasesWithGoldCasesAndWhatIsMissing) {
    const auto page = town.get("/tests");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Posteingang nach Ämtern sortieren"), HasSubstr("noch nicht getestet"), HasSubstr("85\u00a0%"),
                                 Not(HasSubstr("Bewerb")), Not(HasSubstr("[["))));
}

TEST_F(LabPages, OnlyCoordinationAndItMayTest) {
    EXPECT_THAT(town.get("/tests", Role::staff).body, Not(HasSubstr("/run\"")));
    EXPECT_THAT(town.get("/tests", Role::it).body, HasSubstr("action=\"/tests/mail-sorting/run\""));
    EXPECT_THAT(town.get("/tests", Role::it).body, Not(HasSubstr("/tests/plain-language/run")));
    for (const auto role : {Role::staff, Role::data_protection, Role::staff_council}) {
        EXPECT_EQ(town.post("/tests/mail-sorting/run", {}, role).status, 403);
    }
    EXPECT_EQ(tested_usecases(town.town().db()).value(), 0);
}

TEST_F(LabPages, TheClassifierTestRunsAndIsShown) {
    const auto answer = town.post("/tests/mail-sorting/run", {}, Role::coordination);
    ASSERT_EQ(answer.status, 303) << answer.body;
    EXPECT_EQ(tested_usecases(town.town().db()).value(), 1);
    const auto page = town.get(answer.location);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Was wird verwechselt?"), HasSubstr("Ordnungsamt"), HasSubstr("Sind die Plätze schon weg?"),
                                 HasSubstr("Alle Fälle und E-Mails sind erfunden."), Not(HasSubstr("[["))));
    const auto run = latest_run(town.town().db(), "usecase/mail-sorting").value();
    EXPECT_THAT(page.body, HasSubstr(run->passed() ? "bestanden" : "nicht bestanden"));
    EXPECT_THAT(town.get("/tests").body, HasSubstr(answer.location));
    const auto file = town.get(answer.location + ".json");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(lab_run_from_json(parse_json(file.body).value()).value().value, run->value);
}

TEST_F(LabPages, SyntheticModelsAreNamedAsSuchEverywhere) {
    auto run = testing::some_run("synthetic", "usecase/plain-language");
    run.engine.synthetic = true;
    run.value = 1;
    save(run);
    for (const auto* path : {"/tests", "/tests/synthetic"}) {
        EXPECT_THAT(town.get(path).body, AllOf(HasSubstr("nicht mit echtem Modell getestet"), HasSubstr("Synthetisches Modell"),
                                               HasSubstr("Zufallszahlen"), Not(HasSubstr("100\u00a0%")), Not(HasSubstr("chart--"))))
            << "a figure would look as if it said something";
    }
}

TEST_F(LabPages, ABrokenRunSaysWhyAndShowsNoFigures) {
    auto run = testing::some_run("broken", "usecase/plain-language");
    run.problem = "The engine does not answer.";
    save(run);
    const auto page = town.get("/tests/broken");
    EXPECT_THAT(page.body, AllOf(HasSubstr("abgebrochen"), HasSubstr("The engine does not answer."), Not(HasSubstr("50\u00a0%"))));
}

TEST_F(LabPages, CasesShowProblemsAndEscapeWhatModelsSay) {
    auto run = testing::some_run("hostile", "usecase/plain-language");
    run.cases.front().answer = "<script>alert(1)</script>{{csrf}}";
    save(run);
    const auto page = town.get("/tests/hostile");
    EXPECT_THAT(page.body, AllOf(HasSubstr("&lt;script&gt;alert(1)"), HasSubstr("{{csrf}}"), Not(HasSubstr("<script>alert"))));
    EXPECT_THAT(page.body, HasSubstr("The prompt is too long."));
}

TEST_F(LabPages, ARunOutlivesItsUseCase) {
    save("orphan", "usecase/gone");
    EXPECT_THAT(town.get("/tests/orphan").body, HasSubstr("usecase/gone"));
}

TEST_F(LabPages, ListsOtherRunsOfTheUseCase) {
    save("first");
    save("second");
    EXPECT_THAT(town.get("/tests/second").body, HasSubstr("/tests/first"));
}

TEST_F(LabPages, UnknownThingsAreNotFound) {
    for (const auto* path : {"/tests/nothing", "/tests/nothing.json", "/tests/.json", "/tests/'%20OR%201=1"})
        EXPECT_EQ(town.get(path).status, 404) << path;
    for (const auto* slug : {"nothing", "plain-language", "..%2Fx"}) {
        EXPECT_EQ(town.post(std::string("/tests/") + slug + "/run", {}, Role::it).status, 404) << slug;
    }
}

TEST_F(LabPages, EnglishIsComplete) {
    auto run = save("english");
    const auto page = town.get("/tests/english", Role::staff, {"lang=en"});
    EXPECT_THAT(page.body, AllOf(HasSubstr("Language model"), Not(HasSubstr("[["))));
    EXPECT_THAT(town.get("/tests", Role::it, {"lang=en"}).body, AllOf(HasSubstr("Practical tests"), Not(HasSubstr("[["))));
}

}  // namespace
}  // namespace kireise::lab
