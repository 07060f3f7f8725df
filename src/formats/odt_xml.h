#pragma once
// Small helpers around pugixml for the parts of an OpenDocument text.

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "formats/document.h"

namespace kireise::formats::odt {

using Attributes = std::initializer_list<std::pair<const char*, std::string_view>>;

pugi::xml_node add(pugi::xml_node parent, const char* name, Attributes attributes = {});
void set(pugi::xml_node node, const char* name, std::string_view value);

// Adds the root element with all namespaces of ODF 1.3 that the parts use.
pugi::xml_node add_root(pugi::xml_document& document, const char* name);

// Text with what XML would lose: spaces in a row, tabs, line breaks. Characters that XML 1.0 forbids are left out.
void add_text(pugi::xml_node parent, std::string_view text);
void add_runs(pugi::xml_node parent, const Runs& runs);

[[nodiscard]] std::string to_xml(const pugi::xml_document& document);

// META-INF/manifest.xml of a package of this type with these parts (ODF 1.3 part 2, 3.2).
[[nodiscard]] std::string manifest_xml(std::string_view mime_type, std::initializer_list<std::string_view> parts);

}  // namespace kireise::formats::odt
