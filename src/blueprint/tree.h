#pragma once
// All files of a Blaupause as values: relative path -> bytes. The common currency of folder, git commit and package.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::blueprint {

using Tree = std::map<std::string, std::string, std::less<>>;

inline constexpr std::size_t max_file_bytes = 1U << 20U;
inline constexpr std::size_t max_csv_bytes = 8U << 20U;
inline constexpr std::size_t max_tree_files = 10'000;
inline constexpr std::size_t max_tree_bytes = 64U << 20U;
inline constexpr std::size_t max_path_bytes = 200;
inline constexpr std::size_t max_path_depth = 8;

// What is wrong with the path, as a sentence; nothing for a safe one: relative, "/" as separator, at most max_path_depth names of
// A-Z a-z 0-9 . _ -, none of which starts or ends with a dot.
[[nodiscard]] std::optional<std::string> path_problem(std::string_view path);

[[nodiscard]] std::size_t max_bytes_of(std::string_view path);

// Limits and paths of a whole tree; also refuses names that differ only in upper and lower case, and a file that is a folder elsewhere.
[[nodiscard]] Result<> check_limits(const Tree& tree);

// Reads a folder. Names that start with a dot are left out (.git, .gitignore); a symbolic link or special file is refused.
// not_found, invalid (a name that is not safe), too_large, io.
[[nodiscard]] Result<Tree> read_tree(const std::filesystem::path& folder);

// A change of a tree: new content by path, or nothing to delete the file.
using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

// The tree after the change, for checking before it is committed. not_found when a file to delete does not exist; limits as above.
[[nodiscard]] Result<Tree> with_changes(Tree tree, const Changes& changes);

}  // namespace kireise::blueprint
