#pragma once
// The few words that the writer itself puts into a document, and its locale.

#include <string>
#include <string_view>

#include "formats/document.h"

namespace kireise::formats::odt {

struct Labels {
    std::string_view contents;
    std::string_view page;
    std::string_view page_of;
    std::string_view table;
    std::string_view version;
    std::string_view as_of;
    std::string_view contents_name;
};

struct Locale {
    std::string language;  // "de"
    std::string country;   // "DE"; empty if not known
};

[[nodiscard]] const Labels& labels_for(std::string_view lang);
[[nodiscard]] Locale locale_of(std::string_view lang);

// "Version 1.0.0 · Stand 15.06.2026", without what the document does not have.
[[nodiscard]] std::string edition_of(const Document& document);

}  // namespace kireise::formats::odt
