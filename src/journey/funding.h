#pragma once
// The funding as the reports and pages need it: what was granted, planned, called and spent, which state the project is in, what is due.
//
// Rules are data of the Bescheid: months until the proof, weeks in which called money is to be spent, the percentage from which a line is
// marked. Whether they fit a real Bescheid is for the town to check.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "blueprint/journey_types.h"
#include "journey/funding_money.h"
#include "journey/funding_store.h"

namespace kireise::journey {

struct Decision {
    std::string reference, authority, financing;  // financing: "share" "fixed" "deficit" "full"
    Date dated, start, end;                       // end: as first granted
    Cents maximum = 0;
    bool net = false;  // receipts count without VAT
    int spend_weeks = 0, proof_months = 0, limit_percent = 0;
    std::optional<Date> extension_asked, extension_wanted, extension_granted, extension_end, proof_sent;

    [[nodiscard]] Date last_day() const { return extension_granted && extension_end ? *extension_end : end; }
    [[nodiscard]] Date proof_due() const;  // `proof_months` after the last day
};

struct PlanLine {
    std::string id, position, title, expense;
    Cents land = 0, own = 0;
    [[nodiscard]] Cents planned() const { return land + own; }
};

struct Receipt {
    std::string number, payee, purpose, line;
    Date dated, paid;
    Cents net = 0, gross = 0;
};

struct Call {
    Date dated;
    Cents amount = 0;
    std::string covers;
    std::optional<Date> received;
};

struct Condition {
    std::string text;
    std::optional<Date> due, done;
};

struct Procurement {
    std::string subject, procedure, result;
    Cents value = 0;
    Date dated;
};

struct InventoryItem {
    std::string object, place;
    Cents value = 0;
    Date dated;
};

struct Narrative {
    std::string activities, results, deviations, outlook;
};

struct Funding {
    std::optional<Decision> decision;
    std::vector<PlanLine> lines;
    std::vector<Receipt> receipts;
    std::vector<Call> calls;
    std::vector<Condition> conditions;
    std::vector<Procurement> procurements;
    std::vector<InventoryItem> inventory;
    Narrative narrative;

    [[nodiscard]] Cents planned_land() const;
    [[nodiscard]] Cents planned_own() const;
    [[nodiscard]] Cents planned() const { return planned_land() + planned_own(); }
    [[nodiscard]] Cents counted(const Receipt& receipt) const { return decision && decision->net ? receipt.net : receipt.gross; }
    [[nodiscard]] Cents spent() const;
    [[nodiscard]] Cents received() const;  // of calls whose money has arrived
    // The Land's part of what was spent, at most what was granted; the rest is the town's own.
    [[nodiscard]] Split spent_by_sources() const;
};

[[nodiscard]] Result<std::optional<Decision>> load_decision(const people::Town& town);
[[nodiscard]] Result<Funding> load_funding(const people::Town& town);

// The same with only what had been paid, received and granted by that day.
[[nodiscard]] Funding until(Funding funding, Date day);

struct LineState {
    PlanLine line;
    Cents spent = 0;
    Cents difference = 0;                // spent - planned
    std::optional<std::int64_t> change;  // difference in hundredths of a percent of what was planned
    bool over_limit = false;             // spent more than planned by over the limit
};
[[nodiscard]] std::vector<LineState> line_states(const Funding& funding);

enum class ProjectState { undecided, ahead, running, extension_asked, extended, proof_period, proof_overdue, proven };
[[nodiscard]] ProjectState project_state(const std::optional<Decision>& decision, Date today);
[[nodiscard]] std::string_view id_of(ProjectState state);

enum class DueKind { condition, spend, period_end, proof };
struct NextDue {
    DueKind kind;
    Date day;
    std::string what;  // the condition, or the call's purpose
};
// Everything that is open, the earliest first; days before `today` are overdue.
[[nodiscard]] std::vector<NextDue> open_dues(const Funding& funding, Date today);

// Phases that end on the first granted last day end on the extended one.
void follow_extension(std::vector<blueprint::PhaseDates>& phases, const std::optional<Decision>& decision);

[[nodiscard]] Date add_months(Date day, int months);  // the last day of the month where the day does not exist

}  // namespace kireise::journey
