#pragma once
// What people type about the funding: checked, and made into values to keep. Forms, the import and the sample come this way.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "journey/funding_store.h"
#include "people/app.h"

namespace kireise::journey {

struct FieldProblem {
    std::string_view field;
    std::string_view key;  // of its text: "funding.problem.KEY"
};

struct CheckedValues {
    FundingValues values;
    std::vector<FieldProblem> problems;  // in the order of the fields, one for each
};

// `typed`: amounts as parse_cents reads them, dates "YYYY-MM-DD" or "DD.MM.YYYY"; `lines`: ids of the plan's lines. Documents are left out.
[[nodiscard]] CheckedValues check_funding_values(const FundingKind& kind, const FundingValues& typed, const std::set<std::string>& lines);

// As it stands in a field of the form: amounts in German form, dates as the browser's date field wants them.
[[nodiscard]] FundingValues typed_of(const FundingKind& kind, const FundingValues& values);
[[nodiscard]] FundingValues presets_of(const FundingKind& kind);
[[nodiscard]] FundingValues typed_in(const FundingKind& kind, const net::Form& form);

using LineTitles = std::vector<std::pair<std::string, std::string>>;  // id, "1 Personal"
[[nodiscard]] Result<LineTitles> line_titles(const people::Town& town);
[[nodiscard]] std::set<std::string> ids_of(const LineTitles& lines);

// For people: amounts with "€", dates "15.06.2026", the choice's text, the line's title.
[[nodiscard]] std::string shown_value(const people::Context& context, const FundingField& field, const std::string& value,
                                      const LineTitles& lines);

// For the template: [{id, label, hint, value, problem, is_text, is_long, is_date, is_choice, is_document, options, ...}].
[[nodiscard]] Json form_fields(const people::Context& context, const FundingKind& kind, const FundingValues& typed,
                               const std::vector<FieldProblem>& problems, const LineTitles& lines);

}  // namespace kireise::journey
