#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "people/texts.h"
#include "placement/fleet_view.h"
#include "placement/verdict_document.h"
#include "placement/words.h"

namespace kireise::placement {
namespace {

using namespace formats;
using people::Context;
using people::fill;

class Sheets {
   public:
    Sheets(const Context& context, const Verdicts& all, std::string town) : context_(context), all_(all), town_(std::move(town)) {}

    [[nodiscard]] std::vector<Sheet> all() const { return {overview(), classes(), figures()}; }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return context_.t("placement.document." + key); }
    [[nodiscard]] std::string title(const Verdict& verdict) const { return all_.content->find<blueprint::UseCase>(verdict.usecase)->title; }
    [[nodiscard]] std::string place(const Verdict& verdict) const { return context_.t("placement.place." + place_word(verdict)); }
    static SheetCell number(double value) { return {value}; }
    // Two decimals; whole from a hundred on.
    static SheetCell rounded(bool known, double value) {
        const double places = value < 100 ? 100 : 1;
        return known ? SheetCell{std::round(value * places) / places} : SheetCell{};
    }
    static SheetCell words(std::string text) { return {std::move(text)}; }

    [[nodiscard]] Sheet sheet(const std::string& name, std::vector<SheetColumn> columns) const {
        const auto note = fill(t("sheet_note"), {{"town", town_}, {"date", german_text(context_.town.today())}});
        return {.name = t("sheet_" + name), .titles = {t("sheet_" + name), note}, .columns = std::move(columns), .rows = {}};
    }

    [[nodiscard]] Sheet overview() const {
        auto out = sheet("overview", {{context_.t("placement.usecase"), 7},
                                      {context_.t("placement.result"), 5},
                                      {t("pcs_local"), 2.5},
                                      {t("pcs_limited"), 2.8},
                                      {t("pcs_not"), 2.5},
                                      {t("pcs_open"), 2.5},
                                      {t("pcs_all"), 2.5}});
        for (std::size_t i = 0; i < all_.verdicts.size(); ++i) {
            const auto& [by_class, share, on_pcs] = all_.fleetwide[i];
            std::vector<SheetCell> row{words(title(all_.verdicts[i])), words(place(all_.verdicts[i]))};
            for (const int count : {share.local, share.with_limits, share.not_local, share.not_tested})
                row.push_back(on_pcs ? number(count) : SheetCell{});
            const auto line = out.row_number(out.rows.size());
            row.push_back(on_pcs ? SheetCell{static_cast<double>(share.all()), fmt::format("SUM([.C{0}:.F{0}])", line)} : SheetCell{});
            out.rows.push_back(std::move(row));
        }
        return out;
    }

    [[nodiscard]] Sheet classes() const {
        auto out = sheet("classes", {{context_.t("placement.fleet.class"), 8},
                                     {context_.t("placement.fleet.count"), 2.2},
                                     {t("cores"), 2},
                                     {t("memory_gb"), 2.6},
                                     {context_.t("placement.fleet.basis"), 9},
                                     {t("factor"), 2.4}});
        for (const auto& one : all_.fleet.classes) {
            out.rows.push_back({words(class_text(context_, one.kind)), number(one.count), rounded(one.kind.cores > 0, one.kind.cores),
                                rounded(one.kind.memory_gib > 0, one.kind.memory_gib), words(basis_text(context_, all_.fleet, one)),
                                rounded(one.source.has_value(), one.factor)});
        }
        return out;
    }

    [[nodiscard]] Sheet figures() const {
        auto out = sheet("figures", {{context_.t("placement.usecase"), 3.6},
                                     {context_.t("placement.fleet.class"), 3.7},
                                     {context_.t("placement.result"), 2.7},
                                     {t("first_s"), 1.7},
                                     {t("total_s"), 1.6},
                                     {t("total_low"), 1.7},
                                     {t("total_high"), 1.7},
                                     {t("limit_s"), 1.6},
                                     {t("pages"), 1.5},
                                     {t("users"), 1.9},
                                     {t("memory_gb"), 1.8},
                                     {t("measurement"), 1.8}});
        const auto classes = std::min(document_classes, all_.fleet.classes.size());
        for (std::size_t i = 0; i < all_.verdicts.size(); ++i) {
            for (std::size_t k = 0; all_.fleetwide[i].on_pcs && k < classes; ++k)
                out.rows.push_back(figure_row(all_.fleetwide[i].by_class[k], all_.fleet.classes[k]));
        }
        return out;
    }

    [[nodiscard]] std::vector<SheetCell> figure_row(const Verdict& verdict, const FleetClass& pc_class) const {
        const auto& leg = verdict.speed;
        const bool known = leg.known();
        const auto& total = leg.p90.total;
        return {words(title(verdict)),
                words(class_text(context_, pc_class.kind)),
                words(place(verdict)),
                rounded(known, leg.p90.first_token.value),
                rounded(known, total.value),
                rounded(known, total.low),
                rounded(known, total.high),
                number(leg.limit.total_ms / 1000.0),
                rounded(leg.usual_good(), leg.limits.pages),
                rounded(leg.limits.users > 0, leg.limits.users),
                rounded(leg.limits.memory_gib > 0, leg.limits.memory_gib),
                words(leg.report.substr(0, 8))};
    }

    const Context& context_;
    const Verdicts& all_;
    std::string town_;
};

}  // namespace

Result<Workbook> verdicts_workbook(const Context& context, const Verdicts& all) {
    const auto town = TRY(town_name(context));
    return Workbook{.title = context.t("placement.document.title"),
                    .author = town,
                    .lang = context.language.id,
                    .date = context.town.today(),
                    .sheets = Sheets(context, all, town).all()};
}

}  // namespace kireise::placement
