#include "policy/gate.h"

#include <algorithm>
#include <optional>

namespace kireise::policy {
namespace {

using blueprint::Effect;
using blueprint::Rule;

template <class T>
bool applies_to(const std::vector<T>& named, T value) {
    return named.empty() || std::ranges::find(named, value) != named.end();
}

void add_rule(Gate& gate, const Rule& rule, std::size_t clause) {
    for (const auto data : blueprint::data_classes) {
        for (const auto engine : blueprint::engine_locations) {
            if (!applies_to(rule.data, data) || !applies_to(rule.engine, engine)) continue;
            gate.cells[static_cast<std::size_t>(data)][static_cast<std::size_t>(engine)].push_back({rule.effect, rule.conditions, clause});
        }
    }
}

bool is_met(Condition condition, const Request& request) {
    switch (condition) {
        case Condition::pass: return request.pass;
        case Condition::registered_usecase: return request.registered_usecase;
        case Condition::human_check:
        case Condition::label: return true;  // duties: they come after the answer
    }
    return false;
}

bool is_duty(Condition condition) { return condition == Condition::human_check || condition == Condition::label; }

void add_once(std::vector<Condition>& list, Condition condition) {
    if (std::ranges::find(list, condition) == list.end()) list.push_back(condition);
}

Decision quoting(const Gate& gate, std::size_t clause, Ground ground) {
    const auto& quote = gate.clauses[clause];
    return {.ground = ground,
            .missing = {},
            .duties = {},
            .clause = quote.id,
            .number = quote.number,
            .title = quote.title,
            .short_text = quote.short_text};
}

// All of them allow; together they demand what each demands.
Decision allowed_if_met(const Gate& gate, const std::vector<Gate::Match>& matches, const Request& request) {
    std::vector<Condition> missing;
    std::vector<Condition> duties;
    std::optional<std::size_t> demanding;
    for (const auto& match : matches) {
        for (const auto condition : match.conditions) {
            if (is_duty(condition)) add_once(duties, condition);
            if (is_met(condition, request)) continue;
            add_once(missing, condition);
            if (!demanding) demanding = match.clause;
        }
    }
    auto decision = quoting(gate, demanding.value_or(matches.front().clause), demanding ? Ground::condition_missing : Ground::allowed);
    decision.missing = std::move(missing);
    decision.duties = std::move(duties);
    return decision;
}

}  // namespace

Gate make_gate(const AssembledGuideline& guideline) {
    Gate gate;
    for (const auto& section : guideline.sections) {
        for (const auto& clause : section.clauses) {
            if (clause.rules.empty()) continue;
            gate.clauses.push_back({clause.id, clause.number, clause.title, clause.short_text});
            for (const auto& rule : clause.rules) add_rule(gate, rule, gate.clauses.size() - 1);
        }
    }
    return gate;
}

Decision decide(const Gate& gate, const Request& request) {
    const auto& matches = gate.at(request.data, request.engine);
    if (matches.empty()) return {.ground = Ground::uncovered};
    const auto refusing = std::ranges::find(matches, Effect::refuse, &Gate::Match::effect);
    if (refusing != matches.end()) return quoting(gate, refusing->clause, Ground::refused);
    return allowed_if_met(gate, matches, request);
}

CellSummary summary(const Gate& gate, DataClass data, EngineLocation engine) {
    CellSummary out{decide(gate, {data, engine, true, true}), {}};
    if (!out.decision.allowed()) return out;
    for (const auto& match : gate.at(data, engine)) {
        for (const auto condition : match.conditions) add_once(out.conditions, condition);
    }
    return out;
}

}  // namespace kireise::policy
