#pragma once
// The frame of the Reiseplan, and the synthetic town of the demonstration.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "blueprint/common_types.h"

namespace kireise::blueprint {

// What shows that a deliverable is done. `document` is an uploaded file; the counting kinds have a minimum.
enum class EvidenceKind {
    survey_closed,
    courses_ready,
    passes_issued,
    guideline_adopted,
    usecases_ranked,
    usecases_tested,
    pcs_measured,
    verdicts_made,
    package_exported,
    document
};

constexpr EnumIds<EvidenceKind, 10> enum_ids(EvidenceKind) {
    return {{{EvidenceKind::survey_closed, "survey-closed"},
             {EvidenceKind::courses_ready, "courses-ready"},
             {EvidenceKind::passes_issued, "passes-issued"},
             {EvidenceKind::guideline_adopted, "guideline-adopted"},
             {EvidenceKind::usecases_ranked, "usecases-ranked"},
             {EvidenceKind::usecases_tested, "usecases-tested"},
             {EvidenceKind::pcs_measured, "pcs-measured"},
             {EvidenceKind::verdicts_made, "verdicts-made"},
             {EvidenceKind::package_exported, "package-exported"},
             {EvidenceKind::document, "document"}}};
}

struct Evidence {
    EvidenceKind kind = EvidenceKind::document;
    std::optional<int> minimum;
};

struct Deliverable {
    std::string id;
    std::string title;
    std::string why;
    double phase_share = 1;  // when it is due: 0 first day of the phase, 1 its last
    Evidence evidence;
};

struct Phase {
    std::string id;
    std::string title;
    std::string aim;
    std::vector<Deliverable> deliverables;
};

struct Journey {
    std::string id;
    std::string lang;
    std::string title;
    std::vector<Phase> phases;
};

enum class FundingKind { grant, own, other };

constexpr EnumIds<FundingKind, 3> enum_ids(FundingKind) {
    return {{{FundingKind::grant, "grant"}, {FundingKind::own, "own"}, {FundingKind::other, "other"}}};
}

struct FundingLine {
    std::string source;
    FundingKind kind = FundingKind::other;
    double amount = 0;
    std::string currency;  // ISO 4217
};

struct Funding {
    std::vector<FundingLine> lines;
    Date end;
    std::string source;
    Date checked;
    Status status = Status::to_verify;
};

struct PhaseDates {  // start <= end; phases may overlap
    std::string id;
    Date start;
    Date end;
};

struct Unit {
    std::string id;
    std::string title;
    int staff = 0;
};

struct SampleAccount {
    std::string login;
    std::string name;
    std::string role;
    std::string profile;
    std::string unit;
};

struct SampleSurvey {
    std::string form;
    int participants = 0;  // at most the sum of the units' staff
    std::uint64_t seed = 0;
    std::map<std::string, double, std::less<>> mean_ability;  // area id -> 0..4
};

struct Sample {
    std::string id;
    std::string lang;
    std::string title;
    std::string town_name;
    std::string land;
    std::string note;
    Date demo_date;
    std::string journey;
    Funding funding;
    std::vector<PhaseDates> phases;
    std::vector<Unit> units;
    std::vector<SampleAccount> accounts;
    SampleSurvey survey;
};

}  // namespace kireise::blueprint
