#include "blueprint/new_folder.h"

#include <fmt/core.h>

#include "base/files.h"

namespace kireise::blueprint {

namespace fs = std::filesystem;

Result<> make_folder(const fs::path& folder, const std::function<Result<>(const fs::path& draft)>& build) {
    std::error_code code;
    if (fs::exists(fs::symlink_status(folder, code)) && !(fs::is_directory(folder, code) && fs::is_empty(folder, code))) {
        return fail(ErrorKind::conflict, fmt::format("{} exists already and is not empty; name a new folder.", folder.string()));
    }
    const auto target = fs::absolute(folder, code).lexically_normal();
    const auto place = target.has_filename() ? target : target.parent_path();
    const auto temp = TRY(TempDir::create(place.parent_path()));
    const auto draft = temp.path() / "draft";
    TRY(build(draft));
    fs::rename(draft, place, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", folder.string(), code.message()));
    return {};
}

}  // namespace kireise::blueprint
