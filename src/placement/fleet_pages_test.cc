// The town's PCs on the pages: inventory, classes, tokens, verdicts for each class, files.
#include <gmock/gmock.h>

#include "base/csv.h"
#include "base/zip.h"
#include "lab/lab_store.h"
#include "lab/testing.h"
#include "people/audit.h"
#include "people/testing.h"
#include "placement/inventory_store.h"
#include "placement/placement_pages.h"
#include "placement/report_token.h"
#include "placement/testing.h"
#include "placement/verdicts.h"

namespace kireise::placement {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;
constexpr auto* inventory_text =
    "Hersteller;Modell;Prozessor;Kerne;RAM;Anzahl;Benutzer\n"
    "Dell;OptiPlex <7080>;Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz;6;16 GB;320;Erika Muster\n"
    "HP;ProDesk;Intel Core i5-8500;6;16;60;Max Muster\n"
    "Acer;Aspire;Intel Celeron N4020;2;4;20;\n";

class FleetPages : public ::testing::Test {
   protected:
    ProbeReport report(const std::string& cpu, int cores, int memory, double reading, double writing) {
        auto made = testing::report_of(*town.town().content().value()->find<blueprint::ModelClass>("model/dense-3b"), reading, writing);
        made.hardware.cpu = cpu;
        made.hardware.cores = cores;
        made.hardware.memory_bytes = static_cast<std::uint64_t>(memory) * gib;
        made.hardware.available_bytes = made.hardware.memory_bytes * 3 / 4;
        return made;
    }
    void measure(const ProbeReport& made) { ASSERT_TRUE(add_report(town.town().db(), town.town().random(), town.town().now(), "", made)); }
    void passed(const std::string& usecase) {
        auto run = lab::testing::some_run(random_id(town.town().random()), usecase);
        run.commit = town.town().head_commit().value();
        run.engine.model = "model/dense-3b";
        run.value = 0.9;
        run.bar = 0.8;
        ASSERT_TRUE(lab::save_run(town.town().db(), run));
    }
    people::Answer upload(const std::string& file, Role role = Role::it, bool leave_out = false) {
        const auto session = people::open_session(town.town().db(), town.town().random(), town.town().now(), town.account(role)).value();
        const std::string line = "--limit\r\nContent-Disposition: form-data; name=";
        net::Request request{.method = net::Method::post, .path = "/workstations/inventory"};
        request.headers = {{"cookie", "session=" + session}, {"content-type", "multipart/form-data; boundary=limit"}};
        request.body = line + "\"csrf\"\r\n\r\n" + people::csrf_token(session) + "\r\n";
        if (leave_out) request.body += line + "\"leave_out\"\r\n\r\nyes\r\n";
        request.body += line + "\"inventory\"; filename=\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n--limit--\r\n";
        return town.send(request);
    }
    people::Answer send(const std::string& token, const std::string& body, const std::string& type = "application/json") {
        net::Request request{.method = net::Method::post, .path = "/workstations/reports"};
        request.headers = {{"content-type", type}};
        if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
        request.peer = "192.0.2.7";
        request.body = body;
        return town.send(request);
    }
    std::string make_secret() {
        const auto page = town.post("/workstations/tokens", {{"name", "Verteilung"}, {"days", "30"}}, Role::it).body;
        const auto at = page.find("krp-");
        return at == std::string::npos ? "" : page.substr(at, 68);
    }
    std::vector<std::string> audited() {
        std::vector<std::string> out;
        const auto entries = people::audit_entries(town.town().db(), 20).value();
        for (const auto& entry : entries) out.push_back(entry.action + " " + entry.detail);
        return out;
    }
    // The fast PC of the first class, 1,000 tokens read and 50 written a second.
    void fill_town() {
        ASSERT_EQ(upload(inventory_text).status, 200);
        measure(report("Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", 6, 16, 1000, 50));
        measure(report("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", 2, 4, 20, 2));
        passed("usecase/plain-language");
    }

