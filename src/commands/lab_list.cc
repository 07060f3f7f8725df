#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/number.h"
#include "commands/all.h"
#include "commands/config_engines.h"
#include "commands/installation.h"
#include "lab/lab_store.h"
#include "lab/ladder.h"

namespace kireise::commands {
namespace {

using blueprint::to_id;

struct Known {
    const blueprint::UseCase* usecase = nullptr;
    lab::Ladder ladder;
};

// Without what the configuration keeps secret.
Result<Json> engines_json(const Config& config) {
    Json out = Json::array({{{"name", "rule"}, {"kind", "rule"}}, {{"name", "classifier"}, {"kind", "classifier"}}});
    for (const auto& engine : config.engines) {
        const auto settings = TRY(settings_of(config, engine));
        out.push_back({{"name", name_of(engine)},
                       {"kind", "chat"},
                       {"model", settings.info.name},
                       {"model_class", settings.info.model_class.empty() ? Json() : Json(settings.info.model_class)},
                       {"location", to_id(settings.info.location)},
                       {"synthetic", settings.info.synthetic},
                       {"scripted", settings.info.scripted}});
    }
    return out;
}

Result<std::vector<Known>> known_usecases(const people::Town& town, const blueprint::Snapshot& content) {
    std::vector<Known> out;
    for (const auto& usecase : content.all<blueprint::UseCase>()) {
        if (content.gold_of(usecase.id) == nullptr) continue;
        const auto runs = TRY(lab::complete_runs(town.db(), usecase.id));
        out.push_back({&usecase, lab::ladder(content, usecase, runs)});
    }
    return out;
}

void print_engines(const Json& engines, Io& io) {
    fmt::print(io.out, "{}\n", io.t("commands.lab.engines"));
    for (const auto& engine : engines) {
        const auto note = engine.value("scripted", false) ? "scripted" : engine.value("synthetic", false) ? "synthetic" : "";
        fmt::print(io.out, "  {}\t{}\t{}\t{}\n", engine["name"].get<std::string>(), engine.value("model", "-"),
                   engine.value("location", "-"), note);
    }
}

void print_ladder(const Known& known, Io& io) {
    fmt::print(io.out, "{}\n", known.usecase->id);
    for (const auto& step : known.ladder.steps) {
        const auto value = step.run ? percent(step.run->value, io.lang) : std::string();
        fmt::print(io.out, "  {}\t{}\t{}\n", to_id(step.rung), to_id(step.state), value);
    }
    const auto* smallest = known.ladder.smallest();
    fmt::print(io.out, "  {}\n",
               smallest == nullptr ? io.t("commands.lab.no_smallest")
                                   : people::fill(io.t("commands.lab.smallest"), {{"rung", std::string(to_id(smallest->rung))}}));
}

Result<> lab_list(const Arguments& arguments, Io& io) {
    const auto config = TRY(read_config(arguments, system_environment(), standard_data));
    const auto town = TRY(open_town(installation_of(config), arguments.value("--town")));
    const auto content = TRY(town->content());
    const auto engines = TRY(engines_json(config));
    const auto usecases = TRY(known_usecases(*town, *content));
    if (io.json) {
        Json ladders = Json::array();
        for (const auto& known : usecases) ladders.push_back(lab::to_json(known.ladder, known.usecase->id));
        fmt::print(io.out, "{}\n", Json{{"engines", engines}, {"usecases", ladders}}.dump(2));
        return {};
    }
    print_engines(engines, io);
    fmt::print(io.out, "{}\n", io.t("commands.lab.usecases"));
    for (const auto& known : usecases) print_ladder(known, io);
    return {};
}

}  // namespace

Command lab_list_command() { return {"lab list", "src/commands/lab_list.md", {}, with_town_options({{"--json"}}), lab_list}; }

}  // namespace kireise::commands
