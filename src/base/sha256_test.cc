#include "base/sha256.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace kireise {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, IsThatOfTheStandard) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
    const auto dir = *TempDir::create();
    const std::string bytes(3'000'001, 'x');
    ASSERT_TRUE(write_file(dir.path() / "x", bytes));
    EXPECT_EQ(*sha256_of_file(dir.path() / "x"), sha256_hex(bytes));
    EXPECT_EQ(sha256_of_file(dir.path() / "none").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise
