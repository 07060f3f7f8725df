#include "placement/fleet_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "people/texts.h"
#include "placement/pc_view.h"

namespace kireise::placement {
namespace {

using people::Context;
using people::fill;

constexpr std::size_t shown_models = 3;
constexpr std::size_t shown_measurements = 5;

std::string memory_text(const Context& context, int gib) { return fill(context.t("placement.fleet.memory"), {{"n", context.number(gib)}}); }

std::string models_text(const Context& context, const FleetClass& pc_class) {
    std::vector<std::string> parts;
    for (const auto& model : pc_class.models) {
        if (parts.size() == shown_models) break;
        parts.push_back(fmt::format("{} ({})", model.name, context.number(model.count)));
    }
    if (pc_class.models.size() > shown_models) {
        const auto more = static_cast<double>(pc_class.models.size() - shown_models);
        parts.push_back(fill(context.t("placement.fleet.more_models"), {{"n", context.number(more)}}));
    }
    return join(parts, ", ");
}

Json measurement_links(const Context& context, const FleetClass& pc_class, const std::vector<StoredReport>& reports) {
    auto out = Json::array();
    for (const auto index : pc_class.reports) {
        if (out.size() == shown_measurements) break;
        const auto& stored = reports[index];
        out.push_back({{"href", "/workstations/" + stored.id + ".json"},
                       {"text", fmt::format("{}, {}", pc_name(context, stored), german_time(stored.report.started))}});
    }
    return out;
}

Json class_row(const Context& context, const blueprint::Snapshot& content, const Fleet& fleet, const FleetClass& pc_class,
               const std::vector<StoredReport>& reports) {
    const auto* workstation = content.find<blueprint::Workstation>(pc_class.workstation);
    const auto links = measurement_links(context, pc_class, reports);
    return {{"slug", pc_class.slug},
            {"title", class_text(context, pc_class.kind)},
            {"count", pc_class.count > 0 ? context.number(pc_class.count) : context.t("placement.fleet.not_listed")},
            {"models", models_text(context, pc_class)},
            {"workstation", workstation == nullptr ? "" : workstation->title},
            {"basis", basis_text(context, fleet, pc_class)},
            {"measured", pc_class.measured()},
            {"has_source", pc_class.source.has_value()},
            {"measurements", links}};
}

}  // namespace

std::string class_text(const Context& context, const PcKind& kind) {
    std::vector<std::string> parts{kind.cpu.name.empty() ? context.t("placement.pc.cpu_unknown") : kind.cpu.name};
    if (kind.cores > 0)
        parts.push_back(
            fill(context.t(kind.cores == 1 ? "placement.fleet.core" : "placement.fleet.cores"), {{"n", context.number(kind.cores)}}));
    if (kind.memory_gib > 0) parts.push_back(memory_text(context, kind.memory_gib));
    if (!kind.gpu.empty()) parts.push_back(kind.gpu);
    if (kind.virtual_machine) parts.push_back(context.t("placement.fleet.virtual"));
    return join(parts, ", ");
}

std::string basis_text(const Context& context, const Fleet& fleet, const FleetClass& pc_class) {
    if (pc_class.measured()) return context.t("placement.fleet.measured");
    if (!pc_class.source) return context.t("placement.fleet.not_measured");
    return fill(context.t("placement.fleet.stands_in"),
                {{"class", class_text(context, fleet.classes[*pc_class.source].kind)}, {"factor", context.number(pc_class.factor, 1)}});
}

std::string share_text(const Context& context, const Fleet& fleet, const UseCaseVerdicts& verdicts) {
    const auto& share = verdicts.share;
    if (!verdicts.on_pcs || share.all() == 0 || share.not_tested == share.all()) return {};
    const std::string unit = fleet.has_inventory() ? "pcs" : "classes";
    auto out = fill(context.t("placement.share." + unit), {{"n", context.number(share.runs())}, {"all", context.number(share.all())}});
    if (share.with_limits > 0) out += fill(context.t("placement.share.limited"), {{"n", context.number(share.with_limits)}});
    if (share.not_tested > 0) out += fill(context.t("placement.share.open"), {{"n", context.number(share.not_tested)}});
    return out;
}

std::vector<std::string> limit_texts(const Context& context, const SpeedLeg& leg) {
    std::vector<std::string> out;
    const auto& limits = leg.limits;
    if (!leg.usual_good() || leg.model.empty()) return out;
    const double pages = std::floor(limits.pages * 10) / 10;
    if (!limits.all_long && pages > 0)
        out.push_back(fill(context.t("placement.limits.pages"), {{"n", context.number(pages, pages < 10 ? 1 : 0)}}));
    if (!limits.all_long && pages <= 0) out.push_back(context.t("placement.limits.no_page"));
    if (limits.users > 0)
        out.push_back(limits.users == 1 ? context.t("placement.limits.user")
                                        : fill(context.t("placement.limits.users"), {{"n", context.number(limits.users)}}));
    if (limits.memory_gib > 0)
        out.push_back(fill(context.t("placement.limits.memory"), {{"memory", memory_text(context, limits.memory_gib)}}));
    return out;
}

Json fleet_data(const Context& context, const blueprint::Snapshot& content, const Fleet& fleet, const std::vector<StoredReport>& reports) {
    auto rows = Json::array();
    for (const auto& pc_class : fleet.classes) {
        if (rows.size() == shown_classes) break;
        rows.push_back(class_row(context, content, fleet, pc_class, reports));
    }
    const auto more = fleet.classes.size() - rows.size();
    return {{"rows", rows},
            {"has_inventory", fleet.has_inventory()},
            {"total", fill(context.t("placement.fleet.total"),
                           {{"pcs", context.number(fleet.pcs)}, {"classes", context.number(static_cast<double>(fleet.classes.size()))}})},
            {"more", more == 0 ? "" : fill(context.t("placement.fleet.more"), {{"n", context.number(static_cast<double>(more))}})}};
}

}  // namespace kireise::placement
