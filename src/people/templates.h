#pragma once
// Page templates (mustache). Texts "[[key]]" and partials "{{> name}}" are put in once at load, for each language, so that rendering only
// fills data.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/json.h"
#include "people/texts.h"

namespace kireise::people {

class Templates {
   public:
    // Name ("survey/question") -> source. invalid for an unknown partial, partials in a circle, or broken mustache.
    using Sources = std::map<std::string, std::string, std::less<>>;
    [[nodiscard]] static Result<Templates> load(const Sources& sources, const Texts& texts);

    Templates(Templates&&) noexcept;
    Templates& operator=(Templates&&) noexcept;
    ~Templates();

    // Values are HTML-escaped by {{name}}; {{{name}}} takes HTML that we made ourselves. internal for an unknown template.
    [[nodiscard]] Result<std::string> render(std::string_view name, const Json& data) const;

   private:
    struct Compiled;
    Templates();
    std::map<std::string, std::unique_ptr<Compiled>, std::less<>> compiled_;
};

// All templates that are built into the program, by name.
[[nodiscard]] Templates::Sources built_in_templates();

}  // namespace kireise::people
