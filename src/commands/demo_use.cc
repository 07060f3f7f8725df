#include <fmt/core.h>

#include <array>

#include "base/files.h"
#include "base/number.h"
#include "blueprint/package.h"
#include "commands/demo.h"
#include "engines/find.h"
#include "engines/synthetic.h"
#include "journey/hand_on_pages.h"
#include "journey/journey_store.h"
#include "lab/lab_store.h"
#include "lab/run.h"
#include "people/error_text.h"
#include "placement/placement_store.h"
#include "placement/probe.h"
#include "placement/verdict_csv.h"

namespace kireise::commands {
namespace {

StepResult missing(const Walk& walk, const Error& problem) {
    return {walk.io.t("commands.demo.missing") + ": " + people::in_language(walk.io.lang, problem.message), true};
}

StepResult run_result(const Walk& walk, const lab::LabRun& run) {
    const auto samples = std::to_string(run.samples);
    if (!run.engine.real()) return {people::fill(walk.io.t("commands.demo.run_synthetic"), {{"samples", samples}})};
    return {people::fill(walk.io.t("commands.demo.run"),
                         {{"value", number(100 * run.value, 1, walk.io.lang)},
                          {"bar", number(100 * run.bar, 0, walk.io.lang)},
                          {"samples", samples},
                          {"verdict", walk.io.t(run.passed() ? "commands.demo.run_passed" : "commands.demo.run_failed")}})};
}

Result<> write_run(const Walk& walk, const lab::LabRun& run, std::string_view name) {
    return write_file(walk.out / name, lab::to_json(run).dump(2) + "\n");
}

Result<StepResult> keep_probe(Walk& walk, const placement::ProbeReport& report) {
    TRY(write_file(walk.out / "pc-bericht.json", placement::to_json(report).dump(2) + "\n"));
    const auto& measured = report.measurements.front();
    return StepResult{people::fill(walk.io.t("commands.demo.probe"), {{"model", measured.model.id},
                                                                      {"prefill", number(measured.prefill.median, 0, walk.io.lang)},
                                                                      {"decode", number(measured.decode.median, 1, walk.io.lang)}})};
}

}  // namespace

Result<StepResult> demo_probe(Walk& walk) {
    if (const auto report = TRY(placement::latest_report(walk.town.db()))) return keep_probe(walk, report->report);
    const auto programs = engines::find_engine(engines::engine_places_from_environment());
    if (!programs) return missing(walk, programs.error());
    const auto* model = walk.content.find<blueprint::ModelClass>(placement::default_model_class);
    if (model == nullptr) return fail(ErrorKind::not_found, "The content lacks the model class that is measured.");
    const auto version = engines::engine_version(*programs);
    if (!version) return missing(walk, version.error());
    const placement::ProbeOptions options{
        .classes = {{*model, engines::Quantisation::q4_0}}, .bench = programs->bench, .engine = *version, .method = {}, .seconds = 30};
    const auto report = placement::probe(options, walk.town.clock());
    if (!report && report.error().kind == ErrorKind::unavailable) return missing(walk, report.error());
    if (!report) return std::unexpected(report.error());
    TRY(placement::add_report(walk.town.db(), walk.town.random(), walk.town.now(), walk.io.t("commands.demo.this_pc"), *report));
    return keep_probe(walk, *report);
}

Result<StepResult> demo_classifier(Walk& walk) {
    auto run = TRY(lab::latest_run(walk.town.db(), "usecase/mail-sorting"));
    if (!run) {
        TRY(lab::test_rules(walk.town, "usecase/mail-sorting"));  // what the classifier is compared with
        run = TRY(lab::test_classifier(walk.town, "usecase/mail-sorting"));
    }
    TRY(write_run(walk, *run, "praxistest-posteingang.json"));
    return run_result(walk, *run);
}

Result<StepResult> demo_language(Walk& walk) {
    auto run = TRY(lab::latest_run(walk.town.db(), "usecase/plain-language"));
    if (!run) {
        const auto settings =
            TRY(assistant::engine_settings(assistant::engine_environment(), engines::engine_places_from_environment(), walk.engine));
        assistant::EngineHub hub(settings);
        const auto use = hub.use();
        if (!use) return missing(walk, use.error());
        run = TRY(lab::test_chat(walk.town, "usecase/plain-language",
                                 {use->endpoint(), hub.info().name, hub.info().model_class, hub.info().synthetic, hub.info().scripted}));
    }
    TRY(write_run(walk, *run, "praxistest-verstaendliche-sprache.json"));
    return run_result(walk, *run);
}

Result<StepResult> demo_verdicts(Walk& walk) {
    const auto now = TRY(placement::current_verdicts(walk.town));
    int local = 0, not_local = 0, open = 0, gated = 0;
    for (const auto& verdict : now.verdicts) {
        if (placement::runs(verdict.place)) ++local;
        else if (verdict.place == placement::Place::not_local) ++not_local;
        else ++open;
        if (placement::runs(verdict.place) && !verdict.open_gates.empty()) ++gated;
    }
    TRY(write_file(walk.out / "entscheidungen.csv", placement::verdicts_csv(walk.io.texts, now)));
    return StepResult{people::fill(walk.io.t("commands.demo.verdicts"), {{"local", std::to_string(local)},
                                                                         {"not_local", std::to_string(not_local)},
                                                                         {"open", std::to_string(open)},
                                                                         {"gated", std::to_string(gated)}})};
}

Result<StepResult> demo_package(Walk& walk) {
    const auto file = walk.out / "blaupause.kireise.zip";
    const auto made = TRY(journey::exports(walk.town));
    const bool there = !made.empty() && made.front().commit == TRY(walk.town.head_commit()) && std::filesystem::exists(file);
    if (there) return StepResult{walk.io.t("commands.demo.already")};
    const auto manifest = TRY(journey::hand_on(walk.town, "", file));
    const auto second = TRY(TempDir::create());
    const auto imported = TRY(blueprint::import_package(file, second.path() / "content.git"));
    const bool same = imported.tree == manifest.tree && imported.commit == manifest.commit && imported.files == manifest.files;
    if (!same) return fail(ErrorKind::internal, "The package did not give the same tree in the second town.");
    return StepResult{people::fill(walk.io.t("commands.demo.package"),
                                   {{"files", std::to_string(manifest.files.size())}, {"tree", manifest.tree.substr(0, 12)}})};
}

}  // namespace kireise::commands
