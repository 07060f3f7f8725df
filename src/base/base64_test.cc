#include "base/base64.h"

#include <gtest/gtest.h>

namespace kireise {
namespace {

TEST(Base64, GivesBackWhatWentIn) {
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("Gruß"), "R3J1w58=");
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    EXPECT_EQ(*from_base64(to_base64(all)), all);
    EXPECT_EQ(*from_base64(""), "");
}

TEST(Base64, RefusesWhatIsNone) {
    for (const auto* text : {"R3J1w58", "R3J1w5*=", "R3J1 w58=", "\xef\xbb\xac\xac\xac\xac\xacx"})
        EXPECT_EQ(from_base64(text).error().kind, ErrorKind::invalid) << text;
}

}  // namespace
}  // namespace kireise
