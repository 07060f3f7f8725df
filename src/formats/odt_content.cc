#include <algorithm>

#include "base/text.h"
#include "formats/odt_parts.h"
#include "formats/odt_writer.h"
#include "formats/odt_xml.h"

namespace kireise::formats::odt {
namespace {

struct Place {
    bool in_list = false;
    bool in_note = false;
};

pugi::xml_node add_paragraph(Writer& writer, pugi::xml_node body, std::string_view style, bool hanging = false) {
    return add(body, "text:p", {{"text:style-name", take_style(writer, style, hanging)}});
}

std::string_view style_at(Place place) {
    if (place.in_note) return "Hinweis";
    return place.in_list ? "Listenpunkt" : "Text_20_body";
}

std::string_view list_style(bool ordered, Place place) {
    if (place.in_note) return ordered ? "Hinweisnummerierung" : "Hinweisaufzaehlung";
    return ordered ? "Nummerierung" : "Aufzaehlung";
}

void write_blocks(Writer& writer, pugi::xml_node body, const Blocks& blocks, Place place);

void write(Writer& writer, pugi::xml_node body, const Paragraph& part, Place place) {
    const bool listing = !part.runs.empty() && std::ranges::all_of(part.runs, [](const TextRun& run) { return run.code; });
    if (!listing || place.in_list || place.in_note) return add_runs(add_paragraph(writer, body, style_at(place)), part.runs);
    add_text(add_paragraph(writer, body, "Preformatted_20_Text"), text_of(part.runs));
}

// Only headings of the text itself structure the document; one inside a box or a list is a bold line.
void write(Writer& writer, pugi::xml_node body, const Heading& part, Place place) {
    if (place.in_list || place.in_note) {
        const auto text = part.number.empty() ? part.text : part.number + " " + part.text;
        return add_runs(add_paragraph(writer, body, style_at(place)), {TextRun{text, true}});
    }
    const auto level = std::to_string(part.level);
    const bool own_number = !part.number.empty();
    const auto mark = heading_mark(writer.headings++);
    auto node =
        add(body, "text:h", {{"text:style-name", take_style(writer, "Heading_20_" + level, own_number)}, {"text:outline-level", level}});
    if (own_number && writer.document.numbered) set(node, "text:is-list-header", "true");
    add(node, "text:bookmark-start", {{"text:name", mark}});
    if (own_number) {
        add_text(node, part.number);
        add(node, "text:tab");
    }
    add_text(node, part.text);
    add(node, "text:bookmark-end", {{"text:name", mark}});
}

void write(Writer& writer, pugi::xml_node body, const List& part, Place place) {
    auto list = add(body, "text:list");
    set(list, "text:style-name", list_style(part.ordered, place));
    for (const auto& blocks : part.items) {
        auto item = add(list, "text:list-item");
        if (part.ordered && part.start != 1 && &blocks == &part.items.front()) set(item, "text:start-value", std::to_string(part.start));
        write_blocks(writer, item, blocks, {true, place.in_note});
        if (!item.first_child()) add_paragraph(writer, item, style_at({true, place.in_note}));
    }
    if (part.items.empty()) body.remove_child(list);
}

void write(Writer& writer, pugi::xml_node body, const Table& part, Place place) {
    if (!place.in_list && !place.in_note) return add_table(writer, body, part);
    for (const auto& row : part.rows) {
        auto line = add_paragraph(writer, body, style_at(place));
        for (std::size_t column = 0; column < row.size(); ++column) {
            add_runs(line, plain((column == 0 ? "" : "; ") + text_of(part.header[column]) + ": "));
            add_runs(line, row[column]);
        }
    }
}

// A section carries the background; its first and last line the border. Paragraph borders would not follow lists.
void write(Writer& writer, pugi::xml_node body, const Note& part, Place place) {
    if (place.in_list || place.in_note) {
        if (!part.title.empty()) add_runs(add_paragraph(writer, body, style_at(place)), {TextRun{part.title, true}});
        return write_blocks(writer, body, part.blocks, place);
    }
    if (writer.notes++ == 0) {
        auto style = add(writer.automatic_styles, "style:style", {{"style:name", "Kasten"}, {"style:family", "section"}});
        add(style, "style:section-properties", {{"fo:background-color", "#eff5fa"}, {"text:dont-balance-text-columns", "true"}});
    }
    auto box = add(body, "text:section", {{"text:style-name", "Kasten"}, {"text:name", "Hinweis" + std::to_string(writer.notes)}});
    add_paragraph(writer, box, "Hinweisbeginn");
    if (!part.title.empty()) add_text(add_paragraph(writer, box, "Hinweistitel"), part.title);
    write_blocks(writer, box, part.blocks, {false, true});
    add_paragraph(writer, box, "Hinweisende");
}

void write(Writer& writer, pugi::xml_node, const PageBreak&, Place place) {
    if (!place.in_list && !place.in_note) writer.page_break = true;
}

void write_blocks(Writer& writer, pugi::xml_node body, const Blocks& blocks, Place place) {
    for (const auto& block : blocks) {
        std::visit([&](const auto& part) { write(writer, body, part, place); }, block.content);
    }
}

void add_title_block(Writer& writer, pugi::xml_node body) {
    const auto& document = writer.document;
    auto first = add(writer.automatic_styles, "style:style",
                     {{"style:name", "Beginn"},
                      {"style:family", "paragraph"},
                      {"style:parent-style-name", document.author.empty() ? "Title" : "Organisation"},
                      {"style:master-page-name", "First_20_Page"}});
    add(first, "style:paragraph-properties", {{"style:page-number", "auto"}});
    if (!document.author.empty()) add_text(add(body, "text:p", {{"text:style-name", "Beginn"}}), document.author);
    add_text(add(body, "text:p", {{"text:style-name", document.author.empty() ? "Beginn" : "Title"}}), document.title);
    if (!document.subject.empty()) add_text(add(body, "text:p", {{"text:style-name", "Subtitle"}}), document.subject);
    add_text(add(body, "text:p", {{"text:style-name", "Dokumentangaben"}}), edition_of(document));
}

void add_sequences(pugi::xml_node body) {
    auto declarations = add(body, "text:sequence-decls");
    for (const auto* name : {"Illustration", "Table", "Text", "Drawing", "Figure"}) {
        add(declarations, "text:sequence-decl", {{"text:display-outline-level", "0"}, {"text:name", name}});
    }
}

}  // namespace

std::string take_style(Writer& writer, std::string_view parent, bool hanging) {
    if (!hanging && !writer.page_break) return std::string(parent);
    const auto key = std::string(parent) + (hanging ? "+hanging" : "") + (writer.page_break ? "+page" : "");
    const auto [at, fresh] = writer.derived.try_emplace(key, "P" + std::to_string(writer.derived.size() + 1));
    if (fresh) {
        auto style = add(writer.automatic_styles, "style:style",
                         {{"style:name", at->second}, {"style:family", "paragraph"}, {"style:parent-style-name", parent}});
        auto properties = add(style, "style:paragraph-properties");
        if (writer.page_break) {
            set(properties, "fo:break-before", "page");
            set(properties, "fo:margin-top", "0cm");
        }
        if (hanging) {
            set(properties, "fo:margin-left", "1.4cm");
            set(properties, "fo:text-indent", "-1.4cm");
        }
    }
    writer.page_break = false;
    return at->second;
}

void add_blocks(Writer& writer, pugi::xml_node body, const Blocks& blocks) { write_blocks(writer, body, blocks, {}); }

std::string content_xml(const Document& document) {
    pugi::xml_document xml;
    auto root = add_root(xml, "office:document-content");
    Writer writer{document, labels_for(document.lang), add(root, "office:automatic-styles"), entries_of(document)};
    auto body = add(add(root, "office:body"), "office:text");
    add_sequences(body);
    add_title_block(writer, body);
    if (writer.entries.size() >= headings_for_contents) {
        add_contents(writer, body);
        writer.page_break = true;
    }
    add_blocks(writer, body, document.blocks);
    return to_xml(xml);
}

}  // namespace kireise::formats::odt
