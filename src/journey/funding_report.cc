#include "journey/funding_report.h"

#include <fmt/core.h>

#include "base/text.h"
#include "journey/evidence.h"
#include "journey/labels.h"

namespace kireise::journey {
namespace {

using namespace formats;
using people::fill;

class Composer {
   public:
    Composer(const FundingReport& report, const people::Texts& texts) : report_(report), funding_(report.funding), texts_(texts) {}

    Blocks compose() {
        add_grant();
        add_numbers();
        add_receipts();
        add_calls();
        add_work();
        add_procurements();
        add_inventory();
        add_declaration();
        return std::move(blocks_);
    }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return people::text_of(texts_, "funding.report." + key); }
    [[nodiscard]] std::string field(const std::string& key) const { return people::text_of(texts_, "funding.field." + key); }
    [[nodiscard]] std::string choice(const std::string& id) const { return people::text_of(texts_, "funding.choice." + id); }
    [[nodiscard]] std::string euros(Cents cents) const { return euros_text(cents, "de"); }
    [[nodiscard]] std::string percent(std::optional<std::int64_t> points) const { return points ? basis_points_text(*points, "de") : "–"; }

    void heading(int level, const std::string& key) { blocks_.push_back(Heading{level, t(key)}); }
    void text(const std::string& words) { blocks_.push_back(paragraph(words)); }

    void add_grant() {
        const auto& decision = *funding_.decision;
        heading(1, "grant");
        auto facts = text_table({t("fact"), t("value")}, {2, 3}, 9);
        add_row(facts, {t("recipient"), report_.town});
        add_row(facts, {field("decision.authority"), decision.authority});
        add_row(facts, {field("decision.reference"), decision.reference});
        add_row(facts, {field("decision.dated"), german_text(decision.dated)});
        add_row(facts, {t("period"), german_text(decision.start) + " – " + german_text(decision.last_day())});
        if (decision.extension_granted)
            add_row(facts, {t("extension"), fill(t("extension_text"), {{"date", german_text(*decision.extension_granted)},
                                                                       {"end", german_text(decision.end)}})});
        add_row(facts, {field("decision.financing"), choice(decision.financing)});
        add_row(facts, {field("decision.maximum"), euros(decision.maximum)});
        add_row(facts, {t("share"), percent(share_in_basis_points(funding_.planned_land(), funding_.planned()))});
        add_row(facts, {t("proof_due"), german_text(decision.proof_due())});
        add_row(facts, {t("until"), german_text(report_.until)});
        blocks_.push_back(std::move(facts));
        blocks_.push_back(Note{t("check_title"), {paragraph(t("check_text"))}});
    }

    void add_numbers() {
        heading(1, "numbers");
        text(t(funding_.decision->net ? "basis_net" : "basis_gross"));
        heading(2, "income");
        auto income = text_table({t("source"), t("planned"), t("paid_in"), t("spent"), t("left")}, {3, 2, 2, 2, 2}, 1);
        IncomeLine sum{.id = "sum"};
        for (const auto& line : income_lines(funding_)) {
            add_row(income,
                    {t("source_" + std::string(line.id)), euros(line.planned), euros(line.income), euros(line.spent), euros(line.left())});
            sum.planned += line.planned, sum.income += line.income, sum.spent += line.spent;
        }
        add_row(income, {t("sum"), euros(sum.planned), euros(sum.income), euros(sum.spent), euros(sum.left())}, true);
        income.caption = t("income_caption");
        blocks_.push_back(std::move(income));
        add_expenses();
    }

    void add_expenses() {
        heading(2, "expenses");
        auto out = text_table({t("position"), t("line"), t("planned"), t("spent"), t("difference"), t("change"), t("mark")},
                              {1, 3, 2, 2, 2, 1.6, 1.7}, 2);
        out.align.back() = Align::start;
        out.caption = t("expenses_caption");
        for (const auto& [line, spent, difference, change, over_limit] : line_states(funding_)) {
            add_row(out, {line.position, line.title + " (" + choice(line.expense) + ")", euros(line.planned()), euros(spent),
                          euros(difference), percent(change), over_limit ? t("to_check") : ""});
        }
        const auto difference = funding_.spent() - funding_.planned();
        add_row(out,
                {"", t("sum"), euros(funding_.planned()), euros(funding_.spent()), euros(difference),
                 percent(share_in_basis_points(difference, funding_.planned())), ""},
                true);
        blocks_.push_back(std::move(out));
        text(fill(t("limit"), {{"percent", std::to_string(funding_.decision->limit_percent)}}));
        if (!funding_.narrative.deviations.empty()) paragraphs(funding_.narrative.deviations);
    }

    void add_receipts() {
        heading(1, "receipts");
        if (funding_.receipts.empty()) return text(t("none"));
        auto out =
            text_table({t("number"), t("dated"), t("paid"), t("payee_purpose"), t("line_short"), t("amount")}, {1.2, 1.7, 1.7, 5, 1, 2}, 5);
        out.caption = t("receipts_caption");
        for (const auto& receipt : funding_.receipts) {
            add_row(out, {receipt.number, german_text(receipt.dated), german_text(receipt.paid), receipt.payee + "\n" + receipt.purpose,
                          position_of(receipt.line), euros(funding_.counted(receipt))});
        }
        add_row(out, {"", "", "", t("sum"), "", euros(funding_.spent())}, true);
        blocks_.push_back(std::move(out));
    }

    [[nodiscard]] std::string position_of(const std::string& line) const {
        const auto found = std::ranges::find(funding_.lines, line, &PlanLine::id);
        return found == funding_.lines.end() ? "–" : found->position;
    }

