#include "placement/placement_pages.h"

#include <gmock/gmock.h>

#include "base/csv.h"
#include "lab/lab_store.h"
#include "lab/testing.h"
#include "people/testing.h"
#include "placement/testing.h"
#include "placement/verdicts.h"

namespace kireise::placement {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class PlacementPages : public ::testing::Test {
   protected:
    ProbeReport report(const std::string& model, double reading, double writing) {
        return testing::report_of(*town.town().content().value()->find<blueprint::ModelClass>(model), reading, writing);
    }
    void measure(const std::string& model, double reading, double writing, std::vector<ProbeWarning> warnings = {}) {
        auto made = report(model, reading, writing);
        made.measurements[0].warnings = std::move(warnings);
        ASSERT_TRUE(add_report(town.town().db(), town.town().random(), town.town().now(), "Typ A", made));
    }
    void test(const std::string& usecase, double value, bool synthetic, const std::string& model = "model/dense-3b") {
        auto run = lab::testing::some_run(random_id(town.town().random()), usecase);
        run.commit = town.town().head_commit().value();
        run.engine.synthetic = synthetic;
        run.engine.model = model;
        run.value = value;
        run.bar = 0.8;
        ASSERT_TRUE(lab::save_run(town.town().db(), run));
    }
    Verdict verdict(const std::string& usecase) {
        const auto all = current_verdicts(town.town()).value();
        return *std::ranges::find(all.verdicts, usecase, &Verdict::usecase);
    }
    people::Answer upload(const std::string& file, const std::string& name, Role role, bool with_token = true) {
        const auto session = people::open_session(town.town().db(), town.town().random(), town.town().now(), town.account(role)).value();
        const std::string line = "--limit\r\nContent-Disposition: form-data; name=";
        net::Request request{.method = net::Method::post, .path = "/workstations"};
        request.headers = {{"cookie", "session=" + session}, {"content-type", "multipart/form-data; boundary=limit"}};
        request.body = line + "\"csrf\"\r\n\r\n" + (with_token ? people::csrf_token(session) : "wrong") + "\r\n" + line +
                       "\"name\"\r\n\r\n" + name + "\r\n" + line +
                       "\"report\"; filename=\"report.json\"\r\nContent-Type: application/json\r\n\r\n" + file + "\r\n--limit--\r\n";
        return town.send(request);
    }
    int measured() { return pcs_measured(town.town().db()).value(); }

    people::TestTown town{{lab::lab_migrations(), placement_migrations()}, placement_routes()};
};

TEST_F(PlacementPages, WithoutAnyMeasurementSaysWhatToDo) {
    EXPECT_THAT(town.get("/workstations").body,
                AllOf(HasSubstr("Noch ist kein PC gemessen"), HasSubstr("kireise probe"), Not(HasSubstr("[["))));
    const auto page = town.get("/verdicts");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Messen Sie zuerst einen PC"), HasSubstr("nicht gemessen"), Not(HasSubstr("läuft lokal<")),
                                 Not(HasSubstr("[["))));
    EXPECT_EQ(verdicts_made(town.town()).value(), 0);
}

TEST_F(PlacementPages, AReportIsReceivedAndExplained) {
    const auto sent = to_json(report("model/dense-1b", 160, 20)).dump();
    const auto answer = upload(sent, "Bürgeramt", Role::it);
    ASSERT_EQ(answer.status, 303) << answer.body;
    EXPECT_EQ(measured(), 1);
    const auto page = town.get("/workstations");
    EXPECT_THAT(page.body, AllOf(HasSubstr("Bürgeramt"), HasSubstr("Büro-CPU &lt;x&gt;"), HasSubstr("16\u00a0GB Arbeitsspeicher"),
                                 HasSubstr("25\u00a0Sekunden"),
                                 Not(HasSubstr("[["))));  // 500 tokens at 20 a second
    const auto id = answer.location.substr(answer.location.find("#pc-") + 4);
    const auto file = town.get("/workstations/" + id + ".json");
    EXPECT_EQ(parse_probe_report(file.body).value(), parse_probe_report(sent).value());
}

