#include "people/templates.h"

#include <fmt/core.h>

#include <array>

#include "base/assets.h"
#include "base/text.h"
#include "people/mustache.h"

namespace kireise::people {
namespace {

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

}  // namespace

struct Templates::Compiled {
    Mustache source;
};

Templates::Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(const Sources& sources, const Texts& texts) {
    Templates out;
    for (const auto& [name, source] : sources) {
        const auto flat = TRY(put_in_partials(sources, source, 0));
        auto parsed = Mustache::parse(put_in_texts(flat, texts));
        if (!parsed) return fail(ErrorKind::invalid, fmt::format("Template {}: {}", name, parsed.error().message));
        out.compiled_[name] = std::make_unique<Compiled>(*std::move(parsed));
    }
    return out;
}

Result<std::string> Templates::render(std::string_view name, const Json& data) const {
    const auto found = compiled_.find(name);
    if (found == compiled_.end()) return fail(ErrorKind::internal, fmt::format("There is no template \"{}\".", name));
    return found->second->source.render(std::array{&data});
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
