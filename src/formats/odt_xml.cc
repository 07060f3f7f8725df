#include "formats/odt_xml.h"

#include <algorithm>
#include <sstream>

#include "formats/links.h"

namespace kireise::formats::odt {
namespace {

void add_characters(pugi::xml_node parent, std::string_view text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept), [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
    if (!kept.empty()) parent.append_child(pugi::node_pcdata).set_value(kept.c_str());
}

bool is_inline(pugi::xml_node node) {
    const std::string_view name = node.name();
    return name == "text:span" || name == "text:a";
}

// Whether a space at the end of `node` would follow white space or the start of the paragraph, and so be collapsed.
bool after_space(pugi::xml_node node) {
    auto last = node.last_child();
    while (!last && is_inline(node)) {
        last = node.previous_sibling();
        node = node.parent();
    }
    while (last && is_inline(last) && last.last_child()) last = last.last_child();
    const std::string_view name = last.name();
    if (last.type() == pugi::node_pcdata) return std::string_view(last.value()).ends_with(' ');
    return !last || name == "text:s" || name == "text:tab" || name == "text:line-break" || name == "text:bookmark-start";
}

// ODF writes spaces that XML would collapse as an element.
std::size_t add_spaces(pugi::xml_node parent, std::string_view text, std::size_t at) {
    const auto end = std::min(text.find_first_not_of(' ', at), text.size());
    const auto count = std::to_string(end - at);
    add(parent, "text:s", {{"text:c", count}});
    return end;
}

bool collapses(pugi::xml_node parent, std::string_view text, std::size_t at) {
    if (text[at] != ' ') return false;
    if (at == 0) return after_space(parent);
    return text[at - 1] == ' ' || text[at - 1] == '\n' || text[at - 1] == '\t';
}

pugi::xml_node wrap(pugi::xml_node parent, bool wanted, std::string_view style) {
    return wanted ? add(parent, "text:span", {{"text:style-name", style}}) : parent;
}

}  // namespace

void set(pugi::xml_node node, const char* name, std::string_view value) {
    auto attribute = node.attribute(name);
    if (!attribute) attribute = node.append_attribute(name);
    attribute.set_value(std::string(value).c_str());
}

pugi::xml_node add(pugi::xml_node parent, const char* name, Attributes attributes) {
    auto node = parent.append_child(name);
    for (const auto& [key, value] : attributes) set(node, key, value);
    return node;
}

pugi::xml_node add_root(pugi::xml_document& document, const char* name) {
    auto declaration = document.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    return add(document.root(), name,
               {{"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
                {"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
                {"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
                {"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
                {"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
                {"xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
                {"xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
                {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
                {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                {"xmlns:ooow", "http://openoffice.org/2004/writer"},
                {"office:version", "1.3"}});
}

void add_text(pugi::xml_node parent, std::string_view text) {
    std::size_t start = 0;
    const auto flush = [&](std::size_t end) { add_characters(parent, text.substr(start, end - start)); };
    for (std::size_t at = 0; at < text.size();) {
        const bool space = collapses(parent, text, at);
        if (!space && text[at] != '\n' && text[at] != '\t') {
            ++at;
            continue;
        }
        flush(at);
        if (space) {
            at = add_spaces(parent, text, at);
        } else {
            add(parent, text[at] == '\n' ? "text:line-break" : "text:tab");
            ++at;
        }
        start = at;
    }
    flush(text.size());
}

void add_runs(pugi::xml_node parent, const Runs& runs) {
    for (const auto& run : runs) {
        if (run.text.empty()) continue;
        auto node = parent;
        if (is_absolute_link(run.link)) node = add(node, "text:a", {{"xlink:type", "simple"}, {"xlink:href", run.link}});
        node = wrap(node, run.bold, "Strong_20_Emphasis");
        node = wrap(node, run.italic, "Emphasis");
        node = wrap(node, run.code, "Source_20_Text");
        add_text(node, run.text);
    }
}

std::string to_xml(const pugi::xml_document& document) {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
}

std::string manifest_xml(std::string_view mime_type, std::initializer_list<std::string_view> parts) {
    pugi::xml_document xml;
    auto declaration = xml.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    auto root = add(xml.root(), "manifest:manifest",
                    {{"xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"}, {"manifest:version", "1.3"}});
    add(root, "manifest:file-entry", {{"manifest:full-path", "/"}, {"manifest:version", "1.3"}, {"manifest:media-type", mime_type}});
    for (const auto part : parts) add(root, "manifest:file-entry", {{"manifest:full-path", part}, {"manifest:media-type", "text/xml"}});
    return to_xml(xml);
}

}  // namespace kireise::formats::odt
