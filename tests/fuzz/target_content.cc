#include "blueprint/check.h"
#include "blueprint/snapshot.h"
#include "blueprint/test_tree.h"
#include "fuzz.h"

namespace kireise::fuzz {

// A file of a Blaupause is replaced by any other: what check() finds nothing in can be loaded, and nothing else.
void fuzz_content(std::string_view input) {
    auto tree = blueprint::small_tree();
    const auto path = take_line(input);
    if (blueprint::path_problem(path)) return;
    tree[std::string(path)] = input;
    const auto findings = blueprint::check(tree);
    const auto loaded = blueprint::Snapshot::load(tree);
    require(findings.empty() == loaded.has_value(), "check and load do not agree");
}

}  // namespace kireise::fuzz
