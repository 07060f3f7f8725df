#pragma once
// The towns that one program serves: each with its own database (a file or a schema), content, documents and accounts.
//
//     DATA/towns/NAME/    town.db, content.git, documents/ (with PostgreSQL: content.git only)
//     DATA/engine/        models that the program made
//
// Several processes may open one installation at the same time.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "people/town.h"

namespace kireise::people {

struct InstallationSettings {
    std::filesystem::path data;
    std::string database_url;  // "" for SQLite, or a PostgreSQL server's url
    Clock clock = system_clock();
    Random random = system_random();
};

class Installation {
   public:
    Installation(InstallationSettings settings, std::vector<store::Migrations> migrations)
        : settings_(std::move(settings)), migrations_(std::move(migrations)) {}

    // In alphabetical order.
    [[nodiscard]] Result<std::vector<std::string>> towns() const;

    // Makes the content's repository in the folder that it is given.
    using MakeContent = std::function<Result<>(const std::filesystem::path& repository)>;

    // invalid for a bad name ([a-z0-9-], 2..40 characters), conflict when the town exists. On an error nothing is left behind.
    [[nodiscard]] Result<std::unique_ptr<Town>> create(const std::string& name, const MakeContent& make_content) const;
    [[nodiscard]] Result<std::unique_ptr<Town>> create(const std::string& name, const blueprint::Tree& first_content) const;

    // not_found, with what to do, when there is no such town.
    [[nodiscard]] Result<std::unique_ptr<Town>> open(const std::string& name) const;

    // The town of this name; for "" the only one there is. invalid when there are several, not_found when there is none.
    [[nodiscard]] Result<std::string> choose(std::string_view name) const;

    // Deletes the town with all that it has. not_found.
    [[nodiscard]] Result<> remove(const std::string& name) const;

    // Where a town of this name would lie. invalid, conflict.
    [[nodiscard]] Result<std::filesystem::path> folder_for_new(const std::string& name) const;

    [[nodiscard]] const std::filesystem::path& data() const { return settings_.data; }
    [[nodiscard]] bool is_shared() const { return !settings_.database_url.empty(); }  // lies on a PostgreSQL server

   private:
    [[nodiscard]] std::filesystem::path folder_of(const std::string& name) const { return settings_.data / "towns" / name; }
    [[nodiscard]] TownSettings settings_of(const std::string& name) const;
    [[nodiscard]] Result<bool> has(const std::string& name) const;

    InstallationSettings settings_;
    std::vector<store::Migrations> migrations_;
};

[[nodiscard]] bool is_town_name(std::string_view name);
[[nodiscard]] std::string schema_of(std::string_view town_name);  // on a PostgreSQL server

// Host names under which a town answers from "/", in lower case and without port.
[[nodiscard]] Result<std::vector<std::string>> hosts_of(const Town& town);
[[nodiscard]] Result<> check_host(std::string_view host);  // invalid
[[nodiscard]] Result<> set_hosts(const Town& town, const std::vector<std::string>& hosts);

}  // namespace kireise::people
