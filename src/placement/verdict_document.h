#pragma once
// Verdicts as files to hand on: a report to read (ODT) and tables to calculate with (ODS).

#include "formats/document.h"
#include "formats/ods.h"
#include "people/app.h"
#include "placement/verdicts.h"

namespace kireise::placement {

inline constexpr std::size_t document_classes = 100;  // the most frequent ones; the file says how many it leaves out

// Who issues the file.
[[nodiscard]] Result<std::string> town_name(const people::Context& context);

// What runs on how many PCs, the classes of PCs and how their speed is known, then each use case with its figures and where they come from.
[[nodiscard]] Result<formats::Document> verdicts_document(const people::Context& context, const Verdicts& all);

// Sheets: use cases with numbers of PCs; classes; every use case on every class with seconds, limits and ids of the measurements.
[[nodiscard]] Result<formats::Workbook> verdicts_workbook(const people::Context& context, const Verdicts& all);

}  // namespace kireise::placement
