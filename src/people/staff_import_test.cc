#include "people/staff_import.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "people/audit.h"
#include "people/staff_words.h"
#include "people/testing.h"
#include "people/text_encoding.h"

namespace kireise::people {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const StaffWords words{
    {{"clerk", "profile/clerk"}, {"sachbearbeitung", "profile/clerk"}, {"führungskraft", "profile/manager"}},
    {{"staff", Role::staff}, {"it", Role::it}, {"ki-koordination", Role::coordination}, {"administration", Role::admin}}};

std::string utf16(std::u16string_view text, bool big) {
    std::string out = big ? "\xfe\xff" : "\xff\xfe";
    for (const char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8U);
        const char low = static_cast<char>(unit & 0xffU);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

std::vector<std::string> problems_of(const StaffFile& file) {
    std::vector<std::string> out;
    for (const auto& problem : file.problems) out.push_back(std::to_string(problem.line) + " " + std::string(problem.problem));
    return out;
}

TEST(StaffFiles, AreReadInEveryEncoding) {
    const std::vector<std::string> files{
        "Benutzername;Name\nmg;Jürgen Groß\n",
        "\xef\xbb\xbf"
        "Benutzername;Name\r\nmg;Jürgen Groß\r\n",
        "Benutzername;Name\nmg;J\xfcrgen Gro\xdf\n",
        utf16(u"Benutzername;Name\r\nmg;Jürgen Groß\r\n", false),
        utf16(u"Benutzername;Name\r\nmg;Jürgen Groß\r\n", true),
    };
    for (const auto& bytes : files) {
        const auto file = read_staff(bytes, words);
        ASSERT_THAT(file.rows, SizeIs(1)) << bytes;
        EXPECT_EQ(file.rows[0].name, "Jürgen Groß");
        EXPECT_EQ(file.rows[0].login, "mg");
        EXPECT_EQ(file.rows[0].line, 2U);
    }
    EXPECT_EQ(*to_utf8("\x80 \x84"), "€ „");
    EXPECT_FALSE(to_utf8("\x81").has_value()) << "not assigned in Windows-1252";
    EXPECT_FALSE(to_utf8("\xff\xfe"
                         "a")
                     .has_value())
        << "half a character of UTF-16";
}

TEST(StaffFiles, AreReadWithEverySeparatorAndHeader) {
    for (const auto* bytes : {"login,name,profile,roles\nab,\"Berg, A.\",clerk,it|administration\n",
                              "Rechte\tRolle im Amt\tNachname\tVorname\tAnmeldename\nIT + Administration\tSachbearbeitung\tA.\tBerg,\tAB\n",
                              "BENUTZERNAME;Name;Vorname;Profil;Rechte;Büro\nab;A.;Berg,;SACHBEARBEITUNG;\"it, Administration\";12\n"}) {
        const auto file = read_staff(bytes, words);
        EXPECT_THAT(file.problems, IsEmpty()) << bytes << problems_of(file).size();
        ASSERT_THAT(file.rows, SizeIs(1)) << bytes;
        EXPECT_EQ(file.rows[0].login, "ab");
        EXPECT_THAT(file.rows[0].name, testing::AnyOf("Berg, A.", "Berg, A."));
        EXPECT_EQ(file.rows[0].profile, "profile/clerk");
        EXPECT_EQ(file.rows[0].roles, only(Role::staff, Role::it, Role::admin));
    }
    EXPECT_THAT(read_staff("login;name;Büro\nab;x;12\n", words).ignored_columns, ElementsAre("Büro"));
}

TEST(StaffFiles, SayWhatIsWrongInWhichLine) {
    const auto file = read_staff(
        "login;name;profile;roles\n"
        "anna;Anna;;\n"
        "\n"
        "ö;Name;;\n"
        "berta;;;\n"
        "carl;Carl;chef;\n"
        "dora;Dora;;king\n"
        "ANNA;Anna Zwei;;\n"
        "emil;Emil\n"
        "frieda;\"Frieda;;\n"
        "gustav;\"Gu\"stav;;\n"
        "hans;\"Hans \"\"H\"\"\";;\n"
        "ida;Ida\x01;;\n",
        words);
    EXPECT_THAT(problems_of(file),
                ElementsAre("4 login", "5 name", "6 profile", "7 role", "8 twice", "9 field_count", "10 quotes", "11 quotes", "13 name"));
    ASSERT_THAT(file.rows, SizeIs(2));
    EXPECT_EQ(file.rows[0].login, "anna");
    EXPECT_EQ(file.rows[1].name, "Hans \"H\"");
    EXPECT_EQ(file.rows[1].line, 12U);
}

TEST(StaffFiles, OfTheWrongKindAreRefusedAsAWhole) {
    EXPECT_THAT(problems_of(read_staff("", words)), ElementsAre("1 empty"));
    EXPECT_THAT(problems_of(read_staff("\n\n", words)), ElementsAre("1 empty"));
    EXPECT_THAT(problems_of(read_staff("name\nAnna\n", words)), ElementsAre("1 no_login_column"));
    EXPECT_THAT(problems_of(read_staff("login;büro\nab;1\n", words)), ElementsAre("1 no_name_column"));
    EXPECT_THAT(problems_of(read_staff("login;user;name\nab;cd;X\n", words)), ElementsAre("1 column_twice"));
    EXPECT_THAT(problems_of(read_staff(std::string("login;name\nab;\0x\n", 16), words)), ElementsAre("1 encoding"));
    EXPECT_THAT(problems_of(read_staff(std::string(staff_file_limit + 1, 'x'), words)), ElementsAre("1 too_large"));
    std::string many = "login;name\n";
    for (std::size_t i = 0; i <= staff_row_limit; ++i) many += "p" + std::to_string(i) + ";Name\n";
    EXPECT_THAT(problems_of(read_staff(many, words)), ElementsAre("1 too_many_rows"));
    many.resize(many.rfind("p50000"));
    EXPECT_THAT(read_staff(many, words).rows, SizeIs(staff_row_limit));
}

RC_GTEST_PROP(StaffFiles, NeverLoseALine, (const std::string& bytes)) {
    const auto file = read_staff("login;name\n" + bytes, words);
    for (const auto& row : file.rows) RC_ASSERT(row.line > 1U);
    for (const auto& problem : file.problems) RC_ASSERT(!problem.problem.empty());
}

class StaffImports : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    Deed deed{town.town().random(), town.town().now(), town.account(Role::admin)};

    StaffImport import(std::string_view bytes, ImportMode mode = ImportMode::apply) {
        auto done = import_staff(db, deed, read_staff(bytes, words).rows, mode);
        EXPECT_TRUE(done.has_value()) << done.error().message;
        return done ? *std::move(done) : StaffImport{};
    }
    Account account(std::string_view login) {
        const auto all = *list_accounts(db);
        for (const auto& one : all) {
            if (one.login == login) return one;
        }
        return {};
    }
};

TEST_F(StaffImports, MakeAccountsAndKeepRolesOfExistingOnes) {
    const auto first = import("login;name;profile\nanna;Anna Alt;clerk\nberta;Berta;\n");
    EXPECT_THAT(first.codes, SizeIs(2));
    ASSERT_TRUE(change_roles(db, deed, account("anna").id, only(Role::staff, Role::it)).has_value());

    const auto second = import("login;name;roles\nanna;Anna Neu;administration\nberta;Berta;\ncarla;Carla;ki-koordination\n");
    ASSERT_THAT(second.rows, SizeIs(3));
    EXPECT_EQ(second.rows[0].change, StaffChange::changed);
    EXPECT_TRUE(second.rows[0].roles_kept);
    EXPECT_EQ(second.rows[1].change, StaffChange::unchanged);
    EXPECT_FALSE(second.rows[1].roles_kept);
    EXPECT_EQ(second.rows[2].change, StaffChange::added);
    EXPECT_EQ(account("anna").name, "Anna Neu");
    EXPECT_EQ(account("anna").profile, "profile/clerk") << "the list has no such column";
    EXPECT_EQ(account("anna").roles, only(Role::staff, Role::it));
    EXPECT_EQ(account("carla").roles, only(Role::staff, Role::coordination));
    ASSERT_THAT(second.codes, SizeIs(1));
    EXPECT_THAT(codes_csv(second.codes), HasSubstr("carla;Carla;" + second.codes[0].code));
    EXPECT_EQ((*audit_entries(db, 2))[0].action, "accounts.imported");
    const auto id = account("carla").id;
    const auto carla = db.read([&](store::Connection& tx) { return audit_name(tx, id); }).value();
    EXPECT_EQ((*audit_entries(db, 2))[1].object, "account/" + carla.value_or("nobody"));
}

TEST_F(StaffImports, ChangeNothingInACheck) {
    const auto before = list_accounts(db)->size();
    const auto checked = import("login;name\nanna;Anna\n", ImportMode::check);
    EXPECT_EQ(checked.rows[0].change, StaffChange::added);
    EXPECT_THAT(checked.codes, IsEmpty());
    EXPECT_EQ(list_accounts(db)->size(), before);
    EXPECT_THAT(*audit_entries(db, 5), IsEmpty());
}

TEST_F(StaffImports, TakeTenThousandInSeconds) {
    std::string bytes = "login;name\n";
    for (int i = 0; i < 10'000; ++i) bytes += "person" + std::to_string(i) + ";Person Nummer " + std::to_string(i) + "\n";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THAT(import(bytes).codes, SizeIs(10'000));
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    RecordProperty("seconds", std::to_string(took));
    std::printf("10,000 rows: %.2f s\n", took);
    EXPECT_LT(took, 30.0);
    EXPECT_EQ(find_accounts(db, deed.now, "nummer 999", 0)->found, 11);
}

