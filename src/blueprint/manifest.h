#pragma once
// The manifest of a package: which content in which state, and the hash of every file. Schema: package.schema.json.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "blueprint/common_types.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

struct ManifestFile {
    std::string path;
    std::uint64_t size = 0;  // bytes
    std::string sha256;

    friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct Manifest {
    std::string name;
    std::string version;
    std::string licence;
    std::string lang;
    std::string commit;   // newest commit of the history inside
    std::string tree;     // its tree
    std::string created;  // RFC 3339, UTC
    std::vector<ManifestFile> files;

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] Manifest make_manifest(const Release& release, const Tree& tree, std::string commit, std::string tree_id, Instant created);
[[nodiscard]] std::string write_manifest(const Manifest& manifest);               // JSON
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view json);             // invalid
[[nodiscard]] Result<> check_files(const Manifest& manifest, const Tree& files);  // invalid when one is missing, added or altered

}  // namespace kireise::blueprint
