#pragma once
// Error sentences in the reader's language. The code makes them in English, as plain text (base/error.h); here a finished sentence is
// recognised by its unchanging parts and said again with the same names and numbers. The sentences stand in ui/data/errors.de.yaml, and
// tools/check_errors.mjs keeps that file and the sources together.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kireise::people {

class ErrorTexts {
   public:
    // A list of {en, de}: templates as of fmt, "There is no file {}."; de numbers its placeholders where the order changes ({1} ... {0}).
    // invalid: no YAML. internal: another form, braces that do not pair, a placeholder in de that en does not have.
    [[nodiscard]] static Result<ErrorTexts> parse(std::string_view yaml);

    // The message by the entry that fits with the most text of its own, one that begins with text before one that begins with a
    // placeholder; as it is when none fits, and above 16 KiB. "where: sentence" is understood too. What stood for a placeholder is
    // translated when it is a sentence of the catalogue, unless it stands in quotes: then it is somebody's words.
    // Time: at most 15 x entries x length.
    [[nodiscard]] std::string translate(std::string_view message) const;

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

   private:
    struct Template {
        std::vector<std::string> literals;      // one more than placeholders
        std::vector<std::size_t> placeholders;  // the argument that each one stands for
    };
    struct Entry {
        Template en, de;
        std::size_t weight = 0;  // characters of the literals of `en`
    };
    using Parts = std::vector<std::string_view>;  // what stood for the placeholders

    [[nodiscard]] static Result<Template> parse_template(std::string_view text);
    [[nodiscard]] static Result<Entry> parse_entry(std::string_view en, std::string_view de);
    [[nodiscard]] static bool match(const Template& pattern, std::string_view message, Parts& out);
    enum class Begins { with_own_text, with_anything };

    [[nodiscard]] std::optional<std::string> translate(Begins begins, std::string_view message, int depth) const;
    [[nodiscard]] std::string translate(std::string_view message, int depth) const;
    [[nodiscard]] std::string fill(const Entry& entry, const Parts& parts, int depth) const;

    std::vector<Entry> entries_;  // the heaviest first
};

// For people who read `language`: German ("de") from the built-in catalogue, else as it is.
[[nodiscard]] std::string in_language(std::string_view language, std::string_view message);

}  // namespace kireise::people
