#pragma once
// One file of a kind, read: YAML, or Markdown with YAML front matter between "---" lines.

#include <string>
#include <string_view>

#include "base/yaml.h"
#include "blueprint/place.h"

namespace kireise::blueprint {

struct Document {
    std::string path;
    Place place;
    Yaml yaml;          // the file, or its front matter; always a map
    std::string body;   // after the front matter; empty for YAML
    int body_line = 1;  // line of the body's start in the file
};

// Error messages of invalid files start with "line N: ".
[[nodiscard]] Result<Document> parse_document(std::string path, Place place, std::string_view content);

// The id that the place demands: "kind/slug", or "kind/" with any slug where the path does not name it.
[[nodiscard]] bool id_fits(std::string_view id, const Place& place);

}  // namespace kireise::blueprint
