#include "people/directory.h"

#include <gmock/gmock.h>

#include "people/signin_pages.h"
#include "people/slapd_test.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DirectorySignIn : public testing::Test {
   protected:
    static void SetUpTestSuite() { slapd = std::make_unique<Slapd>(); }
    static void TearDownTestSuite() { slapd.reset(); }
    static inline std::unique_ptr<Slapd> slapd;

    DirectorySettings settings{.server = {.url = slapd->tls(), .ca_file = slapd->path("ca.pem")},
                               .bind_dn = Slapd::service,
                               .bind_password = Slapd::service_password,
                               .base = Slapd::base,
                               .groups = {{Slapd::group("ki-koordination"), Role::coordination}}};

    Result<ExternalPerson> enter(const std::string& login, const std::string& password) {
        Directory directory(settings);
        return directory.sign_in(login, password);
    }
    ErrorKind refusal(const std::string& login, const std::string& password) {
        const auto done = enter(login, password);
        EXPECT_FALSE(done.has_value()) << login;
        return done ? ErrorKind::internal : done.error().kind;
    }
};

TEST_F(DirectorySignIn, TellsWhoItIsAndWhatMayBeDone) {
    const auto person = enter("m.weber", "geheim-m.weber");
    ASSERT_TRUE(person.has_value()) << person.error().message;
    EXPECT_EQ(person->login, "m.weber");
    EXPECT_EQ(person->name, "Maria Weber");
    EXPECT_EQ(person->roles, only(Role::staff, Role::coordination));
    EXPECT_THAT(person->subject, testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f-]{27}")) << "entryUUID (RFC 4530)";
    EXPECT_EQ(enter(" J.GROSS ", "geheim-J.Gross")->roles, only(Role::staff)) << "in no group, directories ignore case";
}

TEST_F(DirectorySignIn, WorksByStartTlsAndInsideThisMachine) {
    settings.server = {.url = slapd->plain(), .start_tls = true, .ca_file = slapd->path("ca.pem")};
    EXPECT_TRUE(enter("m.weber", "geheim-m.weber").has_value());
    settings.server = {.url = slapd->plain()};
    EXPECT_TRUE(enter("m.weber", "geheim-m.weber").has_value());
}

