#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "base/number.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "commands/models.h"
#include "commands/signals.h"
#include "engines/model_store.h"

namespace kireise::commands {
namespace {

Result<std::filesystem::path> folder_of(const Arguments& arguments) {
    return std::filesystem::path(TRY(read_config(arguments, system_environment(), standard_data)).data) / "models";
}

// One line for each twentieth, where the size is known; else for each 100 MB.
class Progress {
   public:
    explicit Progress(const Io& io) : io_(io) {}

    void operator()(std::uint64_t done, std::uint64_t total) {
        constexpr std::uint64_t step = 100'000'000;
        const auto mark = total > 0 ? done * 20 / total : done / step;
        if (mark == shown_) return;
        shown_ = mark;
        const auto all = total > 0 ? data_size(total, io_.lang) : "?";
        fmt::print(io_.err, "{}\n", people::fill(io_.t("commands.models.progress"), {{"done", data_size(done, io_.lang)}, {"all", all}}));
        io_.err.flush();
    }

   private:
    const Io& io_;
    std::uint64_t shown_ = 0;
};

Result<> run_add(const Arguments& arguments, Io& io) {
    const auto folder = TRY(folder_of(arguments));
    const auto classes = TRY(built_in_model_classes());
    std::stop_source stop;
    SignalWatch signals;
    signals.watch([&] { stop.request_stop(); });
    engines::AddModel request{.source = arguments.value("SOURCE"),
                              .sha256 = arguments.value("--sha256"),
                              .name = arguments.value("--name"),
                              .ca_file = arguments.value("--ca-file"),
                              .progress = Progress(io),
                              .stop = stop.get_token()};
    const auto added = TRY(engines::add_model(folder, request, classes, system_clock()));
    if (io.json) {
        fmt::print(io.out, "{}\n", to_json(added).dump(2));
        return {};
    }
    fmt::print(io.out, "{}\n\n", people::fill(io.t("commands.models.added"), {{"file", (folder / added.file).string()}}));
    FactTable table(io);
    table.row("name", added.name.empty() ? "?" : replace_all(added.name, "\n", " "));
    table.row("size", data_size(added.bytes, io.lang));
    table.row("quantisation", added.quantisation);
    table.row("class", class_text(io, added.model_class, added.class_exact));
    table.row("licence", licence_text(io, added.licence));
    table.print();
    return {};
}

Result<> run_list(const Arguments& arguments, Io& io) {
    const auto models = TRY(engines::stored_models(TRY(folder_of(arguments))));
    if (io.json) {
        auto list = Json::array();
        for (const auto& model : models) list.push_back(to_json(model));
        fmt::print(io.out, "{}\n", list.dump(2));
        return {};
    }
    for (const auto& model : models) {
        fmt::print(io.out, "{}\t{}\t{}\t{}\t{}\n", model.file, data_size(model.bytes, io.lang), model.quantisation,
                   model.model_class.empty() ? "-" : model.model_class, model.licence.empty() ? "-" : model.licence);
    }
    return {};
}

Result<> run_remove(const Arguments& arguments, Io& io) {
    const auto file = arguments.value("FILE");
    TRY(engines::remove_model(TRY(folder_of(arguments)), file));
    fmt::print(io.out, "{}\n", people::fill(io.t("commands.models.removed"), {{"file", file}}));
    return {};
}

}  // namespace

Command models_add_command() {
    return {"models add",
            "src/commands/models_add.md",
            {{"SOURCE"}},
            {{"--sha256", "HEX"}, {"--name", "NAME"}, {"--config", "FILE"}, {"--data", "DIR"}, {"--ca-file", "FILE"}, {"--json"}},
            run_add};
}

Command models_list_command() {
    return {"models list", "src/commands/models_list.md", {}, {{"--config", "FILE"}, {"--data", "DIR"}, {"--json"}}, run_list};
}

Command models_remove_command() {
    return {"models remove", "src/commands/models_remove.md", {{"FILE"}}, {{"--config", "FILE"}, {"--data", "DIR"}}, run_remove};
}

}  // namespace kireise::commands
