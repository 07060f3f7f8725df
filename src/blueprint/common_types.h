#pragma once
// What several kinds of content share. Formats: blueprint/README.md.

#include <functional>
#include <map>
#include <string>

#include "base/clock.h"
#include "blueprint/ids.h"
#include "blueprint/vocabulary.h"

namespace kireise::blueprint {

// How sure a fact is: `to_verify` is shown to the user as "zu prüfen".
enum class Status { settled, to_verify };

constexpr EnumIds<Status, 2> enum_ids(Status) { return {{{Status::settled, "settled"}, {Status::to_verify, "to-verify"}}}; }

// Where a figure comes from.
enum class BasisKind { estimate, measured, published };

constexpr EnumIds<BasisKind, 3> enum_ids(BasisKind) {
    return {{{BasisKind::estimate, "estimate"}, {BasisKind::measured, "measured"}, {BasisKind::published, "published"}}};
}

struct Basis {
    BasisKind kind = BasisKind::estimate;
    std::string source;
    Date date;
};

struct Range {  // low <= high
    double low = 0;
    double high = 0;
};

// Competence id -> level.
using Levels = std::map<std::string, Level, std::less<>>;

// The head of the Blaupause (blueprint.yaml): which release this tree is, or started from.
struct Release {
    std::string id;
    std::string lang;
    std::string name;
    std::string version;  // semantic version: 1.2.3
    Date date;
    std::string licence;  // SPDX id
};

}  // namespace kireise::blueprint
