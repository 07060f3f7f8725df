#pragma once
// The objects of a content repository as values, so that several processes can keep one history where all can reach it.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::blueprint {

using ObjectMap = std::map<std::string, std::string, std::less<>>;  // id -> git's own encoding ("blob 12\0...")

// Commits, trees and blobs behind the commit, without those in `known`. not_found when the repository lacks the commit.
[[nodiscard]] Result<ObjectMap> objects_behind(const std::filesystem::path& repository, std::string_view commit,
                                               const std::set<std::string, std::less<>>& known);

// Ids of all of them.
[[nodiscard]] Result<std::set<std::string, std::less<>>> object_ids(const std::filesystem::path& repository, std::string_view commit);

// Writes the objects and sets the branch to the commit, wherever it stood; makes the repository when the folder does not exist. invalid for
// an object that does not have its id, or when something behind the commit is missing: then the branch stays.
[[nodiscard]] Result<> take_over(const std::filesystem::path& repository, const ObjectMap& objects, std::string_view commit);

}  // namespace kireise::blueprint
