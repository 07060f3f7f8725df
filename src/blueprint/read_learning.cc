#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

static void from_json(const Json& json, Option& out) {
    read(json, "id", out.id);
    read(json, "text", out.text);
    read(json, "correct", out.correct);
    read(json, "feedback", out.feedback);
}

// A question of a quiz has neither language, competence, level nor review date.
void from_json(const Json& json, Question& out) {
    read(json, "id", out.id);
    read_if_present(json, "lang", out.lang);
    read(json, "kind", out.kind);
    read_if_present(json, "competence", out.competence);
    read(json, "level", out.level);
    read(json, "stem", out.stem);
    read_if_present(json, "options", out.options);
    read_if_present(json, "explanation", out.explanation);
    read_if_present(json, "law", out.law);
    read(json, "review", out.review);
}

void from_json(const Json& json, Form& out) {
    read_head(json, out);
    read(json, "summary", out.summary);
    read(json, "minutes", out.minutes);
    read(json, "items", out.items);
}

static void from_json(const Json& json, Section& out) {
    read(json, "file", out.file);
    read(json, "title", out.title);
    read(json, "minutes", out.minutes);
}

static void from_json(const Json& json, Quiz& out) {
    read(json, "pass_percent", out.pass_percent);
    read(json, "minutes", out.minutes);
    read(json, "questions", out.questions);
}

void from_json(const Json& json, Course& out) {
    read_head(json, out);
    read(json, "summary", out.summary);
    read(json, "minutes", out.minutes);
    read(json, "level", out.level);
    read(json, "audience", out.audience);
    read(json, "competences", out.competences);
    read(json, "prerequisites", out.prerequisites);
    read(json, "sections", out.sections);
    read(json, "quiz", out.quiz);
    read(json, "review", out.review);
    read(json, "owner", out.owner);
    for (auto& question : out.quiz.questions) question.lang = out.lang;
}

void from_json(const Json& json, Pass& out) {
    read_head(json, out);
    read(json, "summary", out.summary);
    read(json, "level", out.level);
    read(json, "valid_months", out.valid_months);
    read(json, "courses", out.courses);
    read(json, "acknowledge_guideline", out.acknowledge_guideline);
}

}  // namespace kireise::blueprint
