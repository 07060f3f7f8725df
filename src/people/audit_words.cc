#include "people/audit_words.h"

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
    if (!object.starts_with(account)) return object;
    return person_text(context, std::string_view(object).substr(account.size()));
}

}  // namespace kireise::people
