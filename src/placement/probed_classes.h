#pragma once
// Which model classes a probe measures, and in which quantisation. As JSON they travel into the Windows program, which has no content.

#include <string_view>
#include <vector>

#include "base/json.h"
#include "placement/probe.h"

namespace kireise::placement {

// In the first of its quantisations that is known here. invalid: there is none.
[[nodiscard]] Result<ProbedClass> probed_class(const blueprint::ModelClass& model);

// By "model/dense-1b" or "dense-1b". not_found, naming what there is.
[[nodiscard]] Result<ProbedClass> find_class(const std::vector<ProbedClass>& classes, std::string_view name);

// Id, quantisation and shape; nothing else of a class is measured.
[[nodiscard]] Json to_json(const std::vector<ProbedClass>& classes);

// invalid when it is not what to_json() writes.
[[nodiscard]] Result<std::vector<ProbedClass>> parse_probed_classes(std::string_view text);

}  // namespace kireise::placement
