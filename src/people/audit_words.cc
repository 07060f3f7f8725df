#include "people/audit_words.h"

#include "base/text.h"

namespace kireise::people {
namespace {

constexpr std::size_t short_name = 8;  // digits of a pseudonym

std::string person_text(const Context& context, std::string_view pseudonym) {
    return fill(context.t("audit.person"), {{"name", std::string(pseudonym.substr(0, short_name))}});
}

}  // namespace

std::string action_text(const Context& context, const std::string& action) {
    const auto words = context.language.texts.find("audit.action." + action);
    return words == context.language.texts.end() ? action : words->second;
}

std::string actor_text(const Context& context, const std::string& actor) {
    return actor == "system" ? context.t("audit.system") : person_text(context, actor);
}

std::string object_text(const Context& context, const std::string& object) {
    constexpr std::string_view account = "account/";
    if (object.starts_with(account)) return person_text(context, std::string_view(object).substr(account.size()));
    const bool random = object.size() >= 32 && object.find_first_not_of("0123456789abcdef") == std::string::npos;
    return random ? object.substr(0, short_name) : object;
}

std::string detail_text(const Context& context, const AuditEntry& entry) {
    std::string words;  // where the texts of its parts stand
    if (entry.action == "settings.changed") words = "settings.field.";
    if (entry.action == "account.roles_changed" || entry.action == "account.created") words = "role.";
    if (entry.action == "usecase.stage_changed") words = "person_data.usecase_stage.value.";
    if (words.empty()) return entry.detail;
    std::string out;
    for (const auto& part : split(entry.detail, ' ')) {
        const auto found = context.language.texts.find(words + part);
        const bool arrow = part == "->";
        if (!out.empty()) out += arrow || out.ends_with("→") ? " " : ", ";
        out += arrow ? "→" : found == context.language.texts.end() ? part : found->second;
    }
    return out;
}

}  // namespace kireise::people
