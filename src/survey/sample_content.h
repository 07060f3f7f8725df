#pragma once
// For this room's tests: a small framework made by hand. Two areas with two competences each; one self-assessment and the levels 1..3 per
// area.

#include <string>

#include "blueprint/content.h"

namespace kireise::survey {

inline blueprint::Question sample_question(const std::string& id, const std::string& competence, std::optional<blueprint::Level> level) {
    blueprint::Question question{.id = id, .lang = "de", .competence = competence, .level = level, .stem = "Frage " + id};
    if (!level) {
        question.kind = blueprint::QuestionKind::self;
        return question;
    }
    question.options = {{"a", "falsch", false, "nein"}, {"b", "richtig", true, "ja"}, {"c", "auch falsch", false, "nein"}};
    return question;
}

inline blueprint::Content sample_content() {
    using namespace blueprint;
    Content content;
    Form form{.id = "form/sample", .lang = "de", .title = "Probe", .minutes = 5};
    for (const std::string area : {"one", "two"}) {
        const std::string first = "competence/" + area + "-first", second = "competence/" + area + "-second";
        std::vector<Competence> competences{{.id = first, .area = "area/" + area, .title = first},
                                            {.id = second, .area = "area/" + area, .title = second}};
        for (const auto& competence : competences) content.of<Competence>().add(competence);
        content.of<Area>().add({.id = "area/" + area, .lang = "de", .title = "Bereich " + area, .competences = competences});
        content.of<Question>().add(sample_question("item/" + area + "-self", first, std::nullopt));
        for (const int level : {1, 2, 3}) {
            content.of<Question>().add(sample_question("item/" + area + "-" + std::to_string(level), level == 2 ? second : first, level));
        }
    }
    for (const std::string part : {"self", "1", "2", "3"}) {
        for (const std::string area : {"one", "two"}) form.items.push_back("item/" + area + "-" + part);
    }
    content.of<Form>().add(form);
    content.of<Profile>().add(
        {.id = "profile/clerk",
         .lang = "de",
         .title = "Sachbearbeitung",
         .targets = {
             {"competence/one-first", 2}, {"competence/one-second", 1}, {"competence/two-first", 0}, {"competence/two-second", 1}}});
    content.of<Profile>().add(
        {.id = "profile/it",
         .lang = "de",
         .title = "IT",
         .targets = {
             {"competence/one-first", 3}, {"competence/one-second", 3}, {"competence/two-first", 4}, {"competence/two-second", 2}}});
    return content;
}

}  // namespace kireise::survey
