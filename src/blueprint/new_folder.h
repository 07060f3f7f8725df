#pragma once
// Making a folder with content in one step: either it is there complete, or not at all.

#include <filesystem>
#include <functional>

#include "base/result.h"

namespace kireise::blueprint {

// `build` fills a draft beside `folder`, which is then renamed to it. conflict when `folder` exists and is not empty.
[[nodiscard]] Result<> make_folder(const std::filesystem::path& folder,
                                   const std::function<Result<>(const std::filesystem::path& draft)>& build);

}  // namespace kireise::blueprint
