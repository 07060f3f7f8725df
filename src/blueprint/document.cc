#include "blueprint/document.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {
namespace {

constexpr std::string_view marker = "---\n";

struct Parts {
    std::string_view yaml;
    std::string_view body;
};

Result<Parts> split_front_matter(std::string_view content) {
    if (!content.starts_with(marker))
        return fail(ErrorKind::invalid, "line 1: the file must start with front matter between two lines \"---\".");
    const auto end = content.find("\n---\n", marker.size() - 1);
    if (end == std::string_view::npos) return fail(ErrorKind::invalid, "line 1: the front matter is not closed by a line \"---\".");
    return Parts{content.substr(marker.size(), end + 1 - marker.size()), content.substr(end + 5)};
}

}  // namespace

Result<Document> parse_document(std::string path, Place place, std::string_view content) {
    Document out{std::move(path), std::move(place), {}, "", 1};
    if (out.path.ends_with(".md")) {
        const auto parts = TRY(split_front_matter(content));
        out.yaml = TRY(parse_yaml(parts.yaml, max_file_bytes, 2));
        out.body = parts.body;
        out.body_line = static_cast<int>(std::ranges::count(content.substr(0, content.size() - parts.body.size()), '\n')) + 1;
    } else {
        out.yaml = TRY(parse_yaml(content, max_file_bytes));
    }
    if (!out.yaml.value.is_object()) return fail(ErrorKind::invalid, "line 1: the file must hold keys and values (\"id: ...\").");
    return out;
}

bool id_fits(std::string_view id, const Place& place) {
    const auto prefix = std::string(to_id(place.kind)) + "/";
    if (!id.starts_with(prefix)) return false;
    const auto slug = id.substr(prefix.size());
    return place.slug.empty() ? is_slug(slug) : slug == place.slug;
}

}  // namespace kireise::blueprint
