#include "people/ldap_filter.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace kireise::people {
namespace {

TEST(LdapFilter, EscapesWhatHasAMeaning) {
    EXPECT_EQ(escape_filter_value("m.weber"), "m.weber");
    EXPECT_EQ(escape_filter_value("*)(uid=*"), "\\2a\\29\\28uid=\\2a");
    EXPECT_EQ(escape_filter_value("a\\b"), "a\\5cb");
    EXPECT_EQ(escape_filter_value(std::string("a\0b", 3)), "a\\00b");
    EXPECT_EQ(escape_filter_value("Gro\xc3\x9f"), "Gro\\c3\\9f");
    EXPECT_EQ(filter_for_login("(|(uid={login})(mail={login}))", "x*"), "(|(uid=x\\2a)(mail=x\\2a))");
}

TEST(LdapFilter, NothingTypedLeavesItsValue) {
    const bool holds = rc::check("escaped values hold no special byte", [](const std::string& typed) {
        const auto escaped = escape_filter_value(typed);
        for (const char c : escaped) RC_ASSERT(c > 0x20 && c < 0x7f && std::string_view("*()").find(c) == std::string_view::npos);
        std::string back;
        for (std::size_t i = 0; i < escaped.size(); ++i) {
            if (escaped[i] != '\\') back += escaped[i];
            else back += static_cast<char>(std::stoi(escaped.substr(i + 1, 2), nullptr, 16)), i += 2;
        }
        RC_ASSERT(back == typed);
    });
    EXPECT_TRUE(holds);
}

TEST(LdapFilter, MustBeOneWithThePlaceForTheLogin) {
    EXPECT_TRUE(is_login_filter("(uid={login})"));
    EXPECT_TRUE(is_login_filter("(&(objectClass=person)(|(uid={login})(mail={login})))"));
    for (const auto* bad : {"", "uid={login}", "(uid=*)", "(uid={login}", "(uid={login}))", "(uid={login})(cn=*)", "x(uid={login})"}) {
        EXPECT_FALSE(is_login_filter(bad)) << bad;
    }
}

}  // namespace
}  // namespace kireise::people
