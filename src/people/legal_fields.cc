#include <algorithm>
#include <array>

#include "base/text.h"
#include "people/legal.h"

namespace kireise::people {
namespace {

constexpr std::array<std::string_view, 16> all_lands{"Baden-Württemberg",
                                                     "Bayern",
                                                     "Berlin",
                                                     "Brandenburg",
                                                     "Bremen",
                                                     "Hamburg",
                                                     "Hessen",
                                                     "Mecklenburg-Vorpommern",
                                                     "Niedersachsen",
                                                     "Nordrhein-Westfalen",
                                                     "Rheinland-Pfalz",
                                                     "Saarland",
                                                     "Sachsen",
                                                     "Sachsen-Anhalt",
                                                     "Schleswig-Holstein",
                                                     "Thüringen"};

}  // namespace

std::span<const LegalField> legal_fields() {
    using enum LegalPage;
    static const std::vector<LegalField> fields{
        {"name", false, 120, {imprint, privacy}},
        {"land", false, 60, {accessibility}},
        {"legal_body", false, 200, {imprint, privacy}},
        {"legal_address", true, 400, {imprint, privacy}},
        {"legal_represented", false, 200, {imprint}},
        {"legal_phone", false, 60, {imprint}},
        {"legal_email", false, 200, {imprint, privacy}},
        {"legal_vat", false, 40},
        {"legal_supervision", false, 200},
        {"legal_editor", true, 400},
        {"privacy_officer", true, 600, {privacy}},
        {"privacy_basis", true, 1000, {privacy}},
        {"privacy_authority", true, 600, {privacy}},
        {"access_contact", true, 400, {accessibility}},
        {"access_body", true, 600},
    };
    return fields;
}

std::span<const std::string_view> lands() { return all_lands; }

std::vector<std::string> missing_fields(const Context& context, const Settings& settings, LegalPage page) {
    std::vector<std::string> out;
    for (const auto& field : legal_fields()) {
        const bool needed = std::ranges::find(field.needed, page) != field.needed.end();
        const auto found = settings.find(field.name);
        if (needed && (found == settings.end() || found->second.empty()))
            out.push_back(context.t("settings.field." + std::string(field.name)));
    }
    return out;
}

Json setting_lines(const Settings& settings, std::string_view name) {
    const auto found = settings.find(name);
    if (found == settings.end() || found->second.empty()) return nullptr;
    auto out = Json::array();
    for (const auto line : lines(found->second)) out.push_back(line);
    return {{"text", std::move(out)}};
}

}  // namespace kireise::people
