#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "blueprint/content_loading.h"
#include "blueprint/schema_check.h"

namespace kireise::blueprint {
namespace {

bool is_text_file(std::string_view path) {
    return path.ends_with(".yaml") || path.ends_with(".md") || path.ends_with(".json") || path.ends_with(".csv");
}

// Rules for every file; false when it should not be read further.
bool check_text(const std::string& path, std::string_view content, Report& report) {
    const auto line_at = [&](std::size_t at) { return static_cast<int>(std::ranges::count(content.substr(0, at), '\n')) + 1; };
    if (!is_text_file(path)) return true;
    if (!is_utf8(content)) {
        report.add({path, 1, "", "The file is not valid UTF-8; save it as UTF-8."});
        return false;
    }
    if (path.ends_with(".csv")) return true;
    if (const auto at = content.find('\r'); at != std::string_view::npos) {
        report.add({path, line_at(at), "", "Lines must end with a line feed only; save the file with Unix line ends."});
    }
    if (const auto at = content.find('\t'); at != std::string_view::npos) {
        report.add({path, line_at(at), "", "There is a tab; use spaces."});
    }
    return true;
}

using Schemas = std::map<Kind, std::optional<Schema>>;

std::optional<Schema> load_schema(const Tree& tree, Kind kind, Report& report) {
    const auto path = fmt::format("schemas/{}.schema.json", to_id(kind));
    const auto found = tree.find(path);
    if (found == tree.end()) {
        report.add({path, 1, "", fmt::format("The schema of the kind {} is missing.", to_id(kind))});
        return std::nullopt;
    }
    auto schema = Schema::parse(found->second);
    if (schema) return std::move(*schema);
    report.add_error(path, schema.error());
    return std::nullopt;
}

const std::optional<Schema>& schema_of(const Tree& tree, Kind kind, Schemas& schemas, Report& report) {
    const auto found = schemas.find(kind);
    return found != schemas.end() ? found->second : schemas.emplace(kind, load_schema(tree, kind, report)).first->second;
}

bool check_schema(const Document& document, const Schema& schema, Report& report) {
    const auto violations = schema.check(document.yaml.value);
    for (const auto& [pointer, expectation] : violations) {
        report.add({document.path, document.yaml.line(pointer), pointer, expectation});
    }
    return violations.empty();
}

// True when id and language are those that the path demands.
bool check_head(const Document& document, Report& report) {
    const auto add = [&](std::string_view pointer, std::string expectation) {
        report.add({document.path, document.yaml.line(pointer), std::string(pointer), std::move(expectation)});
    };
    const auto text = [&](const char* key) {
        const auto found = document.yaml.value.find(key);
        return found != document.yaml.value.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto wanted_lang = document.place.lang.empty() ? std::string("de") : document.place.lang;
    const auto wanted_slug = document.place.slug.empty() ? std::string("NAME") : document.place.slug;
    const bool id_ok = id_fits(text("id"), document.place);
    if (!id_ok) add("/id", fmt::format("The id must be {}/{}, as the path says.", to_id(document.place.kind), wanted_slug));
    const bool lang_ok = text("lang") == wanted_lang;
    if (!lang_ok) add("/lang", fmt::format("The language must be {}, as the file name says.", wanted_lang));
    return id_ok && lang_ok;
}

std::optional<Document> load_document(const Tree& tree, const std::string& path, const Place& place, Schemas& schemas, Report& report) {
    auto document = parse_document(path, place, tree.at(path));
    if (!document) {
        report.add_error(path, document.error());
        return std::nullopt;
    }
    const auto& schema = schema_of(tree, place.kind, schemas, report);
    const bool valid = schema && check_schema(*document, *schema, report);
    if (!check_head(*document, report) || !valid) return std::nullopt;
    return std::move(*document);
}

}  // namespace

void load_documents(const Tree& tree, Report& report, std::vector<Document>& documents) {
    Schemas schemas;
    for (const auto& [path, content] : tree) {
        const auto place = place_of(path);
        if (!place && !is_companion(path)) {
            report.add({path, 1, "", "No kind of content lies here; see the table in README.md for the right path."});
            continue;
        }
        const bool readable = check_text(path, content, report);
        if (!place) continue;
        auto document = readable ? load_document(tree, path, *place, schemas, report) : std::nullopt;
        if (document) documents.push_back(std::move(*document));
        else if (place->lang.empty()) report.mark_broken(fmt::format("{}/{}", to_id(place->kind), place->slug));
    }
}

}  // namespace kireise::blueprint
