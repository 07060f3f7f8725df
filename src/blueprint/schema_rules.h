#pragma once
// Walking JSON schemas (draft 7) as data, and what a schema must keep to before it is compiled.

#include <functional>

#include "base/json.h"
#include "base/result.h"

namespace kireise::blueprint {

// Calls `visit` for every schema that stands directly inside this one (not through $ref).
void for_each_subschema(Json& schema, const std::function<void(Json&)>& visit);

// invalid for what a hostile package could use to exhaust memory or stack: a $ref to anything but #/definitions/NAME, references in a
// circle, a group in the pattern of a property name.
[[nodiscard]] Result<> check_schema_rules(const Json& schema);

}  // namespace kireise::blueprint
