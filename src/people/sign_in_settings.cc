#include "people/sign_in_settings.h"

#include <fmt/core.h>

#include <cstdlib>

#include "base/assets.h"
#include "base/files.h"
#include "base/text.h"
#include "base/yaml.h"
#include "blueprint/schema_check.h"

namespace kireise::people {
namespace {

constexpr std::size_t file_limit = 64U << 10U;  // bytes
constexpr std::size_t secret_limit = 4096;

// NAME_file or NAME_environment of a section, whichever is given; "" when neither is.
Result<std::string> secret(const Json& section, const std::string& name, const ReadVariable& variable) {
    const auto file = section.value(name + "_file", "");
    const auto from = section.value(name + "_environment", "");
    if (!file.empty() && !from.empty()) {
        return fail(ErrorKind::invalid, fmt::format("{}_file and {}_environment are both set; keep one of them.", name, name));
    }
    if (file.empty() && from.empty()) return std::string();
    const auto text = file.empty() ? variable(from) : TRY(read_file(file, secret_limit));
    const std::string line(trim(text));
    if (!line.empty() && line.find_first_of("\r\n") == std::string::npos) return line;
    return fail(ErrorKind::invalid, file.empty() ? fmt::format("The environment variable {} is not set or has several lines.", from)
                                                 : fmt::format("{} must hold one line.", file));
}

GroupRoles group_roles(const Json& section) {
    GroupRoles out;
    const auto roles = section.value("roles", Json::object());
    for (const auto& [role, groups] : roles.items()) {
        for (const auto& group : groups) out.emplace_back(group.get<std::string>(), parse_role(role).value_or(Role::staff));
    }
    return out;
}

SameLogin same_login(const Json& section) {
    return section.value("same_login", "") == "the-same-person" ? SameLogin::the_same_person : SameLogin::another_person;
}

// What differs between the products.
DirectorySettings standard_of(std::string_view kind) {
    DirectorySettings out;
    if (kind == "active-directory") {
        out.filter = "(&(objectCategory=person)(objectClass=user)(sAMAccountName={login}))";
        out.subject = "objectGUID";
        out.login = "sAMAccountName";
        out.name = "displayName";
    }
    return out;
}

Result<std::shared_ptr<Directory>> directory_of(const Json& section, const ReadVariable& variable) {
    auto out = standard_of(section.value("kind", ""));
    out.server = {.url = section.value("url", ""),
                  .start_tls = section.value("start_tls", false),
                  .ca_file = section.value("ca_file", ""),
                  .time_limit = std::chrono::seconds(section.value("time_limit_seconds", 5))};
    out.bind_dn = section.value("bind_dn", "");
    out.bind_password = TRY(secret(section, "bind_password", variable));
    out.base = section.value("base", "");
    out.filter = section.value("filter", out.filter);
    out.subject = section.value("subject", out.subject);
    out.login = section.value("login", out.login);
    out.name = section.value("name", out.name);
    out.groups = group_roles(section);
    out.nested_groups = section.value("nested_groups", false);
    out.same_login = same_login(section);
    TRY(check_directory(out));
    return std::make_shared<Directory>(std::move(out));
}

Result<std::shared_ptr<Oidc>> oidc_of(const Json& section, const ReadVariable& variable) {
    OidcSettings out;
    out.issuer = section.value("issuer", "");
    out.client_id = section.value("client_id", "");
    out.client_secret = TRY(secret(section, "client_secret", variable));
    out.title = section.value("title", "");
    out.portal_url = section.value("portal_url", "");
    out.ca_file = section.value("ca_file", "");
    out.scopes = section.value("scopes", out.scopes);
    out.groups_claim = section.value("groups_claim", out.groups_claim);
    out.groups = group_roles(section);
    out.same_login = same_login(section);
    TRY(check_oidc(out));
    return std::make_shared<Oidc>(std::move(out));
}

Result<Json> checked_file(const std::filesystem::path& file) {
    const auto yaml = TRY(parse_yaml(TRY(read_file(file, file_limit))));
    const auto schema = TRY(blueprint::Schema::parse(asset("ui/data/sign-in.schema.json").value_or("")));
    const auto violations = schema.check(yaml.value);
    if (violations.empty()) return yaml.value;
    const auto& first = violations.front();
    return fail(ErrorKind::invalid, fmt::format("Line {}: {} ({})", yaml.line(first.pointer), first.expectation, first.pointer));
}

Result<SignInWays> ways_in(const std::filesystem::path& file, const ReadVariable& variable) {
    const auto settings = TRY(checked_file(file));
    SignInWays ways;
    if (settings.contains("directory")) ways.directory = TRY(directory_of(settings["directory"], variable));
    if (settings.contains("oidc")) ways.oidc = TRY(oidc_of(settings["oidc"], variable));
    return ways;
}

}  // namespace

std::string environment_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? "" : value;
}

Result<SignInWays> read_sign_in_ways(const std::filesystem::path& town_folder, const ReadVariable& variable) {
    const auto file = town_folder / sign_in_file_name;
    std::error_code code;
    if (!std::filesystem::exists(file, code) && !code) return SignInWays{};
    auto ways = ways_in(file, variable);
    if (!ways) return fail(ways.error().kind, fmt::format("{}: {}", file.string(), ways.error().message));
    return ways;
}

}  // namespace kireise::people