TEST_F(StaffImports, KnowTheWordsOfThePortal) {
    const auto known = *staff_words(**town.town().content());
    EXPECT_EQ(known.profiles.at("sachbearbeitung"), "profile/clerk");
    EXPECT_EQ(known.profiles.at("profile/it"), "profile/it");
    EXPECT_EQ(known.roles.at("personalrat"), Role::staff_council);
    EXPECT_EQ(known.roles.at("ai coordination"), Role::coordination);
    EXPECT_EQ(known.roles.at("data-protection"), Role::data_protection);
}

TEST_F(StaffImports, AreForTheAdministrationOnThePage) {
    net::Request request{.method = net::Method::post, .path = "/people/import"};
    const auto token = *open_session(db, town.town().random(), town.town().now(), town.account(Role::admin));
    request.headers = {{"cookie", "session=" + token}, {"content-type", "multipart/form-data; boundary=B"}};
    const auto body = [&](std::string_view mode, std::string_view csv) {
        std::string out;
        const auto field = [&](std::string_view name, std::string_view more, std::string_view value) {
            out += "--B\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"" + std::string(more) + "\r\n\r\n" +
                   std::string(value) + "\r\n";
        };
        field("csrf", "", csrf_token(token));
        field("mode", "", mode);
        field("file", "; filename=\"a.csv\"", csv);
        return out + "--B--\r\n";
    };
    request.body = body("check", "login;name\nanna;Anna <b>\nx;y\n");
    const auto checked = town.send(request);
    EXPECT_EQ(checked.status, 200);
    EXPECT_THAT(checked.body, HasSubstr("Es wurde nichts geändert"));
    EXPECT_THAT(checked.body, HasSubstr("Anna &lt;b&gt;"));
    EXPECT_THAT(checked.body, HasSubstr("Benutzername „x“ ist nicht möglich"));
    EXPECT_THAT(checked.body, Not(HasSubstr("zugangscodes.csv")));
    EXPECT_EQ(account("anna").id, "");
    request.body = body("apply", "login;name\nanna;Anna\n");
    EXPECT_THAT(town.send(request).body, HasSubstr("zugangscodes.csv"));
    EXPECT_NE(account("anna").id, "");
    request.body = body("apply", "büro\n1\n");
    EXPECT_EQ(town.send(request).status, 400);
    request.body = body("apply", "");
    EXPECT_THAT(town.send(request).body, HasSubstr("nicht leer"));
}

}  // namespace
}  // namespace kireise::people
