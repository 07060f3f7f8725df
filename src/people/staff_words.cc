#include "people/staff_words.h"

#include "base/text.h"
#include "people/texts.h"

namespace kireise::people {

Result<StaffWords> staff_words(const blueprint::Snapshot& content) {
    StaffWords words;
    for (const auto& profile : content.all<blueprint::Profile>()) {
        for (const std::string_view name : {std::string_view(profile.id), slug_of(profile.id), std::string_view(profile.title)}) {
            words.profiles.emplace(staff_lower_case(name), profile.id);
        }
    }
    for (const auto role : all_roles) words.roles.emplace(id_of(role), role);
    for (const auto* language : {"de", "en"}) {
        const auto texts = TRY(built_in_texts(language));
        for (const auto role : all_roles) words.roles.emplace(staff_lower_case(text_of(texts, "role." + std::string(id_of(role)))), role);
    }
    return words;
}

}  // namespace kireise::people
