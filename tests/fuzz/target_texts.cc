#include "fuzz.h"
#include "people/texts.h"

namespace kireise::fuzz {

void fuzz_texts(std::string_view input) {
    const auto texts = people::parse_texts(input);
    if (!texts) return;
    for (const auto& [key, text] : *texts) (void)people::fill(text, {{"name", "{name}"}});
}

}  // namespace kireise::fuzz
