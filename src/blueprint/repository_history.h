#pragma once
// For repository.cc only: log and differences.

#include "blueprint/git_handles.h"
#include "blueprint/repository.h"

namespace kireise::blueprint {

[[nodiscard]] Result<std::vector<LogEntry>> read_log(git_repository* repository, std::string_view head, std::size_t limit);
[[nodiscard]] Result<std::vector<FileDiff>> read_diff(git_repository* repository, std::string_view from, std::string_view to);

}  // namespace kireise::blueprint
