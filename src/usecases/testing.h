#pragma once
// Methods and use cases for tests, written as tables of points.

#include <string>
#include <utility>
#include <vector>

#include "blueprint/usecase_types.h"

namespace kireise::usecases::testing {

inline blueprint::Method method_with(const std::vector<std::pair<blueprint::Axis, int>>& criteria) {
    blueprint::Method method;
    method.gates = {{.id = "allowed", .title = "Allowed"}, {.id = "secret", .title = "Secret"}};
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        method.criteria.push_back({.id = "c" + std::to_string(i), .title = "", .axis = criteria[i].first, .weight = criteria[i].second});
    }
    return method;
}

inline blueprint::UseCase usecase_with(const std::string& id, const std::vector<double>& points) {
    blueprint::UseCase usecase;
    usecase.id = id;
    for (std::size_t i = 0; i < points.size(); ++i) usecase.scores["c" + std::to_string(i)] = {points[i], ""};
    usecase.gates["allowed"] = {blueprint::GateAnswer::pass, ""};
    usecase.gates["secret"] = {blueprint::GateAnswer::pass, ""};
    return usecase;
}

}  // namespace kireise::usecases::testing
