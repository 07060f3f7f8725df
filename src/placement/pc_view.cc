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
    if (hardware.remote_session) lines.push_back(context.t("placement.pc.remote"));
    return lines;
}

std::string speed_number(const Context& context, double speed) { return context.number(speed, speed < 100 ? 1 : 0); }

std::string model_title(const blueprint::Snapshot& content, const std::string& id) {
    const auto* model = content.find<blueprint::ModelClass>(id);
    return model == nullptr ? id : model->title;
}

struct PageSeconds {
    double read = 0;
    double write = 0;
};

PageSeconds seconds_per_page(const Measurement& measured) {
    return {tokens_per_page / measured.prefill.median, tokens_per_page / measured.decode.median};
}

std::string page_chart(const Context& context, const std::string& id, const PageSeconds& page) {
    return formats::bar_chart_svg({.head = {.id = id, .title = context.t("placement.pc.chart"), .lang = context.language.id},
                                   .bars = {{.label = context.t("placement.pc.read_page"), .value = page.read},
                                            {.label = context.t("placement.pc.write_page"), .value = page.write}},
                                   .max = std::max(page.read, page.write),
                                   .decimals = std::min(page.read, page.write) < 10 ? 1 : 0,
                                   .unit = context.t("placement.speed.unit")});
}

// Speeds with nothing before, and behind a text.
Json speed_rows(const Context& context, const Measurement& measured) {
    const auto row = [&](std::string_view kind, const TokenSpeed& speed) {
        return Json{{"title", fill(context.t(fmt::format("placement.pc.{}", kind)), {{"n", context.number(measured.later.tokens)}})},
                    {"median", speed_number(context, speed.median)},
                    {"spread", speed_number(context, speed.low) + "\u00a0–\u00a0" + speed_number(context, speed.high)},
                    {"page", context.duration(tokens_per_page / speed.median * 1000)}};
    };
    return {row("reading", measured.prefill), row("writing", measured.decode), row("reading_later", measured.later.prefill),
            row("writing_later", measured.later.decode)};
}

Json measurement_data(const Context& context, const blueprint::Snapshot& content, const Measurement& measured, const std::string& id) {
    const auto page = seconds_per_page(measured);
    return {{"id", id},
            {"title", model_title(content, measured.model.id)},
            {"quantisation", engines::to_string(measured.model.quantisation)},
            {"sentence", fill(context.t("placement.pc.sentence"),
                              {{"read", context.duration(page.read * 1000)}, {"write", context.duration(page.write * 1000)}})},
            {"speeds", speed_rows(context, measured)},
            {"chart", page_chart(context, "page-" + id, page)},
            {"memory", fill(context.t("placement.pc.need"), {{"need", context.memory_size(measured.memory.total())},
                                                             {"tokens", context.number(measured.memory.context_tokens)}})},
            {"method", context.t(fmt::format("placement.pc.method.{}", blueprint::to_id(measured.method)))}};
}

}  // namespace

std::string pc_name(const Context& context, const StoredReport& stored) {
    return stored.name.empty() ? context.t("placement.pc.nameless") : stored.name;
}

Json caution_data(const Context& context, const StoredReport& stored) {
    auto out = Json::array();
    for (const auto warning : stored.report.warnings())
        out.push_back(context.t("placement.pc.warning." + std::string(blueprint::to_id(warning))));
    return out;
}

Json pc_data(const Context& context, const blueprint::Snapshot& content, const StoredReport& stored) {
    const auto& report = stored.report;
    const auto caution = caution_data(context, stored);
    auto measurements = Json::array();
    for (const auto& measured : report.measurements) {
        measurements.push_back(
            measurement_data(context, content, measured, fmt::format("{}-{}", stored.id.substr(0, 12), measurements.size())));
        measurements.back()["pc"] = stored.id;
    }
    return {{"id", stored.id},
            {"name", pc_name(context, stored)},
            {"measured", german_time(report.started)},
            {"hardware", hardware_lines(context, report.hardware)},
            {"measurements", measurements},
            {"engine", fill(context.t("placement.pc.engine"),
                            {{"engine", report.engine}, {"backend", report.backend}, {"time", context.duration(report.seconds * 1000)}})},
            {"warnings", caution},
            {"has_warnings", !caution.empty()}};
}

}  // namespace kireise::placement
