#pragma once
// The XML parts of an OpenDocument text. Only for odt.cc and its tests; the document has passed check().

#include <string>

#include "formats/document.h"

namespace kireise::formats::odt {

inline constexpr const char* mime_type = "application/vnd.oasis.opendocument.text";

[[nodiscard]] std::string content_xml(const Document& document);
[[nodiscard]] std::string styles_xml(const Document& document);
[[nodiscard]] std::string meta_xml(const Document& document);

}  // namespace kireise::formats::odt
