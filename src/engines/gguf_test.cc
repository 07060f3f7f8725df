#include "engines/gguf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "base/files.h"
#include "engines/random_weights.h"
#include "engines/synthetic.h"

namespace kireise::engines {
namespace {

using testing::HasSubstr;

ModelShape small_shape() { return {2, 256, 4, 2, 64, 512, 1000, true, 0, 0}; }

class GgufFile : public testing::Test {
   protected:
    std::filesystem::path file() { return folder_.path() / "model.gguf"; }
    std::string content() { return read_file(file()).value(); }

   private:
    TempDir folder_ = TempDir::create().value();
};

TEST_F(GgufFile, HasTheExpectedSizeForEveryQuantisation) {
    for (const auto quantisation : {Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0, Quantisation::f16}) {
        for (const bool tied : {true, false}) {
            auto shape = small_shape();
            shape.tied_embeddings = tied;
            const auto model = synthetic_model(shape, quantisation, 1).value();
            ASSERT_TRUE(write_gguf(file(), model));
            EXPECT_EQ(std::filesystem::file_size(file()), gguf_bytes(model)) << to_string(quantisation);
            EXPECT_GE(gguf_bytes(model), weight_bytes(shape, quantisation));
            EXPECT_LT(gguf_bytes(model), weight_bytes(shape, quantisation) + 8192) << "only metadata and padding come on top";
        }
    }
}

TEST_F(GgufFile, BeginsWithMagicVersionAndCounts) {
    const auto model = synthetic_model(small_shape(), Quantisation::q4_0, 1).value();
    ASSERT_TRUE(write_gguf(file(), model));
    const auto bytes = content();
    EXPECT_EQ(bytes.substr(0, 4), "GGUF");
    std::uint32_t version = 0;
    std::uint64_t tensors = 0;
    std::memcpy(&version, bytes.data() + 4, 4);
    std::memcpy(&tensors, bytes.data() + 8, 8);
    EXPECT_EQ(version, 3U);
    EXPECT_EQ(tensors, 2U + 2U * 9U);
    EXPECT_THAT(bytes.substr(0, 4096), HasSubstr("no_vocab"));
}

TEST_F(GgufFile, SameSeedSameBytes) {
    ASSERT_TRUE(write_gguf(file(), synthetic_model(small_shape(), Quantisation::q4_0, 7).value()));
    const auto first = content();
    ASSERT_TRUE(write_gguf(file(), synthetic_model(small_shape(), Quantisation::q4_0, 7).value()));
    EXPECT_EQ(content(), first);
    ASSERT_TRUE(write_gguf(file(), synthetic_model(small_shape(), Quantisation::q4_0, 8).value()));
    EXPECT_NE(content(), first);
}

TEST_F(GgufFile, ReportsProgressUpToTheEnd) {
    const auto model = synthetic_model(small_shape(), Quantisation::q8_0, 1).value();
    std::uint64_t last = 0;
    WriteControl control;
    control.progress = [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last);
        EXPECT_EQ(total, gguf_bytes(model));
        last = done;
    };
    ASSERT_TRUE(write_gguf(file(), model, control));
    EXPECT_EQ(last, gguf_bytes(model));
}

TEST_F(GgufFile, StoppedItLeavesNothingBehind) {
    std::stop_source stop;
    WriteControl control;
    control.stop = stop.get_token();
    control.progress = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
    const auto written = write_gguf(file(), synthetic_model(small_shape(), Quantisation::q4_0, 1).value(), control);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::busy);
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(GgufFile, TooLittleDiskIsSaidBeforehand) {
    auto shape = small_shape();
    shape.vocabulary = 16'000'000;
    shape.embedding = 1 << 20;
    const auto written = write_gguf(file(), synthetic_model(shape, Quantisation::f16, 1).value());
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(written.error().message, HasSubstr("MB are needed"));
}

TEST_F(GgufFile, ATensorWithoutValuesIsAHoleOfZeros) {
    auto model = synthetic_model(small_shape(), Quantisation::q4_0, 1).value();
    for (auto& tensor : model.tensors) tensor.fill = nullptr;
    ASSERT_TRUE(write_gguf(file(), model));
    const auto bytes = content();
    EXPECT_EQ(bytes.size(), gguf_bytes(model));
    EXPECT_EQ(bytes.find_first_not_of('\0', bytes.size() - tensor_bytes(model.tensors.back())), std::string::npos);
}

TEST(SyntheticModel, RefusesExpertsThatNobodyUses) {
    auto shape = small_shape();
    shape.experts = 8;
    EXPECT_EQ(synthetic_model(shape, Quantisation::q4_0, 1).error().kind, ErrorKind::invalid);
}

TEST(SyntheticModel, HasAMatrixForEachExpertAndARouter) {
    auto shape = small_shape();
    shape.experts = 8;
    shape.experts_used = 2;
    const auto model = synthetic_model(shape, Quantisation::q4_k, 1).value();
    const auto tensor = [&](std::string_view name) { return *std::ranges::find(model.tensors, name, &GgufTensor::name); };
    EXPECT_THAT(tensor("blk.1.ffn_down_exps.weight").dims, testing::ElementsAre(512, 256, 8));
    EXPECT_THAT(tensor("blk.1.ffn_gate_inp.weight").dims, testing::ElementsAre(256, 8));
    EXPECT_EQ(tensor("blk.1.ffn_gate_inp.weight").type, TensorType::f32);
}

// Exponent bits all ones would be an infinity or no number (IEEE 754 binary16).
bool is_finite_half(const std::byte* at) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, at, 2);
    return (bits & 0x7c00U) != 0x7c00U && (bits & 0x7c00U) != 0;
}

TEST(RandomWeights, ScalesAreFiniteAndNormal) {
    for (const std::uint64_t row : {64U, 2048U, 16384U}) {
        for (const auto& [type, scale_at] :
             {std::pair{TensorType::q4_0, 0}, std::pair{TensorType::q8_0, 0}, std::pair{TensorType::f16, 0}, std::pair{TensorType::q4_k, 0},
              std::pair{TensorType::q4_k, 2}, std::pair{TensorType::q5_0, 0}, std::pair{TensorType::q6_k, 208}}) {
            const auto stretch = random_stretch(type, row, 3);
            const auto block = block_layout(type).bytes;
            for (std::size_t at = 0; at < stretch->size(); at += block) {
                ASSERT_TRUE(is_finite_half(stretch->data() + at + scale_at)) << "type " << static_cast<int>(type) << " row " << row;
            }
        }
    }
}

TEST(RandomWeights, APartDependsOnItsOffsetOnly) {
    const auto fill = repeat(random_stretch(TensorType::q4_0, 2048, 3), TensorType::q4_0, 5);
    std::vector<std::byte> whole(2'000'000), part(1'000'000);
    fill(0, whole);
    fill(1'000'000, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 1'000'000));
}

TEST(RandomWeights, NormalNumbersHaveTheirMeanAndSpread) {
    WeightRandom random(1);
    double sum = 0, squares = 0;
    constexpr int n = 20'000;
    for (int i = 0; i < n; ++i) {
        const auto value = static_cast<double>(random.normal(2));
        sum += value;
        squares += value * value;
    }
    EXPECT_NEAR(sum / n, 0, 0.1);
    EXPECT_NEAR(std::sqrt(squares / n), 2, 0.1);
}

}  // namespace
}  // namespace kireise::engines
