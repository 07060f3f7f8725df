#include "people/texts.h"

#include <fmt/core.h>

#include "base/assets.h"
#include "base/text.h"
#include "base/yaml.h"

namespace kireise::people {
namespace {

void flatten(const Json& value, const std::string& prefix, Texts& out) {
    for (const auto& [key, item] : value.items()) {
        const auto path = prefix.empty() ? key : prefix + "." + key;
        if (item.is_object()) flatten(item, path, out);
        else out[path] = item.is_string() ? item.get<std::string>() : item.dump();
    }
}

}  // namespace

Result<Texts> parse_texts(std::string_view yaml) {
    Texts out;
    flatten(TRY(parse_yaml(yaml)).value, "", out);
    return out;
}

Result<Texts> built_in_texts(std::string_view language) {
    const auto folder = fmt::format("ui/i18n/{}/", language);
    Texts out;
    for (const auto& file : assets()) {
        if (!file.path.starts_with(folder)) continue;
        auto texts = parse_texts(file.bytes);
        if (!texts) return fail(texts.error().kind, fmt::format("{}: {}", file.path, texts.error().message));
        for (auto& [key, text] : *texts) {
            if (!out.emplace(key, std::move(text)).second)
                return fail(ErrorKind::invalid, fmt::format("{}: the key {} stands in another file too.", file.path, key));
        }
    }
    return out;
}

std::string text_of(const Texts& texts, std::string_view key) {
    const auto found = texts.find(key);
    return found == texts.end() ? "[[" + std::string(key) + "]]" : found->second;
}

std::string fill(std::string text, const Values& values) {
    for (const auto& [name, value] : values) text = replace_all(std::move(text), "{" + name + "}", value);
    return text;
}

}  // namespace kireise::people
