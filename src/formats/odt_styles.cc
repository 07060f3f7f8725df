#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "formats/odt_labels.h"
#include "formats/odt_parts.h"
#include "formats/odt_style_sheet.h"
#include "formats/odt_xml.h"

namespace kireise::formats::odt {
namespace {

constexpr std::size_t header_letters = 92;  // that fit into one line of the page header

std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

// Cut at a word, with an ellipsis.
std::string shortened(std::string_view text, std::size_t limit) {
    if (letters(text) <= limit) return std::string(text);
    while (!text.empty() && letters(text) >= limit) {
        const auto space = text.find_last_of(' ');
        if (space == std::string_view::npos || space == 0) break;
        text = text.substr(0, space);
    }
    return std::string(text) + " …";
}

void set_locale(pugi::xml_node properties, const Document& document) {
    const auto [language, country] = locale_of(document.lang);
    set(properties, "fo:language", language);
    if (!country.empty()) set(properties, "fo:country", country);
}

void add_outline(pugi::xml_node styles, bool numbered) {
    auto outline = add(styles, "text:outline-style", {{"style:name", "Outline"}});
    for (int level = 1; level <= 6; ++level) {
        const auto text = std::to_string(level);
        auto style = add(outline, "text:outline-level-style", {{"text:level", text}, {"style:num-format", numbered ? "1" : ""}});
        if (!numbered) continue;
        set(style, "text:display-levels", text);
        auto properties = add(style, "style:list-level-properties", {{"text:list-level-position-and-space-mode", "label-alignment"}});
        const std::string_view indent = level == 1 ? "1cm" : level == 2 ? "1.2cm" : "1.6cm";
        add(properties, "style:list-level-label-alignment",
            {{"text:label-followed-by", "listtab"},
             {"text:list-tab-stop-position", indent},
             {"fo:text-indent", "-" + std::string(indent)},
             {"fo:margin-left", indent}});
    }
}

struct ListStyle {
    const char* name;
    const char* display_name;
    bool ordered;
    double indent_cm;  // of the label on the first level
};

constexpr std::array<ListStyle, 4> list_styles = {{{"Aufzaehlung", "Aufzählung", false, 0.2},
                                                   {"Nummerierung", "Nummerierung", true, 0.2},
                                                   {"Hinweisaufzaehlung", "Hinweis-Aufzählung", false, 0.4},
                                                   {"Hinweisnummerierung", "Hinweis-Nummerierung", true, 0.4}}};

void add_list_style(pugi::xml_node styles, const ListStyle& kind) {
    const bool ordered = kind.ordered;
    auto list = add(styles, "text:list-style", {{"style:name", kind.name}, {"style:display-name", kind.display_name}});
    for (int level = 1; level <= list_depth; ++level) {
        const auto number = std::to_string(level);
        auto style = add(list, ordered ? "text:list-level-style-number" : "text:list-level-style-bullet", {{"text:level", number}});
        if (ordered) {
            set(style, "style:num-format", level % 3 == 1 ? "1" : level % 3 == 2 ? "a" : "i");
            set(style, "style:num-suffix", level % 3 == 2 ? ")" : ".");
        } else {
            set(style, "text:bullet-char", level % 2 == 1 ? "•" : "–");
        }
        auto properties = add(style, "style:list-level-properties", {{"text:list-level-position-and-space-mode", "label-alignment"}});
        const auto indent = fmt::format("{:.1f}cm", kind.indent_cm + 0.7 * level);
        add(properties, "style:list-level-label-alignment",
            {{"text:label-followed-by", "listtab"},
             {"text:list-tab-stop-position", indent},
             {"fo:text-indent", "-0.7cm"},
             {"fo:margin-left", indent}});
        if (!ordered) add(style, "style:text-properties", {{"style:font-name", "Text"}, {"fo:color", "#1a5c8e"}});
    }
}

// Organisation and title in one line where they fit, else in two.
void fill_header(pugi::xml_node header, const Document& document) {
    auto line = add(header, "text:p", {{"text:style-name", "Header"}});
    if (!document.author.empty()) {
        add_text(line, document.author);
        add(line, letters(document.author) + letters(document.title) < header_letters ? "text:tab" : "text:line-break");
    }
    add_text(line, shortened(document.title, header_letters));
}

void fill_footer(pugi::xml_node footer, const Document& document) {
    const auto& labels = labels_for(document.lang);
    auto line = add(footer, "text:p", {{"text:style-name", "Footer"}});
    add_text(line, edition_of(document));
    add(line, "text:tab");
    add_text(line, std::string(labels.page) + ' ');
    add(line, "text:page-number", {{"text:select-page", "current"}}).text().set("1");
    add_text(line, ' ' + std::string(labels.page_of) + ' ');
    add(line, "text:page-count").text().set("1");
}

}  // namespace

std::string styles_xml(const Document& document) {
    pugi::xml_document xml;
    auto root = add_root(xml, "office:document-styles");
    pugi::xml_document sheet;
    sheet.load_string(style_sheet);
    for (auto part : sheet.document_element().children()) root.append_copy(part);

    auto styles = root.child("office:styles");
    for (auto style : styles.children("style:default-style")) set_locale(style.child("style:text-properties"), document);
    add_outline(styles, document.numbered);
    for (const auto& kind : list_styles) add_list_style(styles, kind);
    for (auto page : root.child("office:master-styles").children("style:master-page")) {
        if (auto header = page.child("style:header")) fill_header(header, document);
        fill_footer(page.child("style:footer"), document);
    }
    return to_xml(xml);
}

}  // namespace kireise::formats::odt
