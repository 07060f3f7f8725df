#pragma once
// How much our own llama-server takes on: the context of a request and the requests at the same time, as the use cases need it and the
// memory of this machine allows. Pure.

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "blueprint/usecase_types.h"
#include "engines/gguf_facts.h"
#include "placement/memory.h"

namespace kireise::assistant {

struct EngineSize {
    int context_tokens = 4096;  // of each request
    int slots = 2;              // requests at the same time
    placement::MemoryNeed need;
    std::uint64_t available = 0;  // bytes that programs could get when it was decided; 0: not looked at

    friend bool operator==(const EngineSize&, const EngineSize&) = default;
};

struct WantedSize {  // 0: as the use cases and the memory say
    int context_tokens = 0;
    int slots = 0;
};

// Two requests with the text and answer that nine in ten cases of every workload keep below; if the memory does not hold that, one request;
// then one with what half of the cases keep below. Never more context than the model was trained for. What is wanted stands.
// unavailable, with both figures, when not even that fits: the engine is not started at the cost of all other programs.
[[nodiscard]] Result<EngineSize> engine_size(const engines::ModelFacts& model, const std::vector<blueprint::Workload>& workloads,
                                             const WantedSize& wanted, std::uint64_t available_bytes, placement::Packing packing);

}  // namespace kireise::assistant
