#pragma once
// A small guideline for tests: two clauses, one of them with variants and rules.

#include <vector>

#include "blueprint/guideline_types.h"

namespace kireise::policy::testing {

inline blueprint::Guideline small_guideline() {
    using blueprint::AnswerKind;
    blueprint::Guideline guideline;
    guideline.id = "guideline/test";
    guideline.version = "1.0.0";
    guideline.title = "Regeln";
    guideline.preamble = "Für {{town}}. Fragen an {{contact}}.";
    guideline.questions = {
        {.id = "cloud",
         .kind = AnswerKind::choice,
         .title = "Cloud?",
         .options = {{"none", "Keine"}, {"yes", "Ja"}},
         .default_answer = "none"},
        {.id = "pass", .kind = AnswerKind::choice, .title = "Pass?", .options = {{"yes", "Ja"}, {"no", "Nein"}}, .default_answer = "yes"},
        {.id = "contact", .kind = AnswerKind::text, .title = "Adresse?", .default_answer = "ki@x", .max_length = 20},
        {.id = "months", .kind = AnswerKind::number, .title = "Monate?", .default_answer = "12", .minimum = 6, .maximum = 24}};
    guideline.sections = {{"section/one", "Eins", {"clause/purpose"}}, {"section/two", "Zwei", {"clause/cloud"}}};
    return guideline;
}

inline std::vector<blueprint::Clause> small_clauses() {
    using namespace blueprint;
    Clause purpose;
    purpose.id = "clause/purpose";
    purpose.title = "Zweck";
    purpose.short_text = "Wozu das gut ist.";
    purpose.variants = {{.id = "standard", .title = "Zweck"}};
    purpose.text = "(1) Geprüft alle {{months}} Monate in {{land}}, Stand {{date}}.";

    Clause cloud;
    cloud.id = "clause/cloud";
    cloud.title = "Cloud";
    cloud.short_text = "Allgemein.";
    cloud.variants = {
        {.id = "none", .title = "Keine Cloud", .when = {{"cloud", "none"}}, .short_text = "Keine Cloud.", .text = "(2) Verboten."},
        {.id = "no-pass", .title = "Ohne Pass", .when = {{"pass", "no"}}, .short_text = "", .text = "(2) Erlaubt."},
        {.id = "with-pass", .title = "Mit Pass", .when = {}, .short_text = "", .text = "(2) Mit Pass erlaubt."}};
    cloud.text = "(1) Davor.";
    cloud.text_after = "(3) Danach.";
    cloud.rules = {
        {.effect = Effect::refuse, .data = {}, .engine = {EngineLocation::private_cloud}, .variants = {"none"}, .conditions = {}},
        {.effect = Effect::allow,
         .data = {DataClass::open},
         .engine = {EngineLocation::private_cloud},
         .variants = {"no-pass"},
         .conditions = {Condition::human_check, Condition::label}},
        {.effect = Effect::allow,
         .data = {DataClass::open},
         .engine = {EngineLocation::private_cloud},
         .variants = {"with-pass"},
         .conditions = {Condition::human_check, Condition::pass, Condition::registered_usecase}},
    };
    return {purpose, cloud};
}

}  // namespace kireise::policy::testing
