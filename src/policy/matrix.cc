#include "policy/matrix.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::policy {
namespace {

using people::text_of;

bool contradicts(const std::vector<Gate::Match>& matches) {
    return std::ranges::any_of(matches, [&](const auto& match) { return match.effect != matches.front().effect; });
}

bool must_be_met_before(Condition condition) { return condition == Condition::pass || condition == Condition::registered_usecase; }

std::string then_text(const people::Texts& texts, const MatrixCell& cell) {
    return people::fill(text_of(texts, "policy.matrix.then"), {{"duties", join(cell.duties, ", ")}});
}

Json cell_view(const people::Texts& texts, const MatrixCell& cell) {
    return {{"state", cell.state},
            {"word", cell.word},
            {"needs", cell.needs},
            {"has_needs", !cell.needs.empty()},
            {"then", then_text(texts, cell)},
            {"clause", cell.title},
            {"has_duties", !cell.duties.empty()},
            {"number", cell.number},
            {"has_clause", cell.number > 0},
            {"yes", cell.state == "yes"},
            {"conditions", cell.state == "conditions"},
            {"no", cell.state == "no" || cell.state == "uncovered"}};
}

std::string problem_of(const people::Texts& texts, const MatrixCell& cell, const std::string& data, const std::string& location) {
    if (cell.state != "uncovered" && !cell.contradiction) return {};
    return people::fill(text_of(texts, cell.contradiction ? "policy.matrix.contradiction" : "policy.matrix.uncovered"),
                        {{"data", data}, {"location", location}});
}

}  // namespace

MatrixCell matrix_cell(const people::Texts& texts, const Gate& gate, DataClass data, EngineLocation engine) {
    const auto best = summary(gate, data, engine);
    MatrixCell cell{
        .needs = {}, .duties = {}, .number = best.decision.number, .title = best.decision.title, .short_text = best.decision.short_text};
    for (const auto condition : best.conditions) {
        auto word = text_of(texts, "policy.condition." + std::string(blueprint::to_id(condition)));
        (must_be_met_before(condition) ? cell.needs : cell.duties).push_back(std::move(word));
    }
    if (best.decision.ground == Ground::uncovered) cell.state = "uncovered";
    else if (!best.decision.allowed()) cell.state = "no";
    else cell.state = cell.needs.empty() ? "yes" : "conditions";
    cell.word = text_of(texts, "policy.matrix.word." + cell.state);
    cell.contradiction = contradicts(gate.at(data, engine));
    return cell;
}

Json matrix_view(const people::Texts& texts, const blueprint::Vocabulary& vocabulary, const Gate& gate) {
    auto locations = Json::array();
    for (const auto& location : vocabulary.engine_locations)
        locations.push_back({{"title", location.title}, {"description", location.description}});
    auto rows = Json::array();
    auto problems = Json::array();
    for (const auto& data : vocabulary.data_classes) {
        auto cells = Json::array();
        for (const auto& location : vocabulary.engine_locations) {
            const auto cell = matrix_cell(texts, gate, data.id, location.id);
            cells.push_back(cell_view(texts, cell));
            if (auto problem = problem_of(texts, cell, data.title, location.title); !problem.empty()) problems.push_back(problem);
        }
        rows.push_back({{"title", data.title}, {"example", data.example}, {"cells", cells}});
    }
    const bool has_problems = !problems.empty();
    return {{"locations", locations}, {"rows", rows}, {"problems", problems}, {"has_problems", has_problems}};
}

std::string in_words(const people::Texts& texts, const MatrixCell& cell) {
    auto out = cell.word;
    if (!cell.needs.empty()) out += " " + join(cell.needs, ", ") + ".";
    if (!cell.duties.empty()) out += (cell.needs.empty() ? ".\n" : "\n") + then_text(texts, cell);
    if (cell.number > 0) out += " (§\u00a0" + std::to_string(cell.number) + ")";
    return out;
}

}  // namespace kireise::policy
