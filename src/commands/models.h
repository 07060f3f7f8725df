#pragma once
// What the commands on models share.

#include <string>
#include <vector>

#include "blueprint/resource_types.h"
#include "commands/command.h"

namespace kireise::commands {

// The model classes of the Blaupause inside the program.
[[nodiscard]] Result<std::vector<blueprint::ModelClass>> built_in_model_classes();

// Two columns: "  name   value".
class FactTable {
   public:
    explicit FactTable(const Io& io) : io_(io) {}
    void row(std::string_view key, std::string value);  // text commands.models.row.KEY
    void print() const;

   private:
    const Io& io_;
    std::vector<std::pair<std::string, std::string>> rows_;
};

// "model/dense-1b (...)", or that there is none; as the reader's language says it.
[[nodiscard]] std::string class_text(const Io& io, const std::string& id, bool exact);

// As the file says, and that somebody has to check it.
[[nodiscard]] std::string licence_text(const Io& io, const std::string& licence);

}  // namespace kireise::commands
