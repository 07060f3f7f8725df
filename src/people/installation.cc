#include "people/installation.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "store/postgresql.h"

namespace kireise::people {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema_prefix = "town_";

Result<std::vector<std::string>> names_in_folder(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
        auto name = entry->path().filename().string();
        if (is_town_name(name) && fs::exists(entry->path() / "town.db")) names.push_back(std::move(name));
    }
    if (code && code != std::errc::no_such_file_or_directory) {
        return fail(ErrorKind::io, fmt::format("Cannot read the folder {}: {}.", folder.string(), code.message()));
    }
    return names;
}

Result<std::vector<std::string>> names_on_server(const std::string& url) {
    std::vector<std::string> names;
    for (const auto& schema : TRY(store::schemas_of(url))) {
        if (schema.starts_with(schema_prefix)) names.push_back(replace_all(schema.substr(schema_prefix.size()), "_", "-"));
    }
    return names;
}

Error no_such_town(const fs::path& data, std::string_view name) {
    return error(ErrorKind::not_found,
                 fmt::format("There is no town \"{}\" in {}. See: kireise town list --data {}", name, data.string(), data.string()));
}

}  // namespace

// A town's name has no underscore, so that two names never share a schema.
std::string schema_of(std::string_view name) { return std::string(schema_prefix) + replace_all(std::string(name), "-", "_"); }

bool is_town_name(std::string_view name) { return name.size() >= 2 && name.size() <= 40 && is_slug(name); }

Result<std::vector<std::string>> Installation::towns() const {
    auto names = TRY(settings_.database_url.empty() ? names_in_folder(settings_.data / "towns") : names_on_server(settings_.database_url));
    std::ranges::sort(names);
    return names;
}

TownSettings Installation::settings_of(const std::string& name) const {
    return {.folder = folder_of(name),
            .database_url = settings_.database_url,
            .schema = schema_of(name),
            .clock = settings_.clock,
            .random = settings_.random};
}

Result<bool> Installation::has(const std::string& name) const {
    const auto names = TRY(towns());
    return std::ranges::find(names, name) != names.end();
}

Result<fs::path> Installation::folder_for_new(const std::string& name) const {
    if (!is_town_name(name)) {
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is no name of a town: 2 to 40 small letters, digits and hyphens.", name));
    }
    if (TRY(has(name))) return fail(ErrorKind::conflict, fmt::format("There is a town \"{}\" already.", name));
    return folder_of(name);
}

Result<std::unique_ptr<Town>> Installation::create(const std::string& name, const MakeContent& make_content) const {
    const auto folder = TRY(folder_for_new(name));
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", folder.string(), code.message()));
    auto town = [&]() -> Result<std::unique_ptr<Town>> {
        TRY(make_content(folder / "content.git"));
        return Town::open(settings_of(name), {}, migrations_);
    }();
    if (!town) fs::remove_all(folder, code);
    return town;
}

Result<std::unique_ptr<Town>> Installation::create(const std::string& name, const blueprint::Tree& first_content) const {
    return create(name, [&](const fs::path& repository) -> Result<> {
        const auto snapshot = TRY(blueprint::Snapshot::load(first_content));
        TRY(blueprint::Repository::init_from(repository, first_content, snapshot->release()));
        return {};
    });
}

Result<std::unique_ptr<Town>> Installation::open(const std::string& name) const {
    if (!TRY(has(name))) return std::unexpected(no_such_town(settings_.data, name));
    return Town::open(settings_of(name), {}, migrations_);
}

Result<std::string> Installation::choose(std::string_view name) const {
    if (!name.empty()) return std::string(name);
    const auto names = TRY(towns());
    if (names.size() == 1) return names.front();
    if (names.empty()) {
        return fail(ErrorKind::not_found,
                    fmt::format("There is no town in {}. Make one: kireise town create NAME --data {}, or for a look around: "
                                "kireise demo --data {}",
                                settings_.data.string(), settings_.data.string(), settings_.data.string()));
    }
    return fail(ErrorKind::invalid, fmt::format("There are several towns: {}. Choose one with --town NAME.", join(names, ", ")));
}

Result<> Installation::remove(const std::string& name) const {
    if (!TRY(has(name))) return std::unexpected(no_such_town(settings_.data, name));
    if (!settings_.database_url.empty()) TRY(store::drop_schema(settings_.database_url, schema_of(name)));
    std::error_code code;
    fs::remove_all(folder_of(name), code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot delete the folder {}: {}.", folder_of(name).string(), code.message()));
    return {};
}

Result<std::vector<std::string>> hosts_of(const Town& town) {
    std::vector<std::string> hosts;
    for (const auto& host : split(TRY(setting(town, "hosts")), ' ')) {
        if (!host.empty()) hosts.push_back(host);
    }
    return hosts;
}

Result<> check_host(std::string_view host) {
    const bool plain = !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
    if (plain) return {};
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no host name: small letters, digits, dots and hyphens, without port.", host));
}

Result<> set_hosts(const Town& town, const std::vector<std::string>& hosts) {
    for (const auto& host : hosts) TRY(check_host(host));
    return set_setting(town, "hosts", join(hosts, " "));
}

}  // namespace kireise::people
