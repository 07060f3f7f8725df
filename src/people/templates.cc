#include "people/templates.h"

#include <fmt/core.h>

#include <kainjow/mustache.hpp>

#include "base/assets.h"
#include "base/text.h"

namespace kireise::people {
namespace {

namespace mustache = kainjow::mustache;

constexpr int max_partial_depth = 8;

std::string put_in_texts(std::string_view source, const Texts& texts) {
    std::string out;
    for (;;) {
        const auto open = source.find("[[");
        const auto close = open == std::string_view::npos ? open : source.find("]]", open);
        if (close == std::string_view::npos) return out += source;
        out += source.substr(0, open);
        out += escape_html(text_of(texts, source.substr(open + 2, close - open - 2)));
        source.remove_prefix(close + 2);
    }
}

Result<std::string> put_in_partials(const Templates::Sources& sources, std::string_view source, int depth) {
    if (depth > max_partial_depth) return fail(ErrorKind::invalid, "Templates include each other in a circle.");
    std::string out;
    for (;;) {
        const auto open = source.find("{{>");
        const auto close = open == std::string_view::npos ? open : source.find("}}", open);
        if (close == std::string_view::npos) return out += source;
        const auto name = trim(source.substr(open + 3, close - open - 3));
        const auto partial = sources.find(name);
        if (partial == sources.end()) return fail(ErrorKind::invalid, fmt::format("There is no template \"{}\".", name));
        out += source.substr(0, open);
        out += TRY(put_in_partials(sources, partial->second, depth + 1));
        source.remove_prefix(close + 2);
    }
}

mustache::data to_data(const Json& value) {
    if (value.is_object()) {
        mustache::data out{mustache::data::type::object};
        for (const auto& [key, item] : value.items()) out.set(key, to_data(item));
        return out;
    }
    if (value.is_array()) {
        mustache::data out{mustache::data::type::list};
        for (const auto& item : value) out.push_back(to_data(item));
        return out;
    }
    if (value.is_boolean()) return mustache::data{value.get<bool>()};
    if (value.is_null()) return mustache::data{false};
    if (value.is_string())
        return value.get_ref<const std::string&>().empty() ? mustache::data{false} : mustache::data{value.get<std::string>()};
    return mustache::data{value.dump()};
}

}  // namespace

struct Templates::Compiled {
    // render() is not const only because partials and lambdas may report errors through it; neither exists here.
    mutable mustache::mustache source;
};

Templates::Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(const Sources& sources, const Texts& texts) {
    Templates out;
    for (const auto& [name, source] : sources) {
        const auto flat = TRY(put_in_partials(sources, source, 0));
        auto compiled = std::make_unique<Compiled>(Compiled{mustache::mustache(put_in_texts(flat, texts))});
        if (!compiled->source.is_valid())
            return fail(ErrorKind::invalid, fmt::format("Template {}: {}", name, compiled->source.error_message()));
        out.compiled_[name] = std::move(compiled);
    }
    return out;
}

Result<std::string> Templates::render(std::string_view name, const Json& data) const {
    const auto found = compiled_.find(name);
    if (found == compiled_.end()) return fail(ErrorKind::internal, fmt::format("There is no template \"{}\".", name));
    return found->second->source.render(to_data(data));
}

Templates::Sources built_in_templates() {
    constexpr std::string_view folder = "ui/templates/";
    constexpr std::string_view ending = ".html";
    Templates::Sources out;
    for (const auto& file : assets()) {
        if (!file.path.starts_with(folder) || !file.path.ends_with(ending)) continue;
        out.emplace(file.path.substr(folder.size(), file.path.size() - folder.size() - ending.size()), file.bytes);
    }
    return out;
}

}  // namespace kireise::people
