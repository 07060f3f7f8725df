#include "people/law_view.h"

#include "base/text.h"

namespace kireise::people {

Json law_view(const blueprint::Snapshot& content, std::span<const std::string> ids) {
    auto out = Json::array();
    for (const auto& id : ids) {
        const auto* law = content.find<blueprint::Law>(id);
        if (law == nullptr) continue;
        out.push_back({{"citation", law->citation},
                       {"title", law->title},
                       {"summary", law->summary},
                       {"source", law->source},
                       {"checked", law->checked ? german_text(*law->checked) : ""},
                       {"to_verify", law->status == blueprint::Status::to_verify},
                       {"note", law->note.value_or("")}});
    }
    return out;
}

std::string citations(const blueprint::Snapshot& content, std::span<const std::string> ids) {
    std::vector<std::string> out;
    for (const auto& id : ids) {
        const auto* law = content.find<blueprint::Law>(id);
        if (law != nullptr) out.push_back(law->citation);
    }
    return join(out, ", ");
}

}  // namespace kireise::people
