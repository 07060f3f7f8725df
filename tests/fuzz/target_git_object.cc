#include <git2.h>

#include "blueprint/git_objects.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_git_object(std::string_view input) {
    (void)blueprint::parse_object_id(take_line(input));
    const auto object = blueprint::decode(input);
    if (object) require(blueprint::encode(*object) == input, "an object that is encoded in another way");
}

}  // namespace kireise::fuzz
