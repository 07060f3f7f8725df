#pragma once
// For package.cc only: the git objects of a repository as bytes, and a repository made of them.

#include <filesystem>
#include <string>
#include <string_view>

#include "blueprint/object_exchange.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

// Everything behind the commit except the files of its own tree.
[[nodiscard]] Result<ObjectMap> collect_objects(const std::filesystem::path& repository, std::string_view commit);

struct History {
    std::string commit;
    std::string tree;
    ObjectMap objects;
    Tree files;  // of the commit's tree
};

// Makes a bare repository of exactly this history. invalid when an object is altered, missing or not needed, when the tree is not the
// commit's or not made of the files, or when any tree in the history holds something else than plain files with safe names.
[[nodiscard]] Result<> build_repository(const std::filesystem::path& folder, const History& history);

}  // namespace kireise::blueprint
