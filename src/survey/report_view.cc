#include "survey/report_view.h"

#include "base/text.h"
#include "formats/chart_svg.h"
#include "survey/check_view.h"

namespace kireise::survey {
namespace {

std::string group_text(const people::Context& context, const blueprint::Content& content, const LevelGroup& group) {
    if (group.lowest == group.highest) return level_text(content, group.lowest);
    return people::fill(context.t("survey.report.levels_range"),
                        {{"low", std::to_string(group.lowest)}, {"high", std::to_string(group.highest)}});
}

double share(int part, int whole) { return whole == 0 ? 0 : static_cast<double>(part) / whole; }

std::string share_chart(const people::Context& context, const blueprint::Content& content, const AreaLevels& area, const std::string& title,
                        int all) {
    formats::BarChart chart{.head = {.id = "levels-" + std::string(slug_of(area.area)), .title = title, .lang = context.language.id},
                            .bars = {},
                            .max = 100,
                            .decimals = 0,
                            .unit = "%"};
    for (const auto& group : area.groups) chart.bars.push_back({group_text(context, content, group), 100 * share(group.people, all)});
    return formats::bar_chart_svg(chart);
}

std::string title_of(const blueprint::Content& content, const std::string& area_id) {
    const auto* area = content.find<blueprint::Area>(area_id);
    return area == nullptr ? area_id : area->title;
}

std::string profile_titles(const blueprint::Content& content, const std::vector<std::string>& profiles) {
    std::vector<std::string> titles;
    for (const auto& id : profiles) {
        const auto* profile = content.find<blueprint::Profile>(id);
        titles.push_back(profile == nullptr ? id : profile->title);
    }
    return join(titles, ", ");
}

Json level_rows(const people::Context& context, const blueprint::Content& content, const Report& report) {
    auto rows = Json::array();
    for (const auto& area : report.levels) {
        const auto title = title_of(content, area.area);
        auto cells = Json::array();
        for (const auto& group : area.groups) {
            const auto text =
                people::fill(context.t("survey.report.people"),
                             {{"n", std::to_string(group.people)}, {"percent", context.percent(share(group.people, report.answers))}});
            const bool merged = group.highest > group.lowest;
            cells.push_back({{"span", std::to_string(group.highest - group.lowest + 1)},
                             {"text", text},
                             {"merged", merged ? group_text(context, content, group) : ""}});
        }
        rows.push_back(
            {{"title", title}, {"cells", std::move(cells)}, {"chart", share_chart(context, content, area, title, report.answers)}});
    }
    return rows;
}

Json gap_rows(const people::Context& context, const blueprint::Content& content, const Report& report) {
    auto rows = Json::array();
    for (const auto& group : report.gaps) {
        auto cells = Json::array();
        for (const auto& area : report.levels) {
            const double gap = group.mean_gap.at(area.area);
            cells.push_back({{"text", context.number(gap, 1)}, {"strong", gap >= 1}});
        }
        rows.push_back({{"title", profile_titles(content, group.profiles)},
                        {"together", group.profiles.size() > 1 ? context.t("survey.report.together") : ""},
                        {"people", std::to_string(group.people)},
                        {"cells", std::move(cells)}});
    }
    return rows;
}

}  // namespace

Json report_view(const people::Context& context, const blueprint::Content& content, const Report& report, const Wave& wave) {
    auto levels = Json::array(), areas = Json::array();
    for (blueprint::Level level = 0; level <= top_measured_level; ++level) levels.push_back({{"title", level_text(content, level)}});
    for (const auto& area : report.levels) areas.push_back({{"title", title_of(content, area.area)}});
    const auto k = std::to_string(report_threshold);
    return {{"enough", !report.levels.empty()},
            {"summary", people::fill(context.t("survey.report.summary"),
                                     {{"answers", std::to_string(report.answers)}, {"invited", std::to_string(wave.invited)}})},
            {"too_few", people::fill(context.t("survey.report.too_few"), {{"k", k}})},
            {"rule", people::fill(context.t("survey.report.rule"), {{"k", k}})},
            {"levels", std::move(levels)},
            {"areas", std::move(areas)},
            {"level_rows", level_rows(context, content, report)},
            {"gap_rows", gap_rows(context, content, report)}};
}

}  // namespace kireise::survey
