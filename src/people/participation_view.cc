#include "people/participation_view.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::people {
namespace {

// "planned", "asked", ...; "changed" and "expired" before these.
std::string_view word_of(const ParticipationStanding& standing) {
    const bool consented = is_consent(standing.state);
    if (standing.changed && (consented || standing.state == ParticipationState::asked)) return "changed";
    if (standing.expired && consented) return "expired";
    return blueprint::to_id(standing.state);
}

std::string_view badge_kind(const ParticipationStanding& standing) {
    if (standing.allows()) return "success";
    return standing.state == ParticipationState::refused ? "danger" : standing.state == ParticipationState::asked ? "info" : "warning";
}

}  // namespace

Json standing_badge(const Context& context, const ParticipationStanding& standing) {
    return {{"kind", badge_kind(standing)}, {"text", context.t("participation.state." + std::string(word_of(standing)))}};
}

std::string standing_text(const Context& context, const ParticipationStanding& standing) {
    return context.t("participation.means." + std::string(word_of(standing)));
}

Result<Json> consent_notice(const Context& context, const Matter& matter) {
    const auto steps =
        TRY(context.town.db().read([&](store::Connection& tx) { return participation_steps(tx, matter.kind, matter.object); }));
    const auto standing = standing_of(steps, matter.edition, context.town.today());
    if (standing.allows()) return Json(nullptr);
    const bool may_open = context.account && context.account->roles.overlaps(participation_readers);
    return Json{{"text", context.t("participation.locked." + std::string(blueprint::to_id(matter.kind)))},
                {"state", standing_text(context, standing)},
                {"href", may_open ? participation_path(matter) : ""}};
}

Json step_view(const Context& context, const Matter& matter, const ParticipationStep& step) {
    auto who = context.t("role." + std::string(id_of(step.role)));
    if (!step.person.empty()) who += ", " + step.person;
    auto paragraphs = Json::array();
    for (const auto line : lines(step.text)) {
        if (!trim(line).empty()) paragraphs.push_back(std::string(trim(line)));
    }
    return {{"badge", standing_badge(context, {.state = step.state})},
            {"day", german_text(step.day)},
            {"who", who},
            {"entered", german_time(step.entered)},
            {"on_paper", step.on_paper()},
            {"paragraphs", paragraphs},
            {"until", step.until ? german_text(*step.until) : ""},
            {"document", step.document_name},
            {"document_href", participation_path(matter) + "/documents/" + std::to_string(step.version)}};
}

Result<const blueprint::Law*> staff_council_law(const Town& town, const blueprint::Snapshot& content) {
    const auto land = TRY(setting(town, "land"));
    const auto& all = content.all<blueprint::Law>();
    const auto found = std::ranges::find(all, std::optional(land), &blueprint::Law::staff_council_in);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace kireise::people
