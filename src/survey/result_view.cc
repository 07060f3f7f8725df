#include "survey/result_view.h"

#include <algorithm>
#include <array>
#include <functional>

#include "formats/chart_svg.h"
#include "survey/check_view.h"

namespace kireise::survey {
namespace {

using blueprint::Level;
using blueprint::QuestionKind;

constexpr std::array<std::pair<Estimate, std::string_view>, 4> estimates{
    {{Estimate::unknown, "unknown"}, {Estimate::fits, "fits"}, {Estimate::over, "over"}, {Estimate::under, "under"}}};

std::string_view id_of(Estimate estimate) {
    return std::ranges::find(estimates, estimate, &std::pair<Estimate, std::string_view>::first)->second;
}

std::string levels_text(const people::Context& context, Level count) {
    return people::fill(context.t(count == 1 ? "survey.result.one_level" : "survey.result.n_levels"), {{"n", std::to_string(count)}});
}

// Level steps to the target; 0 when it is reached.
Level missing_levels(const Check& check, const AreaScore& score) {
    return std::max(0, area_target(*check.content->find<blueprint::Area>(score.area), *check.profile) - score.measured);
}

Json area_row(const people::Context& context, const Check& check, const AreaScore& score) {
    const auto& content = check.content->content();
    const auto& area = *content.find<blueprint::Area>(score.area);
    const Level target = area_target(area, *check.profile);
    const Level missing = missing_levels(check, score);
    return {{"title", area.title},
            {"summary", area.summary},
            {"measured", level_text(content, score.measured)},
            {"self", score.self ? level_text(content, *score.self) : context.t("survey.result.no_self")},
            {"target", level_text(content, target)},
            {"gap", missing > 0 ? people::fill(context.t("survey.result.gap"), {{"levels", levels_text(context, missing)}}) : ""},
            {"uncertain", score.uncertain},
            {"estimate", context.t("survey.estimate." + std::string(id_of(score.estimate)))},
            {"estimate_notable", score.estimate == Estimate::over || score.estimate == Estimate::under}};
}

std::string chart(const people::Context& context, const Check& check, const std::vector<AreaScore>& scores) {
    formats::LevelChart chart{.head = {.id = "levels", .title = context.t("survey.result.chart_title"), .lang = context.language.id},
                              .levels = {},
                              .own_word = context.t("survey.result.measured"),
                              .target_word = context.t("survey.result.target"),
                              .gap_word = context.t("survey.result.gap_word")};
    for (const auto& score : scores) {
        const auto& area = *check.content->find<blueprint::Area>(score.area);
        chart.levels.push_back({area.title, static_cast<double>(score.measured), static_cast<double>(area_target(area, *check.profile))});
    }
    return formats::level_chart_svg(chart);
}

std::string lead_sentence(const people::Context& context, const Check& check, const std::vector<AreaScore>& scores) {
    Level largest = 0;
    std::string area_title;
    int reached = 0;
    for (const auto& score : scores) {
        const auto& area = *check.content->find<blueprint::Area>(score.area);
        const Level missing = missing_levels(check, score);
        if (missing == 0) ++reached;
        if (missing <= largest) continue;
        largest = missing;
        area_title = area.title;
    }
    if (largest == 0) return context.t("survey.result.lead_all");
    return people::fill(context.t(reached == 0 ? "survey.result.lead_none" : "survey.result.lead_some"),
                        {{"reached", std::to_string(reached)}, {"areas", std::to_string(scores.size())}, {"area", area_title}});
}

std::string law_list(const Check& check, const blueprint::Question& question) {
    std::string out;
    for (const auto& id : question.law) {
        const auto* law = check.content->find<blueprint::Law>(id);
        if (law != nullptr) out += (out.empty() ? "" : ", ") + law->citation;
    }
    return out;
}

Json answered_question(const people::Context& context, const Check& check, const Item& item, std::size_t number) {
    const auto& question = *item.question;
    const auto* choice = check.choice_of(question);
    const bool right = choice != nullptr && is_right(question, *choice);
    const bool unknown = choice == nullptr || choice->empty();
    auto options = Json::array();
    for (const auto& option : question.options) {
        const bool chosen = choice != nullptr && contains(*choice, option.id);
        options.push_back({{"text", option.text},
                           {"correct", option.correct},
                           {"chosen", chosen},
                           {"feedback", option.correct || chosen ? option.feedback : ""}});
    }
    return {{"number", std::to_string(number)},
            {"stem", question.stem},
            {"right", right},
            {"wrong", !right && !unknown},
            {"unknown", unknown},
            {"options", std::move(options)},
            {"explanation", question.explanation},
            {"law", law_list(check, question)},
            {"state", context.t(right     ? "survey.review.right"
                                : unknown ? "survey.review.unknown"
                                          : "survey.review.wrong")}};
}

// Competences of the area whose target is not reached, with what one can do there.
Json missing_competences(const Check& check, const std::vector<Gap>& gaps, const std::string& area) {
    const auto& content = check.content->content();
    auto out = Json::array();
    for (const auto& gap : gaps) {
        if (gap.area != area) continue;
        const auto& competence = *content.find<blueprint::Competence>(gap.competence);
        out.push_back({{"title", competence.title},
                       {"target", level_text(content, gap.target)},
                       {"can", competence.levels.at(static_cast<std::size_t>(gap.target) - 1)}});
    }
    return out;
}

Json answered_questions(const people::Context& context, const Check& check, const std::string& area) {
    auto out = Json::array();
    for (std::size_t i = 0; i < check.questions.items.size(); ++i) {
        const auto& item = check.questions.items[i];
        if (item.area != area || item.question->kind == QuestionKind::self) continue;
        out.push_back(answered_question(context, check, item, i + 1));
    }
    return out;
}

Json review(const people::Context& context, const Check& check, std::vector<AreaScore> scores) {
    std::ranges::stable_sort(scores, std::greater{}, [&](const AreaScore& score) { return missing_levels(check, score); });
    const auto all_gaps = gaps(check.content->content(), *check.profile, scores);
    auto out = Json::array();
    for (const auto& score : scores) {
        auto area = area_row(context, check, score);
        area["score"] = people::fill(context.t("survey.review.score"),
                                     {{"right", std::to_string(score.right)}, {"count", std::to_string(score.asked)}});
        area["missing"] = missing_competences(check, all_gaps, score.area);
        area["has_missing"] = !area["missing"].empty();
        area["questions"] = answered_questions(context, check, score.area);
        out.push_back(std::move(area));
    }
    return out;
}

}  // namespace

Json result_view(const people::Context& context, const Check& check) {
    const auto scores = score(check.questions, check.draft.answers);
    auto rows = Json::array();
    for (const auto& score : scores) rows.push_back(area_row(context, check, score));
    const bool above_scale =
        std::ranges::any_of(check.profile->targets, [](const auto& target) { return target.second > top_measured_level; });
    return {{"profile", check.profile->title},
            {"lead", lead_sentence(context, check, scores)},
            {"chart", chart(context, check, scores)},
            {"rows", std::move(rows)},
            {"above_scale", above_scale},
            {"uncertain", std::ranges::any_of(scores, &AreaScore::uncertain)},
            {"review", review(context, check, scores)},
            {"self_check", check.draft.is_self_check()},
            {"wave", !check.draft.is_self_check()}};
}

}  // namespace kireise::survey
