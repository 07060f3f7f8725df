#include "engines/random_weights.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace kireise::engines {
namespace {

constexpr std::uint64_t stretch_blocks = 19'997;  // prime, so that repeats do not fall on rows

// IEEE 754 binary16 of a positive number below 1, at least the smallest normal one; ten bits of fraction, cut off.
std::uint16_t half(double value) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(std::max(value, 0x1.0p-14)));
    const auto exponent = static_cast<int>((bits >> 23U) & 0xffU) - 127 + 15;
    return static_cast<std::uint16_t>((static_cast<unsigned>(exponent) << 10U) | ((bits >> 13U) & 0x3ffU));
}

void put_half(std::byte* at, std::uint16_t value) { std::memcpy(at, &value, sizeof(value)); }

void fill_bits(std::byte* at, std::size_t bytes, WeightRandom& random) {
    for (std::size_t i = 0; i < bytes; i += 8) {
        const auto bits = random.next();
        std::memcpy(at + i, &bits, std::min<std::size_t>(8, bytes - i));
    }
}

// One block whose weights have about the standard deviation `spread`; block formats: ggml-common.h.
void make_block(TensorType type, std::byte* at, double spread, WeightRandom& random) {
    const auto layout = block_layout(type);
    fill_bits(at, layout.bytes, random);
    const auto scale = spread * (0.75 + 0.5 * random.uniform());
    switch (type) {
        case TensorType::q4_0: put_half(at, half(scale / 4.6)); break;   // 4 bits around 8
        case TensorType::q5_0: put_half(at, half(scale / 9.2)); break;   // 5 bits around 16
        case TensorType::q8_0: put_half(at, half(scale / 74.0)); break;  // signed bytes
        case TensorType::q4_k:                                           // 4 bits; scale and minimum of each of its eight parts: 8
            put_half(at, half(scale / 4.6 / 8));
            put_half(at + 2, half(7.5 * scale / 4.6 / 8));
            std::fill(at + 4, at + 12, std::byte{8});
            std::fill(at + 12, at + 16, std::byte{0x88});
            break;
        case TensorType::q6_k:
            for (std::size_t i = 192; i < 208; ++i) at[i] = std::byte{4};  // the scales of its sixteen parts
            put_half(at + 208, half(scale / 18.5 / 4));
            break;
        case TensorType::f16: {
            const auto sign = static_cast<std::uint16_t>(random.next() & 1U ? 0x8000U : 0U);
            put_half(at, static_cast<std::uint16_t>(half(scale) | sign));
            break;
        }
        case TensorType::f32: {
            const auto value = random.normal(spread);
            std::memcpy(at, &value, sizeof(value));
            break;
        }
    }
}

}  // namespace

std::uint64_t WeightRandom::next() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
}

double WeightRandom::uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

float WeightRandom::normal(double s) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return static_cast<float>(sum * s);
}

Stretch random_stretch(TensorType type, std::uint64_t row_length, std::uint64_t seed) {
    const auto block = block_layout(type).bytes;
    const auto spread = 1 / std::sqrt(static_cast<double>(row_length));
    WeightRandom random(seed);
    std::vector<std::byte> bytes(stretch_blocks * block);
    for (std::uint64_t i = 0; i < stretch_blocks; ++i) make_block(type, bytes.data() + i * block, spread, random);
    return std::make_shared<const std::vector<std::byte>>(std::move(bytes));
}

TensorFill repeat(Stretch stretch, TensorType type, std::uint64_t first) {
    const auto start = first % stretch_blocks * block_layout(type).bytes;
    return [stretch = std::move(stretch), start](std::uint64_t offset, std::span<std::byte> part) {
        auto at = (start + offset) % stretch->size();
        while (!part.empty()) {
            const auto take = std::min(part.size(), stretch->size() - at);
            std::memcpy(part.data(), stretch->data() + at, take);
            at = (at + take) % stretch->size();
            part = part.subspan(take);
        }
    };
}

}  // namespace kireise::engines
