#include "blueprint/vocabulary.h"

#include <fmt/core.h>

namespace kireise::blueprint {
namespace {

template <Identified E>
Result<E> parse(std::string_view id, std::string_view what) {
    if (const auto value = from_id<E>(id)) return *value;
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no {}; use one of {}.", id, what, id_list<E>()));
}

}  // namespace

Result<DataClass> parse_data_class(std::string_view id) { return parse<DataClass>(id, "data class"); }

Result<EngineLocation> parse_engine_location(std::string_view id) { return parse<EngineLocation>(id, "engine location"); }

Result<Level> parse_level(std::string_view text) {
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '4') return text[0] - '0';
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no level; use 0, 1, 2, 3 or 4.", text));
}

}  // namespace kireise::blueprint
