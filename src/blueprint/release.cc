#include "blueprint/release.h"

#include <fmt/core.h>

#include "base/yaml.h"
#include "blueprint/place.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

Result<Release> read_release(const Tree& tree) {
    const auto path = path_of(Kind::blueprint, "");
    const auto found = tree.find(path);
    if (found == tree.end()) return fail(ErrorKind::not_found, fmt::format("There is no {}; this is no Blaupause.", path));
    const auto yaml = TRY(parse_yaml(found->second, max_file_bytes));
    try {
        return yaml.value.get<Release>();
    } catch (const std::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("{} lacks a field or holds a wrong one: {}.", path, problem.what()));
    }
}

}  // namespace kireise::blueprint
