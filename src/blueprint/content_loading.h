#pragma once
// For this room only: tree -> content, with everything that is wrong with single files. Checks that look across files: checks.h.

#include "blueprint/content.h"
#include "blueprint/report.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

// What could be read; what could not is in the report. The report keeps the documents of the originals by id.
[[nodiscard]] Content load_content(const Tree& tree, Report& report);

// Reads the YAML and Markdown of every kind into the report, checked against schema, place and language.
void load_documents(const Tree& tree, Report& report, std::vector<Document>& documents);

// Text, fences and mails that stand beside documents.
void load_clause_text(const Document& document, Clause& clause, Report& report);
void load_sections(const Tree& tree, Course& course, Report& report);
void load_mails(const Tree& tree, Content& content, Report& report);

}  // namespace kireise::blueprint
