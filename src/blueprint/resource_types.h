#pragma once
// Reference data: model classes, workstations, law.

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
    int feed_forward = 0;
    int vocabulary = 0;
    bool tied_embeddings = false;
    int experts = 0;       // 0: dense
    int experts_used = 0;  // for each token
};

struct ModelExample {
    std::string name;
    std::string licence;
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
