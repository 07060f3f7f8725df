#include "blueprint/document.h"
#include "blueprint/tree.h"
#include "fuzz.h"

namespace kireise::fuzz {

// A path, then the file: front matter or YAML.
void fuzz_document(std::string_view input) {
    const auto path = take_line(input);
    const auto place = blueprint::place_of(path);
    if (blueprint::path_problem(path) || !place) return;
    require(!blueprint::path_of(place->kind, place->slug).empty(), "a document without path");
    (void)blueprint::language_of(path);
    (void)blueprint::is_companion(path);
    const auto document = blueprint::parse_document(std::string(path), *place, input);
    if (!document) return;
    require(document->yaml.value.is_object(), "a document that is no map");
    require(document->body_line >= 1 && document->body.size() <= input.size(), "a body outside of the file");
    if (document->yaml.value.contains("id") && document->yaml.value["id"].is_string())
        (void)blueprint::id_fits(document->yaml.value["id"].get_ref<const std::string&>(), *place);
}

}  // namespace kireise::fuzz
