#include <map>

#include "blueprint/checks.h"

namespace kireise::blueprint {

void check_law(const Content& content, Report& report) {
    std::map<std::string, std::string> by_land;
    for (const auto& law : content.all<Law>()) {
        if (!law.checked && law.status != Status::to_verify)
            report.at(law.id, "/checked", "The date is missing: only what is still to-verify has none.");
        if (!law.staff_council_in) continue;
        const auto [known, is_new] = by_land.emplace(*law.staff_council_in, law.id);
        if (!is_new)
            report.at(law.id, "/staff_council_in",
                      fmt::format("{} stands in {} already; name one provision for each Land.", known->first, known->second));
    }
}

}  // namespace kireise::blueprint
