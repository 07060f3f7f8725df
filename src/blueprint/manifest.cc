#include "blueprint/manifest.h"

#include <fmt/core.h>

#include "base/sha256.h"
#include "blueprint/json_reading.h"

namespace kireise::blueprint {
namespace {

constexpr std::string_view format_name = "kireise-blueprint-package";
constexpr int format_version = 1;
constexpr JsonLimits limits{8U << 20U, 8};

ManifestFile describe(const std::string& path, std::string_view content) { return {path, content.size(), sha256_hex(content)}; }

}  // namespace

static void to_json(Json& json, const ManifestFile& file) {
    json = Json{{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}};
}

static void from_json(const Json& json, ManifestFile& out) {
    read(json, "path", out.path);
    read(json, "size", out.size);
    read(json, "sha256", out.sha256);
}

static void from_json(const Json& json, Manifest& out) {
    read(json, "name", out.name);
    read(json, "version", out.version);
    read(json, "licence", out.licence);
    read(json, "lang", out.lang);
    read(json, "commit", out.commit);
    read(json, "tree", out.tree);
    read(json, "created", out.created);
    read(json, "files", out.files);
}

Manifest make_manifest(const Release& release, const Tree& tree, std::string commit, std::string tree_id, Instant created) {
    Manifest out{release.name,      release.version,    release.licence,    release.lang,
                 std::move(commit), std::move(tree_id), to_string(created), {}};
    for (const auto& [path, content] : tree) out.files.push_back(describe(path, content));
    return out;
}

std::string write_manifest(const Manifest& manifest) {
    const Json json{{"format", format_name},       {"format_version", format_version},
                    {"name", manifest.name},       {"version", manifest.version},
                    {"licence", manifest.licence}, {"lang", manifest.lang},
                    {"commit", manifest.commit},   {"tree", manifest.tree},
                    {"created", manifest.created}, {"files", manifest.files}};
    return json.dump(2) + "\n";
}

Result<Manifest> parse_manifest(std::string_view text) {
    const auto json = TRY(parse_json(text, limits));
    try {
        if (json.at("format") != format_name) return fail(ErrorKind::invalid, "The file is no package of a Blaupause.");
        if (json.at("format_version") != format_version) {
            return fail(ErrorKind::invalid,
                        fmt::format("The package has the format version {}; this program reads {}. Use a newer program.",
                                    json.at("format_version").dump(), format_version));
        }
        return json.get<Manifest>();
    } catch (const std::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("The manifest of the package lacks a field or holds a wrong one: {}.", problem.what()));
    }
}

Result<> check_files(const Manifest& manifest, const Tree& files) {
    Tree rest = files;
    for (const auto& expected : manifest.files) {
        const auto found = rest.find(expected.path);
        if (found == rest.end()) return fail(ErrorKind::invalid, fmt::format("The package lacks {}, or names it twice.", expected.path));
        if (describe(expected.path, found->second) != expected) {
            return fail(ErrorKind::invalid,
                        fmt::format("{} in the package was altered after the export; fetch the package again.", expected.path));
        }
        rest.erase(found);
    }
    if (rest.empty()) return {};
    return fail(ErrorKind::invalid, fmt::format("The package holds {}, which its manifest does not name.", rest.begin()->first));
}

}  // namespace kireise::blueprint
