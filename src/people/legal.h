#pragma once
// Pages for everybody, without sign-in: Impressum, Datenschutzhinweise, Erklärung zur Barrierefreiheit; and the page on which an admin
// enters what only the municipality knows. The pages say openly what is missing.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/app.h"

namespace kireise::people {

// What the privacy page needs from the rooms after this one.
struct LegalFacts {
    std::vector<std::string> rooms;  // names of the migrations: each has texts "privacy.room.NAME.title|what|why|how_long"
    int survey_threshold = 0;        // fewest people a figure of a report rests on
    struct Engine {
        std::string location;  // id of the vocabulary ("workstation")
        std::string model;
        bool synthetic = false;  // a demonstration's
    };
    std::function<Engine()> engine = {};  // as it is now
};

[[nodiscard]] std::vector<Route> legal_routes(LegalFacts facts);

// Rooms of the database that hold nothing about people.
[[nodiscard]] bool holds_nothing_personal(std::string_view room);

enum class LegalPage { imprint, privacy, accessibility };

// One thing that the municipality enters; the name of the setting, and in texts "settings.field.NAME".
struct LegalField {
    std::string_view name;
    bool long_text = false;
    std::size_t limit = 200;             // characters
    std::vector<LegalPage> needed = {};  // pages that are incomplete without it
};
[[nodiscard]] std::span<const LegalField> legal_fields();

// Labels of the fields that the page lacks.
[[nodiscard]] std::vector<std::string> missing_fields(const Context& context, const Settings& settings, LegalPage page);

// {text: [lines]} of a setting, or null when it is empty.
[[nodiscard]] Json setting_lines(const Settings& settings, std::string_view name);

// The 16 Länder, as the setting "land" names them.
[[nodiscard]] std::span<const std::string_view> lands();

// The page on which an admin enters all this.
[[nodiscard]] std::vector<Route> settings_routes();

}  // namespace kireise::people
