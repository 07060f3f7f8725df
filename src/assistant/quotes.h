#pragma once
// What a refusal quotes from the adopted guideline.

#include <string>
#include <vector>

#include "assistant/admission.h"
#include "policy/assembly.h"

namespace kireise::assistant {

struct Quote {
    std::string clause;  // id
    int number = 0;      // its §
    std::string title;
    std::string short_text;  // plain text: the clause in one sentence
    std::string paragraph;   // Markdown: the one paragraph that demands what is missing; empty where the whole clause does
    std::string text;        // Markdown: the whole clause

    friend bool operator==(const Quote&, const Quote&) = default;
};

// Of a refusal by a clause: that clause. Of missing needs: the clause behind each, in the order of the needs, each once. A clause that the
// town's guideline does not have is left out; the need itself stays.
[[nodiscard]] std::vector<Quote> quotes_for(const policy::AssembledGuideline& guideline, const Admission& admission);

}  // namespace kireise::assistant
