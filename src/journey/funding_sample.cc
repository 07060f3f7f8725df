#include "journey/funding_sample.h"

#include <fmt/core.h>

#include "journey/funding_form.h"

namespace kireise::journey {
namespace {

FundingValues texts_of(const Json& entry) {
    FundingValues out;
    for (const auto& [name, value] : entry.items()) {
        if (value.is_string()) out[name] = value.get<std::string>();
    }
    return out;
}

Result<FundingValues> checked_entry(const FundingKind& kind, FundingValues typed, const FundingValues& id_of_line, std::size_t number) {
    if (const auto line = typed.find("line"); line != typed.end()) {
        const auto id = id_of_line.find(line->second);
        line->second = id == id_of_line.end() ? "?" : id->second;
    }
    std::set<std::string> ids;
    for (const auto& [position, id] : id_of_line) ids.insert(id);
    auto checked = check_funding_values(kind, typed, ids);
    if (checked.problems.empty()) return std::move(checked.values);
    const auto& problem = checked.problems.front();
    return fail(ErrorKind::invalid, fmt::format("The sample's funding: {} {}, field {}: {}.", kind.id, number, problem.field, problem.key));
}

}  // namespace

Result<bool> enter_funding_sample(const people::Town& town, const Json& project) {
    if (TRY(find_funding_entry(town, "decision", "decision"))) return false;
    FundingValues id_of_line;  // by position
    for (const auto* first :
         {"line", "", "decision"}) {  // the plan before what names it; the Bescheid last, since it says that all is there
        for (const auto& kind : funding_kinds()) {
            const bool named_alone = kind.id == "line" || kind.id == "decision";
            if (*first == '\0' ? named_alone : kind.id != first) continue;
            std::vector<FundingValues> entries;
            for (const auto& entry : project.value(std::string(kind.id), Json::array()))
                entries.push_back(TRY(checked_entry(kind, texts_of(entry), id_of_line, entries.size() + 1)));
            TRY(add_funding_entries(town, "", kind.id, entries));
        }
        if (std::string_view(first) != "line") continue;
        for (const auto& line : TRY(funding_entries(town, "line"))) id_of_line[line.value("position")] = line.id;
    }
    return true;
}

}  // namespace kireise::journey
