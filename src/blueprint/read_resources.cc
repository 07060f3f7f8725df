#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

static void from_json(const Json& json, ModelShape& out) {
    read(json, "layers", out.layers);
    read(json, "embedding", out.embedding);
    read(json, "heads", out.heads);
    read(json, "kv_heads", out.kv_heads);
    read(json, "head_dim", out.head_dim);
    read(json, "feed_forward", out.feed_forward);
    read(json, "vocabulary", out.vocabulary);
    read(json, "tied_embeddings", out.tied_embeddings);
    read(json, "experts", out.experts);
    read(json, "experts_used", out.experts_used);
    read_if_present(json, "sliding_window", out.sliding_window);
    read_if_present(json, "window_period", out.window_period);
}

static void from_json(const Json& json, ModelExample& out) {
    read(json, "name", out.name);
    read(json, "licence", out.licence);
    read(json, "languages", out.languages);
    read(json, "source", out.source);
    read(json, "checked", out.checked);
    read(json, "status", out.status);
}

void from_json(const Json& json, ModelClass& out) {
    read_head(json, out);
    read(json, "architecture", out.architecture);
    read(json, "shape", out.shape);
    read(json, "parameters", out.parameters);
    read(json, "quantisations", out.quantisations);
    read(json, "examples", out.examples);
}

static void from_json(const Json& json, Price& out) {
    read(json, "value", out.value);
    read(json, "currency", out.currency);
    read(json, "source", out.source);
    read(json, "checked", out.checked);
    read(json, "status", out.status);
}

void from_json(const Json& json, Workstation& out) {
    read_head(json, out);
    read(json, "memory_gib", out.memory_gib);
    read(json, "cores", out.cores);
    read(json, "memory_bandwidth_gb_s", out.memory_bandwidth_gb_s);
    read(json, "price", out.price);
    read(json, "basis", out.basis);
}

void from_json(const Json& json, GpuClass& out) {
    read_head(json, out);
    read(json, "memory_gib", out.memory_gib);
    read(json, "memory_bandwidth_gb_s", out.memory_bandwidth_gb_s);
    read(json, "fp16_tflops", out.fp16_tflops);
    read(json, "fp8_tflops", out.fp8_tflops);
    read(json, "power_w", out.power_w);
    read(json, "price", out.price);
    read(json, "basis", out.basis);
}

void from_json(const Json& json, Law& out) {
    read_head(json, out);
    read(json, "citation", out.citation);
    read(json, "summary", out.summary);
    read(json, "source", out.source);
    read(json, "valid_from", out.valid_from);
    read(json, "valid_to", out.valid_to);
    read(json, "checked", out.checked);
    read(json, "status", out.status);
    read(json, "note", out.note);
    read(json, "staff_council_in", out.staff_council_in);
}

}  // namespace kireise::blueprint
