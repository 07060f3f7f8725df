#include "base/sha256_stream.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace kireise {
namespace {

TEST(Sha256Stream, PiecesGiveTheHashOfTheWhole) {
    Sha256Stream stream;
    EXPECT_EQ(stream.hex(), sha256_hex(""));
    stream.add("a");
    stream.add("");
    stream.add("bc");
    EXPECT_EQ(stream.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4, example "abc"
    stream.add("d");
    EXPECT_EQ(stream.hex(), sha256_hex("abcd")) << "reading the hash does not end it";
}

}  // namespace
}  // namespace kireise
