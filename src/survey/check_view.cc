#include "survey/check_view.h"

#include <algorithm>
#include <array>

#include "formats/chart_svg.h"

namespace kireise::survey {
namespace {

using blueprint::Level;
using blueprint::QuestionKind;

constexpr std::array<std::pair<Estimate, std::string_view>, 4> estimates{
    {{Estimate::unknown, "unknown"}, {Estimate::fits, "fits"}, {Estimate::over, "over"}, {Estimate::under, "under"}}};

std::string_view id_of(Estimate estimate) {
    return std::ranges::find(estimates, estimate, &std::pair<Estimate, std::string_view>::first)->second;
}

const Choice* choice_of(const Check& check, const blueprint::Question& question) {
    const auto found = check.draft.answers.find(question.id);
    return found == check.draft.answers.end() ? nullptr : &found->second;
}

bool is_chosen(const Choice* choice, std::string_view option) {
    return choice != nullptr && std::ranges::find(*choice, option) != choice->end();
}

Json option_list(const Check& check, const blueprint::Question& question) {
    const auto* choice = choice_of(check, question);
    auto options = Json::array();
    const auto add = [&](const std::string& id, const std::string& text) {
        options.push_back({{"id", id}, {"text", text}, {"checked", is_chosen(choice, id)}, {"first", options.empty()}});
    };
    for (const auto& option : question.options) add(option.id, option.text);
    if (question.kind == QuestionKind::self) {
        for (const auto& step : check.content->vocabulary().scale) add(std::to_string(step.value), step.title);
    }
    return options;
}

std::string levels_text(const people::Context& context, Level count) {
    return people::fill(context.t(count == 1 ? "survey.result.one_level" : "survey.result.n_levels"), {{"n", std::to_string(count)}});
}

Json area_row(const people::Context& context, const Check& check, const AreaScore& score) {
    const auto& content = check.content->content();
    const auto& area = *content.find<blueprint::Area>(score.area);
    const Level target = area_target(area, *check.profile);
    const Level missing = std::max(0, target - score.measured);
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

Json gap_list(const Check& check, const std::vector<AreaScore>& scores) {
    const auto& content = check.content->content();
    auto areas = Json::array();
    std::string area;
    for (const auto& gap : gaps(content, *check.profile, scores)) {
        if (gap.area != area) {
            areas.push_back({{"title", content.find<blueprint::Area>(gap.area)->title}, {"competences", Json::array()}});
            area = gap.area;
        }
        const auto& competence = *content.find<blueprint::Competence>(gap.competence);
        areas.back()["competences"].push_back({{"title", competence.title},
                                               {"target", level_text(content, gap.target)},
                                               {"can", competence.levels.at(static_cast<std::size_t>(gap.target) - 1)}});
    }
    return areas;
}

std::string lead_sentence(const people::Context& context, const Check& check, const std::vector<AreaScore>& scores) {
    Level largest = 0;
    std::string area_title;
    int reached = 0;
    for (const auto& score : scores) {
        const auto& area = *check.content->find<blueprint::Area>(score.area);
        const Level missing = area_target(area, *check.profile) - score.measured;
        if (missing <= 0) ++reached;
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
    const auto* choice = choice_of(check, question);
    const bool right = choice != nullptr && is_right(question, *choice);
    const bool unknown = choice == nullptr || choice->empty();
    auto options = Json::array();
    for (const auto& option : question.options) {
        options.push_back({{"text", option.text},
                           {"correct", option.correct},
                           {"chosen", is_chosen(choice, option.id)},
                           {"feedback", option.correct || is_chosen(choice, option.id) ? option.feedback : ""}});
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

Json review(const people::Context& context, const Check& check) {
    auto out = Json::array();
    for (std::size_t i = 0; i < check.questions.items.size(); ++i) {
        const auto& item = check.questions.items[i];
        if (item.question->kind != QuestionKind::self) out.push_back(answered_question(context, check, item, i + 1));
    }
    return out;
}

}  // namespace

std::string level_text(const blueprint::Content& content, Level level) {
    const auto text = std::ranges::find(content.vocabulary.levels, level, &blueprint::LevelText::level);
    return std::to_string(level) + (text == content.vocabulary.levels.end() ? "" : " · " + text->title);
}

Json profile_options(const blueprint::Content& content, const std::string& chosen) {
    auto out = Json::array();
    for (const auto& profile : content.all<blueprint::Profile>()) {
        out.push_back({{"id", profile.id},
                       {"title", profile.title},
                       {"summary", profile.summary},
                       {"checked", profile.id == chosen},
                       {"first", out.empty()}});
    }
    return out;
}

Json question_view(const people::Context& context, const Check& check, int n) {
    const auto& item = check.questions.items.at(static_cast<std::size_t>(n) - 1);
    const auto* choice = choice_of(check, *item.question);
    const bool self = item.question->kind == QuestionKind::self;
    return {{"n", std::to_string(n)},
            {"count", std::to_string(check.size())},
            {"progress",
             people::fill(context.t("survey.question.progress"), {{"n", std::to_string(n)}, {"count", std::to_string(check.size())}})},
            {"part", context.t(self ? "survey.question.part_self" : "survey.question.part_knowledge")},
            {"stem", item.question->stem},
            {"multiple", item.question->kind == QuestionKind::multiple},
            {"self", self},
            {"options", option_list(check, *item.question)},
            {"skipped", choice != nullptr && choice->empty()},
            {"skip", context.t(self ? "survey.question.skip_self" : "survey.question.skip")},
            {"back", n > 1},
            {"wave", !check.draft.is_self_check()}};
}

Json result_view(const people::Context& context, const Check& check) {
    const auto scores = score(check.questions, check.draft.answers);
    auto rows = Json::array();
    for (const auto& score : scores) rows.push_back(area_row(context, check, score));
    auto gap_areas = gap_list(check, scores);
    const bool has_gaps = !gap_areas.empty();
    const bool above_scale =
        std::ranges::any_of(check.profile->targets, [](const auto& target) { return target.second > top_measured_level; });
    return {{"profile", check.profile->title},
            {"lead", lead_sentence(context, check, scores)},
            {"chart", chart(context, check, scores)},
            {"rows", std::move(rows)},
            {"gaps", std::move(gap_areas)},
            {"has_gaps", has_gaps},
            {"above_scale", above_scale},
            {"uncertain", std::ranges::any_of(scores, &AreaScore::uncertain)},
            {"review", review(context, check)},
            {"self_check", check.draft.is_self_check()},
            {"wave", !check.draft.is_self_check()}};
}

}  // namespace kireise::survey
