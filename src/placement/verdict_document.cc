#include "placement/verdict_document.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/text.h"
#include "people/texts.h"
#include "placement/fleet_view.h"
#include "placement/pc_view.h"
#include "placement/verdict_view.h"
#include "placement/words.h"

namespace kireise::placement {
namespace {

using namespace formats;
using blueprint::to_id;
using people::Context;
using people::fill;

class Composer {
   public:
    Composer(const Context& context, const Verdicts& all) : context_(context), all_(all) {}

    Blocks compose() {
        text(context_.t("placement.rule"));
        text(context_.t("placement.document.how"));
        add_overview();
        add_classes();
        add_usecases();
        return std::move(blocks_);
    }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return context_.t("placement.document." + key); }
    [[nodiscard]] std::string word(std::string_view group, std::string_view id) const {
        return context_.t(fmt::format("placement.{}.{}", group, id));
    }
    [[nodiscard]] std::string title(const Verdict& verdict) const { return all_.content->find<blueprint::UseCase>(verdict.usecase)->title; }

    void heading(int level, std::string words) { blocks_.push_back(Heading{level, std::move(words)}); }
    void text(const std::string& words) { blocks_.push_back(paragraph(words)); }

    void add_overview() {
        heading(1, t("overview"));
        auto out = text_table({context_.t("placement.usecase"), context_.t("placement.result"), t("share")}, {3, 3, 3});
        out.caption = t("overview_caption");
        for (std::size_t i = 0; i < all_.verdicts.size(); ++i) {
            const auto share = share_text(context_, all_.fleet, all_.fleetwide[i]);
            add_row(out, {title(all_.verdicts[i]), word("place", place_word(all_.verdicts[i])), share.empty() ? "–" : share});
        }
        if (out.rows.empty()) return text(context_.t("placement.no_usecases"));
        blocks_.push_back(std::move(out));
        if (all_.shown_class() != nullptr) text(fill(t("result_of"), {{"class", class_text(context_, all_.shown_class()->kind)}}));
    }

    void add_classes() {
        heading(1, context_.t("placement.fleet.title"));
        if (all_.fleet.classes.empty()) return text(context_.t("placement.no_reports"));
        auto out = text_table(
            {context_.t("placement.fleet.class"), context_.t("placement.fleet.count"), context_.t("placement.fleet.basis")}, {4, 1.5, 5});
        out.align = {Align::start, Align::end, Align::start};
        out.caption = t("classes_caption");
        for (const auto& one : shown()) {
            add_row(out, {class_text(context_, one.kind), one.count > 0 ? context_.number(one.count) : "–",
                          basis_text(context_, all_.fleet, one)});
        }
        blocks_.push_back(std::move(out));
        const auto more = all_.fleet.classes.size() - shown().size();
        if (more > 0) text(fill(context_.t("placement.fleet.more"), {{"n", context_.number(static_cast<double>(more))}}));
    }

    [[nodiscard]] std::span<const FleetClass> shown() const {
        return std::span(all_.fleet.classes).first(std::min(document_classes, all_.fleet.classes.size()));
    }

    void add_usecases() {
        heading(1, t("usecases"));
        for (std::size_t i = 0; i < all_.verdicts.size(); ++i) add_usecase(i);
    }

    void add_usecase(std::size_t index) {
        const auto& verdict = all_.verdicts[index];
        heading(2, title(verdict));
        std::vector<std::string> reasons;
        for (const auto reason : verdict.reasons) reasons.push_back(word("reason", to_id(reason)));
        blocks_.push_back(
            Paragraph{{TextRun{.text = context_.t("placement.result") + ": " + word("place", place_word(verdict)) + ". ", .bold = true},
                       TextRun{.text = join(reasons, " ")}}});
        if (const auto gates = open_gate_titles(*all_.content, verdict); !gates.empty())
            text(context_.t("placement.gates.open") + " " + join(gates, "; ") + ".");
        add_quality(verdict.quality);
        if (all_.fleetwide[index].on_pcs) add_on_classes(index);
        else if (verdict.speed.known()) text(context_.t("placement.speed.explain.classifier") + " " + times_text(context_, verdict.speed));
    }

    void add_quality(const QualityLeg& leg) {
        if (!leg.known()) return text(fill(t("no_quality"), {{"bar", context_.percent(leg.bar)}}));
        const auto figures = fill(word("quality.figures", to_id(leg.metric)), {{"value", context_.percent(leg.value)},
                                                                               {"low", context_.percent(leg.interval.low)},
                                                                               {"high", context_.percent(leg.interval.high)}});
        text(fill(t("quality"), {{"figures", figures},
                                 {"bar", context_.percent(leg.bar)},
                                 {"samples", context_.number(static_cast<double>(leg.samples))},
                                 {"engine", leg.engine},
                                 {"run", leg.run}}));
    }

    void add_on_classes(std::size_t index) {
        auto out = text_table({context_.t("placement.fleet.class"), context_.t("placement.result"), t("times"), t("measurement")},
                              {3, 2.4, 3.4, 2.6});
        for (std::size_t i = 0; i < shown().size(); ++i) {
            const auto& each = all_.fleetwide[index].by_class[i];
            auto result = std::vector{word("place", place_word(each))};
            if (each.speed.limited()) std::ranges::copy(limit_texts(context_, each.speed), std::back_inserter(result));
            add_row(out, {class_text(context_, all_.fleet.classes[i].kind), join(result, "\n"), times_text(context_, each.speed),
                          measurement_text(each.speed, all_.fleet.classes[i])});
        }
        if (!out.rows.empty()) blocks_.push_back(std::move(out));
    }

    [[nodiscard]] std::string measurement_text(const SpeedLeg& leg, const FleetClass& pc_class) const {
        const auto* stored = all_.report(leg.report);
        if (stored == nullptr) return context_.t("placement.source.none");
        const auto which =
            fmt::format("{}, {}, {}", pc_name(context_, *stored), german_time(stored->report.started), stored->id.substr(0, 8));
        return pc_class.measured() ? which : t("of_similar") + " " + which;
    }

    const Context& context_;
    const Verdicts& all_;
    Blocks blocks_;
};

}  // namespace

Result<std::string> town_name(const Context& context) {
    auto name = TRY(people::setting(context.town, "name"));
    return name.empty() ? "–" : name;
}

Result<Document> verdicts_document(const Context& context, const Verdicts& all) {
    auto author = TRY(town_name(context));
    return Document{.title = context.t("placement.document.title"),
                    .subject = context.t("placement.verdicts"),
                    .author = std::move(author),
                    .lang = context.language.id,
                    .date = context.town.today(),
                    .numbered = true,
                    .blocks = Composer(context, all).compose()};
}

}  // namespace kireise::placement
