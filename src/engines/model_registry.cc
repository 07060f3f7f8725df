#include "engines/model_registry.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "base/files.h"
#include "base/json.h"

namespace kireise::engines {
namespace {

constexpr std::string_view format_name = "kireise-models";
constexpr std::size_t registry_limit = std::size_t{4} << 20U;

StoredModel from_json(const Json& json) {
    const auto text = [&](const char* key) { return json.at(key).get<std::string>(); };
    return {text("file"),
            text("sha256"),
            json.at("bytes").get<std::uint64_t>(),
            text("source"),
            text("added"),
            text("name"),
            text("architecture"),
            text("quantisation"),
            text("licence"),
            text("class"),
            json.at("class_exact").get<bool>()};
}

}  // namespace

Json to_json(const StoredModel& model) {
    return {{"file", model.file},
            {"sha256", model.sha256},
            {"bytes", model.bytes},
            {"source", model.source},
            {"added", model.added},
            {"name", model.name},
            {"architecture", model.architecture},
            {"quantisation", model.quantisation},
            {"licence", model.licence},
            {"class", model.model_class},
            {"class_exact", model.class_exact}};
}

Result<std::vector<StoredModel>> stored_models(const std::filesystem::path& folder) {
    const auto file = folder / registry_name;
    std::error_code failed;
    if (!std::filesystem::exists(file, failed)) return std::vector<StoredModel>{};
    const auto json = TRY(parse_json(TRY(read_file(file, registry_limit)), {.bytes = registry_limit, .depth = 4}));
    std::vector<StoredModel> models;
    try {
        for (const auto& one : json.at("models")) models.push_back(from_json(one));
    } catch (const Json::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("The list {} is damaged ({}). Restore it, or delete it and add the models again.",
                                                    file.string(), problem.what()));
    }
    return models;
}

Result<> write_registry(const std::filesystem::path& folder, const std::vector<StoredModel>& models) {
    Json json{{"format", format_name}, {"version", 1}, {"models", Json::array()}};
    for (const auto& model : models) json["models"].push_back(to_json(model));
    return write_file(folder / registry_name, json.dump(2) + "\n");
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    const auto name = folder / ".lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return fail(ErrorKind::io, fmt::format("The folder {} cannot be written.", folder.string()));
    FolderLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorKind::conflict, fmt::format("Another 'kireise models' works in {}; wait until it is done.", folder.string()));
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace kireise::engines
