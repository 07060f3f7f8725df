#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::journey {

// One page per deliverable with its state and evidence; documents that coordination and administration upload and remove as evidence.
[[nodiscard]] std::vector<people::Route> document_routes();

}  // namespace kireise::journey
