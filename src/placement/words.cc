#include "placement/words.h"

#include <algorithm>

namespace kireise::placement {

std::string place_word(const Verdict& verdict) {
    std::string out(blueprint::to_id(verdict.place));
    const bool by_quality = verdict.quality.known() && !verdict.quality.good();
    if (verdict.place != Place::not_tested && !by_quality && verdict.speed.source == Source::predicted) out += "-predicted";
    if (runs(verdict.place) && !verdict.open_gates.empty()) out += "-open";
    return out;
}

std::vector<std::string> open_gate_titles(const blueprint::Snapshot& content, const Verdict& verdict) {
    std::vector<std::string> out;
    for (const auto& gate : content.method().gates) {
        if (std::ranges::find(verdict.open_gates, gate.id) != verdict.open_gates.end()) out.push_back(gate.title);
    }
    return out;
}

}  // namespace kireise::placement