    people::TestTown town{{lab::lab_migrations(), placement_migrations()}, placement_routes()};
};

TEST_F(FleetPages, TheInventoryIsStoredWithoutPeopleAndReplacedAsAWhole) {
    const auto answer = upload(inventory_text);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("400 PCs"), HasSubstr("Nicht übernommen"), HasSubstr("Benutzer"), Not(HasSubstr("[["))));
    auto stored = stored_inventory(town.town().db()).value();
    ASSERT_EQ(stored->lines.size(), 3U);
    EXPECT_THAT(audited().front(), AllOf(HasSubstr("inventory.replaced"), HasSubstr("400")));
    EXPECT_THAT(town.get("/workstations", Role::it).body, AllOf(HasSubstr("OptiPlex &lt;7080&gt;"), HasSubstr("320"),
                                                                HasSubstr("Intel Core i5 Gen. 10, 6 Kerne"), Not(HasSubstr("Muster"))));
    EXPECT_EQ(upload("CPU;RAM;Anzahl\ni3;8;5\n").status, 200);
    stored = stored_inventory(town.town().db()).value();
    ASSERT_EQ(stored->lines.size(), 1U);
    EXPECT_EQ(stored->lines[0].count, 5);
}

TEST_F(FleetPages, NothingIsStoredWhileLinesAreNotUnderstoodUnlessThePersonSaysSo) {
    const std::string faulty = "CPU;RAM\ni3;8\ni5;<b>viel\n;8\n";
    const auto told = upload(faulty);
    EXPECT_EQ(told.status, 400);
    EXPECT_THAT(told.body, AllOf(HasSubstr("2 Zeilen wurden nicht verstanden"), HasSubstr("&lt;b&gt;viel"),
                                 HasSubstr("Der Prozessor fehlt"), HasSubstr("leave_out"), Not(HasSubstr("[["))));
    EXPECT_FALSE(stored_inventory(town.town().db()).value());
    EXPECT_EQ(upload(faulty, Role::it, true).status, 200);
    EXPECT_EQ(stored_inventory(town.town().db()).value()->left_out, 2U);
    EXPECT_THAT(town.get("/workstations/inventory", Role::it).body, HasSubstr("2 Zeilen der Datei wurden weggelassen"));
    EXPECT_EQ(upload("CPU;RAM\n;8\n", Role::it, true).status, 400) << "nothing is left";
    EXPECT_EQ(upload("a;b\n1;2\n").status, 400);
    EXPECT_EQ(upload("").status, 400);
    EXPECT_EQ(upload(faulty, Role::staff, true).status, 403);
    EXPECT_EQ(read_inventory(town.get("/workstations/inventory-example.csv", Role::it).body)->pcs(), 215) << "the example is understood";
}

TEST_F(FleetPages, ATokenAddsReportsAndNothingElse) {
    const auto secret = make_secret();
    ASSERT_EQ(secret.size(), 68U);
    EXPECT_THAT(town.get("/workstations/tokens", Role::it).body, AllOf(HasSubstr("Verteilung"), Not(HasSubstr("krp-"))));
    const auto body = to_json(report("i5-10500", 6, 16, 100, 10)).dump();
    EXPECT_EQ(send(secret, body).status, 201);
    EXPECT_EQ(pcs_measured(town.town().db()).value(), 1);
    EXPECT_EQ(send(secret, body).status, 409) << "the same measurement";
    EXPECT_EQ(send(secret, "{}").status, 400);
    EXPECT_EQ(send(secret, body, "text/plain").status, 400);
    EXPECT_EQ(send("", body).status, 401);
    EXPECT_EQ(send("krp-" + std::string(64, '0'), body).status, 401);
    net::Request other{.method = net::Method::get, .path = "/workstations"};
    other.headers = {{"authorization", "Bearer " + secret}};
    EXPECT_THAT(town.send(other).location, HasSubstr("/sign-in")) << "a token signs nobody in";
    EXPECT_EQ(report_tokens(town.town().db()).value()[0].used, 3);
    for (const auto& entry : audited()) EXPECT_THAT(entry, Not(HasSubstr("krp-")));
}

