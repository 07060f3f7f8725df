#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

static void from_json(const Json& json, AnswerOption& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
}

static void from_json(const Json& json, GuidelineQuestion& out) {
    read(json, "id", out.id);
    read(json, "kind", out.kind);
    read(json, "title", out.title);
    read(json, "help", out.help);
    read_if_present(json, "options", out.options);
    const auto& answer = json.at("default");
    out.default_answer = answer.is_string() ? answer.get<std::string>() : answer.dump();
    read(json, "min", out.minimum);
    read(json, "max", out.maximum);
    read(json, "max_length", out.max_length);
}

static void from_json(const Json& json, GuidelineSection& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "clauses", out.clauses);
}

void from_json(const Json& json, Guideline& out) {
    read_head(json, out);
    read(json, "version", out.version);
    read(json, "preamble", out.preamble);
    read(json, "questions", out.questions);
    read(json, "sections", out.sections);
}

static void from_json(const Json& json, Variant& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read_if_present(json, "when", out.when);
    read_if_present(json, "short", out.short_text);
}

static void from_json(const Json& json, Rule& out) {
    read(json, "effect", out.effect);
    read_if_present(json, "data", out.data);
    read_if_present(json, "engine", out.engine);
    read_if_present(json, "variants", out.variants);
    read_if_present(json, "conditions", out.conditions);
}

void from_json(const Json& json, Clause& out) {
    read_head(json, out);
    read(json, "short", out.short_text);
    read(json, "variants", out.variants);
    read(json, "law", out.law);
    read(json, "rationale", out.rationale);
    read(json, "concerns", out.concerns);
    read_if_present(json, "rules", out.rules);
}

void from_json(const Json& json, GuidelineAdoption& out) {
    read_head(json, out);
    read(json, "guideline", out.guideline);
    read(json, "guideline_version", out.guideline_version);
    read(json, "version", out.version);
    read(json, "town", out.town);
    read(json, "land", out.land);
    read(json, "organ", out.organ);
    read(json, "number", out.number);
    read(json, "adopted", out.adopted);
    read(json, "effective", out.effective);
    read(json, "answers", out.answers);
}

}  // namespace kireise::blueprint
