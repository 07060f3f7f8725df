// bench_memory [CLASS...]: the memory model (placement/memory.h) against what llama.cpp really allocates, for every model class of the
// Blaupause (or those named, "dense-1b"), three quantisations and two contexts. The models are files of zeros with holes: nothing is
// computed, little disk is used. Classes that would take more than a third of the free memory run with fewer layers, and the row says so.
// `make bench-memory`.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

#include "base/files.h"
#include "base/text.h"
#include "blueprint/snapshot.h"
#include "engines/find.h"
#include "engines/synthetic.h"
#include "engines/tensors.h"
#include "people/content.h"
#include "placement/engine_memory.h"
#include "placement/hardware.h"

namespace {

using namespace kireise;
using engines::ModelShape;
using engines::Quantisation;

constexpr double mib = 1024.0 * 1024.0;
constexpr double limit_share = 0.02;
constexpr double limit_bytes = 64 * mib;

struct Tally {
    int rows = 0;
    int within = 0;
    int false_fits = 0;
    double worst = 0;  // of the rows that are not within 64 MiB
};

Result<> write_hollow(const std::filesystem::path& file, const ModelShape& shape, Quantisation quantisation) {
    auto model = TRY(engines::synthetic_model(shape, quantisation, 1));
    for (auto& tensor : model.tensors) {
        if (tensor.dims.size() > 1) tensor.fill = nullptr;
    }
    return engines::write_gguf(file, model);
}

// Fewer layers where the whole would not fit beside other programs.
ModelShape affordable(ModelShape shape, Quantisation quantisation, std::uint64_t available) {
    const auto period = std::max(1, shape.window_period);
    while (shape.layers > period && engines::weight_bytes(shape, quantisation) > available / 3) shape.layers -= period;
    return shape;
}

void print_row(const std::string& name, const ModelShape& shape, int all_layers, Quantisation quantisation,
               const placement::MemoryNeed& need, const placement::MemoryNeed& real, Tally& tally) {
    const auto total = static_cast<double>(real.total());
    const double error = static_cast<double>(need.total()) - total;
    const bool within = std::abs(error) <= std::max(limit_share * total, limit_bytes);
    ++tally.rows;
    tally.within += within ? 1 : 0;
    if (std::abs(error) > limit_bytes) tally.worst = std::max(tally.worst, std::abs(error) / total);
    fmt::print(
        "{:<12} {:>3}/{:<3} {:<7} {:<5} {:>6}  {:>9.1f} {:>9.1f}  {:>8.1f} {:>8.1f}  {:>7.1f} {:>7.1f}  {:>9.1f} {:>9.1f}  {:>+7.1f} "
        "{:>+7.2f} %{}\n",
        name, shape.layers, all_layers, engines::to_string(quantisation), blueprint::to_id(real.packing), need.context_tokens,
        static_cast<double>(need.weights) / mib, static_cast<double>(real.weights) / mib, static_cast<double>(need.context) / mib,
        static_cast<double>(real.context) / mib, static_cast<double>(need.compute) / mib, static_cast<double>(real.compute) / mib,
        static_cast<double>(need.total()) / mib, total / mib, error / mib, 100 * error / total, within ? "" : "  OUTSIDE");
    std::fflush(stdout);
}

Result<> measure(const blueprint::ModelClass& model, Quantisation quantisation, const engines::EnginePrograms& programs, Tally& tally) {
    const auto available = TRY(placement::read_hardware()).available_bytes;
    const auto shape = affordable(model.shape, quantisation, available);
    const auto folder = TRY(TempDir::create());
    const auto file = folder.path() / "model.gguf";
    TRY(write_hollow(file, shape, quantisation));
    for (const int tokens : {4096, 8192}) {
        placement::MemoryOptions options{.context_tokens = tokens};
        const auto real = placement::engine_memory(programs.server, file, options);
        options.packing = real ? real->packing : placement::packing_of_this_processor();
        const auto need = placement::memory_need(shape, quantisation, options);
        if (real) {
            print_row(std::string(slug_of(model.id)), shape, model.shape.layers, quantisation, need, *real, tally);
            continue;
        }
        fmt::print("{} {}: {}\n", model.id, engines::to_string(quantisation), real.error().message);
        tally.false_fits += placement::fits(need, available) ? 1 : 0;
    }
    return {};
}

Result<> run(const std::vector<std::string>& wanted, Tally& tally) {
    const auto programs = TRY(engines::find_engine(engines::engine_places_from_environment()));
    const auto content = TRY(blueprint::Snapshot::load(people::built_in_content()));
    fmt::print("engine {}; MiB, predicted and real\n{:<12} {:>7} {:<7} {:<5} {:>6}  {:>19}  {:>17}  {:>15}  {:>19}  {:>17}\n",
               TRY(engines::engine_version(programs)), "class", "layers", "quant", "kept", "tokens", "weights", "context", "compute", "all",
               "error");
    for (const auto& model : content->all<blueprint::ModelClass>()) {
        if (!wanted.empty() && std::ranges::find(wanted, slug_of(model.id)) == wanted.end()) continue;
        for (const auto quantisation : {Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0})
            TRY(measure(model, quantisation, programs, tally));
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Tally tally;
    const auto ran = run({argv + 1, argv + argc}, tally);
    if (!ran) fmt::print(stderr, "{}\n", ran.error().message);
    fmt::print("figure memory_rows {} rows goal >= {}\n", tally.rows, argc > 1 ? 1 : 30);
    fmt::print("figure memory_rows_outside {} rows goal <= 0\n", tally.rows - tally.within);
    fmt::print("figure memory_worst_error {:.2f} percent goal <= 2\n", 100 * tally.worst);
    fmt::print("figure memory_false_fits {} rows goal <= 0\n", tally.false_fits);
    return ran && tally.rows > 0 && tally.rows == tally.within && tally.false_fits == 0 ? 0 : 1;
}
