#pragma once
// The look of every document, as the children of office:document-styles; language, page header and footer and the
// numbering of headings are filled in by styles_xml(). Names that word processors know keep their English form, so that
// they appear translated there; our own are German.

namespace kireise::formats::odt {

extern const char* const style_sheet;

inline constexpr double text_width_cm = 16.0;  // A4 less the margins of the style sheet

}  // namespace kireise::formats::odt
