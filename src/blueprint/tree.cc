#include "blueprint/tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"

namespace kireise::blueprint {
namespace {

namespace fs = std::filesystem;

bool is_path_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.back() != '.' && std::ranges::all_of(name, is_path_character);
}

Result<> check_size(std::string_view path, std::size_t size) {
    if (size <= max_bytes_of(path)) return {};
    return fail(ErrorKind::too_large,
                fmt::format("{}: the file has {} bytes; at most {} are allowed. Split it.", path, size, max_bytes_of(path)));
}

Result<> too_many_files() {
    return fail(ErrorKind::too_large, fmt::format("A Blaupause has at most {} files; this one has more.", max_tree_files));
}

// Adds one entry of the folder to the tree, or skips it.
Result<> take(Tree& tree, const fs::path& folder, fs::recursive_directory_iterator& at) {
    const auto path = at->path().lexically_relative(folder).generic_string();
    std::error_code code;
    const auto status = at->symlink_status(code);
    if (at->path().filename().string().starts_with('.')) {
        if (fs::is_directory(status)) at.disable_recursion_pending();
        return {};
    }
    if (const auto problem = path_problem(path)) return fail(ErrorKind::invalid, *problem);
    if (fs::is_directory(status)) return {};
    if (!fs::is_regular_file(status)) {
        return fail(ErrorKind::invalid, fmt::format("{}: a Blaupause holds plain files only; replace the link or special file.", path));
    }
    if (tree.size() == max_tree_files) return too_many_files();
    tree.emplace(path, TRY(read_file(at->path(), max_bytes_of(path))));
    return {};
}

}  // namespace

std::optional<std::string> path_problem(std::string_view path) {
    if (path.empty() || path.size() > max_path_bytes) {
        return fmt::format("The path \"{}\" must have 1 to {} characters.", path.substr(0, max_path_bytes), max_path_bytes);
    }
    const auto names = split(path, '/');
    if (names.size() > max_path_depth) return fmt::format("{}: a path has at most {} folders and names.", path, max_path_depth);
    if (std::ranges::all_of(names, is_safe_name)) return std::nullopt;
    return fmt::format(
        "The path \"{}\" is not safe: it must be relative, and each name must consist of A-Z a-z 0-9 . _ - without a dot at its "
        "start or end.",
        path);
}

std::size_t max_bytes_of(std::string_view path) { return path.ends_with(".csv") ? max_csv_bytes : max_file_bytes; }

Result<> check_limits(const Tree& tree) {
    if (tree.size() > max_tree_files) return too_many_files();
    std::size_t total = 0;
    std::set<std::string> names;    // of files, in lower case
    std::set<std::string> folders;  // in lower case
    for (const auto& [path, content] : tree) {
        if (const auto problem = path_problem(path)) return fail(ErrorKind::invalid, *problem);
        TRY(check_size(path, content.size()));
        total += content.size();
        const auto name = lower_ascii(path);
        if (!names.insert(name).second)
            return fail(ErrorKind::invalid, fmt::format("{}: another file has this name in other case; rename one.", path));
        for (auto at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1)) folders.insert(name.substr(0, at));
    }
    if (total > max_tree_bytes) {
        return fail(ErrorKind::too_large, fmt::format("The files have {} bytes together; at most {} are allowed.", total, max_tree_bytes));
    }
    for (const auto& name : names) {
        if (folders.contains(name))
            return fail(ErrorKind::invalid, fmt::format("{}: the same name is a file and a folder; rename one.", name));
    }
    return {};
}

Result<Tree> read_tree(const fs::path& folder) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) return fail(ErrorKind::not_found, fmt::format("There is no folder {}.", folder.string()));
    Tree tree;
    fs::recursive_directory_iterator at(folder, code);
    for (const fs::recursive_directory_iterator end; !code && at != end; at.increment(code)) TRY(take(tree, folder, at));
    if (code) return fail(ErrorKind::io, fmt::format("Cannot read the folder {}: {}.", folder.string(), code.message()));
    TRY(check_limits(tree));
    return tree;
}

Result<Tree> with_changes(Tree tree, const Changes& changes) {
    for (const auto& [path, content] : changes) {
        if (content) tree[path] = *content;
        else if (tree.erase(path) == 0)
            return fail(ErrorKind::not_found, fmt::format("{} cannot be deleted, because it does not exist.", path));
    }
    TRY(check_limits(tree));
    return tree;
}

}  // namespace kireise::blueprint
