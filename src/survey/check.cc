#include "survey/check.h"

#include <algorithm>

#include "people/cookie.h"

namespace kireise::survey {
namespace {

constexpr std::string_view wave_prefix = "w-";
constexpr std::string_view self_prefix = "s-";
constexpr std::size_t cookie_size = 34;  // prefix and 32 hexadecimal digits

// The cookie of a self-check ends with the browser; that of a wave lasts 60 days, so that people can interrupt it.
constexpr std::chrono::days wave_lifetime{60};

std::string secret_of(const people::Context& context) {
    const auto cookie = context.request.cookie("check");
    if (cookie.size() != cookie_size) return {};
    if (cookie.starts_with(wave_prefix)) return cookie;
    if (cookie.starts_with(self_prefix) && context.account) return cookie + context.session_token;
    return {};
}

}  // namespace

std::optional<int> Check::next_open() const {
    const auto open = std::ranges::find_if(questions.items, [&](const Item& item) { return !draft.answers.contains(item.question->id); });
    if (open == questions.items.end()) return std::nullopt;
    return static_cast<int>(open - questions.items.begin()) + 1;
}

const Choice* Check::choice_of(const blueprint::Question& question) const {
    const auto found = draft.answers.find(question.id);
    return found == draft.answers.end() ? nullptr : &found->second;
}

Result<std::optional<Check>> current_check(const people::Context& context) {
    auto secret = secret_of(context);
    auto draft = TRY(find_draft(context.town.db(), context.town.today(), secret));
    if (!draft) return std::optional<Check>{};
    Check check{.secret = std::move(secret), .draft = *std::move(draft), .content = {}, .questions = {}};
    check.content = TRY(context.town.content_at(check.draft.content));
    check.questions = TRY(questionnaire(check.content->content(), check.draft.form));
    check.profile = check.content->find<blueprint::Profile>(check.draft.profile);
    if (check.profile == nullptr) return fail(ErrorKind::internal, "The role profile of this check is not part of its content.");
    return std::optional(std::move(check));
}

NewSecret new_self_check_secret(const people::Context& context) {
    const auto value = std::string(self_prefix) + random_id(context.town.random());
    return {people::cookie(context.request, "check", value), value + context.session_token};
}

NewSecret new_wave_secret(const people::Context& context) {
    const auto value = std::string(wave_prefix) + random_id(context.town.random());
    return {people::cookie(context.request, "check", value, wave_lifetime), value};
}

Result<std::optional<CheckResult>> current_result(const people::Context& context) {
    const auto check = TRY(current_check(context));
    if (!check || !check->draft.finished) return std::optional<CheckResult>{};
    CheckResult out{.self_check = check->draft.is_self_check(), .profile = check->draft.profile};
    out.scores = score(check->questions, check->draft.answers);
    out.levels = competence_levels(check->content->content(), out.scores);
    return std::optional(std::move(out));
}

Result<std::string> forget_check(const people::Context& context) {
    TRY(discard_draft(context.town.db(), secret_of(context)));
    return people::forget_cookie(context.request, "check");
}

blueprint::Levels competence_levels(const blueprint::Content& content, const std::vector<AreaScore>& scores) {
    blueprint::Levels levels;
    for (const auto& score : scores) {
        const auto* area = content.find<blueprint::Area>(score.area);
        if (area == nullptr || score.asked == 0) continue;
        for (const auto& competence : area->competences) levels[competence.id] = score.measured;
    }
    return levels;
}

}  // namespace kireise::survey
