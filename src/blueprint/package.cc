#include "blueprint/package.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/files.h"
#include "base/zip.h"
#include "blueprint/new_folder.h"
#include "blueprint/package_objects.h"
#include "blueprint/release.h"

namespace kireise::blueprint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view files_prefix = "files/";
constexpr std::string_view objects_prefix = "objects/";
constexpr ZipLimits package_limits{.entries = 50'000};  // a long history has many objects

struct Package {
    Manifest manifest;
    History history;
};

// Sorts the archive's entries into what they are; refuses any other.
Result<Package> take_apart(std::vector<ZipEntry> entries) {
    const auto manifest = std::ranges::find(entries, manifest_name, &ZipEntry::name);
    if (manifest == entries.end()) return fail(ErrorKind::invalid, "The file is no package of a Blaupause: it has no manifest.json.");
    Package out;
    out.manifest = TRY(parse_manifest(manifest->content));
    entries.erase(manifest);
    for (auto& [name, content, stored] : entries) {
        if (name.starts_with(files_prefix)) out.history.files.emplace(name.substr(files_prefix.size()), std::move(content));
        else if (name.starts_with(objects_prefix)) out.history.objects.emplace(name.substr(objects_prefix.size()), std::move(content));
        else return fail(ErrorKind::invalid, fmt::format("The package holds {}, which does not belong there.", name));
    }
    out.history.commit = out.manifest.commit;
    out.history.tree = out.manifest.tree;
    return out;
}

// The manifest repeats what blueprint.yaml says; people read it first, so it must be true.
Result<> check_release(const Manifest& manifest, const Tree& files) {
    const auto release = TRY(read_release(files));
    const bool same = manifest.name == release.name && manifest.version == release.version && manifest.licence == release.licence &&
                      manifest.lang == release.lang;
    return same ? Result<>{} : fail(ErrorKind::invalid, "The manifest of the package does not say what its blueprint.yaml says.");
}

}  // namespace

Result<Manifest> export_package(const Repository& repository, const fs::path& file, Instant created) {
    const auto commit = TRY(repository.head_commit());
    const auto tree_id = TRY(repository.tree_id(commit));
    const auto tree = TRY(repository.tree_of(commit));
    const auto release = TRY(read_release(tree));
    const auto manifest = make_manifest(release, tree, commit, tree_id, created);
    std::vector<ZipEntry> entries{{std::string(manifest_name), write_manifest(manifest)}};
    for (const auto& [path, content] : tree) entries.push_back({std::string(files_prefix) + path, content});
    for (auto& [id, bytes] : TRY(collect_objects(repository.folder(), commit))) {
        entries.push_back({std::string(objects_prefix) + id, std::move(bytes)});
    }
    const auto archive = TRY(write_zip(entries, created));
    TRY(write_file(file, archive));
    return manifest;
}

Result<Manifest> import_package(const fs::path& file, const fs::path& folder) {
    const auto archive = TRY(read_file(file, max_package_bytes));
    auto entries = TRY(read_zip(archive, package_limits));
    const auto package = TRY(take_apart(std::move(entries)));
    TRY(check_limits(package.history.files));
    TRY(check_files(package.manifest, package.history.files));
    TRY(check_release(package.manifest, package.history.files));
    TRY(make_folder(folder, [&](const fs::path& draft) { return build_repository(draft, package.history); }));
    return package.manifest;
}

}  // namespace kireise::blueprint
