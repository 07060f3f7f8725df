// Texts and tables that stand beside documents: clause texts, course sections, labelled mails.

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "blueprint/content_loading.h"

namespace kireise::blueprint {
namespace {

Variant* find_variant(Clause& clause, std::string_view id) {
    const auto found = std::ranges::find(clause.variants, id, &Variant::id);
    return found == clause.variants.end() ? nullptr : &*found;
}

// Puts one block into the clause; gives what is wrong with it.
std::string place_block(Clause& clause, const Block& block) {
    if (block.kind == BlockKind::text) {
        const bool after_variants = std::ranges::any_of(clause.variants, [](const Variant& variant) { return !variant.text.empty(); });
        (after_variants ? clause.text_after : clause.text) = block.text;
        return {};
    }
    if (block.kind != BlockKind::variant) return "A clause has no other blocks than ::: variant.";
    if (!clause.text_after.empty()) return "The variants of a clause stand together; common text goes before the first or after the last.";
    auto* variant = find_variant(clause, block.title);
    if (variant == nullptr)
        return fmt::format("The front matter has no variant {}; add it to `variants` or correct the name.", block.title);
    if (!variant->text.empty()) return fmt::format("The variant {} has two blocks; keep one.", block.title);
    variant->text = block.text;
    return {};
}

struct MailTable {
    std::vector<Mail> mails;
    std::vector<int> lines;  // of each mail in the file
};

MailTable load_table(const std::string& path, std::string_view content, Report& report) {
    const std::vector<std::string> header{"id", "label", "subject", "text"};
    MailTable out;
    const auto rows = parse_csv(content);
    if (!rows) {
        report.add_error(path, rows.error());
        return out;
    }
    if (rows->empty() || rows->front() != header) {
        report.add({path, 1, "", fmt::format("The first line must be {}.", join(header, ","))});
        return out;
    }
    int line = 1;
    for (const auto& row : *rows) {
        if (&row != &rows->front()) {
            out.mails.push_back({row[0], row[1], row[2], row[3]});
            out.lines.push_back(line);
        }
        for (const auto& field : row) line += static_cast<int>(std::ranges::count(field, '\n'));
        ++line;
    }
    if (out.mails.empty()) report.add({path, 1, "", "The table has no mails."});
    return out;
}

// What makes the labels and the separation of training and test worth trusting.
class MailChecks {
   public:
    MailChecks(const UseCase& usecase, Report& report) : usecase_(usecase), report_(report) {}

    void check(const std::string& path, const MailTable& table) {
        for (std::size_t i = 0; i < table.mails.size(); ++i) {
            const auto problem = problem_of(table.mails[i], path);
            if (!problem.empty()) report_.add({path, table.lines[i], "", problem});
        }
    }

   private:
    std::string problem_of(const Mail& mail, const std::string& path) {
        if (mail.id.empty() || mail.text.empty()) return "A mail needs an id and a text.";
        if (!ids_.insert(mail.id).second) return fmt::format("The id {} stands twice in train.csv and test.csv.", mail.id);
        if (std::ranges::find(usecase_.labels, mail.label, &Label::id) == usecase_.labels.end()) {
            return fmt::format("The label {} is not among the labels of {}.", mail.label, usecase_.id);
        }
        const auto [known, is_new] = texts_.emplace(mail.subject + "\n" + mail.text, path);
        return is_new || known->second == path ? "" : "The same mail stands in train.csv; training and test must not overlap.";
    }

    const UseCase& usecase_;
    Report& report_;
    std::set<std::string> ids_;
    std::map<std::string, std::string> texts_;
};

void check_orphan(const std::string& path, const Content& content, Report& report) {
    const auto names = split(path, '/');
    if (names.size() != 3 || !is_companion(path) || path.ends_with("README.md")) return;
    if (names[0] == "usecases") {
        const auto id = "usecase/" + names[1];
        if (content.find<UseCase>(id) == nullptr && !report.is_broken(id))
            report.add({path, 1, "", fmt::format("There is no {} for this file.", id)});
        return;
    }
    const auto id = "course/" + names[1];
    const auto* course = content.find<Course>(id);
    if (report.is_broken(id) || !language_of(path).empty()) return;
    if (course != nullptr && std::ranges::find(course->sections, names[2], &Section::file) != course->sections.end()) return;
    report.add({path, 1, "", fmt::format("No section of {} names this file; list it in course.yaml or delete it.", id)});
}

}  // namespace

void load_clause_text(const Document& document, Clause& clause, Report& report) {
    const auto blocks = parse_fences(document.body, document.body_line);
    if (!blocks) return report.add_error(document.path, blocks.error());
    for (const auto& block : *blocks) {
        if (auto problem = place_block(clause, block); !problem.empty()) report.add({document.path, block.line, "", std::move(problem)});
    }
    for (const auto& variant : clause.variants) {
        if (variant.text.empty() && clause.variants.size() > 1) {
            report.add({document.path, document.body_line, "", fmt::format("The block ::: variant {} is missing.", variant.id)});
        }
    }
    if (blocks->empty()) report.add({document.path, document.body_line, "", "The clause has no text."});
}

void load_sections(const Tree& tree, Course& course, Report& report) {
    for (std::size_t i = 0; i < course.sections.size(); ++i) {
        auto& section = course.sections[i];
        const auto path = fmt::format("courses/{}/{}", slug_of(course.id), section.file);
        const auto found = tree.find(path);
        if (found == tree.end()) {
            report.at(course.id, fmt::format("/sections/{}/file", i), fmt::format("The file {} does not exist.", path));
            continue;
        }
        section.markdown = found->second;
        auto blocks = parse_fences(section.markdown);
        if (!blocks) report.add_error(path, blocks.error());
        else section.blocks = std::move(*blocks);
        if (trim(section.markdown).empty()) report.add({path, 1, "", "The section has no text."});
    }
}

void load_mails(const Tree& tree, Content& content, Report& report) {
    for (const auto& [path, bytes] : tree) check_orphan(path, content, report);
    for (const auto& usecase : content.all<UseCase>()) {
        const auto folder = fmt::format("usecases/{}/", slug_of(usecase.id));
        const auto train = tree.find(folder + "train.csv");
        const auto test = tree.find(folder + "test.csv");
        if (train == tree.end() && test == tree.end()) continue;
        if (train == tree.end() || test == tree.end()) {
            report.add({train == tree.end() ? test->first : train->first, 1, "",
                        "train.csv and test.csv belong together; one of them is missing."});
            continue;
        }
        MailChecks checks(usecase, report);
        auto trained = load_table(train->first, train->second, report);
        auto tested = load_table(test->first, test->second, report);
        checks.check(train->first, trained);
        checks.check(test->first, tested);
        content.of<MailSet>().add(
            {fmt::format("mails/{}", slug_of(usecase.id)), usecase.id, std::move(trained.mails), std::move(tested.mails)});
    }
}

}  // namespace kireise::blueprint
