#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

void from_json(const Json& json, Basis& out) {
    read(json, "kind", out.kind);
    read(json, "source", out.source);
    read(json, "date", out.date);
}

void from_json(const Json& json, Range& out) {
    read(json, "low", out.low);
    read(json, "high", out.high);
}

void from_json(const Json& json, Release& out) {
    read(json, "id", out.id);
    read(json, "lang", out.lang);
    read(json, "name", out.name);
    read(json, "version", out.version);
    read(json, "date", out.date);
    read(json, "licence", out.licence);
}

static void from_json(const Json& json, DataClassText& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "description", out.description);
    read(json, "example", out.example);
    read_if_present(json, "law", out.law);
}

static void from_json(const Json& json, EngineLocationText& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "description", out.description);
}

static void from_json(const Json& json, LevelText& out) {
    read(json, "level", out.level);
    read(json, "title", out.title);
    read(json, "description", out.description);
}

static void from_json(const Json& json, ScaleStep& out) {
    read(json, "value", out.value);
    read(json, "title", out.title);
}

void from_json(const Json& json, Vocabulary& out) {
    read_head(json, out);
    read(json, "data_classes", out.data_classes);
    read(json, "engine_locations", out.engine_locations);
    read(json, "levels", out.levels);
    read(json, "scale", out.scale);
}

static void from_json(const Json& json, Mapping& out) {
    read(json, "scheme", out.scheme);
    read(json, "identifier", out.identifier);
    read(json, "status", out.status);
}

static void from_json(const Json& json, Competence& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "summary", out.summary);
    read(json, "levels", out.levels);
    read(json, "mappings", out.mappings);
}

void from_json(const Json& json, Area& out) {
    read_head(json, out);
    read(json, "order", out.order);
    read(json, "summary", out.summary);
    read(json, "competences", out.competences);
    for (auto& competence : out.competences) competence.area = out.id;
}

void from_json(const Json& json, Profile& out) {
    read_head(json, out);
    read(json, "order", out.order);
    read(json, "summary", out.summary);
    read(json, "targets", out.targets);
}

}  // namespace kireise::blueprint
