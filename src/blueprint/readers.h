#pragma once
// For content_loading.cc and release.cc only: the readers of every kind, found by json.get<T>(). What they throw: json_reading.h.

#include "base/json.h"
#include "blueprint/framework_types.h"
#include "blueprint/guideline_types.h"
#include "blueprint/journey_types.h"
#include "blueprint/learning_types.h"
#include "blueprint/resource_types.h"
#include "blueprint/usecase_types.h"

namespace kireise::blueprint {

void from_json(const Json& json, Basis& out);
void from_json(const Json& json, Range& out);
void from_json(const Json& json, Release& out);

void from_json(const Json& json, Vocabulary& out);
void from_json(const Json& json, Area& out);
void from_json(const Json& json, Profile& out);

void from_json(const Json& json, Question& out);
void from_json(const Json& json, Form& out);
void from_json(const Json& json, Course& out);  // without the text of its sections
void from_json(const Json& json, Pass& out);

void from_json(const Json& json, Guideline& out);
void from_json(const Json& json, Clause& out);  // without its texts
void from_json(const Json& json, GuidelineAdoption& out);

void from_json(const Json& json, Method& out);
void from_json(const Json& json, UseCase& out);
void from_json(const Json& json, Workload& out);
void from_json(const Json& json, GoldCases& out);
void from_json(const Json& json, Prompt& out);  // without its text

void from_json(const Json& json, ModelClass& out);
void from_json(const Json& json, Workstation& out);
void from_json(const Json& json, GpuClass& out);
void from_json(const Json& json, Law& out);

void from_json(const Json& json, Journey& out);
void from_json(const Json& json, Sample& out);

}  // namespace kireise::blueprint
