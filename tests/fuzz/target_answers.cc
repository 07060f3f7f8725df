#include "fuzz.h"
#include "survey/answers.h"

namespace kireise::fuzz {

void fuzz_answers(std::string_view input) {
    const auto answers = survey::parse_answers(input);
    if (!answers) return;
    const auto again = survey::parse_answers(survey::to_text(*answers));
    require(again.has_value() && *again == *answers, "written answers read as something else");
}

}  // namespace kireise::fuzz
