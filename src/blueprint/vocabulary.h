#pragma once
// The words that all rooms share: how sensitive data is, where an engine stands, how far a competence reaches.
// Ids are those of blueprint/README.md; titles and descriptions in German are content (framework/vocabulary.yaml).

#include <array>
#include <string_view>

#include "base/result.h"
#include "blueprint/ids.h"

namespace kireise::blueprint {

enum class DataClass { open, internal, personal, special_category, social, tax, personnel, professional_secret, vs_nfd };

constexpr EnumIds<DataClass, 9> enum_ids(DataClass) {
    return {{{DataClass::open, "public"},
             {DataClass::internal, "internal"},
             {DataClass::personal, "personal"},
             {DataClass::special_category, "special-category"},
             {DataClass::social, "social"},
             {DataClass::tax, "tax"},
             {DataClass::personnel, "personnel"},
             {DataClass::professional_secret, "professional-secret"},
             {DataClass::vs_nfd, "vs-nfd"}}};
}

enum class EngineLocation { workstation, own_server, private_cloud, public_cloud };

constexpr EnumIds<EngineLocation, 4> enum_ids(EngineLocation) {
    return {{{EngineLocation::workstation, "workstation"},
             {EngineLocation::own_server, "own-server"},
             {EngineLocation::private_cloud, "private-cloud"},
             {EngineLocation::public_cloud, "public-cloud"}}};
}

inline constexpr std::array data_classes{DataClass::open,   DataClass::internal, DataClass::personal,  DataClass::special_category,
                                         DataClass::social, DataClass::tax,      DataClass::personnel, DataClass::professional_secret,
                                         DataClass::vs_nfd};
inline constexpr std::array engine_locations{EngineLocation::workstation, EngineLocation::own_server, EngineLocation::private_cloud,
                                             EngineLocation::public_cloud};

// 0 = not yet, 1..4 = the levels of a competence.
using Level = int;
inline constexpr Level lowest_level = 0;
inline constexpr Level highest_level = 4;

// "0" to "4"; invalid otherwise.
[[nodiscard]] Result<Level> parse_level(std::string_view text);

}  // namespace kireise::blueprint
