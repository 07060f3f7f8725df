#pragma once
// The model files of an installation: DATA/models/*.gguf, and beside them models.json, which says where each came from. A file gets in only
// with the SHA-256 that whoever adds it has taken from the maker's page, and only when it is a readable model file.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "blueprint/resource_types.h"
#include "engines/gguf_facts.h"

namespace kireise::engines {

struct StoredModel {
    std::string file;    // its name in the folder
    std::string sha256;  // 64 lower-case digits
    std::uint64_t bytes = 0;
    std::string source;  // address without its query, or the name of the file that was copied
    std::string added;   // UTC
    std::string name;    // as the file calls itself
    std::string architecture;
    std::string quantisation;
    std::string licence;      // as the file says; "" when it says none
    std::string model_class;  // "model/dense-1b"; "" when none fits
    bool class_exact = false;
    friend bool operator==(const StoredModel&, const StoredModel&) = default;
};

[[nodiscard]] Json to_json(const StoredModel& model);  // as in models.json

struct AddModel {
    std::string source;                                    // path, https:// address, or http:// address of this machine
    std::string sha256;                                    // upper or lower case
    std::string name;                                      // of the file here; "": as in the source. "model.gguf": letters, digits, "._-"
    std::filesystem::path ca_file;                         // for https; "" for the authorities of the system
    std::uint64_t size_limit = std::uint64_t{512} << 30U;  // bytes
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // total 0: not known
    std::stop_token stop;
};

// Not found folders count as empty. invalid: models.json is damaged.
[[nodiscard]] Result<std::vector<StoredModel>> stored_models(const std::filesystem::path& folder);

// Streams, hashes, checks, keeps. A download that breaks off or is stopped leaves SHA256.part; the next call with the same hash goes on
// from there (HTTP range; from the start where the server knows none). invalid: no hash, no name, another hash, no model file; conflict:
// there already, or another call is at it; too_large; unavailable: not enough disk (1 GiB stays free), or the download broke off;
// not_found; busy; io. After another hash nothing is kept.
[[nodiscard]] Result<StoredModel> add_model(const std::filesystem::path& folder, const AddModel& request,
                                            const std::vector<blueprint::ModelClass>& classes, const Clock& clock);

// Deletes the file and its entry. `file` is a name as in stored_models. not_found.
[[nodiscard]] Result<> remove_model(const std::filesystem::path& folder, std::string_view file);

// A file's name that cannot leave the folder and ends in ".gguf".
[[nodiscard]] bool is_model_file_name(std::string_view name);

}  // namespace kireise::engines
