#pragma once
// Procedures as pages show them, and what other rooms' pages say about a consent that is missing.

#include <functional>
#include <string>
#include <vector>

#include "people/app.h"
#include "people/participation.h"

namespace kireise::people {

inline constexpr Roles participation_readers = only(Role::coordination, Role::data_protection, Role::staff_council);

// What a room will ask consent for, or has.
struct ParticipationSubject {
    Matter matter;
    std::string title;
    std::string href;   // the room's page about it
    bool live = false;  // it has begun already
};

// Gives a room's subjects; the program hands all of them to participation_routes().
using ParticipationSource = std::function<Result<std::vector<ParticipationSubject>>(const Context& context)>;

// For the partial people/consent, above a button that does not work yet: {text, href}; href is "" for who may not open the procedure.
// null when the matter has consent.
[[nodiscard]] Result<Json> consent_notice(const Context& context, const Matter& matter);

// {kind, text} of a badge.
[[nodiscard]] Json standing_badge(const Context& context, const ParticipationStanding& standing);
// What follows from how it stands, as a sentence.
[[nodiscard]] std::string standing_text(const Context& context, const ParticipationStanding& standing);
// A step of the history.
[[nodiscard]] Json step_view(const Context& context, const Matter& matter, const ParticipationStep& step);

// The Land's provision by which the staff council consents; nullptr when the town has no Land or the content none for it.
[[nodiscard]] Result<const blueprint::Law*> staff_council_law(const Town& town, const blueprint::Snapshot& content);

}  // namespace kireise::people
