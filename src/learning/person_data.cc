#include "learning/person_data.h"

#include <fmt/core.h>

#include <array>

namespace kireise::learning {
namespace {

constexpr std::array tables{"learning_levels", "learning_section", "learning_attempt", "learning_acknowledgement", "learning_pass"};

using Kind = people::PersonColumn::Kind;

Result<std::vector<people::PersonTable>> report(store::Connection& tx, const std::string& account) {
    const auto rows = [&](std::string_view table, const std::vector<people::PersonColumn>& columns) {
        return people::person_rows(tx, table, "account", columns, account);
    };
    std::vector<people::PersonTable> out;
    out.push_back(TRY(rows("learning_levels", {{"profile"}, {"levels"}, {"saved"}})));
    out.push_back(TRY(rows("learning_section", {{"course"}, {"section"}, {"done"}})));
    out.push_back(TRY(
        rows("learning_attempt", {{"course"}, {"number", Kind::number}, {"percent", Kind::number}, {"passed", Kind::flag}, {"taken"}})));
    out.push_back(TRY(rows("learning_acknowledgement", {{"version", Kind::number}, {"given"}})));
    out.push_back(TRY(rows("learning_pass", {{"id"}, {"pass"}, {"level", Kind::number}, {"issued"}, {"valid_until"}})));
    return out;
}

}  // namespace

people::PersonData learning_person_data() {
    return {"learning",
            [](store::Connection& tx, const std::string& account) -> Result<> {
                for (const auto* table : tables)
                    TRY(store::execute(tx, fmt::format("DELETE FROM {} WHERE account = :account", table), account));
                return {};
            },
            report};
}

}  // namespace kireise::learning