TEST_F(PlacementPages, BadReportsAreRefusedWithASentence) {
    EXPECT_THAT(upload("{}", "", Role::it).body, AllOf(HasSubstr("keine vollständige Messung"), HasSubstr("aria-invalid")));
    EXPECT_EQ(upload("not json <script>", "", Role::it).status, 400);
    EXPECT_THAT(upload("", "", Role::it).body, HasSubstr("Bitte wählen Sie die Datei"));
    EXPECT_THAT(upload(std::string(probe_report_limit + 1, ' '), "", Role::it).body, HasSubstr("größer als 256 KB"));
    const auto good = to_json(report("model/dense-1b", 160, 20)).dump();
    EXPECT_THAT(upload(good, std::string(61, 'x'), Role::it).body, HasSubstr("höchstens 60 Zeichen"));
    EXPECT_EQ(upload(good, "two\nlines", Role::it).status, 400);
    EXPECT_EQ(measured(), 0);
    EXPECT_EQ(upload(good, std::string("ä") + std::string(59, 'x'), Role::it).status, 303);
    EXPECT_THAT(upload(good, "", Role::it).body, HasSubstr("schon gespeichert"));
    EXPECT_EQ(town.post("/workstations", {{"report", good}}, Role::it).status, 400);
}

TEST_F(PlacementPages, OnlyCoordinationAndItMayUpload) {
    const auto good = to_json(report("model/dense-1b", 160, 20)).dump();
    for (const auto role : {Role::staff, Role::data_protection, Role::staff_council}) EXPECT_EQ(upload(good, "", role).status, 403);
    EXPECT_EQ(upload(good, "", Role::it, false).status, 403);
    EXPECT_EQ(measured(), 0);
    EXPECT_THAT(town.get("/workstations", Role::staff).body, Not(HasSubstr("multipart")));
    EXPECT_EQ(upload(good, "", Role::coordination).status, 303);
}

TEST_F(PlacementPages, FastPcAndPassedTestOfTheSameModelMakeLocal) {
    measure("model/dense-3b", 1000, 50);
    test("usecase/plain-language", 0.9, false);
    EXPECT_EQ(verdict("usecase/plain-language").place, Place::local);
    EXPECT_EQ(verdict("usecase/plain-language").speed.source, Source::measured);
    EXPECT_EQ(verdicts_made(town.town()).value(), 1);
    EXPECT_EQ(verdict("usecase/plain-language").open_gates, std::vector<std::string>{"participation"});
    const auto page = town.get("/verdicts/plain-language", Role::coordination);
    EXPECT_THAT(page.body, AllOf(HasSubstr("/workstations#pc-"), HasSubstr("/tests/"), Not(HasSubstr("[["))));
}

TEST_F(PlacementPages, LocalWithOpenKnockOutQuestionsIsNoGoAhead) {
    measure("model/dense-3b", 1000, 50);
    test("usecase/plain-language", 0.9, false);
    for (const auto* path : {"/verdicts", "/verdicts/plain-language"}) {
        EXPECT_THAT(town.get(path).body, AllOf(HasSubstr("technisch lokal möglich"), HasSubstr("Noch offene Ausschlussfragen:"),
                                               HasSubstr("Personalvertretung beteiligt"), HasSubstr("Offene Ausschlussfragen klären"),
                                               Not(HasSubstr(">läuft lokal<"))))
            << path;
    }
    EXPECT_THAT(town.get("/verdicts").body, HasSubstr("Läuft lokal: 0. Technisch lokal möglich, aber mit offenen Ausschlussfragen: 1."));
}

