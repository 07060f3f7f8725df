#pragma once
// For repository.cc only: the log.

#include "blueprint/git_handles.h"
#include "blueprint/repository.h"

namespace kireise::blueprint {

// At most `limit` commits from `head` backwards, newest first. invalid for what is no id, not_found when there is no such commit.
[[nodiscard]] Result<std::vector<LogEntry>> read_log(git_repository* repository, std::string_view head, std::size_t limit);

}  // namespace kireise::blueprint
