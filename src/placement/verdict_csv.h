#pragma once
// Verdicts as a table file.

#include <string>

#include "people/texts.h"
#include "placement/verdicts.h"

namespace kireise::placement {

// For spreadsheets: UTF-8 with byte order mark, separated by semicolons, figures in German form, header in the language of the texts. One
// row per use case. Columns, in this order: id, title, result, reasons; speed: source, model class, seconds until the first word and until
// the last (nine of ten cases are not slower), each followed by its limit, id of the measurement; quality: source, metric, value in percent
// with the ends of its 95 % interval, percent required, number of cases, engine, id of the practical test; open knock-out
// questions; a word when the measurement is doubtful; class of PCs to which the times belong; number of PCs on which it runs, on which it
// runs with limits, and of all (classes where there is no inventory); pages of the longest text if limited, people at once, least memory
// in GB. What is not known is empty.
[[nodiscard]] std::string verdicts_csv(const people::Texts& texts, const Verdicts& all);

}  // namespace kireise::placement
