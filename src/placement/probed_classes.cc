#include "placement/probed_classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace kireise::placement {
namespace {

using blueprint::ModelShape;

constexpr std::array<std::pair<const char*, int ModelShape::*>, 11> counts{{{"layers", &ModelShape::layers},
                                                                            {"embedding", &ModelShape::embedding},
                                                                            {"heads", &ModelShape::heads},
                                                                            {"kv_heads", &ModelShape::kv_heads},
                                                                            {"head_dim", &ModelShape::head_dim},
                                                                            {"feed_forward", &ModelShape::feed_forward},
                                                                            {"vocabulary", &ModelShape::vocabulary},
                                                                            {"experts", &ModelShape::experts},
                                                                            {"experts_used", &ModelShape::experts_used},
                                                                            {"sliding_window", &ModelShape::sliding_window},
                                                                            {"window_period", &ModelShape::window_period}}};

Json shape_json(const ModelShape& shape) {
    Json out{{"tied_embeddings", shape.tied_embeddings}};
    for (const auto& [name, count] : counts) out[name] = shape.*count;
    return out;
}

ProbedClass class_from(const Json& json) {
    ProbedClass out;
    out.model.id = json.at("id").get<std::string>();
    out.model.shape.tied_embeddings = json.at("shape").at("tied_embeddings").get<bool>();
    for (const auto& [name, count] : counts) out.model.shape.*count = json.at("shape").at(name).get<int>();
    out.quantisation = engines::parse_quantisation(json.at("quantisation").get<std::string>()).value_or(engines::Quantisation::q4_0);
    return out;
}

}  // namespace

Result<ProbedClass> probed_class(const blueprint::ModelClass& model) {
    for (const auto& name : model.quantisations) {
        if (const auto known = engines::parse_quantisation(name)) return ProbedClass{model, *known};
    }
    return fail(ErrorKind::invalid, fmt::format("No quantisation of {} can be measured.", model.id));
}

Result<ProbedClass> find_class(const std::vector<ProbedClass>& classes, std::string_view name) {
    const auto id = name.starts_with("model/") ? std::string(name) : fmt::format("model/{}", name);
    const auto found = std::ranges::find(classes, id, [](const ProbedClass& one) { return one.model.id; });
    if (found != classes.end()) return *found;
    std::vector<std::string> known;
    for (const auto& one : classes) known.push_back(one.model.id);
    return fail(ErrorKind::not_found, fmt::format("There is no model class {}; there are {}.", name, join(known, ", ")));
}

Json to_json(const std::vector<ProbedClass>& classes) {
    auto out = Json::array();
    for (const auto& [model, quantisation] : classes) {
        out.push_back({{"id", model.id}, {"quantisation", engines::to_string(quantisation)}, {"shape", shape_json(model.shape)}});
    }
    return out;
}

Result<std::vector<ProbedClass>> parse_probed_classes(std::string_view text) {
    const auto json = TRY(parse_json(text));
    std::vector<ProbedClass> out;
    try {
        for (const auto& one : json) out.push_back(class_from(one));
    } catch (const Json::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("The list of model classes cannot be read: {}.", problem.what()));
    }
    return out;
}

}  // namespace kireise::placement
