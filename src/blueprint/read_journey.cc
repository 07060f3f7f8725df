#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

static void from_json(const Json& json, Evidence& out) {
    read(json, "kind", out.kind);
    read(json, "minimum", out.minimum);
}

static void from_json(const Json& json, Deliverable& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "why", out.why);
    read(json.at("due"), "phase_share", out.phase_share);
    read(json, "evidence", out.evidence);
}

static void from_json(const Json& json, Phase& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "aim", out.aim);
    read(json, "deliverables", out.deliverables);
}

void from_json(const Json& json, Journey& out) {
    read_head(json, out);
    read(json, "phases", out.phases);
}

static void from_json(const Json& json, FundingLine& out) {
    read(json, "source", out.source);
    read(json, "kind", out.kind);
    read(json, "amount", out.amount);
    read(json, "currency", out.currency);
}

static void from_json(const Json& json, Funding& out) {
    read(json, "lines", out.lines);
    read(json, "end", out.end);
    read(json, "source", out.source);
    read(json, "checked", out.checked);
    read(json, "status", out.status);
}

static void from_json(const Json& json, PhaseDates& out) {
    read(json, "id", out.id);
    read(json, "start", out.start);
    read(json, "end", out.end);
}

static void from_json(const Json& json, Unit& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "staff", out.staff);
}

static void from_json(const Json& json, SampleAccount& out) {
    read(json, "login", out.login);
    read(json, "name", out.name);
    read(json, "role", out.role);
    read(json, "profile", out.profile);
    read(json, "unit", out.unit);
}

static void from_json(const Json& json, SampleSurvey& out) {
    read(json, "form", out.form);
    read(json, "participants", out.participants);
    read(json, "seed", out.seed);
    read(json, "mean_ability", out.mean_ability);
}

void from_json(const Json& json, Sample& out) {
    read_head(json, out);
    read(json.at("town"), "name", out.town_name);
    read(json.at("town"), "land", out.land);
    read(json, "note", out.note);
    read(json, "demo_date", out.demo_date);
    read(json, "journey", out.journey);
    read(json, "funding", out.funding);
    read(json, "phases", out.phases);
    read(json, "units", out.units);
    read(json, "accounts", out.accounts);
    read(json, "survey", out.survey);
}

}  // namespace kireise::blueprint
