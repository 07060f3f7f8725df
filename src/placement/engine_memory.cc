#include "placement/engine_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "engines/process.h"

namespace kireise::placement {
namespace {

constexpr std::chrono::minutes time_limit{5};

std::uint64_t bytes_of(double mebibytes) { return static_cast<std::uint64_t>(std::llround(mebibytes * 1024 * 1024)); }

engines::Command command_of(const std::filesystem::path& program, const std::filesystem::path& model, const MemoryOptions& options) {
    const auto cache = options.cache == CacheType::f16 ? "f16" : "q8_0";
    return {program,
            {"--model",        model.string(),
             "--host",         "127.0.0.1",
             "--port",         "0",
             "--no-warmup",    "--verbose",
             "--ctx-size",     std::to_string(options.context_tokens * options.slots),
             "--parallel",     std::to_string(options.slots),
             "--ubatch-size",  std::to_string(options.batch_tokens),
             "--flash-attn",   options.flash_attention ? "on" : "off",
             "--cache-type-k", cache,
             "--cache-type-v", cache},
            {{"LLAMA_ARG_OFFLINE", "1"}, {"LLAMA_ARG_UI", "0"}}};
}

}  // namespace

void BufferLog::line(std::string_view text) {
    constexpr std::string_view mark = " buffer size = ";
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return;
    const double size = std::strtod(std::string(text.substr(at + mark.size())).c_str(), nullptr);
    const auto before = text.substr(0, at);
    if (before.ends_with(" model")) model_ += size;
    if (before.ends_with(" KV")) cache_ += size;
    if (before.ends_with(" compute")) compute_ = size;
    if (before.ends_with(" output")) output_ = size;
    if (before.ends_with("AMX model")) amx_ = true;
}

MemoryNeed BufferLog::sum() const {
    return {0, bytes_of(model_), bytes_of(cache_), bytes_of(compute_ + output_), amx_ ? Packing::amx : Packing::plain};
}

Result<MemoryNeed> engine_memory(const std::filesystem::path& llama_server, const std::filesystem::path& model,
                                 const MemoryOptions& options, const std::stop_token& stop) {
    BufferLog log;
    std::stop_source end;
    const std::stop_callback passed_on(stop, [&] { end.request_stop(); });
    bool loaded = false;
    const auto ran =
        engines::run_command(command_of(llama_server, model, options), {.time = time_limit}, end.get_token(), [&](std::string_view line) {
            log.line(line);
            if (!line.contains("all slots are idle")) return;
            loaded = true;
            end.request_stop();
        });
    if (stop.stop_requested()) return fail(ErrorKind::busy, "Reading the engine's memory was stopped.");
    auto need = log.sum();
    if (!loaded || need.weights == 0 || need.compute == 0) {
        return fail(ErrorKind::unavailable,
                    fmt::format("llama-server did not load {}: {}", model.string(),
                                ran ? ran->errors.substr(ran->errors.size() - std::min<std::size_t>(ran->errors.size(), 300))
                                    : ran.error().message));
    }
    need.context_tokens = options.context_tokens;
    return need;
}

}  // namespace kireise::placement