TEST_F(PlacementPages, TheNextStepLeadsThoseWhoMayDoIt) {
    const auto link = [](const std::string& target) {
        return HasSubstr("<a class=\"kern-btn kern-btn--primary\" href=\"" + target + "\">");
    };
    const std::string page = "/verdicts/plain-language";
    const auto measuring = link("/workstations#how-title");
    EXPECT_THAT(town.get(page, Role::it).body, AllOf(measuring, Not(HasSubstr("Aufgabe: "))));
    EXPECT_THAT(town.get(page, Role::staff).body, AllOf(Not(measuring), HasSubstr("Aufgabe: IT oder KI-Koordination")));
    measure("model/dense-3b", 1000, 50);
    EXPECT_THAT(town.get(page, Role::coordination).body, AllOf(HasSubstr("Echtes Sprachmodell einrichten"), HasSubstr("Aufgabe: IT")));
    test("usecase/plain-language", 0.9, false);
    const auto gates = link("/usecases/plain-language#gates-title");
    EXPECT_THAT(town.get(page, Role::coordination).body, gates);
    EXPECT_THAT(town.get(page, Role::staff_council).body, gates);
    EXPECT_THAT(town.get(page, Role::staff).body, Not(gates));
    test("usecase/plain-language", 0.1, false);
    EXPECT_THAT(town.get(page, Role::staff).body, link("/tests/" + verdict("usecase/plain-language").quality.run));
    EXPECT_THAT(town.get("/verdicts/mail-sorting", Role::it).body, link("/tests#test-mail-sorting"));
}

TEST_F(PlacementPages, ADoubtfulMeasurementIsToldWhereverATimeRestsOnIt) {
    measure("model/dense-3b", 10, 1, {ProbeWarning::busy});
    const auto told = AllOf(HasSubstr("Die Zeiten für Sprachmodelle sind unsicher"), HasSubstr("liefen andere Programme"),
                            HasSubstr("kireise probe"), HasSubstr("/workstations#how-title"));
    EXPECT_THAT(town.get("/verdicts").body, AllOf(told, HasSubstr("Unsichere Messung")));
    EXPECT_THAT(town.get("/verdicts/plain-language").body, AllOf(told, HasSubstr("PC noch einmal messen")));
    EXPECT_THAT(town.get("/verdicts/mail-sorting").body, Not(HasSubstr("sind unsicher"))) << "a classifier's time comes from its test";
    EXPECT_THAT(town.get("/verdicts.csv").body, HasSubstr("unsichere Messung"));
    measure("model/dense-3b", 11, 1);
    EXPECT_THAT(town.get("/verdicts").body, Not(HasSubstr("nsichere Messung")));
    EXPECT_THAT(town.get("/verdicts/plain-language").body, AllOf(Not(HasSubstr("sind unsicher")), HasSubstr("Stärkeren PC messen")));
}

TEST_F(PlacementPages, ASyntheticTestNeverMakesAVerdict) {
    measure("model/dense-3b", 1000, 50);
    test("usecase/plain-language", 1, true);
    EXPECT_EQ(verdict("usecase/plain-language").place, Place::not_tested);
    EXPECT_EQ(verdicts_made(town.town()).value(), 0);
    for (const auto* path : {"/verdicts", "/verdicts/plain-language", "/verdicts.csv"}) {
        const auto page = town.get(path).body;
        EXPECT_THAT(page, AllOf(HasSubstr("nicht mit echtem Modell getestet"), Not(HasSubstr("100\u00a0%")), Not(HasSubstr("100,0"))))
            << path << ": a figure would look as if it said something";
    }
    EXPECT_THAT(town.get("/verdicts/plain-language").body, HasSubstr("Das Modell besteht aus Zufallszahlen"));
}

