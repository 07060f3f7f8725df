#pragma once
// How much memory a language model needs in llama.cpp on the processor: weights, keys and values of the context, and what computing takes
// beside them. Pure. In closed form after what llama.cpp allocates (its log lines "... buffer size"); the constants of `compute` were read
// off llama.cpp 0.7.0 on 2026-11-23 with synthetic models of seven shapes, batches of 256 to 1024 and contexts of 512 to 131,072. `make
// bench-memory` compares all of it with the engine.
//
//   weights   as in the file. "amx": processors with AMX get a packed copy (Q8_0 38 instead of 34 bytes, Q4_K 148 instead of 144 a block;
//             Q5_0 and experts stay), and an output head that is also the embedding table is stored twice.
//   context   layers x cells x (keys + values) x bytes a number (f16: 2, q8_0: 34/32); cells = context rounded up to 256, for each slot;
//             with a sliding window at most window + batch.
//   compute   batch x 4 bytes x the widest moment of a layer, and the mask of which token sees which cell. With B tokens in a batch,
//             E embedding, F feed-forward (of experts: the sum of those used), Q heads x head_dim, V kv_heads x head_dim, X experts used:
//             max(5E + 3F, 2XE + 2F, 5E + Q + 2V); mask: B x cells x 2 bytes (once more for the window).
//             Without flash attention: max(the same, heads x cells + 5E + 2Q + 2V); mask: 4 bytes.
//             And the numbers of the next token: vocabulary x 4 bytes for each slot.
// Left out: ARM processors, whose engine packs other types; graphics cards.

#include <cstdint>

#include "blueprint/vocabulary.h"
#include "engines/shape.h"

namespace kireise::placement {

enum class CacheType { f16, q8_0 };

// How the engine keeps matrices for this processor.
enum class Packing { plain, amx };

constexpr blueprint::EnumIds<Packing, 2> enum_ids(Packing) { return {{{Packing::plain, "plain"}, {Packing::amx, "amx"}}}; }

[[nodiscard]] Packing packing_of_this_processor();

struct MemoryOptions {
    int context_tokens = 4096;  // of each slot
    int slots = 1;              // requests at the same time
    CacheType cache = CacheType::f16;
    int batch_tokens = 512;       // read at once, llama.cpp's n_ubatch
    bool flash_attention = true;  // llama.cpp's choice on the processor
    Packing packing = Packing::plain;
};

struct MemoryNeed {  // bytes
    int context_tokens = 0;
    std::uint64_t weights = 0;
    std::uint64_t context = 0;  // keys and values of that many tokens
    std::uint64_t compute = 0;
    Packing packing = Packing::plain;

    [[nodiscard]] std::uint64_t total() const { return weights + context + compute; }
    friend bool operator==(const MemoryNeed&, const MemoryNeed&) = default;
};

// The shape is sound (engines::check_shape). Options below 1 count as 1.
[[nodiscard]] MemoryNeed memory_need(const engines::ModelShape& shape, engines::Quantisation quantisation,
                                     const MemoryOptions& options = {});

// For a file whose weights take this many bytes, in whatever quantisation; packing "plain".
[[nodiscard]] MemoryNeed memory_need(const engines::ModelShape& shape, std::uint64_t weight_bytes, const MemoryOptions& options);

// What the engine's process takes beside: 256 MiB that it may keep of earlier prompts (engines/llama_child.cc), and 192 MiB for program and
// vocabulary. Measured on 2026-11-23: 9 MiB without a vocabulary, 91 MiB with 128,256 tokens and 280,147 merges, 173 MiB with 262,144 and
// 514,906.
inline constexpr std::uint64_t process_bytes = std::uint64_t{448} << 20U;

// Nothing (a classifier has no such need) always fits.
[[nodiscard]] bool fits(const MemoryNeed& need, std::uint64_t available_bytes);

}  // namespace kireise::placement
