// Headings as a table of contents sees them, and the table itself.
#include <array>

#include "base/text.h"
#include "formats/odt_writer.h"
#include "formats/odt_xml.h"

namespace kireise::formats::odt {
namespace {

constexpr std::string_view wide_space = "\u2002";

std::string style_of(int level) { return "Contents_20_" + std::to_string(level); }

void add_templates(pugi::xml_node source, std::string_view title) {
    add(source, "text:index-title-template", {{"text:style-name", "Contents_20_Heading"}}).text().set(std::string(title).c_str());
    for (int level = 1; level <= contents_depth; ++level) {
        auto entry = add(source, "text:table-of-content-entry-template",
                         {{"text:outline-level", std::to_string(level)}, {"text:style-name", style_of(level)}});
        add(entry, "text:index-entry-link-start", {{"text:style-name", "Index_20_Link"}});
        add(entry, "text:index-entry-chapter");
        add(entry, "text:index-entry-span").text().set(" ");
        add(entry, "text:index-entry-text");
        add(entry, "text:index-entry-tab-stop", {{"style:type", "right"}, {"style:leader-char", "."}});
        add(entry, "text:index-entry-page-number");
        add(entry, "text:index-entry-link-end");
    }
}

// The page number is a reference to the heading's bookmark, so that it is right once the pages are laid out.
void add_entry(pugi::xml_node body, const Entry& entry, const std::string& mark) {
    auto line = add(body, "text:p", {{"text:style-name", style_of(entry.level)}});
    auto link = add(line, "text:a",
                    {{"xlink:type", "simple"},
                     {"xlink:href", "#" + mark},
                     {"text:style-name", "Index_20_Link"},
                     {"text:visited-style-name", "Index_20_Link"}});
    if (!entry.number.empty()) add_text(link, entry.number + std::string(wide_space));
    add_text(link, entry.text);
    add(link, "text:tab");
    add(link, "text:bookmark-ref", {{"text:reference-format", "page"}, {"text:ref-name", mark}}).text().set("…");
}

std::string decimal(const std::array<int, 7>& counters, int level) {
    std::vector<std::string> parts;
    for (int i = 1; i <= level; ++i) parts.push_back(std::to_string(counters.at(static_cast<std::size_t>(i))));
    return join(parts, ".");
}

}  // namespace

std::vector<Entry> entries_of(const Document& document) {
    std::vector<Entry> entries;
    std::array<int, 7> counters{};
    for (const auto& block : document.blocks) {
        const auto* heading = std::get_if<Heading>(&block.content);
        if (heading == nullptr) continue;
        auto number = heading->number;
        if (number.empty() && document.numbered) {
            ++counters.at(static_cast<std::size_t>(heading->level));
            for (int i = heading->level + 1; i <= 6; ++i) counters.at(static_cast<std::size_t>(i)) = 0;
            number = decimal(counters, heading->level);
        }
        entries.push_back({heading->level, std::move(number), heading->text});
    }
    return entries;
}

std::string heading_mark(std::size_t index) { return "_Toc" + std::to_string(index + 1); }

void add_contents(Writer& writer, pugi::xml_node body) {
    auto contents = add(body, "text:table-of-content", {{"text:name", writer.labels.contents_name}, {"text:protected", "true"}});
    auto source = add(contents, "text:table-of-content-source", {{"text:outline-level", std::to_string(contents_depth)}});
    add_templates(source, writer.labels.contents);
    auto index = add(contents, "text:index-body");
    auto title = add(index, "text:index-title", {{"text:name", std::string(writer.labels.contents_name) + "_Head"}});
    add_text(add(title, "text:p", {{"text:style-name", "Contents_20_Heading"}}), writer.labels.contents);
    for (std::size_t i = 0; i < writer.entries.size(); ++i) {
        if (writer.entries[i].level <= contents_depth) add_entry(index, writer.entries[i], heading_mark(i));
    }
}

}  // namespace kireise::formats::odt
