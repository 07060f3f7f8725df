#pragma once
// Language models without a download: the right shape, random weights. Enough to measure speed and memory, of no use for answers.

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "engines/gguf.h"
#include "engines/shape.h"

namespace kireise::engines {

// A model without a tokenizer (`no_vocab`) after the plan that fits the shape (tensors.h): llama-bench runs it. Same seed, same bytes.
// Blocks have finite scales. invalid: a shape that does not fit.
[[nodiscard]] Result<Gguf> synthetic_model(const ModelShape& shape, Quantisation quantisation, std::uint64_t seed);

// A chat model of half a megabyte with a byte-level vocabulary: llama-server loads it, any text goes in, and German office words come out
// in random order. For tests of the whole path and for a demonstration that fails honestly.
[[nodiscard]] Gguf tiny_chat_model(std::uint64_t seed);

}  // namespace kireise::engines
