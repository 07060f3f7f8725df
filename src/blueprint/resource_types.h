#pragma once
// Reference data: model classes, workstations, graphics cards, law.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blueprint/common_types.h"

namespace kireise::blueprint {

struct ModelShape {  // counts and widths of a transformer
    int layers = 0;
    int embedding = 0;
    int heads = 0;
    int kv_heads = 0;
    int head_dim = 0;
    int feed_forward = 0;  // of one expert where there are experts
    int vocabulary = 0;
    bool tied_embeddings = false;
    int experts = 0;         // 0: dense
    int experts_used = 0;    // for each token
    int sliding_window = 0;  // tokens that a layer with a window looks back; 0: every layer sees the whole context
    int window_period = 0;   // of so many layers the last sees the whole context, the others have the window

    friend bool operator==(const ModelShape&, const ModelShape&) = default;
};

struct ModelExample {
    std::string name;
    std::string licence;
    std::vector<std::string> languages;  // ISO 639-1, of those that matter to a German town, as the maker names them
    std::string source;
    Date checked;
    Status status = Status::to_verify;
};

struct ModelClass {
    std::string id;
    std::string lang;
    std::string title;
    std::string architecture;
    ModelShape shape;
    std::int64_t parameters = 0;  // weights
    std::vector<std::string> quantisations;
    std::vector<ModelExample> examples;
};

struct Price {
    double value = 0;
    std::string currency;  // ISO 4217
    std::string source;
    Date checked;
    Status status = Status::to_verify;
};

struct Workstation {
    std::string id;
    std::string lang;
    std::string title;
    double memory_gib = 0;  // 2^30 bytes
    int cores = 0;
    double memory_bandwidth_gb_s = 0;  // 10^9 bytes per second
    Price price;
    Basis basis;
};

struct GpuClass {
    std::string id;
    std::string lang;
    std::string title;
    double memory_gib = 0;             // 2^30 bytes, as the driver reports it
    double memory_bandwidth_gb_s = 0;  // 10^9 bytes per second
    double fp16_tflops = 0;            // 10^12 operations per second, dense matrices, tensor cores
    std::optional<double> fp8_tflops;  // none: the card has no such arithmetic
    int power_w = 0;                   // board power at most
    Price price;
    Basis basis;
};

struct Law {
    std::string id;
    std::string lang;
    std::string citation;
    std::string title;
    std::string summary;
    std::string source;
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    std::optional<Date> checked;  // none: nobody has compared it with the source yet
    Status status = Status::to_verify;
    std::optional<std::string> note;
    std::optional<std::string> staff_council_in;  // the Land ("Sachsen-Anhalt") whose staff councils consent by this provision
};

}  // namespace kireise::blueprint
