#include "policy/guideline_document.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/text.h"
#include "formats/markdown.h"
#include "formats/odt.h"
#include "policy/matrix.h"

namespace kireise::policy {
namespace {

using namespace formats;
using people::fill;
using people::text_of;

class Composer {
   public:
    Composer(const Edition& edition, const people::Texts& texts) : edition_(edition), texts_(texts) {}

    Blocks compose() {
        add_status();
        add_markdown(edition_.guideline.preamble, 0);
        int section = 0;
        for (const auto& part : edition_.guideline.sections) {
            blocks_.push_back(Heading{1, part.title, fill(t("section"), {{"n", std::to_string(++section)}})});
            for (const auto& clause : part.clauses) add_clause(clause);
        }
        add_matrix();
        add_law();
        return std::move(blocks_);
    }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return text_of(texts_, "policy.document." + key); }

    void add_markdown(std::string_view text, int heading_offset) {
        std::ranges::move(to_blocks(text, heading_offset), std::back_inserter(blocks_));
    }

    void add_status() {
        if (const auto& adopted = edition_.adopted) {
            auto line =
                fill(t("adopted"),
                     {{"organ", adopted->organ}, {"date", german_text(adopted->adopted)}, {"effective", german_text(adopted->effective)}});
            if (!adopted->number.empty()) line += " " + fill(t("number"), {{"number", adopted->number}});
            blocks_.push_back(Note{t("decision"), {paragraph(line)}});
            return;
        }
        Note note{t("draft_title"), {paragraph(t("draft"))}};
        List open;
        for (const auto& id : edition_.guideline.open_questions) {
            open.items.push_back({paragraph(find_question(edition_.content->guideline(), id)->title)});
        }
        if (!open.items.empty()) {
            note.blocks.push_back(paragraph(t("open")));
            note.blocks.push_back(std::move(open));
        }
        blocks_.push_back(std::move(note));
    }

    void add_clause(const AssembledClause& clause) {
        blocks_.push_back(Heading{2, clause.title, "§ " + std::to_string(clause.number)});
        add_markdown(clause.text, 2);
    }

    void add_matrix() {
        const auto& vocabulary = edition_.content->vocabulary();
        blocks_.push_back(PageBreak{});
        blocks_.push_back(Heading{1, t("matrix"), fill(t("annex"), {{"n", "1"}})});
        blocks_.push_back(paragraph(t("matrix_intro")));
        Table table;
        table.header.push_back(plain(t("data_class")));
        for (const auto& location : vocabulary.engine_locations) table.header.push_back(plain(location.title));
        for (const auto& data : vocabulary.data_classes) {
            std::vector<Runs> row{{TextRun{.text = data.title, .bold = true}}};
            for (const auto& location : vocabulary.engine_locations) {
                row.push_back(plain(in_words(texts_, matrix_cell(texts_, edition_.gate, data.id, location.id))));
            }
            table.rows.push_back(std::move(row));
        }
        table.widths = {4.4, 4, 4, 4, 3};
        table.widths.resize(table.header.size(), 4);
        blocks_.push_back(std::move(table));
    }

    // Law ids in the order of their first mention, each with the numbers of the clauses that name it.
    [[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>> mentions() const {
        std::vector<std::pair<std::string, std::vector<std::string>>> out;
        for (const auto& section : edition_.guideline.sections) {
            for (const auto& clause : section.clauses) {
                for (const auto& id : clause.law) {
                    auto found = std::ranges::find(out, id, &std::pair<std::string, std::vector<std::string>>::first);
                    if (found == out.end()) found = out.insert(out.end(), {id, {}});
                    found->second.push_back(std::to_string(clause.number));
                }
            }
        }
        return out;
    }

    void add_law() {
        blocks_.push_back(PageBreak{});
        blocks_.push_back(Heading{1, t("law"), fill(t("annex"), {{"n", "2"}})});
        blocks_.push_back(paragraph(t("law_intro")));
        Table table;
        table.header = {plain(t("citation")), plain(t("title")), plain(t("clauses")), plain(t("checked")), plain(t("status"))};
        for (const auto& [id, numbers] : mentions()) {
            const auto* law = edition_.content->find<blueprint::Law>(id);
            if (law == nullptr) continue;
            const bool to_verify = law->status == blueprint::Status::to_verify;
            table.rows.push_back({{TextRun{.text = law->citation, .link = law->source}},
                                  plain(law->title),
                                  plain("§ " + join(numbers, ", ")),
                                  plain(law->checked ? german_text(*law->checked) : "–"),
                                  {TextRun{.text = t(to_verify ? "to_verify" : "settled"), .bold = to_verify}}});
        }
        table.widths = {3.6, 5.6, 3, 2.5, 2.1};
        blocks_.push_back(std::move(table));
    }

    const Edition& edition_;
    const people::Texts& texts_;
    Blocks blocks_;
};

}  // namespace

Document to_document(const Edition& edition, const people::Texts& texts, std::string_view town, Date today) {
    const auto& adopted = edition.adopted;
    Document document;
    document.title = edition.guideline.title;
    document.author = town;
    document.version = adopted ? std::to_string(adopted->version) : "";
    document.subject = adopted ? adopted->number : text_of(texts, "policy.document.draft_title");
    document.lang = edition.content->guideline().lang;
    document.date = adopted ? adopted->adopted : today;
    document.blocks = Composer(edition, texts).compose();
    return document;
}

Result<std::string> guideline_odt(const people::Town& town, Wanted wanted) {
    const auto shown_edition = TRY(edition(town, wanted));
    const auto texts = TRY(people::built_in_texts("de"));
    const auto& adopted = shown_edition.adopted;
    const auto name = adopted ? adopted->content->adoption()->town : TRY(people::setting(town, "name"));
    return to_odt(to_document(shown_edition, texts, name, town.today()));
}

}  // namespace kireise::policy
