#include "engines/child_output.h"

#include <fmt/format.h>

namespace kireise::engines {
namespace {

constexpr std::size_t errors_kept = 16U << 10U;

}  // namespace

void ErrorLines::take(std::string_view piece) {
    kept_ += piece;
    if (kept_.size() > errors_kept) kept_.erase(0, kept_.size() - errors_kept);
    if (!on_line_) return;
    line_ += piece;
    for (auto end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
        on_line_(std::string_view(line_).substr(0, end));
        line_.erase(0, end + 1);
    }
    if (line_.size() > errors_kept) line_.clear();
}

std::optional<Error> must_end(const Command& command, const RunLimits& limits, std::chrono::steady_clock::time_point begin,
                              std::size_t printed, const std::stop_token& stop) {
    const auto name = command.program.filename().string();
    if (stop.stop_requested()) return error(ErrorKind::busy, fmt::format("{} was stopped; start again to repeat it.", name));
    if (std::chrono::steady_clock::now() >= begin + limits.time)
        return error(ErrorKind::unavailable, fmt::format("{} took longer than {} s and was ended.", name, limits.time.count() / 1000));
    if (printed > limits.output)
        return error(ErrorKind::too_large, fmt::format("{} printed more than {} bytes and was ended.", name, limits.output));
    return std::nullopt;
}

}  // namespace kireise::engines
