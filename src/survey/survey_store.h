#pragma once
// The tables of this room. What they hold, and what they must not: wave_store.h, draft_store.h.

#include "store/migrations.h"

namespace kireise::survey {

[[nodiscard]] store::Migrations survey_migrations();

}  // namespace kireise::survey
