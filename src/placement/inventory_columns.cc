#include "placement/inventory_columns.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "people/staff_import.h"

namespace kireise::placement {
namespace {

constexpr std::array<std::pair<std::string_view, Column>, 84> column_names{{
    {"make", Column::make},
    {"manufacturer", Column::make},
    {"vendor", Column::make},
    {"brand", Column::make},
    {"hersteller", Column::make},
    {"marke", Column::make},
    {"model", Column::model},
    {"product", Column::model},
    {"product name", Column::model},
    {"modell", Column::model},
    {"typ", Column::model},
    {"gerätetyp", Column::model},
    {"produkt", Column::model},
    {"produktname", Column::model},
    {"cpu", Column::cpu},
    {"cpu name", Column::cpu},
    {"processor", Column::cpu},
    {"processor name", Column::cpu},
    {"prozessor", Column::cpu},
    {"prozessortyp", Column::cpu},
    {"cores", Column::cores},
    {"cpu cores", Column::cores},
    {"number of cores", Column::cores},
    {"kerne", Column::cores},
    {"cpu-kerne", Column::cores},
    {"prozessorkerne", Column::cores},
    {"anzahl kerne", Column::cores},
    {"ram", Column::memory},
    {"memory", Column::memory},
    {"installed memory", Column::memory},
    {"total memory", Column::memory},
    {"arbeitsspeicher", Column::memory},
    {"hauptspeicher", Column::memory},
    {"speicher", Column::memory},
    {"gpu", Column::gpu},
    {"graphics", Column::gpu},
    {"graphics card", Column::gpu},
    {"video", Column::gpu},
    {"grafik", Column::gpu},
    {"grafikkarte", Column::gpu},
    {"count", Column::count},
    {"quantity", Column::count},
    {"number", Column::count},
    {"anzahl", Column::count},
    {"menge", Column::count},
    {"stück", Column::count},
    {"stückzahl", Column::count},
    {"user", Column::personal},
    {"username", Column::personal},
    {"user name", Column::personal},
    {"last user", Column::personal},
    {"owner", Column::personal},
    {"name", Column::personal},
    {"e-mail", Column::personal},
    {"email", Column::personal},
    {"host", Column::personal},
    {"hostname", Column::personal},
    {"host name", Column::personal},
    {"computer", Column::personal},
    {"computer name", Column::personal},
    {"device name", Column::personal},
    {"serial", Column::personal},
    {"serial number", Column::personal},
    {"service tag", Column::personal},
    {"asset tag", Column::personal},
    {"mac", Column::personal},
    {"ip", Column::personal},
    {"room", Column::personal},
    {"benutzer", Column::personal},
    {"benutzername", Column::personal},
    {"letzter benutzer", Column::personal},
    {"nutzer", Column::personal},
    {"mitarbeiter", Column::personal},
    {"besitzer", Column::personal},
    {"personalnummer", Column::personal},
    {"computername", Column::personal},
    {"rechnername", Column::personal},
    {"gerätename", Column::personal},
    {"seriennummer", Column::personal},
    {"inventarnummer", Column::personal},
    {"mac-adresse", Column::personal},
    {"ip-adresse", Column::personal},
    {"raum", Column::personal},
    {"standort", Column::personal},
}};

}  // namespace

Unit memory_unit(std::string_view lower) {
    if (lower == "gb" || lower == "gib" || lower == "g") return Unit::gib;
    if (lower == "mb" || lower == "mib" || lower == "m") return Unit::mib;
    return lower == "byte" || lower == "bytes" || lower == "b" ? Unit::bytes : Unit::unknown;
}

Heading heading_of(std::string_view text) {
    auto name = people::staff_lower_case(trim(text));
    for (char& c : name) c = c == '_' ? ' ' : c;
    Unit unit = Unit::unknown;
    const auto last = name.find_last_of(" (");
    if (last != std::string::npos) {
        auto end = name.substr(last + 1);
        if (end.ends_with(')')) end.pop_back();
        unit = memory_unit(end);
        if (unit != Unit::unknown) name = std::string(trim(std::string_view(name).substr(0, last)));
        if (unit != Unit::unknown && name.ends_with(" in")) name.resize(name.size() - 3);
    }
    const auto found = std::ranges::find(column_names, name, &std::pair<std::string_view, Column>::first);
    return {found == column_names.end() ? Column::ignored : found->second, unit};
}

}  // namespace kireise::placement
