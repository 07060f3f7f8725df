#pragma once
// A Document as OpenDocument text (ODF 1.3, OASIS), for reading and further editing in a word processor.

#include <string>

#include "base/result.h"
#include "formats/document.h"

namespace kireise::formats {

// Bytes of the .odt: A4, title block, page header and footer, styles to edit, tables with repeated header rows, from
// six headings on a table of contents on the first page. The same document gives the same bytes. Labels ("Seite",
// "Tabelle") are German, English for lang "en...". Relative links keep their text only; a table inside a list becomes
// lines of text (ODF allows none there). Errors: invalid, see check().
[[nodiscard]] Result<std::string> to_odt(const Document& document);

}  // namespace kireise::formats
