#include "formats/odt.h"

#include "base/zip.h"
#include "formats/odt_labels.h"
#include "formats/odt_parts.h"
#include "formats/odt_xml.h"

namespace kireise::formats {
namespace odt {
namespace {

void add_field(pugi::xml_node meta, const char* name, std::string_view value) {
    if (!value.empty()) add_text(add(meta, name), value);
}

}  // namespace

std::string meta_xml(const Document& document) {
    pugi::xml_document xml;
    auto meta = add(add_root(xml, "office:document-meta"), "office:meta");
    add_field(meta, "meta:generator", "KI-Reise");
    add_field(meta, "dc:title", document.title);
    add_field(meta, "dc:subject", document.subject);
    add_field(meta, "meta:initial-creator", document.author);
    add_field(meta, "dc:creator", document.author);
    if (document.date) {
        const auto stamp = to_string(*document.date) + "T00:00:00";
        add_field(meta, "meta:creation-date", stamp);
        add_field(meta, "dc:date", stamp);
    }
    const auto [language, country] = locale_of(document.lang);
    add_field(meta, "dc:language", country.empty() ? language : language + "-" + country);
    return to_xml(xml);
}

}  // namespace odt

Result<std::string> to_odt(const Document& document) {
    TRY(check(document));
    const Instant when = document.date ? std::chrono::sys_days(*document.date) : std::chrono::sys_days();
    return write_zip({{"mimetype", odt::mime_type, true},
                      {"META-INF/manifest.xml", odt::manifest_xml(odt::mime_type, {"content.xml", "styles.xml", "meta.xml"})},
                      {"meta.xml", odt::meta_xml(document)},
                      {"styles.xml", odt::styles_xml(document)},
                      {"content.xml", odt::content_xml(document)}},
                     when);
}

}  // namespace kireise::formats
