#include "commands/sign_ins.h"

#include <fmt/core.h>

#include "base/files.h"
#include "base/text.h"
#include "people/password.h"

namespace kireise::commands {

Result<> make_sign_ins(const people::Town& town, const std::vector<Person>& persons) {
    std::string text = "# Sign-ins of this town: role, login, password. Delete this file when everybody has their own.\n";
    for (const auto& person : persons) {
        people::NewAccount account{person.login, person.name, person.profile, people::random_password(town.random()), {}};
        for (const auto role : person.roles) account.roles = account.roles.with(role);
        TRY(people::create_account(town.db(), town.random(), account));
        text += fmt::format("{}\t{}\t{}\n", people::id_of(person.roles.front()), account.login, account.password);
    }
    return write_file(sign_in_file(town), text, Readers::owner_only);
}

std::string sign_in_file(const people::Town& town) { return (town.folder() / "sign-ins.txt").string(); }

Result<std::vector<SignIn>> read_sign_ins(const people::Town& town) {
    const auto text = TRY(read_file(sign_in_file(town)));
    std::vector<SignIn> out;
    for (const auto line : lines(text)) {
        const auto parts = split(line, '\t');
        if (parts.size() == 3) out.push_back({parts[0], parts[1], parts[2]});
    }
    return out;
}

}  // namespace kireise::commands
