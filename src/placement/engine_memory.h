#pragma once
// How much memory llama.cpp really allocates for a model file: its own log of the buffers. For comparing with memory.h.

#include <filesystem>
#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "placement/memory.h"

namespace kireise::placement {

// Adds up its log lines "DEVICE model|KV|compute|output buffer size = X MiB". It plans first and allocates then, so of a device's buffers
// for computing the last counts.
class BufferLog {
   public:
    void line(std::string_view text);
    [[nodiscard]] MemoryNeed sum() const;  // context_tokens 0

   private:
    double model_ = 0;  // MiB
    double cache_ = 0;
    double compute_ = 0;
    double output_ = 0;
    bool amx_ = false;
};

// Starts llama-server on the file without computing anything, reads its log until it waits for requests, ends it. unavailable: it does not
// start or says no sizes; busy: stopped.
[[nodiscard]] Result<MemoryNeed> engine_memory(const std::filesystem::path& llama_server, const std::filesystem::path& model,
                                               const MemoryOptions& options, const std::stop_token& stop = {});

}  // namespace kireise::placement
