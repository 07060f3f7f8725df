#include "blueprint/manifest.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_manifest(std::string_view input) {
    const auto manifest = blueprint::parse_manifest(input);
    if (!manifest) return;
    const auto again = blueprint::parse_manifest(blueprint::write_manifest(*manifest));
    require(again.has_value() && *again == *manifest, "a written manifest reads as something else");
    (void)blueprint::check_files(*manifest, {{"blueprint.yaml", "id: x\n"}});
}

}  // namespace kireise::fuzz
