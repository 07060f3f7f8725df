#include "survey/scoring.h"

#include <algorithm>
#include <array>

namespace kireise::survey {
namespace {

using blueprint::Level;
using blueprint::QuestionKind;

struct LevelTally {
    int asked = 0;
    int right = 0;

    [[nodiscard]] bool passed() const { return 2 * right > asked; }
};
using Tally = std::array<LevelTally, top_measured_level>;

const Choice* find_choice(const Answers& answers, const std::string& question) {
    const auto found = answers.find(question);
    return found == answers.end() ? nullptr : &found->second;
}

std::optional<Level> self_level(const Choice* choice) {
    if (choice == nullptr || choice->size() != 1) return std::nullopt;
    const auto level = blueprint::parse_level(choice->front());
    return level ? std::optional(*level) : std::nullopt;
}

bool has_inversion(const Tally& tally) {
    bool failed_easier = false;
    for (const auto& level : tally) {
        if (level.asked == 0) continue;
        if (level.passed() && failed_easier) return true;
        failed_easier = failed_easier || !level.passed();
    }
    return false;
}

Estimate compare(const AreaScore& score) {
    if (!score.self || score.asked == 0) return Estimate::unknown;
    const Level self = std::min(*score.self, top_measured_level);
    if (self - score.measured >= estimate_tolerance) return Estimate::over;
    if (score.measured - self >= estimate_tolerance) return Estimate::under;
    return Estimate::fits;
}

AreaScore score_area(const Questionnaire& questionnaire, const std::string& area, const Answers& answers) {
    AreaScore out{.area = area};
    Tally tally;
    for (const auto& item : questionnaire.items) {
        if (item.area != area) continue;
        const auto* choice = find_choice(answers, item.question->id);
        if (item.question->kind == QuestionKind::self) {
            out.self = self_level(choice);
            continue;
        }
        auto& level = tally.at(static_cast<std::size_t>(std::clamp(item.question->level.value_or(1), 1, top_measured_level) - 1));
        const bool right = choice != nullptr && is_right(*item.question, *choice);
        level.asked += 1;
        level.right += right ? 1 : 0;
        out.asked += 1;
        out.right += right ? 1 : 0;
    }
    out.measured = static_cast<Level>(std::ranges::count_if(tally, &LevelTally::passed));
    out.uncertain = has_inversion(tally);
    out.estimate = compare(out);
    return out;
}

}  // namespace

Result<Questionnaire> questionnaire(const blueprint::Content& content, std::string_view form_id) {
    const auto* form = content.find<blueprint::Form>(form_id);
    if (form == nullptr) return fail(ErrorKind::not_found, "There is no form \"" + std::string(form_id) + "\" in this content.");
    Questionnaire out{.form = form->id, .title = form->title, .summary = form->summary, .minutes = form->minutes};
    for (const auto& id : form->items) {
        const auto* question = content.find<blueprint::Question>(id);
        const auto* competence = question == nullptr ? nullptr : content.find<blueprint::Competence>(question->competence);
        if (competence == nullptr)
            return fail(ErrorKind::invalid, "The form \"" + form->id + "\" asks \"" + id + "\", which is not complete.");
        out.items.push_back({question, competence->area});
    }
    for (const auto& area : content.all<blueprint::Area>()) {
        if (std::ranges::any_of(out.items, [&](const Item& item) { return item.area == area.id; })) out.areas.push_back(area.id);
    }
    return out;
}

std::vector<AreaScore> score(const Questionnaire& questionnaire, const Answers& answers) {
    std::vector<AreaScore> out;
    for (const auto& area : questionnaire.areas) out.push_back(score_area(questionnaire, area, answers));
    return out;
}

Level area_target(const blueprint::Area& area, const blueprint::Profile& profile) {
    Level highest = 0;
    for (const auto& competence : area.competences) {
        const auto target = profile.targets.find(competence.id);
        if (target != profile.targets.end()) highest = std::max(highest, target->second);
    }
    return highest;
}

std::vector<Gap> gaps(const blueprint::Content& content, const blueprint::Profile& profile, const std::vector<AreaScore>& scores) {
    std::vector<Gap> out;
    for (const auto& area : content.all<blueprint::Area>()) {
        const auto score = std::ranges::find(scores, area.id, &AreaScore::area);
        if (score == scores.end() || score->asked == 0) continue;
        for (const auto& competence : area.competences) {
            const auto target = profile.targets.find(competence.id);
            if (target == profile.targets.end() || target->second <= score->measured) continue;
            out.push_back({competence.id, area.id, target->second, score->measured});
        }
    }
    return out;
}

}  // namespace kireise::survey
