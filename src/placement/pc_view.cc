#include "placement/pc_view.h"

#include <fmt/core.h>

#include "base/text.h"
#include "formats/chart_svg.h"
#include "people/texts.h"
#include "placement/speed.h"

namespace kireise::placement {
namespace {

using people::Context;
using people::fill;

Json hardware_lines(const Context& context, const Hardware& hardware) {
    auto lines = Json::array();
    lines.push_back(hardware.cpu.empty() ? context.t("placement.pc.cpu_unknown") : hardware.cpu);
    lines.push_back(
        fill(context.t(hardware.cores == 1 ? "placement.pc.core" : "placement.pc.cores"), {{"n", context.number(hardware.cores)}}));
    lines.push_back(fill(context.t("placement.pc.memory"),
                         {{"all", context.memory_size(hardware.memory_bytes)}, {"free", context.memory_size(hardware.available_bytes)}}));
    if (!hardware.gpus.empty()) lines.push_back(fill(context.t("placement.pc.gpu"), {{"names", join(hardware.gpus, ", ")}}));
    if (hardware.virtual_machine) lines.push_back(context.t("placement.pc.virtual"));
    return lines;
}

std::string speed_number(const Context& context, double speed) { return context.number(speed, speed < 100 ? 1 : 0); }

Json speed_row(const Context& context, std::string_view kind, const TokenSpeed& speed, double seconds_per_page) {
    return {{"title", context.t(fmt::format("placement.pc.{}", kind))},
            {"median", speed_number(context, speed.median)},
            {"spread", speed_number(context, speed.low) + "\u00a0–\u00a0" + speed_number(context, speed.high)},
            {"page", context.duration(seconds_per_page * 1000)}};
}

std::string model_title(const blueprint::Snapshot& content, const std::string& id) {
    const auto* model = content.find<blueprint::ModelClass>(id);
    return model == nullptr ? id : model->title;
}

std::string page_chart(const Context& context, const StoredReport& stored, double read, double write) {
    const double longest = std::max(read, write);
    return formats::bar_chart_svg(
        {.head = {.id = "page-" + stored.id.substr(0, 12), .title = context.t("placement.pc.chart"), .lang = context.language.id},
         .bars = {{.label = context.t("placement.pc.read_page"), .value = read},
                  {.label = context.t("placement.pc.write_page"), .value = write}},
         .max = longest,
         .decimals = std::min(read, write) < 10 ? 1 : 0,
         .unit = context.t("placement.speed.unit")});
}

}  // namespace

std::string pc_name(const Context& context, const StoredReport& stored) {
    return stored.name.empty() ? context.t("placement.pc.nameless") : stored.name;
}

Json caution_data(const Context& context, const StoredReport& stored) {
    auto out = Json::array();
    for (const auto warning : stored.report.warnings)
        out.push_back(context.t("placement.pc.warning." + std::string(blueprint::to_id(warning))));
    return out;
}

Json pc_data(const Context& context, const blueprint::Snapshot& content, const StoredReport& stored) {
    const auto& report = stored.report;
    const double read = tokens_per_page / report.prefill.median;
    const double write = tokens_per_page / report.decode.median;
    const auto caution = caution_data(context, stored);
    return {
        {"id", stored.id},
        {"name", pc_name(context, stored)},
        {"measured", german_time(report.started)},
        {"hardware", hardware_lines(context, report.hardware)},
        {"model", fill(context.t("placement.pc.model"), {{"title", model_title(content, report.model.id)},
                                                         {"quantisation", std::string(engines::to_string(report.model.quantisation))}})},
        {"sentence",
         fill(context.t("placement.pc.sentence"), {{"read", context.duration(read * 1000)}, {"write", context.duration(write * 1000)}})},
        {"speeds", {speed_row(context, "reading", report.prefill, read), speed_row(context, "writing", report.decode, write)}},
        {"chart", page_chart(context, stored, read, write)},
        {"memory", fill(context.t("placement.pc.need"),
                        {{"need", context.memory_size(report.memory.total())}, {"tokens", context.number(report.memory.context_tokens)}})},
        {"engine", fill(context.t("placement.pc.engine"),
                        {{"engine", report.engine}, {"backend", report.backend}, {"time", context.duration(report.seconds * 1000)}})},
        {"warnings", caution},
        {"has_warnings", !caution.empty()}};
}

}  // namespace kireise::placement
