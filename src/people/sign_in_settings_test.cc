#include "people/sign_in_settings.h"

#include <gmock/gmock.h>

#include "base/files.h"

namespace kireise::people {
namespace {

using testing::HasSubstr;

class SignInSettings : public testing::Test {
   protected:
    TempDir folder = *TempDir::create();
    std::string directory =
        "directory:\n  url: ldaps://dc1.musterhausen.example\n  kind: active-directory\n"
        "  bind_dn: CN=kireise,DC=x\n  base: OU=Staff,DC=x\n";

    Result<SignInWays> read(const std::string& yaml) {
        EXPECT_TRUE(write_file(folder.path() / sign_in_file_name, yaml).has_value());
        return read_sign_in_ways(folder.path(), [](const std::string& name) { return name == "PW" ? "geheim\n" : ""; });
    }
    std::string problem(const std::string& yaml) {
        const auto ways = read(yaml);
        return ways ? "" : ways.error().message;
    }
};

TEST_F(SignInSettings, AreNoneWithoutTheFile) { EXPECT_EQ(read_sign_in_ways(folder.path())->directory, nullptr); }

TEST_F(SignInSettings, KnowActiveDirectory) {
    const auto ways = read(directory + "  bind_password_environment: PW\n  nested_groups: true\n  roles:\n    it: [\"CN=IT,DC=x\"]\n");
    ASSERT_TRUE(ways.has_value()) << ways.error().message;
    const auto& settings = ways->directory->settings();
    EXPECT_EQ(settings.bind_password, "geheim");
    EXPECT_EQ(settings.subject, "objectGUID");
    EXPECT_THAT(settings.filter, HasSubstr("sAMAccountName={login}"));
    EXPECT_TRUE(settings.nested_groups);
    EXPECT_EQ(settings.groups, (GroupRoles{{"CN=IT,DC=x", Role::it}}));
    EXPECT_EQ(settings.same_login, SameLogin::another_person);
}

TEST_F(SignInSettings, TakeTheSecretFromAFileOfItsOwn) {
    ASSERT_TRUE(write_file(folder.path() / "secret", "aus-datei\n").has_value());
    const auto from_file = "  bind_password_file: " + (folder.path() / "secret").string() + "\n";
    EXPECT_EQ(read(directory + from_file)->directory->settings().bind_password, "aus-datei");
    EXPECT_THAT(problem(directory + from_file + "  bind_password_environment: PW\n"), HasSubstr("both set"));
    EXPECT_THAT(problem(directory + "  bind_password_environment: MISSING\n"), HasSubstr("MISSING is not set"));
    EXPECT_THAT(problem(directory), HasSubstr("service account"));
    EXPECT_FALSE(read(directory + "  bind_password: inline\n").has_value()) << "never inline";
}

TEST_F(SignInSettings, AreToldWithFileAndLine) {
    EXPECT_THAT(problem(directory + "  nonsense: 1\n"), testing::AllOf(HasSubstr("sign-in.yaml: Line "), HasSubstr("nonsense")));
    EXPECT_THAT(problem("directory: {url: ldaps://x}\n"), HasSubstr("Line 1"));
    EXPECT_THAT(problem(directory + "  bind_password_environment: PW\n  roles: {chief: [x]}\n"), HasSubstr("chief"));
    const auto plain = "directory: {url: \"ldap://dc1.x.example\", kind: ldap, bind_dn: x, base: x, bind_password_environment: PW}\n";
    EXPECT_THAT(problem(plain), HasSubstr("clear text"));
    EXPECT_NE(problem("a: [\n"), "");
}

}  // namespace
}  // namespace kireise::people
