#pragma once
// Questions, forms of the survey, courses, the pass.

#include <optional>
#include <string>
#include <vector>

#include "blueprint/common_types.h"
#include "blueprint/fences.h"

namespace kireise::blueprint {

enum class QuestionKind { single, multiple, self };

constexpr EnumIds<QuestionKind, 3> enum_ids(QuestionKind) {
    return {{{QuestionKind::single, "single"}, {QuestionKind::multiple, "multiple"}, {QuestionKind::self, "self"}}};
}

struct Option {
    std::string id;
    std::string text;
    bool correct = false;
    std::string feedback;
};

// An item of the survey (id item/...) or a question of a course's quiz (id unique in the course).
// single: exactly one option is correct; multiple: at least two; self: no options, the scale of the vocabulary is used.
struct Question {
    std::string id;
    std::string lang;
    QuestionKind kind = QuestionKind::single;
    std::string competence;      // empty in a quiz
    std::optional<Level> level;  // 1..3; none for self-assessment and in a quiz
    std::string stem;
    std::vector<Option> options;
    std::string explanation;
    std::vector<std::string> law;  // ids, of an item only; may be empty
    std::optional<Date> review;
};

struct Form {
    std::string id;
    std::string lang;
    std::string title;
    std::string summary;
    int minutes = 0;
    std::vector<std::string> items;  // question ids in the order asked
};

struct Section {
    std::string file;  // name beside course.yaml
    std::string title;
    int minutes = 0;
    std::string markdown;       // the whole file
    std::vector<Block> blocks;  // the same, taken apart: text, exercises, notes
};

struct Quiz {
    int pass_percent = 0;
    int minutes = 0;
    std::vector<Question> questions;
};

struct Course {
    std::string id;
    std::string lang;
    std::string title;
    std::string summary;
    int minutes = 0;  // sum of the sections and the quiz
    Level level = 1;
    std::vector<std::string> audience;  // profile ids
    Levels competences;                 // reached after passing
    std::vector<std::string> prerequisites;
    std::vector<Section> sections;
    Quiz quiz;
    Date review;
    std::string owner;  // role
};

struct Pass {
    std::string id;
    std::string lang;
    std::string title;
    std::string summary;
    Level level = 1;
    int valid_months = 0;
    std::vector<std::string> courses;
    bool acknowledge_guideline = false;
};

}  // namespace kireise::blueprint
