#pragma once
// The guideline as a document for word processors: clauses with their §, who adopted it, what is allowed where, and the legal bases.

#include <string>

#include "formats/document.h"
#include "people/texts.h"
#include "policy/edition.h"

namespace kireise::policy {

// `texts` in the language of the guideline. `today` dates a draft.
[[nodiscard]] formats::Document to_document(const Edition& edition, const people::Texts& texts, std::string_view town, Date today);

// The bytes of the .odt, in German.
[[nodiscard]] Result<std::string> guideline_odt(const people::Town& town, Wanted wanted);

}  // namespace kireise::policy
