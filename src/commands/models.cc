#include "commands/models.h"

#include <fmt/ostream.h>

#include <algorithm>

#include "base/text.h"
#include "blueprint/snapshot.h"
#include "people/content.h"

namespace kireise::commands {

Result<std::vector<blueprint::ModelClass>> built_in_model_classes() {
    return TRY(blueprint::Snapshot::load(people::built_in_content()))->all<blueprint::ModelClass>();
}

void FactTable::row(std::string_view key, std::string value) {
    rows_.emplace_back(io_.t(fmt::format("commands.models.row.{}", key)), std::move(value));
}

void FactTable::print() const {
    std::size_t width = 0;
    for (const auto& [name, value] : rows_) width = std::max(width, characters(name));
    for (const auto& [name, value] : rows_) fmt::print(io_.out, "  {}{}  {}\n", name, std::string(width - characters(name), ' '), value);
}

std::string class_text(const Io& io, const std::string& id, bool exact) {
    if (id.empty()) return io.t("commands.models.class.none");
    return people::fill(io.t(exact ? "commands.models.class.exact" : "commands.models.class.near"), {{"id", id}});
}

std::string licence_text(const Io& io, const std::string& licence) {
    if (licence.empty()) return io.t("commands.models.licence.none");
    return people::fill(io.t("commands.models.licence.said"), {{"licence", licence}});
}

}  // namespace kireise::commands
