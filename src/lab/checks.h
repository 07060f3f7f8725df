#pragma once
// Does an answer keep to what a gold case asks? One pure function for all kinds of checks (blueprint/README.md, "gold").

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "blueprint/usecase_types.h"

namespace kireise::lab {

struct CheckResult {
    blueprint::CheckKind kind = blueprint::CheckKind::contains;
    bool passed = false;
    std::string sentence;          // last part of the key of a text: lab.check.SENTENCE
    Json values = Json::object();  // texts and numbers that stand in the sentence

    friend bool operator==(const CheckResult&, const CheckResult&) = default;
};

// label         the answer, without white space around it, is the id of the label
// contains, cites, forbids   one of the texts stands in the answer; see folded() for what counts as equal
// max_chars, min_chars       code points
// quotes        sources are cited, all of them exist, and each claim's words stand in what it cites, to `minimum` at least (quoting.h)
// max_lix, max_wiener   see readability.h; an answer without words does not pass
// chrf          see chrf.h
// json_schema   the whole answer is JSON and valid against the schema (draft 7), within the caps of blueprint/schema_check.h
// refuses       a heuristic: one of a list of German and English phrases of refusal or "not known" stands in the answer
// A check whose parameters are broken does not pass and says so.
// `sources` are those of the case, for quotes.
[[nodiscard]] CheckResult run_check(const blueprint::Check& check, std::string_view answer,
                                    const std::vector<blueprint::GoldSource>& sources = {});

}  // namespace kireise::lab
