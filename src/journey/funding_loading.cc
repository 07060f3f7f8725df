// From stored entries to the funding.

#include "base/number.h"
#include "journey/funding.h"

namespace kireise::journey {
namespace {

std::int64_t whole_of(const FundingEntry& entry, std::string_view field) { return whole_number(entry.value(field)).value_or(0); }

std::optional<Date> day_of(const FundingEntry& entry, std::string_view field) { return parse_date(entry.value(field)); }
Date date_of(const FundingEntry& entry, std::string_view field) { return day_of(entry, field).value_or(Date{}); }

Decision decision_of(const FundingEntry& entry) {
    return {.reference = entry.value("reference"),
            .authority = entry.value("authority"),
            .financing = entry.value("financing"),
            .dated = date_of(entry, "dated"),
            .start = date_of(entry, "start"),
            .end = date_of(entry, "end"),
            .maximum = whole_of(entry, "maximum"),
            .net = entry.value("basis") == "net",
            .spend_weeks = static_cast<int>(whole_of(entry, "spend_weeks")),
            .proof_months = static_cast<int>(whole_of(entry, "proof_months")),
            .limit_percent = static_cast<int>(whole_of(entry, "limit_percent")),
            .extension_asked = day_of(entry, "extension_asked"),
            .extension_wanted = day_of(entry, "extension_wanted"),
            .extension_granted = day_of(entry, "extension_granted"),
            .extension_end = day_of(entry, "extension_end"),
            .proof_sent = day_of(entry, "proof_sent")};
}

PlanLine line_of(const FundingEntry& entry) {
    return {
        entry.id, entry.value("position"), entry.value("title"), entry.value("expense"), whole_of(entry, "land"), whole_of(entry, "own")};
}

Receipt receipt_of(const FundingEntry& entry) {
    return {entry.value("number"),   entry.value("payee"),   entry.value("purpose"), entry.value("line"),
            date_of(entry, "dated"), date_of(entry, "paid"), whole_of(entry, "net"), whole_of(entry, "gross")};
}

Call call_of(const FundingEntry& entry) {
    return {date_of(entry, "dated"), whole_of(entry, "amount"), entry.value("covers"), day_of(entry, "received")};
}

Condition condition_of(const FundingEntry& entry) { return {entry.value("text"), day_of(entry, "due"), day_of(entry, "done")}; }

Procurement procurement_of(const FundingEntry& entry) {
    return {entry.value("subject"), entry.value("procedure"), entry.value("result"), whole_of(entry, "value"), date_of(entry, "dated")};
}

InventoryItem inventory_of(const FundingEntry& entry) {
    return {entry.value("object"), entry.value("place"), whole_of(entry, "value"), date_of(entry, "dated")};
}

template <class T>
Result<std::vector<T>> all_of(const people::Town& town, std::string_view kind, T (*read)(const FundingEntry&)) {
    std::vector<T> out;
    for (const auto& entry : TRY(funding_entries(town, kind))) out.push_back(read(entry));
    return out;
}

}  // namespace

Result<std::optional<Decision>> load_decision(const people::Town& town) {
    const auto entry = TRY(find_funding_entry(town, "decision", "decision"));
    return entry ? std::optional(decision_of(*entry)) : std::nullopt;
}

Result<Funding> load_funding(const people::Town& town) {
    Funding out;
    out.decision = TRY(load_decision(town));
    if (const auto entry = TRY(find_funding_entry(town, "narrative", "narrative"))) {
        out.narrative = {entry->value("activities"), entry->value("results"), entry->value("deviations"), entry->value("outlook")};
    }
    out.lines = TRY(all_of(town, "line", line_of));
    out.receipts = TRY(all_of(town, "receipt", receipt_of));
    out.calls = TRY(all_of(town, "call", call_of));
    out.conditions = TRY(all_of(town, "condition", condition_of));
    out.procurements = TRY(all_of(town, "procurement", procurement_of));
    out.inventory = TRY(all_of(town, "inventory", inventory_of));
    return out;
}

}  // namespace kireise::journey
