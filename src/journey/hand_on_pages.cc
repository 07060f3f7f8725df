#include "journey/hand_on_pages.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "journey/journey_store.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;
using people::Role;

constexpr auto makers = people::only(Role::coordination, Role::admin);
constexpr std::string_view file_name = "blaupause.kireise.zip";

Result<Json> contents(const Context& context) {
    const auto content = TRY(context.town.content());
    const auto row = [&](std::size_t count, const char* key) {
        return Json{{"count", std::to_string(count)}, {"name", context.t(std::string("journey.hand_on.") + key)}};
    };
    return Json{row(content->all<blueprint::Course>().size(), "courses"), row(content->all<blueprint::Question>().size(), "items"),
                row(content->all<blueprint::Clause>().size(), "clauses"), row(content->all<blueprint::UseCase>().size(), "usecases"),
                row(content->all<blueprint::Law>().size(), "law")};
}

Result<net::Outcome> show(Context& context) {
    Json data{{"contents", TRY(contents(context))}, {"exports", Json::array()}, {"example", file_name}};
    data["may_export"] = context.account->roles.overlaps(makers);
    for (const auto& made : TRY(exports(context.town))) {
        data["exports"].push_back({{"when", german_time(made.made)},
                                   {"file", made.file_name},
                                   {"size", context.data_size(static_cast<std::uint64_t>(made.size))},
                                   {"commit", made.commit.substr(0, 12)}});
    }
    data["has_exports"] = !data["exports"].empty();
    return people::page(
        context, {.content_template = "journey/hand_on", .title = context.t("journey.hand_on.title"), .section = "hand-on", .data = data});
}

Result<net::Outcome> make(Context& context) {
    const auto folder = TRY(TempDir::create());
    const auto file = folder.path() / file_name;
    TRY(hand_on(context.town, context.account->id, file));
    return people::download(TRY(read_file(file, blueprint::max_package_bytes)), "application/zip", file_name);
}

}  // namespace

Result<blueprint::Manifest> hand_on(const people::Town& town, const std::string& account, const std::filesystem::path& file) {
    const auto repository = TRY(town.open_repository());
    auto manifest = TRY(blueprint::export_package(repository, file, town.now()));
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    TRY(record_export(town, account, {.file_name = file.filename().string(), .commit = manifest.commit, .size = size, .made = town.now()}));
    return manifest;
}

std::vector<people::Route> hand_on_routes() {
    return {
        {Method::get, "/hand-on", people::signed_in, show},
        {Method::post, "/hand-on", makers, make},
    };
}

}  // namespace kireise::journey
