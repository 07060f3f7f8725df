#include "placement/memory.h"

#include <algorithm>

#include "engines/tensors.h"

namespace kireise::placement {
namespace {

using engines::ModelShape;
using engines::Quantisation;
using engines::TensorType;

std::uint64_t wide(int value) { return static_cast<std::uint64_t>(std::max(0, value)); }

std::uint64_t at_least_one(int value) { return wide(std::max(1, value)); }

std::uint64_t rounded_up(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

// Of the packed copy; the same where AMX does not take the type.
std::uint64_t amx_bytes(TensorType type, std::uint64_t bytes) {
    const auto block = engines::block_layout(type).bytes;
    const bool grows = type == TensorType::q8_0 || type == TensorType::q4_k;
    return grows ? bytes / block * (block + 4) : bytes;
}

bool takes_amx(TensorType type) {
    return type == TensorType::q4_0 || type == TensorType::q8_0 || type == TensorType::q4_k || type == TensorType::q6_k;
}

std::uint64_t amx_extra(const ModelShape& shape, Quantisation quantisation) {
    std::uint64_t extra = 0;
    for (int layer = 0; layer < shape.layers; ++layer) {
        for (const auto& tensor : engines::layer_tensors(shape, quantisation, layer)) {
            if (tensor.experts == 0 && tensor.rows > 1) extra += amx_bytes(tensor.type, tensor.bytes()) - tensor.bytes();
        }
    }
    const auto type = engines::head_type(shape, quantisation);
    const auto layout = engines::block_layout(type);
    const auto head = wide(shape.vocabulary) * wide(shape.embedding) / layout.weights * layout.bytes;
    extra += amx_bytes(type, head) - head;
    return shape.tied_embeddings && takes_amx(type) ? extra + head : extra;
}

struct Cells {
    std::uint64_t full;    // of a layer that sees everything, for one slot
    std::uint64_t window;  // of a layer with a window; 0 when there is none
};

Cells cells_of(const ModelShape& shape, const MemoryOptions& options) {
    constexpr std::uint64_t unit = 256;
    const auto full = rounded_up(at_least_one(options.context_tokens), unit);
    if (shape.sliding_window == 0) return {full, 0};
    return {full, std::min(full, rounded_up(wide(shape.sliding_window) + at_least_one(options.batch_tokens), unit))};
}

std::uint64_t context_bytes(const ModelShape& shape, const MemoryOptions& options) {
    const auto cells = cells_of(shape, options);
    std::uint64_t all = 0;
    for (int layer = 0; layer < shape.layers; ++layer) all += engines::sees_all(shape, layer) ? cells.full : cells.window;
    const auto numbers = 2 * all * wide(shape.kv_heads) * wide(shape.head_dim) * at_least_one(options.slots);
    return options.cache == CacheType::f16 ? numbers * 2 : numbers / 32 * 34;
}

std::uint64_t compute_bytes(const ModelShape& shape, const MemoryOptions& options) {
    const auto cells = cells_of(shape, options);
    const auto batch = std::min(at_least_one(options.batch_tokens), cells.full * at_least_one(options.slots));
    const auto embedding = wide(shape.embedding);
    const auto queries = wide(shape.heads) * wide(shape.head_dim);
    const auto keys = wide(shape.kv_heads) * wide(shape.head_dim);
    const auto used = shape.experts > 0 ? wide(shape.experts_used) : 1;
    const auto inner = wide(shape.feed_forward) * used;
    auto widest = std::max(5 * embedding + 3 * inner, 5 * embedding + queries + 2 * keys);
    if (shape.experts > 0) widest = std::max(widest, 2 * used * embedding + 2 * inner);
    if (!options.flash_attention) widest = std::max(widest, wide(shape.heads) * cells.full + 5 * embedding + 2 * (queries + keys));
    const std::uint64_t mask = (options.flash_attention ? 2 : 4) * (cells.full + cells.window);
    return batch * (4 * widest + mask) + at_least_one(options.slots) * wide(shape.vocabulary) * 4;
}

}  // namespace

Packing packing_of_this_processor() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("amx-int8") != 0 ? Packing::amx : Packing::plain;
#else
    return Packing::plain;
#endif
}

MemoryNeed memory_need(const ModelShape& shape, std::uint64_t weight_bytes, const MemoryOptions& options) {
    return {options.context_tokens, weight_bytes, context_bytes(shape, options), compute_bytes(shape, options), Packing::plain};
}

MemoryNeed memory_need(const ModelShape& shape, Quantisation quantisation, const MemoryOptions& options) {
    auto need = memory_need(shape, engines::weight_bytes(shape, quantisation), options);
    need.packing = options.packing;
    if (options.packing == Packing::amx) need.weights += amx_extra(shape, quantisation);
    return need;
}

bool fits(const MemoryNeed& need, std::uint64_t available_bytes) {
    return need.total() == 0 || need.total() + process_bytes <= available_bytes;
}

}  // namespace kireise::placement