    void add_calls() {
        heading(1, "calls");
        if (funding_.calls.empty()) return text(t("none"));
        auto out = text_table({t("dated"), t("covers"), t("received"), t("amount")}, {1.7, 5, 1.7, 2}, 3);
        for (const auto& call : funding_.calls)
            add_row(out, {german_text(call.dated), call.covers, call.received ? german_text(*call.received) : "–", euros(call.amount)});
        blocks_.push_back(std::move(out));
        text(fill(t("spend_rule"), {{"weeks", std::to_string(funding_.decision->spend_weeks)}}));
    }

    void paragraphs(const std::string& words) {
        for (const auto line : lines(words)) {
            if (!trim(line).empty()) text(std::string(trim(line)));
        }
    }

    void add_narrative(const std::string& key, const std::string& words) {
        heading(2, key);
        if (words.empty()) blocks_.push_back(Note{t("check_title"), {paragraph(t("still_empty"))}});
        else paragraphs(words);
    }

    void add_work() {
        heading(1, "work");
        add_narrative("activities", funding_.narrative.activities);
        heading(2, "deliverables");
        text(fill(
            t("deliverables_text"),
            {{"done", std::to_string(report_.plan.done)}, {"all", std::to_string(report_.plan.all)}, {"date", german_text(report_.day)}}));
        for (const auto& phase : report_.plan.phases) {
            blocks_.push_back(Heading{3, phase.phase.title + " (" + german_text(phase.start) + " – " + german_text(phase.end) + ")"});
            auto out = text_table({t("deliverable"), t("due"), t("state"), t("evidence")}, {4, 1.7, 1.6, 4}, 9);
            for (const auto& planned : phase.deliverables) {
                add_row(out, {planned.deliverable.title, german_text(planned.due),
                              people::text_of(texts_, "journey.states." + state_key(planned)), evidence_text(texts_, planned)});
            }
            blocks_.push_back(std::move(out));
        }
        heading(2, "figures");
        auto figures = text_table({t("figure"), t("count")}, {5, 1}, 1);
        for (const auto& [id, value] : result_figures(report_.facts))
            add_row(figures, {people::text_of(texts_, "funding.figure." + std::string(id)), std::to_string(value)});
        blocks_.push_back(std::move(figures));
        add_narrative("results", funding_.narrative.results);
        add_narrative("outlook", funding_.narrative.outlook);
        add_conditions();
    }

    void add_conditions() {
        heading(2, "conditions");
        if (funding_.conditions.empty()) return text(t("none"));
        auto out = text_table({t("condition"), t("due"), t("done")}, {5, 1.7, 1.7}, 9);
        for (const auto& condition : funding_.conditions)
            add_row(out, {condition.text, condition.due ? german_text(*condition.due) : "–",
                          condition.done ? german_text(*condition.done) : t("open")});
        blocks_.push_back(std::move(out));
    }

    void add_procurements() {
        heading(1, "procurements");
        if (funding_.procurements.empty()) return text(t("none"));
        auto out = text_table({t("dated"), t("subject_of"), t("procedure"), t("result"), t("value_of")}, {1.7, 2.6, 2.8, 3.4, 2}, 4);
        for (const auto& one : funding_.procurements)
            add_row(out, {german_text(one.dated), one.subject, choice(one.procedure), one.result, euros(one.value)});
        blocks_.push_back(std::move(out));
    }

    void add_inventory() {
        heading(1, "inventory");
        if (funding_.inventory.empty()) return text(t("none"));
        auto out = text_table({t("dated"), t("object"), t("place"), t("value_of")}, {1.7, 4, 3, 2}, 3);
        for (const auto& one : funding_.inventory) add_row(out, {german_text(one.dated), one.object, one.place, euros(one.value)});
        blocks_.push_back(std::move(out));
    }

    void add_declaration() {
        heading(1, "declaration");
        text(t("declaration_text"));
        text("\n\n______________________________\n" + t("signature"));
    }

    const FundingReport& report_;
    const Funding& funding_;
    const people::Texts& texts_;
    Blocks blocks_;
};

}  // namespace

Result<FundingReport> gather_report(const people::Town& town, ReportKind kind, Date until_day) {
    FundingReport out{.kind = kind, .day = town.today(), .until = until_day};
    out.town = TRY(people::setting(town, "name"));
    out.funding = until(TRY(load_funding(town)), until_day);
    out.plan = TRY(current_plan(town));
    out.facts = TRY(gather_facts(town));
    if (!out.funding.decision) return fail(ErrorKind::conflict, "There is no funding decision yet; enter it first.");
    if (out.town.empty()) out.town = "–";
    return out;
}

Document report_document(const FundingReport& report, const people::Texts& texts) {
    const auto title =
        people::text_of(texts, report.kind == ReportKind::final ? "funding.report.title_final" : "funding.report.title_interim");
    return {.title = title,
            .subject = people::text_of(texts, "funding.report.subject"),
            .author = report.town,
            .date = report.day,
            .numbered = true,
            .blocks = Composer(report, texts).compose()};
}

std::string report_file_name(ReportKind kind) { return kind == ReportKind::final ? "verwendungsnachweis" : "zwischennachweis"; }

std::vector<IncomeLine> income_lines(const Funding& funding) {
    const auto spent = funding.spent_by_sources();
    return {{"land", funding.planned_land(), funding.received(), spent.land}, {"own", funding.planned_own(), spent.own, spent.own}};
}

std::vector<Figure> result_figures(const Facts& facts) {
    return {{"answers", facts.survey_answers}, {"courses", facts.courses_ready},     {"passes", facts.passes_issued},
            {"ranked", facts.usecases_ranked}, {"tested", facts.usecases_tested},    {"pcs", facts.pcs_measured},
            {"verdicts", facts.verdicts_made}, {"packages", facts.packages_exported}};
}

}  // namespace kireise::journey
