#include "formats/odt_labels.h"

#include <fmt/core.h>

#include "base/text.h"

namespace kireise::formats::odt {
namespace {

constexpr Labels german = {"Inhalt", "Seite", "von", "Tabelle", "Version", "Stand", "Inhaltsverzeichnis1"};
constexpr Labels english = {"Contents", "Page", "of", "Table", "Version", "as of", "Table of Contents1"};

bool is_english(std::string_view lang) { return lower_ascii(lang.substr(0, 2)) == "en"; }

}  // namespace

const Labels& labels_for(std::string_view lang) { return is_english(lang) ? english : german; }

Locale locale_of(std::string_view lang) {
    const auto parts = split(lang, '-');
    if (parts.size() > 1 && parts[1].size() == 2) return {parts[0], parts[1]};
    if (is_english(lang)) return {"en", "GB"};
    if (lang.empty() || parts[0] == "de") return {"de", "DE"};
    return {parts[0], ""};
}

std::string edition_of(const Document& document) {
    const auto& labels = labels_for(document.lang);
    std::vector<std::string> parts;
    if (!document.version.empty()) parts.push_back(fmt::format("{} {}", labels.version, document.version));
    if (document.date) {
        const auto day = is_english(document.lang) ? to_string(*document.date) : german_text(*document.date);
        parts.push_back(fmt::format("{} {}", labels.as_of, day));
    }
    return join(parts, " · ");
}

}  // namespace kireise::formats::odt
