#include "blueprint/place.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

struct Pattern {
    Kind kind;
    std::string_view before;  // path = before + slug + after; without slug when `after` is empty
    std::string_view after;
};

constexpr std::array<Pattern, 22> patterns{{
    {Kind::blueprint, "blueprint.yaml", ""},
    {Kind::vocabulary, "framework/vocabulary.yaml", ""},
    {Kind::area, "framework/areas/", ".yaml"},
    {Kind::profile, "framework/profiles/", ".yaml"},
    {Kind::item, "survey/items/", ".yaml"},
    {Kind::form, "survey/forms/", ".yaml"},
    {Kind::course, "courses/", "/course.yaml"},
    {Kind::pass, "paths/", ".yaml"},
    {Kind::guideline, "guideline/guideline.yaml", ""},
    {Kind::clause, "guideline/clauses/", ".md"},
    {Kind::method, "usecases/method.yaml", ""},
    {Kind::usecase, "usecases/", "/usecase.yaml"},
    {Kind::workload, "usecases/", "/workload.yaml"},
    {Kind::gold, "usecases/", "/gold.yaml"},
    {Kind::prompt, "usecases/", "/prompt.md"},
    {Kind::model, "models/", ".yaml"},
    {Kind::workstation, "hardware/", ".yaml"},
    {Kind::gpu, "hardware/gpus/", ".yaml"},
    {Kind::law, "law/", ".yaml"},
    {Kind::journey, "journey/journey.yaml", ""},
    {Kind::sample, "journey/samples/", ".yaml"},
    {Kind::guideline_adoption, "guideline/town.yaml", ""},
}};

// Cuts ".en" out of "NAME.en.yaml"; gives the language, or nothing.
std::string cut_language(std::string& path) {
    const auto dot = path.rfind('.');
    if (dot == std::string::npos || dot < 3 || path[dot - 3] != '.') return {};
    auto lang = path.substr(dot - 2, 2);
    if (!std::ranges::all_of(lang, [](char c) { return c >= 'a' && c <= 'z'; })) return {};
    path.erase(dot - 3, 3);
    return lang;
}

// The slug between before and after; nothing when the path does not fit.
std::optional<std::string> slug_at(const Pattern& pattern, std::string_view path) {
    if (pattern.after.empty()) return path == pattern.before ? std::optional(std::string()) : std::nullopt;
    if (!path.starts_with(pattern.before) || !path.ends_with(pattern.after)) return std::nullopt;
    if (path.size() <= pattern.before.size() + pattern.after.size()) return std::nullopt;
    const auto slug = path.substr(pattern.before.size(), path.size() - pattern.before.size() - pattern.after.size());
    return is_slug(slug) ? std::optional(std::string(slug)) : std::nullopt;
}

bool lies_in_named_folder(std::string_view path, std::string_view folder) {
    const auto names = split(path, '/');
    return names.size() == 3 && names[0] == folder && is_slug(names[1]);
}

}  // namespace

std::optional<Place> place_of(std::string_view path) {
    std::string original(path);
    const auto lang = cut_language(original);
    for (const auto& pattern : patterns) {
        if (auto slug = slug_at(pattern, original)) return Place{pattern.kind, std::move(*slug), lang};
    }
    return std::nullopt;
}

std::string language_of(std::string_view path) {
    std::string original(path);
    return cut_language(original);
}

std::string path_of(Kind kind, std::string_view slug) {
    const auto pattern = std::ranges::find(patterns, kind, &Pattern::kind);
    if (pattern->after.empty()) return std::string(pattern->before);
    return std::string(pattern->before) + std::string(slug) + std::string(pattern->after);
}

bool is_companion(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    if (name == "README.md" || path == "LICENSE" || path == "LICENSE.txt") return true;
    if (path.starts_with("schemas/")) return path.ends_with(".schema.json") && std::ranges::count(path, '/') == 1;
    if (lies_in_named_folder(path, "courses")) return name.ends_with(".md");
    if (lies_in_named_folder(path, "usecases")) return name == "train.csv" || name == "test.csv";
    return false;
}

}  // namespace kireise::blueprint
