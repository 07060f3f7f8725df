#pragma once
// The interface's texts in its languages, from ui/i18n/LANG/ROOM.yaml: nested keys are joined by dots ("survey.start").

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::people {

using Texts = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] Result<Texts> parse_texts(std::string_view yaml);

// All texts of a language ("de", "en") that are built into the program; invalid when a key stands in two files.
[[nodiscard]] Result<Texts> built_in_texts(std::string_view language);

// The text, or the key itself in brackets when it is missing (a test keeps that from happening).
[[nodiscard]] std::string text_of(const Texts& texts, std::string_view key);

// Replaces {name} by its value.
using Values = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] std::string fill(std::string text, const Values& values);

}  // namespace kireise::people
