// Styles, page, view, and what the file says about itself.

#include <fmt/core.h>

#include "formats/ods_parts.h"
#include "formats/odt_labels.h"
#include "formats/odt_xml.h"

namespace kireise::formats::ods {
namespace {

using odt::add;
using odt::set;

pugi::xml_node add_cell_style(pugi::xml_node styles, const char* name, const char* parent) {
    auto style = add(styles, "style:style", {{"style:name", name}, {"style:family", "table-cell"}});
    if (*parent != '\0') set(style, "style:parent-style-name", parent);
    return style;
}

void add_common_styles(pugi::xml_node styles, const std::string& lang) {
    const auto [language, country] = odt::locale_of(lang);
    auto normal = add_cell_style(styles, "Default", "");
    add(normal, "style:table-cell-properties", {{"fo:padding", "0.08cm"}});
    add(normal, "style:text-properties",
        {{"style:font-name", "Liberation Sans"}, {"fo:font-size", "10pt"}, {"fo:language", language}, {"fo:country", country}});
    auto title = add_cell_style(styles, "SheetTitle", "Default");
    add(title, "style:text-properties", {{"fo:font-size", "14pt"}, {"fo:font-weight", "bold"}});
    add_cell_style(styles, "SheetNote", "Default");
    auto header = add_cell_style(styles, "SheetHeader", "Default");
    add(header, "style:table-cell-properties",
        {{"fo:background-color", "#e6ebf2"},
         {"fo:border-bottom", "0.75pt solid #000000"},
         {"fo:wrap-option", "wrap"},
         {"style:vertical-align", "bottom"}});
    add(header, "style:text-properties", {{"fo:font-weight", "bold"}});
    add(add_cell_style(styles, "SheetHeaderEnd", "SheetHeader"), "style:paragraph-properties", {{"fo:text-align", "end"}});
}

void add_page(pugi::xml_node root, const std::string& lang) {
    auto layout = add(add(root, "office:automatic-styles"), "style:page-layout", {{"style:name", "pm1"}});
    add(layout, "style:page-layout-properties",
        {{"fo:page-width", "29.7cm"},
         {"fo:page-height", "21cm"},
         {"style:print-orientation", "landscape"},
         {"fo:margin-top", "1.5cm"},
         {"fo:margin-bottom", "1.2cm"},
         {"fo:margin-left", "1.5cm"},
         {"fo:margin-right", "1.5cm"}});
    add(add(layout, "style:footer-style"), "style:header-footer-properties", {{"fo:min-height", "0.8cm"}, {"fo:margin-top", "0.3cm"}});
    auto master =
        add(add(root, "office:master-styles"), "style:master-page", {{"style:name", "Standard"}, {"style:page-layout-name", "pm1"}});
    auto line = add(add(master, "style:footer"), "text:p");
    const auto& labels = odt::labels_for(lang);
    const auto text = [&](std::string_view words) { line.append_child(pugi::node_pcdata).set_value(std::string(words).c_str()); };
    add(line, "text:sheet-name").text().set("???");
    text(fmt::format(" · {} ", labels.page));
    add(line, "text:page-number").text().set("1");
    text(fmt::format(" {} ", labels.page_of));
    add(line, "text:page-count").text().set("1");
}

void add_item(pugi::xml_node parent, const char* name, const char* type, const std::string& value) {
    add(parent, "config:config-item", {{"config:name", name}, {"config:type", type}}).text().set(value.c_str());
}

void add_field(pugi::xml_node meta, const char* name, std::string_view value) {
    if (!value.empty()) odt::add_text(add(meta, name), value);
}

}  // namespace

std::string styles_xml(const Workbook& workbook) {
    pugi::xml_document xml;
    auto root = odt::add_root(xml, "office:document-styles");
    add(add(root, "office:font-face-decls"), "style:font-face",
        {{"style:name", "Liberation Sans"}, {"svg:font-family", "'Liberation Sans'"}, {"style:font-family-generic", "swiss"}});
    add_common_styles(add(root, "office:styles"), workbook.lang);
    add_page(root, workbook.lang);
    return odt::to_xml(xml);
}

// Freezes what stands above the first row of every sheet.
std::string settings_xml(const Workbook& workbook) {
    pugi::xml_document xml;
    auto root = odt::add_root(xml, "office:document-settings");
    set(root, "xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0");
    set(root, "xmlns:ooo", "http://openoffice.org/2004/office");
    auto views = add(add(add(root, "office:settings"), "config:config-item-set", {{"config:name", "ooo:view-settings"}}),
                     "config:config-item-map-indexed", {{"config:name", "Views"}});
    auto view = add(views, "config:config-item-map-entry");
    add_item(view, "ViewId", "string", "view1");
    auto tables = add(view, "config:config-item-map-named", {{"config:name", "Tables"}});
    for (const auto& sheet : workbook.sheets) {
        const auto above = std::to_string(sheet.titles.size() + 1);
        auto entry = add(tables, "config:config-item-map-entry", {{"config:name", sheet.name}});
        add_item(entry, "HorizontalSplitMode", "short", "0");
        add_item(entry, "VerticalSplitMode", "short", "2");
        add_item(entry, "VerticalSplitPosition", "int", above);
        add_item(entry, "ActiveSplitRange", "short", "2");
        add_item(entry, "PositionTop", "int", "0");
        add_item(entry, "PositionBottom", "int", above);
    }
    add_item(view, "ActiveTable", "string", workbook.sheets.front().name);
    return odt::to_xml(xml);
}

std::string meta_xml(const Workbook& workbook) {
    pugi::xml_document xml;
    auto meta = add(odt::add_root(xml, "office:document-meta"), "office:meta");
    add_field(meta, "meta:generator", "KI-Reise");
    add_field(meta, "dc:title", workbook.title);
    add_field(meta, "meta:initial-creator", workbook.author);
    add_field(meta, "dc:creator", workbook.author);
    if (workbook.date) {
        add_field(meta, "meta:creation-date", to_string(*workbook.date) + "T00:00:00");
        add_field(meta, "dc:date", to_string(*workbook.date) + "T00:00:00");
    }
    const auto [language, country] = odt::locale_of(workbook.lang);
    add_field(meta, "dc:language", country.empty() ? language : language + "-" + country);
    return odt::to_xml(xml);
}

}  // namespace kireise::formats::ods