TEST_F(FleetPages, ATokenEndsByTimeAndByHand) {
    const auto first = make_secret();
    const auto body = [&](int writing) { return to_json(report("i5-10500", 6, 16, 100, writing)).dump(); };
    town.set_now(town.town().now() + std::chrono::days{31});
    EXPECT_EQ(send(first, body(10)).status, 401);
    const auto second = make_secret();
    const auto id = report_tokens(town.town().db()).value()[0].id;
    EXPECT_EQ(town.post("/workstations/tokens/" + id + "/revoke", {}, Role::coordination).status, 403);
    EXPECT_EQ(town.post("/workstations/tokens/" + id + "/revoke", {}, Role::it).status, 303);
    EXPECT_EQ(send(second, body(11)).status, 401);
    EXPECT_THAT(town.get("/workstations/tokens", Role::it).body,
                AllOf(HasSubstr("gesperrt"), HasSubstr("abgelaufen"), Not(HasSubstr("[["))));
    EXPECT_THAT(audited(), ElementsAre("report_token.revoked ", "report_token.created 30 days", "report_token.created 30 days"));
}

TEST_F(FleetPages, TokensAreForItAndHaveLimits) {
    EXPECT_EQ(town.get("/workstations/tokens", Role::coordination).status, 403);
    for (const auto* days : {"0", "181", "x", "-1", "99999999999999999999"})
        EXPECT_EQ(town.post("/workstations/tokens", {{"name", "x"}, {"days", days}}, Role::it).status, 400) << days;
    EXPECT_EQ(town.post("/workstations/tokens", {{"name", " "}, {"days", "1"}}, Role::it).status, 400);
    EXPECT_EQ(town.post("/workstations/tokens", {{"name", std::string(61, 'x')}, {"days", "1"}}, Role::it).status, 400);
    for (std::size_t i = 0; i < tokens_limit; ++i)
        ASSERT_EQ(town.post("/workstations/tokens", {{"name", "x"}, {"days", "1"}}, Role::it).status, 200);
    EXPECT_EQ(town.post("/workstations/tokens", {{"name", "x"}, {"days", "1"}}, Role::it).status, 400);
}

TEST_F(FleetPages, WrongTokensWaitAndTooManyReportsToo) {
    int refused = 0;
    for (int i = 0; i < 40; ++i) refused += send("wrong", "{}").status == 429 ? 1 : 0;
    EXPECT_GT(refused, 10);
    const auto secret = make_secret();
    auto& db = town.town().db();
    EXPECT_EQ(send(secret, "{}").status, 400) << "a right token is not stopped by others' mistakes";
    for (int i = 1; i < reports_per_hour; ++i) ASSERT_TRUE(admit_report(db, town.town().now(), secret, ""));
    EXPECT_EQ(admit_report(db, town.town().now(), secret, "").error().kind, ErrorKind::busy);
    EXPECT_TRUE(admit_report(db, town.town().now() + std::chrono::hours{1}, secret, ""));
}

TEST_F(FleetPages, AVerdictSaysOnHowManyPcs) {
    fill_town();
    const auto page = town.get("/verdicts").body;
    EXPECT_THAT(page, AllOf(HasSubstr("auf 380 von 400 PCs"), HasSubstr("Intel Core i5 Gen. 10, 6 Kerne, 16"), HasSubstr("<svg"),
                            Not(HasSubstr("[["))));
    const auto all = current_verdicts(town.town()).value();
    ASSERT_EQ(all.fleet.classes.size(), 3U);
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) EXPECT_EQ(all.fleetwide[i].share.all(), 400);
}

TEST_F(FleetPages, TheFilterShowsAClassOrAResult) {
    fill_town();
    const auto slow = town.get("/verdicts?class=intel-celeron-n4020-2c-4gb").body;
    EXPECT_THAT(slow, AllOf(HasSubstr("läuft nicht lokal"), Not(HasSubstr("technisch lokal möglich</span>")), Not(HasSubstr("[["))));
    const auto stand_in = town.get("/verdicts?class=intel-core-i5-gen-8-6c-16gb").body;
    EXPECT_THAT(stand_in,
                AllOf(HasSubstr("Nicht gemessen. Es gelten die Zahlen von „Intel Core i5 Gen. 10"), HasSubstr("voraussichtlich")));
    const auto local = town.get("/verdicts?place=local").body;
    EXPECT_THAT(local, AllOf(HasSubstr("/verdicts/plain-language"), Not(HasSubstr("/verdicts/mail-sorting"))));
    EXPECT_THAT(town.get("/verdicts?place=not-local").body, Not(HasSubstr("/verdicts/plain-language")));
    EXPECT_EQ(town.get("/verdicts?class=nothing").status, 404);
    EXPECT_EQ(town.get("/verdicts?place=nothing").status, 200);
}

