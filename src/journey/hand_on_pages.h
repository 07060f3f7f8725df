#pragma once

#include <vector>

#include "blueprint/package.h"
#include "people/app.h"

namespace kireise::journey {

// Writes the town's content as a package and remembers that it was made.
[[nodiscard]] Result<blueprint::Manifest> hand_on(const people::Town& town, const std::string& account, const std::filesystem::path& file);

[[nodiscard]] std::vector<people::Route> hand_on_routes();

}  // namespace kireise::journey
