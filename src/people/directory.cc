#include "people/directory.h"

#include <fmt/core.h>

#include <algorithm>
#include <semaphore>
#include <span>

#include "base/text.h"
#include "people/ldap_filter.h"

namespace kireise::people {
namespace {

constexpr std::ptrdiff_t most_at_once = 4;  // so that a slow directory does not hold all threads of the server
constexpr std::size_t longest_login = 120;  // typed; may be a mail address
constexpr std::size_t longest_password = 200;

Error wrong() { return error(ErrorKind::unauthenticated, "The login or the password is wrong."); }

bool is_typed_login(std::string_view login) { return !login.empty() && login.size() <= longest_login && is_utf8(login); }

bool is_typed_password(std::string_view password) {
    return !password.empty() && password.size() <= longest_password && password.find('\0') == std::string_view::npos;
}

bool is_attribute(std::string_view name) {
    return !name.empty() && name.size() <= 60 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

// A GUID is 16 bytes; all else is text already.
std::string subject_text(const std::string& value) {
    const bool printable = is_utf8(value) && std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return printable && value.size() != 16 ? value : to_hex(std::as_bytes(std::span(value)));
}

}  // namespace

struct Directory::Places {
    std::counting_semaphore<most_at_once> free{most_at_once};
};

namespace {

class Place {
   public:
    Place(std::counting_semaphore<most_at_once>& free, std::chrono::milliseconds patience)
        : free_(free), taken_(free.try_acquire_for(patience)) {}
    ~Place() {
        if (taken_) free_.release();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] bool taken() const { return taken_; }

   private:
    std::counting_semaphore<most_at_once>& free_;
    bool taken_;
};

Error busy() { return error(ErrorKind::busy, "Too many people sign in at the directory at this moment; please try again."); }

}  // namespace

Result<> check_directory(const DirectorySettings& settings) {
    TRY(check_ldap_server(settings.server));
    if (settings.bind_dn.empty() || settings.bind_password.empty()) {
        return fail(ErrorKind::invalid, "The directory needs a service account: bind_dn and bind_password.");
    }
    if (settings.base.empty()) return fail(ErrorKind::invalid, "The directory needs base: the DN below which people are found.");
    if (!is_login_filter(settings.filter)) {
        return fail(ErrorKind::invalid,
                    fmt::format("The filter \"{}\" must be one LDAP filter in parentheses with {{login}} in it.", settings.filter));
    }
    for (const auto& name : {settings.subject, settings.login, settings.name}) {
        if (!is_attribute(name)) return fail(ErrorKind::invalid, fmt::format("\"{}\" is not the name of an attribute.", name));
    }
    return {};
}

std::string nested_member_filter(std::string_view group_dn) {
    return fmt::format("(memberOf:1.2.840.113556.1.4.1941:={})", escape_filter_value(group_dn));
}

std::string member_filter(std::string_view person_dn, std::string_view login) {
    const auto dn = escape_filter_value(person_dn);
    return fmt::format("(|(member={})(uniqueMember={})(memberUid={}))", dn, dn, escape_filter_value(login));
}

Directory::Directory(DirectorySettings settings) : settings_(std::move(settings)), places_(std::make_unique<Places>()) {}
Directory::~Directory() = default;

Result<> Directory::become_service(LdapConnection& connection) const {
    if (TRY(connection.bind(settings_.bind_dn, settings_.bind_password))) return {};
    return fail(ErrorKind::unavailable,
                fmt::format("The directory {} refuses the service account \"{}\": wrong name or password, or the account is locked.",
                            settings_.server.url, settings_.bind_dn));
}

Result<std::vector<std::string>> Directory::groups_of(LdapConnection& connection, const DirectoryPerson& person) const {
    std::vector<std::string> groups;
    for (const auto& [group, role] : settings_.groups) {
        LdapSearch search{.base = group, .scope = LdapScope::entry, .filter = member_filter(person.dn, person.login), .attributes = {}};
        if (settings_.nested_groups) {
            search.base = person.dn;
            search.filter = nested_member_filter(group);
        }
        if (!TRY(connection.search(search)).empty()) groups.push_back(group);
    }
    return groups;
}

Result<std::optional<DirectoryPerson>> Directory::look_up(LdapConnection& connection, const std::string& login) const {
    const auto entries = TRY(connection.search({.base = settings_.base,
                                                .filter = filter_for_login(settings_.filter, login),
                                                .attributes = {settings_.subject, settings_.login, settings_.name}}));
    if (entries.empty()) return std::optional<DirectoryPerson>{};
    if (entries.size() > 1) {
        return fail(ErrorKind::invalid,
                    "The directory has several people for one login; make the filter or the base in the settings narrower.");
    }
    const auto& entry = entries.front();
    const auto subject = subject_text(entry.value(settings_.subject));
    if (subject.empty()) {
        return fail(ErrorKind::invalid,
                    fmt::format("The directory shows the service account no attribute {} of people.", settings_.subject));
    }
    return std::optional(DirectoryPerson{entry.dn, subject, entry.value(settings_.login), entry.value(settings_.name), {}});
}

Result<std::optional<DirectoryPerson>> Directory::find(const std::string& login) {
    if (!is_typed_login(trim(login))) return std::optional<DirectoryPerson>{};
    const Place place(places_->free, settings_.server.time_limit);
    if (!place.taken()) return std::unexpected(busy());
    auto connection = TRY(LdapConnection::open(settings_.server));
    TRY(become_service(connection));
    auto person = TRY(look_up(connection, std::string(trim(login))));
    if (person) person->groups = TRY(groups_of(connection, *person));
    return person;
}

Result<ExternalPerson> Directory::sign_in(const std::string& login, const std::string& password) {
    const std::string typed(trim(login));
    if (!is_typed_login(typed) || !is_typed_password(password)) return std::unexpected(wrong());
    const Place place(places_->free, settings_.server.time_limit);
    if (!place.taken()) return std::unexpected(busy());
    auto connection = TRY(LdapConnection::open(settings_.server));
    TRY(become_service(connection));
    auto person = TRY(look_up(connection, typed));
    // For an unknown login somebody who does not exist is tried, so that the answer takes as long as for one who does.
    const bool right = TRY(connection.bind(person ? person->dn : "cn=kireise-nobody," + settings_.base, password));
    if (!person || !right) return std::unexpected(wrong());
    TRY(become_service(connection));
    const auto groups = TRY(groups_of(connection, *person));
    const auto roles = TRY(roles_of_groups(settings_.groups, groups));
    return ExternalPerson{std::string(directory_issuer), person->subject, person->login.empty() ? typed : person->login, person->name,
                          roles};
}

}  // namespace kireise::people
