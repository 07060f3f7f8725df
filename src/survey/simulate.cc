#include "survey/simulate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace kireise::survey {
namespace {

constexpr double shared_deviation = 0.6;
constexpr double area_deviation = 0.4;
constexpr double self_deviation = 0.8;
constexpr double slope = 1.7;
constexpr double unknown_share = 0.3;  // of what is not answered rightly

double uniform(const Random& random) {  // [0, 1)
    std::array<std::byte, 8> bytes{};
    random(bytes);
    std::uint64_t bits = 0;
    for (const auto byte : bytes) bits = bits << 8U | std::to_integer<std::uint64_t>(byte);
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}

double normal(const Random& random) {  // Box and Muller
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(random)));
    return radius * std::cos(2.0 * std::numbers::pi * uniform(random));
}

std::size_t index_below(std::size_t count, const Random& random) {
    return std::min(count - 1, static_cast<std::size_t>(uniform(random) * static_cast<double>(count)));
}

Choice right_choice(const blueprint::Question& question) {
    Choice choice;
    for (const auto& option : question.options) {
        if (option.correct) choice.push_back(option.id);
    }
    return choice;
}

// One wrong option; of several right ones, all but one.
Choice wrong_choice(const blueprint::Question& question, const Random& random) {
    auto choice = right_choice(question);
    if (question.kind == blueprint::QuestionKind::multiple && choice.size() > 1) {
        choice.erase(choice.begin() + static_cast<std::ptrdiff_t>(index_below(choice.size(), random)));
        return choice;
    }
    std::vector<std::string> wrong;
    for (const auto& option : question.options) {
        if (!option.correct) wrong.push_back(option.id);
    }
    if (wrong.empty()) return {};
    return {wrong[index_below(wrong.size(), random)]};
}

Choice answer(const blueprint::Question& question, double ability, const Random& random) {
    if (question.kind == blueprint::QuestionKind::self) {
        const auto level = std::lround(std::clamp(ability + self_deviation * normal(random), 0.0, 4.0));
        return {std::to_string(level)};
    }
    const double level = question.level.value_or(1);
    if (uniform(random) < 1.0 / (1.0 + std::exp(-slope * (ability - level + 0.5)))) return right_choice(question);
    if (uniform(random) < unknown_share) return {};
    return wrong_choice(question, random);
}

std::string draw_profile(const std::vector<std::string>& profiles, const Random& random) {
    if (profiles.empty()) return {};
    double total = 0;
    for (std::size_t i = 0; i < profiles.size(); ++i) total += 1.0 / static_cast<double>(i + 1);
    double left = uniform(random) * total;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        left -= 1.0 / static_cast<double>(i + 1);
        if (left < 0) return profiles[i];
    }
    return profiles.back();
}

AnswerSet simulate_one(const Questionnaire& questionnaire, const std::vector<std::string>& profiles, const MeanAbility& mean,
                       const Random& random) {
    AnswerSet out{.profile = draw_profile(profiles, random)};
    const double shared = shared_deviation * normal(random);
    MeanAbility ability;
    for (const auto& area : questionnaire.areas) {
        const auto known = mean.find(area);
        ability[area] = (known == mean.end() ? 1.0 : known->second) + shared + area_deviation * normal(random);
    }
    for (const auto& item : questionnaire.items) out.answers[item.question->id] = answer(*item.question, ability[item.area], random);
    return out;
}

}  // namespace

std::vector<AnswerSet> simulate(const Questionnaire& questionnaire, const std::vector<std::string>& profiles, const MeanAbility& mean,
                                int participants, const Random& random) {
    std::vector<AnswerSet> out;
    for (int i = 0; i < participants; ++i) out.push_back(simulate_one(questionnaire, profiles, mean, random));
    return out;
}

}  // namespace kireise::survey
