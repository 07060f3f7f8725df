#include "base/text.h"
#include "fuzz.h"
#include "people/login.h"
#include "people/staff_import.h"

namespace kireise::fuzz {

void fuzz_staff(std::string_view input) {
    static const people::StaffWords words{.profiles = {{"sachbearbeitung", "profile/clerk"}},
                                          .roles = {{"koordination", people::Role::coordination}}};
    const auto file = people::read_staff(input, words);
    for (const auto& row : file.rows) {
        require(people::is_login(row.login), "a login that is none");
        require(people::is_person_name(row.name), "a name that is none");
        require(row.line >= 1 && row.roles.has(people::Role::staff), "a row that nobody may have");
    }
    for (const auto& problem : file.problems) require(is_utf8(problem.value), "a value that is not UTF-8");
    (void)people::plan_staff(file.rows, {});
}

}  // namespace kireise::fuzz