TEST_F(PlacementPages, TheSpeedIsThatOfTheModelThatWasTested) {
    measure("model/dense-1b", 300, 40);
    test("usecase/plain-language", 0.9, false, "model/dense-8b");
    EXPECT_EQ(verdict("usecase/plain-language").speed.model, "model/dense-8b");
    EXPECT_EQ(verdict("usecase/plain-language").speed.source, Source::predicted);
    EXPECT_THAT(town.get("/verdicts/plain-language").body, AllOf(HasSubstr("vorausgesagt"), HasSubstr("Das sind voraussichtliche Zeiten")));
    EXPECT_THAT(town.get("/verdicts").body, AllOf(HasSubstr("Voraussichtlich erstes Wort nach"), HasSubstr(" bis "),
                                                  ::testing::ContainsRegex("(läuft|technisch) voraussichtlich")));
    test("usecase/plain-language", 0.9, false, "");
    EXPECT_EQ(verdict("usecase/plain-language").speed.model, "model/dense-8b") << "a model on no rung hides none that passed";
}

TEST_F(PlacementPages, AModelOfUnknownSizeGivesNoSpeed) {
    measure("model/dense-1b", 300, 40);
    test("usecase/plain-language", 0.9, false, "");
    EXPECT_EQ(verdict("usecase/plain-language").place, Place::not_tested) << "a model of unknown size";
    EXPECT_THAT(town.get("/verdicts/plain-language").body, HasSubstr("keine Größe bekannt"));
}

TEST_F(PlacementPages, ASlowPcIsNotLocalEvenWithoutATest) {
    measure("model/dense-3b", 10, 1);
    EXPECT_EQ(verdict("usecase/plain-language").place, Place::not_local);
    EXPECT_THAT(town.get("/verdicts").body, AllOf(HasSubstr("läuft nicht lokal"), HasSubstr("zu langsam<")));
}

TEST_F(PlacementPages, KnockedOutUseCasesGetNoVerdict) {
    const auto all = current_verdicts(town.town()).value();
    EXPECT_THAT(all.knocked_out, ::testing::Contains("usecase/applicant-scoring"));
    EXPECT_EQ(town.get("/verdicts/applicant-scoring").status, 404);
    EXPECT_THAT(town.get("/verdicts").body, HasSubstr("/usecases/applicant-scoring"));
}

TEST_F(PlacementPages, TheTableFileHasOneRowPerUseCase) {
    measure("model/dense-3b", 1000, 50);
    test("usecase/plain-language", 0.9, false);
    const auto file = town.get("/verdicts.csv");
    EXPECT_EQ(file.status, 200);
    const auto rows = parse_csv(file.body, ';').value();
    EXPECT_EQ(rows.size(), current_verdicts(town.town()).value().verdicts.size() + 1);
    const auto row = std::ranges::find_if(rows, [](const auto& cells) { return cells[0] == "usecase/plain-language"; });
    ASSERT_NE(row, rows.end());
    EXPECT_EQ((*row)[2], "technisch lokal möglich");
    EXPECT_EQ((*row)[20], "Personalvertretung beteiligt");
    EXPECT_EQ((*row)[4], "gemessen");
    EXPECT_EQ((*row)[13], "90,0");
}

TEST_F(PlacementPages, EveryUseCaseHasItsPageInBothLanguages) {
    measure("model/dense-1b", 160, 20);
    const auto all = current_verdicts(town.town()).value();
    for (const auto& each : all.verdicts) {
        const auto path = "/verdicts/" + each.usecase.substr(each.usecase.find('/') + 1);
        for (const auto* lang : {"lang=de", "lang=en"}) {
            const auto page = town.get(path, Role::staff, {lang});
            EXPECT_EQ(page.status, 200) << path;
            EXPECT_THAT(page.body, Not(HasSubstr("[["))) << path;
        }
    }
    for (const auto* path : {"/verdicts", "/verdicts.csv", "/workstations"}) {
        EXPECT_THAT(town.get(path, Role::it, {"lang=en"}).body, Not(HasSubstr("[["))) << path;
    }
}

TEST_F(PlacementPages, UnknownThingsAreNotFound) {
    for (const auto* path : {"/verdicts/nothing", "/verdicts/'", "/workstations/x", "/workstations/x.json", "/workstations/.json"}) {
        EXPECT_EQ(town.get(path).status, 404) << path;
    }
}

}  // namespace
}  // namespace kireise::placement