TEST_F(FleetPages, EveryNumberLeadsToItsMeasurement) {
    fill_town();
    const auto all = current_verdicts(town.town()).value();
    for (const auto& one : all.fleet.classes) {
        for (const auto* lang : {"lang=de", "lang=en"}) {
            const auto page = town.get("/verdicts/plain-language/" + one.slug, Role::staff, {lang});
            ASSERT_EQ(page.status, 200) << one.slug;
            EXPECT_THAT(page.body, AllOf(HasSubstr("/workstations/" + all.reports[all.fleet.classes[*one.source].reports[0]].id + ".json"),
                                         HasSubstr("/tests/"), Not(HasSubstr("[["))));
        }
    }
    EXPECT_EQ(town.get("/verdicts/plain-language/nothing").status, 404);
    EXPECT_EQ(town.get("/verdicts/nothing/intel-celeron-n4020-2c-4gb").status, 404);
}

TEST_F(FleetPages, UsualTextsInTimeAndLongOnesNotIsLocalWithLimits) {
    const auto& content = *town.town().content().value();
    const auto& usecase = *content.find<blueprint::UseCase>("usecase/plain-language");
    const auto& load = *content.workload_of(usecase.id);
    // Reading takes the whole limit between the usual and the long case; writing costs next to nothing.
    const double between = (load.tokens_in.p50 + load.tokens_in.p90) / 2;
    measure(report("i5-10500", 6, 32, between / (usecase.speed.first_token_ms / 1000.0), 1e5));
    passed(usecase.id);
    const auto all = current_verdicts(town.town()).value();
    const auto& verdict = *std::ranges::find(all.verdicts, usecase.id, &Verdict::usecase);
    EXPECT_EQ(verdict.place, Place::local_with_limits);
    EXPECT_EQ(verdict.reasons.front(), Reason::limits);
    EXPECT_NEAR(verdict.speed.limits.pages, between / tokens_per_page, 0.02);
    EXPECT_THAT(town.get("/verdicts").body, AllOf(HasSubstr("mit Grenzen"), HasSubstr("Texte bis etwa"), HasSubstr("davon 1 mit Grenzen")));
    EXPECT_THAT(town.get("/verdicts/plain-language").body,
                AllOf(HasSubstr("Für eine Person"), HasSubstr("Arbeitsspeicher"), Not(HasSubstr("[["))));
}

TEST_F(FleetPages, FilesSayTheSame) {
    fill_town();
    for (const auto* lang : {"lang=de", "lang=en"}) {
        for (const auto* path : {"/verdicts.odt", "/verdicts.ods"}) {
            const auto file = town.get(path, Role::staff, {lang});
            ASSERT_EQ(file.status, 200) << path;
            std::string content;
            const auto entries = read_zip(file.body).value();
            for (const auto& entry : entries) {
                if (entry.name == "content.xml") content = entry.content;
            }
            EXPECT_THAT(content, AllOf(HasSubstr("Intel Core i5 Gen. 8"), HasSubstr("400"), Not(HasSubstr("[placement")))) << path << lang;
        }
    }
    const auto rows = parse_csv(town.get("/verdicts.csv").body, ';').value();
    const auto row = *std::ranges::find_if(rows, [](const auto& cells) { return cells[0] == "usecase/plain-language"; });
    EXPECT_EQ(row[22], "intel-core-i5-gen-10-6c-16gb");
    EXPECT_EQ(row[23], "380");
    EXPECT_EQ(row[25], "400");
}

TEST_F(FleetPages, WithoutAnInventoryMeasuredClassesAreCounted) {
    measure(report("i5-10500", 6, 16, 1000, 50));
    passed("usecase/plain-language");
    EXPECT_THAT(town.get("/verdicts").body, HasSubstr("in 1 von 1 gemessenen PC-Klassen"));
    EXPECT_THAT(town.get("/workstations", Role::coordination).body,
                AllOf(HasSubstr("nicht im Bestand"), HasSubstr("Bestandsliste einlesen")));
}

}  // namespace
}  // namespace kireise::placement
