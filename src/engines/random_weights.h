#pragma once
// Random numbers for weights: fast, reproducible everywhere, of no cryptographic worth.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engines/gguf.h"

namespace kireise::engines {

class WeightRandom {
   public:
    explicit WeightRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();    // 64 even bits (SplitMix64, Steele et al. 2014)
    double uniform();        // [0, 1)
    float normal(double s);  // mean 0, standard deviation s, sum of twelve uniform numbers

   private:
    std::uint64_t state_;
};

// A prepared stretch of blocks of one type, shared by many tensors.
using Stretch = std::shared_ptr<const std::vector<std::byte>>;

// Blocks whose weights have about the standard deviation 1/sqrt(row_length), so that activations stay finite through many layers.
[[nodiscard]] Stretch random_stretch(TensorType type, std::uint64_t row_length, std::uint64_t seed);

// Endless data from the stretch, begun at block `first`.
[[nodiscard]] TensorFill repeat(Stretch stretch, TensorType type, std::uint64_t first);

}  // namespace kireise::engines
