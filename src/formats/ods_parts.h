#pragma once
// The XML parts of an OpenDocument spreadsheet. Only for ods.cc and its tests; the workbook has been checked.

#include <string>

#include "formats/ods.h"

namespace kireise::formats::ods {

inline constexpr const char* mime_type = "application/vnd.oasis.opendocument.spreadsheet";

[[nodiscard]] std::string content_xml(const Workbook& workbook);
[[nodiscard]] std::string styles_xml(const Workbook& workbook);
[[nodiscard]] std::string settings_xml(const Workbook& workbook);
[[nodiscard]] std::string meta_xml(const Workbook& workbook);

}  // namespace kireise::formats::ods