TEST_F(DirectorySignIn, TrustsNoUnknownCertificate) {
    settings.server.ca_file.clear();
    const auto by_unknown = enter("m.weber", "geheim-m.weber");
    ASSERT_FALSE(by_unknown.has_value());
    EXPECT_EQ(by_unknown.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(by_unknown.error().message, HasSubstr("is not trusted"));
    settings.server = {.url = slapd->tls_by_other_name(), .ca_file = slapd->path("ca.pem")};
    EXPECT_EQ(refusal("m.weber", "geheim-m.weber"), ErrorKind::unavailable) << "a certificate for another name";
    settings.server = {.url = slapd->plain(), .start_tls = true};
    EXPECT_EQ(refusal("m.weber", "geheim-m.weber"), ErrorKind::unavailable);
}

TEST_F(DirectorySignIn, RefusesWhatIsWrong) {
    EXPECT_EQ(refusal("m.weber", "falsch"), ErrorKind::unauthenticated);
    EXPECT_EQ(refusal("niemand", "geheim-m.weber"), ErrorKind::unauthenticated);
    EXPECT_EQ(refusal("m.weber", ""), ErrorKind::unauthenticated) << "an unauthenticated bind would succeed";
    EXPECT_EQ(refusal("", "x"), ErrorKind::unauthenticated);
    EXPECT_EQ(refusal("m.weber", std::string("geheim-m.weber\0x", 16)), ErrorKind::unauthenticated);
    EXPECT_EQ(refusal(std::string(50'000, 'a'), "x"), ErrorKind::unauthenticated);
    EXPECT_EQ(refusal("m.weber", std::string(50'000, 'a')), ErrorKind::unauthenticated);
}

TEST_F(DirectorySignIn, TakesNothingTypedForAFilter) {
    for (const auto* typed : {"*", "m.*", "*)(uid=m.weber", "m.weber)(|(uid=*", "m.weber)(objectClass=*", "\\6d.weber"}) {
        EXPECT_EQ(refusal(typed, "geheim-m.weber"), ErrorKind::unauthenticated) << typed;
    }
    EXPECT_TRUE(enter("a(b)*c", "geheim-a(b)*c").has_value()) << "a login may look like one";
}

TEST_F(DirectorySignIn, KeepsOutWhoIsInNoNamedGroup) {
    settings.groups.emplace_back(Slapd::group("portal"), Role::staff);
    EXPECT_EQ(refusal("J.Gross", "geheim-J.Gross"), ErrorKind::forbidden);
    EXPECT_EQ(refusal("J.Gross", "falsch"), ErrorKind::unauthenticated) << "groups are told to nobody without the password";
    EXPECT_EQ(enter("k.eins", "geheim-k.eins")->roles, only(Role::staff)) << "by uniqueMember";
}

TEST_F(DirectorySignIn, WantsOnePersonForALogin) {
    settings.filter = "(|(uid={login})(mail={login}))";
    EXPECT_EQ(enter("maria.weber@musterhausen.example", "geheim-m.weber")->login, "m.weber");
    EXPECT_EQ(refusal("kim@musterhausen.example", "geheim-k.eins"), ErrorKind::invalid);
}

TEST_F(DirectorySignIn, FindsWithoutAPassword) {
    Directory directory(settings);
    const auto found = *directory.find("m.weber");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->dn, Slapd::person("m.weber"));
    EXPECT_THAT(found->groups, ElementsAre(Slapd::group("ki-koordination")));
    EXPECT_FALSE(directory.find("niemand")->has_value());
    EXPECT_THAT((*directory.find("J.Gross"))->groups, IsEmpty());
}

TEST_F(DirectorySignIn, SaysWhatIsWrongWithTheSettings) {
    auto wrong = settings;
    wrong.bind_password = "falsch";
    EXPECT_THAT(Directory(wrong).find("m.weber").error().message, HasSubstr("refuses the service account"));
    wrong = settings;
    wrong.base = "ou=nowhere,dc=musterhausen,dc=example";
    EXPECT_FALSE(Directory(wrong).find("m.weber")->has_value());
    wrong = settings;
    wrong.subject = "employeeNumber";
    EXPECT_THAT(Directory(wrong).find("m.weber").error().message, HasSubstr("no attribute employeeNumber"));
    wrong = settings;
    wrong.filter = "(uid=*)";
    EXPECT_THAT(check_directory(wrong).error().message, HasSubstr("{login}"));
    wrong = settings;
    wrong.server = {.url = "ldap://dc1.musterhausen.example"};
    EXPECT_THAT(check_directory(wrong).error().message, HasSubstr("clear text"));
    EXPECT_EQ(Directory(wrong).find("m.weber").error().kind, ErrorKind::invalid) << "not even tried";
    for (const auto* url : {"http://127.0.0.1", "ldaps://", "ldaps://u:p@127.0.0.1", "ldap://127.0.0.1/dc=x", "ldap://127.0.0.1?x",
                            "ldaps://127.0.0.1 ldap://elsewhere"}) {
        EXPECT_FALSE(check_ldap_server({.url = url}).has_value()) << url;
    }
    EXPECT_TRUE(check_directory(settings).has_value());
}

TEST_F(DirectorySignIn, WaitsForNoServerLongerThanTheLimit) {
    const LoopbackSocket silent(true);
    for (const auto& server : {LdapServer{.url = "ldap://127.0.0.1:" + silent.port(), .time_limit = 300ms},
                               LdapServer{.url = "ldaps://127.0.0.1:" + silent.port(), .time_limit = 300ms},
                               LdapServer{.url = "ldap://127.0.0.1:" + silent.port(), .start_tls = true, .time_limit = 300ms}}) {
        settings.server = server;
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_EQ(refusal("m.weber", "geheim-m.weber"), ErrorKind::unavailable) << server.url;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s) << server.url;
    }
}

TEST_F(DirectorySignIn, LetsOnlySomeWaitAtOnce) {
    const LoopbackSocket silent(true);
    settings.server = {.url = "ldap://127.0.0.1:" + silent.port(), .time_limit = 400ms};
    Directory directory(settings);
    std::atomic<int> busy = 0;
    const auto begin = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 24; ++i) {
            threads.emplace_back([&] { busy += directory.sign_in("m.weber", "x").error().kind == ErrorKind::busy ? 1 : 0; });
        }
    }
    EXPECT_GE(busy, 12);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST(MemberFilter, NamesDistinguishedNamesEscaped) {
    EXPECT_EQ(nested_member_filter("cn=KI (alle),dc=x"), "(memberOf:1.2.840.113556.1.4.1941:=cn=KI\\20\\28alle\\29,dc=x)");
    EXPECT_EQ(member_filter("uid=a*", "a*"), "(|(member=uid=a\\2a)(uniqueMember=uid=a\\2a)(memberUid=a\\2a))");
}

// The same through the page.
class DirectoryPage : public DirectorySignIn {
   protected:
    TestTown town{{}, {}};

    net::Response attempt(const std::string& login, const std::string& password) {
        const SignInWays ways{std::make_shared<Directory>(settings)};
        const App app(town.town(), *load_languages(), signin_routes(nullptr, ways));
        net::Request request{.method = net::Method::post, .path = "/sign-in"};
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.body = "login=" + net::percent_encode(login) + "&password=" + net::percent_encode(password);
        return std::get<net::Response>(app.handle(request));
    }
    std::vector<std::string> logins() {
        std::vector<std::string> out;
        const auto accounts = *list_accounts(town.town().db());
        for (const auto& account : accounts) out.push_back(account.login);
        return out;
    }
};

TEST_F(DirectoryPage, SignsInAndMakesTheAccount) {
    EXPECT_EQ(attempt("m.weber", "falsch").status, 401);
    EXPECT_THAT(logins(), Not(testing::Contains("m.weber")));
    EXPECT_EQ(attempt("m.weber", "geheim-m.weber").status, 303);
    EXPECT_EQ(attempt("M.Weber", "geheim-m.weber").status, 303);
    EXPECT_THAT(logins(), testing::Contains("m.weber").Times(1));
    settings.groups.emplace_back(Slapd::group("portal"), Role::staff);
    const auto refused = attempt("J.Gross", "geheim-J.Gross");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("noch nicht freigeschaltet"));
}

TEST_F(DirectoryPage, LeavesLocalAccountsWorkingWhenItIsDown) {
    ASSERT_TRUE(
        create_account(town.town().db(), town.town().random(), {"chef", "Chefin", "", "lampe-wolke-ziegel", only(Role::staff, Role::admin)})
            .has_value());
    settings.server = {.url = "ldap://127.0.0.1:" + free_port()};
    EXPECT_EQ(attempt("chef", "lampe-wolke-ziegel").status, 303);
    for (int i = 0; i < 8; ++i) {
        const auto down = attempt("m.weber", "geheim-m.weber");
        EXPECT_EQ(down.status, 503) << "not counted as wrong";
        EXPECT_THAT(down.body, HasSubstr("Konten mit einem eigenen Passwort"));
    }
    EXPECT_EQ(attempt("chef", "falsch").status, 401) << "never asked for there";
}

TEST_F(DirectoryPage, LimitsGuessing) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt("m.weber", "falsch").status, 401);
    EXPECT_EQ(attempt("m.weber", "geheim-m.weber").status, 429);
}

TEST_F(DirectoryPage, ForgetsWhoIsGoneThere) {
    ASSERT_EQ(attempt("k.zwei", "geheim-k.zwei").status, 303);
    slapd->change("dn: " + Slapd::person("k.zwei") + "\nchangetype: delete\n");
    EXPECT_EQ(attempt("k.zwei", "geheim-k.zwei").status, 401);
    EXPECT_THAT(logins(), testing::Contains("k.zwei")) << "what the person did here stays until the account is deleted";
}

}  // namespace
}  // namespace kireise::people
