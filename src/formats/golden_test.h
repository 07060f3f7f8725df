#pragma once
// Compares with a file under tests/golden/formats/; with KIREISE_ACCEPT=1 in the environment it is written instead.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.h"

namespace kireise::formats {

inline void expect_golden(const std::string& name, const std::string& actual) {
    const auto path = std::filesystem::path(KIREISE_SOURCE_DIR) / "tests/golden/formats" / name;
    if (const char* accept = std::getenv("KIREISE_ACCEPT"); accept != nullptr && std::string(accept) == "1") {
        ASSERT_TRUE(write_file(path, actual));
    }
    const auto expected = read_file(path);
    ASSERT_TRUE(expected) << expected.error().message << " Run with KIREISE_ACCEPT=1 to write it.";
    EXPECT_EQ(actual, *expected) << "If the change is meant, run with KIREISE_ACCEPT=1 and read the difference.";
}

}  // namespace kireise::formats
