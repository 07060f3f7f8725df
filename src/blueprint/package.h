#pragma once
// A Blaupause as one file that towns hand to each other: a ZIP archive with
//     manifest.json   what it is (schemas/package.schema.json)
//     files/PATH      every file of the newest commit, to be read by people
//     objects/ID      the rest of the git history (commits, trees, older files), each in git's own encoding: its SHA-1 is its name
// From files and objects the very same commits arise again, so that both towns share a merge base.

#include <filesystem>

#include "base/clock.h"
#include "blueprint/manifest.h"
#include "blueprint/repository.h"

namespace kireise::blueprint {

inline constexpr std::size_t max_package_bytes = 128U << 20U;

// Writes the newest commit with its history to `file`. The same repository and instant give the same bytes.
[[nodiscard]] Result<Manifest> export_package(const Repository& repository, const std::filesystem::path& file, Instant created);

// Makes a repository in `folder`, which does not exist or is empty, with the same commits and trees. Everything is verified first: sizes,
// hashes, names, completeness. On an error `folder` is left as it was. invalid, too_large, conflict, not_found, io.
// Whether the content is sound is the caller's check: Snapshot::load(tree_of(commit)).
[[nodiscard]] Result<Manifest> import_package(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace kireise::blueprint
