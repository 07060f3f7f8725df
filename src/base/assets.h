#pragma once
// Files that are built into the program: page templates, texts, styles, scripts, the Blaupause. The table is made by cmake/assets.cmake.

#include <optional>
#include <span>
#include <string_view>

namespace kireise {

struct Asset {
    std::string_view path;  // relative to the repository, or "assets/NAME" for what the bundler makes
    std::string_view bytes;
};

[[nodiscard]] std::span<const Asset> assets();  // ordered by path
[[nodiscard]] std::optional<std::string_view> asset(std::string_view path);

}  // namespace kireise
