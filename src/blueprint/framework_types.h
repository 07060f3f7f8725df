#pragma once
// Competence framework: what there is to know, and how far each role should get.

#include <array>
#include <string>
#include <vector>

#include "blueprint/common_types.h"

namespace kireise::blueprint {

struct DataClassText {
    DataClass id = DataClass::open;
    std::string title;
    std::string description;
    std::string example;
    std::vector<std::string> law;  // ids; may be empty
};

struct EngineLocationText {
    EngineLocation id = EngineLocation::workstation;
    std::string title;
    std::string description;
};

struct LevelText {
    Level level = 0;
    std::string title;
    std::string description;
};

struct ScaleStep {  // of the self-assessment; the value is the level
    Level value = 0;
    std::string title;
};

struct Vocabulary {
    std::string id;
    std::string lang;
    std::string title;
    std::vector<DataClassText> data_classes;           // each class once
    std::vector<EngineLocationText> engine_locations;  // each location once
    std::vector<LevelText> levels;                     // 0..4
    std::vector<ScaleStep> scale;                      // 0..4
};

struct Mapping {  // to a competence of another framework
    std::string scheme;
    std::string identifier;
    Status status = Status::to_verify;
};

struct Competence {
    std::string id;
    std::string area;  // id of the area it belongs to
    std::string title;
    std::string summary;
    std::array<std::string, 4> levels;  // [0] says what level 1 can do ("Sie können ...")
    std::vector<Mapping> mappings;
};

struct Area {
    std::string id;
    std::string lang;
    std::string title;
    int order = 0;
    std::string summary;
    std::vector<Competence> competences;
};

struct Profile {
    std::string id;
    std::string lang;
    std::string title;
    int order = 0;
    std::string summary;
    Levels targets;  // every competence
};

}  // namespace kireise::blueprint
