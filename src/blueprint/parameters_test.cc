#include "blueprint/parameters.h"

#include <gtest/gtest.h>

namespace kireise::blueprint {
namespace {

TEST(Parameters, AreFoundWithTheirLines) {
    const auto found = find_parameters("In {{town}}\nund {{ land }}, {{town}}\n{{open\n{{}}");
    ASSERT_EQ(found.size(), 5U);
    EXPECT_EQ(found[0].name, "town");
    EXPECT_EQ(found[0].line, 1);
    EXPECT_EQ(found[1].name, "land");
    EXPECT_EQ(found[2].line, 2);
    EXPECT_EQ(found[3].name, "open");
    EXPECT_EQ(found[3].line, 3);
    EXPECT_EQ(found[4].name, "");
    EXPECT_EQ(found[4].line, 4);
}

TEST(Parameters, AreFilledOnce) {
    const auto value = [](std::string_view name) { return name == "town" ? "{{land}}" : "Halle"; };
    EXPECT_EQ(fill_parameters("In {{town}} und {{x}}.", value), "In {{land}} und Halle.");
    EXPECT_EQ(fill_parameters("ohne", value), "ohne");
}

}  // namespace
}  // namespace kireise::blueprint
