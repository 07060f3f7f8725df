// A report travels from the command to a real portal over HTTP.
#include "commands/probe_send.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/files.h"
#include "lab/lab_store.h"
#include "net/running_server_test.h"
#include "people/testing.h"
#include "placement/placement_pages.h"
#include "placement/placement_store.h"
#include "placement/report_token.h"
#include "placement/testing.h"

namespace kireise::commands {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ProbeSend : public testing::Test {
   protected:
    placement::ProbeReport report(double writing) {
        return placement::testing::report_of(*town.town().content().value()->find<blueprint::ModelClass>("model/dense-1b"), 100, writing);
    }
    std::string token() {
        const auto random = system_random();
        const people::Deed deed{random, town.town().now(), town.account(people::Role::it)};
        return placement::make_token(town.town().db(), deed, "test", 1).value().secret;
    }
    Result<> send(const Arguments& arguments, double writing) {
        out.str("");
        const auto sending = TRY(sending_of(arguments, nullptr));
        return send_report(*sending, report(writing), io);
    }
    Arguments to_portal(const std::string& secret) { return {{{"--send", server.url("")}, {"--token", secret}}, {}}; }
    int stored() { return static_cast<int>(placement::reports(town.town().db()).value().size()); }

    people::TestTown town{{lab::lab_migrations(), placement::placement_migrations()}, placement::placement_routes()};
    net::RunningServer server{[this](const net::Request& request) { return town.app().handle(request); }};
    people::Texts texts = people::built_in_texts("de").value();
    std::ostringstream out, err;
    Io io{out, err, texts};
};

TEST_F(ProbeSend, ThePortalTakesTheReportAndSaysSo) {
    const auto secret = token();
    ASSERT_TRUE(send(to_portal(secret), 10));
    EXPECT_THAT(out.str(), AllOf(HasSubstr("Die Messung ist angekommen"), HasSubstr("The report was received"), Not(HasSubstr(secret))));
    const auto kept = placement::reports(town.town().db()).value();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].report, report(10)) << "the report and nothing else";
    EXPECT_EQ(kept[0].name, "");
}

TEST_F(ProbeSend, WhatThePortalRefusesIsTold) {
    const auto secret = token();
    ASSERT_TRUE(send(to_portal(secret), 10));
    const auto twice = send(to_portal(secret), 10).error();
    EXPECT_EQ(twice.kind, ErrorKind::conflict);
    EXPECT_THAT(twice.message, HasSubstr("here already"));
    const auto wrong = send(to_portal("krp-" + std::string(64, 'a')), 11).error();
    EXPECT_EQ(wrong.kind, ErrorKind::unauthenticated);
    EXPECT_THAT(wrong.message, AllOf(HasSubstr("401"), HasSubstr("expired or revoked"), Not(HasSubstr("krp-"))));
    const auto elsewhere = send({{{"--send", server.url("/elsewhere")}, {"--token", secret}}, {}}, 12).error();
    EXPECT_EQ(elsewhere.kind, ErrorKind::not_found);
    EXPECT_THAT(elsewhere.message, HasSubstr("address of the portal"));
    EXPECT_EQ(stored(), 1);
}

TEST_F(ProbeSend, ADryRunShowsTheWholeReportAndSendsNothing) {
    ASSERT_TRUE(send({{{"--send", server.url("")}}, {"--dry-run"}}, 10));
    EXPECT_THAT(out.str(), AllOf(HasSubstr("POST " + server.url("/workstations/reports")), HasSubstr(to_json(report(10)).dump(2))));
    EXPECT_EQ(stored(), 0);
}

TEST_F(ProbeSend, TheTokenComesFromAFileOrTheEnvironment) {
    const auto folder = TempDir::create().value();
    const auto file = (folder.path() / "token.txt").string();
    ASSERT_TRUE(write_file(file, "krp-abc\n"));
    EXPECT_EQ(sending_of({{{"--send", "https://ki.example"}, {"--token-file", file}}, {}}, nullptr).value()->token, "krp-abc");
    EXPECT_EQ(sending_of({{{"--send", "https://ki.example"}}, {}}, "krp-env\n").value()->token, "krp-env");
    EXPECT_FALSE(sending_of({}, "krp-env").value()) << "nothing is sent that nobody asked for";
    for (const auto& bad : std::vector<Arguments>{{{{"--send", "https://ki.example"}}, {}},
                                                  {{{"--send", "https://ki.example"}, {"--token", "two words"}}, {}},
                                                  {{{"--send", "https://ki.example"}, {"--token", "line\nX-Other: 1"}}, {}},
                                                  {{{"--send", "https://ki.example"}, {"--token", "a"}, {"--token-file", file}}, {}},
                                                  {{{"--send", "https://ki.example"}, {"--token-file", file + "x"}}, {}},
                                                  {{{"--token", "a"}}, {}},
                                                  {{{"--report", file}}, {}},
                                                  {{}, {"--dry-run"}}}) {
        EXPECT_FALSE(sending_of(bad, nullptr));
    }
}

TEST_F(ProbeSend, OnlyToASafeAddress) {
    EXPECT_EQ(report_address("https://ki.stadt.example").value(), "https://ki.stadt.example/workstations/reports");
    EXPECT_EQ(report_address("https://ki.kreis.example/t/halle/").value(), "https://ki.kreis.example/t/halle/workstations/reports");
    for (const auto* bad : {"http://ki.stadt.example", "ki.stadt.example", "https://", "https://user@ki.example", "https://ki.example?x=1",
                            "https://ki.example#x", "file:///etc/passwd", ""})
        EXPECT_FALSE(report_address(bad)) << bad;
}

TEST_F(ProbeSend, OnlyAWholeReportIsReadFromAFile) {
    const auto folder = TempDir::create().value();
    const auto file = (folder.path() / "report.json").string();
    ASSERT_TRUE(write_file(file, to_json(report(10)).dump()));
    EXPECT_EQ(report_of_file(file).value(), report(10));
    ASSERT_TRUE(write_file(file, "{}"));
    EXPECT_EQ(report_of_file(file).error().kind, ErrorKind::invalid);
    EXPECT_EQ(report_of_file(file + "x").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise::commands
