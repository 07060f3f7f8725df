#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "people/sign_in_settings.h"

namespace kireise::commands {
namespace {

void print_person(const people::DirectoryPerson& person, people::Roles roles, Io& io) {
    if (io.json) {
        const Json out{{"dn", person.dn},
                       {"subject", person.subject},
                       {"login", person.login},
                       {"name", person.name},
                       {"groups", person.groups},
                       {"roles", roles == people::Roles{} ? Json::array() : Json(split(role_ids(roles), ' '))},
                       {"may_sign_in", roles != people::Roles{}}};
        fmt::print(io.out, "{}\n", out.dump(2));
        return;
    }
    fmt::print(io.out, "dn\t{}\nsubject\t{}\nlogin\t{}\nname\t{}\n", person.dn, person.subject, person.login, person.name);
    for (const auto& group : person.groups) fmt::print(io.out, "group\t{}\n", group);
    fmt::print(io.out, "roles\t{}\n", roles == people::Roles{} ? io.t("admin.directory_no_group") : role_ids(roles, ","));
}

Result<> test_directory(const Arguments& arguments, Io& io) {
    const auto login = arguments.value("LOGIN");
    const auto town = TRY(open_town(arguments));
    const auto ways = TRY(people::read_sign_in_ways(town->folder()));
    if (!ways.directory) {
        return fail(ErrorKind::not_found,
                    fmt::format("No directory is set up for this town: {} has no section \"directory\", or is missing.",
                                (town->folder() / people::sign_in_file_name).string()));
    }
    const auto person = TRY(ways.directory->find(login));
    if (!person) {
        return fail(ErrorKind::not_found, fmt::format("The directory answers, but finds nobody for \"{}\" below {} with the filter {}.",
                                                      login, ways.directory->settings().base, ways.directory->settings().filter));
    }
    const auto roles = people::roles_of_groups(ways.directory->settings().groups, person->groups);
    print_person(*person, roles.value_or(people::Roles{}), io);
    return {};
}

}  // namespace

Command admin_test_directory_command() {
    return {"admin test-directory", "src/commands/admin_test_directory.md", {{"LOGIN"}}, with_town_options({{"--json"}}), test_directory};
}

}  // namespace kireise::commands
