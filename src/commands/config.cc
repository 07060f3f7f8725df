#include "commands/config.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/assets.h"
#include "base/files.h"
#include "base/text.h"
#include "base/yaml.h"
#include "blueprint/schema_check.h"

namespace kireise::commands {
namespace {

using Pointer = Json::json_pointer;

constexpr std::size_t secret_limit = 4096;  // bytes

struct Rules {
    Json schema;
    blueprint::Schema check;
};

Result<Rules> rules() {
    const auto text = asset("src/commands/config.schema.json").value_or("");
    auto check = TRY(blueprint::Schema::parse(text));
    return Rules{Json::parse(text, nullptr, false), std::move(check)};
}

// Calls `see` with pointer and schema of every single value that may be configured.
template <class See>
void for_each_value(const Json& schema, const std::string& pointer, See see) {
    for (const auto& [name, value] : schema["properties"].items()) {
        const bool has_items = value.contains("items") && value["items"]["type"] == "object";  // a list of entries: in the file only
        if (value["type"] == "object") for_each_value(value, pointer + "/" + name, see);
        else if (has_items) continue;
        else see(pointer + "/" + name, value);
    }
}

// A key that the schema does not know, as a pointer; "" when there is none.
std::string unknown_key(const Json& value, const Json& schema, const std::string& pointer) {
    if (!value.is_object() || !schema.contains("properties")) return {};
    for (const auto& [name, inner] : value.items()) {
        const auto here = pointer + "/" + name;
        if (!schema["properties"].contains(name)) return here;
        if (auto found = unknown_key(inner, schema["properties"][name], here); !found.empty()) return found;
    }
    return {};
}

Error file_error(const std::string& file, int line, std::string_view sentence) {
    return error(ErrorKind::invalid, fmt::format("{}:{}: {}", file, line, sentence));
}

Result<Json> read_document(const std::string& file, const Rules& rules) {
    const auto text = TRY(read_file(file));
    const bool all_commented_out =
        std::ranges::all_of(lines(text), [](auto line) { return trim(line).empty() || trim(line).front() == '#'; });
    if (all_commented_out) return Json::object();
    const auto yaml = parse_yaml(text);
    if (!yaml) return fail(yaml.error().kind, fmt::format("{}: {}", file, yaml.error().message));
    if (const auto unknown = unknown_key(yaml->value, rules.schema, ""); !unknown.empty()) {
        return std::unexpected(file_error(file, yaml->line(unknown),
                                          fmt::format("\"{}\" is not known here. What there is: docs/operate/configuration.md.",
                                                      unknown.substr(unknown.rfind('/') + 1))));
    }
    const auto violations = rules.check.check(yaml->value);
    if (violations.empty()) return yaml->value;
    const auto& first = violations.front();
    return std::unexpected(file_error(file, yaml->line(first.pointer),
                                      fmt::format("{} ({})", first.expectation, first.pointer.substr(first.pointer.empty() ? 0 : 1))));
}

Json typed(const std::string& text, const Json& schema) {
    if (schema["type"] == "array") {
        auto list = Json::array();
        for (const auto& part : split(text, ',')) list.push_back(std::string(trim(part)));
        return list;
    }
    long long number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (schema["type"] == "integer" && code == std::errc{} && end == text.data() + text.size()) return number;
    return text;
}

// Puts the value over what is there; `from` names where it comes from.
Result<> put(Json& document, const Rules& rules, const std::string& pointer, Json value, const std::string& from) {
    auto alone = Json::object();
    alone[Pointer(pointer)] = value;
    if (const auto violations = rules.check.check(alone); !violations.empty())
        return fail(ErrorKind::invalid, fmt::format("{}: {}", from, violations.front().expectation));
    // Another way to give the same secret or address is replaced, too.
    if (const auto section = pointer.substr(0, pointer.rfind('/')); section == "/database" || section == "/metrics") {
        document[Pointer(section)] = Json::object();
    }
    document[Pointer(pointer)] = std::move(value);
    return {};
}

std::string variable_of(std::string_view pointer) {
    auto name = replace_all(std::string(pointer), "/", "_");
    for (auto& c : name) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return "KIREISE" + name;
}

Result<> put_environment(Json& document, const Rules& rules, const Environment& environment) {
    Result<> done;
    const auto take = [&](const std::string& variable, const std::string& pointer, const Json& schema) {
        const auto text = environment(variable);
        if (done && !text.empty()) done = put(document, rules, pointer, typed(text, schema), variable);
    };
    for_each_value(rules.schema, "", [&](const std::string& pointer, const Json& schema) { take(variable_of(pointer), pointer, schema); });
    take("KIREISE_DATABASE", "/database/url", {{"type", "string"}});
    return done;
}

Result<> put_arguments(Json& document, const Rules& rules, const Arguments& arguments) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 5> options{{{"--data", "/data"},
                                                                                      {"--database", "/database/url"},
                                                                                      {"--listen", "/listen"},
                                                                                      {"--log-format", "/log/format"},
                                                                                      {"--log-level", "/log/level"}}};
    for (const auto& [option, pointer] : options) {
        if (const auto text = arguments.value(option); !text.empty()) TRY(put(document, rules, pointer, text, std::string(option)));
    }
    return {};
}

template <class T>
T value_or(const Json& document, const char* pointer, T standard) {
    return document.value(Pointer(pointer), std::move(standard));
}

std::string text_of(const Json& document, const std::string& pointer) { return value_or(document, pointer.c_str(), std::string()); }

// NAME_file or NAME_environment of a section, whichever is given; "" when neither is.
Result<std::string> secret(const Json& document, const std::string& pointer, const Environment& environment) {
    const auto file = text_of(document, pointer + "_file");
    const auto variable = text_of(document, pointer + "_environment");
    const auto name = replace_all(pointer.substr(1), "/", ".");
    if (!file.empty() && !variable.empty())
        return fail(ErrorKind::invalid, fmt::format("{}_file and {}_environment are both set; keep one of them.", name, name));
    if (file.empty() && variable.empty()) return std::string();
    auto text = file.empty() ? environment(variable) : TRY(read_file(file, secret_limit));
    text = std::string(trim(text));
    if (!text.empty() && text.find_first_of("\r\n") == std::string::npos) return text;
    return fail(ErrorKind::invalid,
                file.empty() ? fmt::format("{}_environment: the environment variable {} is not set or has several lines.", name, variable)
                             : fmt::format("{}_file: {} must hold one line.", name, file));
}

Result<std::string> database_url(const Json& document, const Environment& environment) {
    const auto url = text_of(document, "/database/url");
    const auto hidden = TRY(secret(document, "/database/url", environment));
    if (!url.empty() && !hidden.empty())
        return fail(ErrorKind::invalid, "database.url is set beside database.url_file or database.url_environment; keep one of them.");
    return url.empty() ? hidden : url;
}

Result<assistant::EngineEnvironment> engine(const Json& document, const std::string& section, const Environment& environment) {
    auto key = TRY(secret(document, section + "/key", environment));
    return assistant::EngineEnvironment{.url = text_of(document, section + "/url"),
                                        .model = text_of(document, section + "/model"),
                                        .location = text_of(document, section + "/location"),
                                        .key_file = {},
                                        .key = std::move(key),
                                        .model_file = text_of(document, section + "/model_file"),
                                        .name = text_of(document, section + "/name"),
                                        .model_class = text_of(document, section + "/model_class"),
                                        .ca_file = text_of(document, section + "/ca_file"),
                                        .silence_seconds = value_or(document, (section + "/silence_seconds").c_str(), 0),
                                        .start_seconds = value_or(document, (section + "/start_seconds").c_str(), 0),
                                        .idle_minutes = value_or(document, (section + "/idle_minutes").c_str(), -1),
                                        .context_tokens = value_or(document, (section + "/context_tokens").c_str(), 0),
                                        .slots = value_or(document, (section + "/slots").c_str(), 0),
                                        .scripted = value_or(document, (section + "/scripted").c_str(), false)};
}

// The list, or the one engine of the short form.
Result<std::vector<assistant::EngineEnvironment>> engines(const Json& document, const Environment& environment) {
    std::vector<assistant::EngineEnvironment> out;
    if (document.contains("engines") && document.contains("engine"))
        return fail(ErrorKind::invalid, "engines and engine (or KIREISE_ENGINE_...) are both set; put the one engine into the list.");
    for (std::size_t i = 0; i < document.value("engines", Json::array()).size(); ++i) {
        out.push_back(TRY(engine(document, fmt::format("/engines/{}", i), environment)));
        const auto& name = out.back().name;
        const bool taken = std::ranges::count(out, name, &assistant::EngineEnvironment::name) > 1;
        if (taken || name == "rule" || name == "classifier")
            return fail(ErrorKind::invalid, fmt::format("engines: the name {} is taken; every engine has its own.", name));
    }
    if (out.empty()) out.push_back(TRY(engine(document, "/engine", environment)));
    return out;
}

Result<net::ServerSettings> server(const Json& document) {
    auto out = TRY(net::parse_listen(value_or<std::string>(document, "/listen", "127.0.0.1:8080")));
    const auto limits = document.value("limits", Json::object());
    const auto seconds = [&](const char* name, std::chrono::milliseconds standard) {
        return std::chrono::milliseconds(limits.value(name, standard.count() / 1000) * 1000);
    };
    out.connections = limits.value("connections", out.connections);
    out.connections_per_address = limits.value("connections_per_address", out.connections_per_address);
    out.streams = limits.value("streams", out.streams);
    out.workers = limits.value("workers", out.workers);
    out.slowest = limits.value("slowest_bytes_per_second", out.slowest);
    out.header_timeout = seconds("header_seconds", out.header_timeout);
    out.idle_timeout = seconds("idle_seconds", out.idle_timeout);
    out.stop_timeout = seconds("stop_seconds", out.stop_timeout);
    for (const auto& one : value_or(document, "/proxy/trusted", std::vector<std::string>()))
        out.proxies.push_back(TRY(net::Network::parse(one)));
    return out;
}

}  // namespace

Environment system_environment() {
    return [](const std::string& name) -> std::string {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? "" : value;
    };
}

std::vector<Option> config_options() {
    return {{"--config", "FILE"},          {"--data", "DIR"},       {"--database", "URL"}, {"--listen", "ADDRESS:PORT"},
            {"--log-format", "text|json"}, {"--log-level", "LEVEL"}};
}

Result<Config> read_config(const Arguments& arguments, const Environment& environment, std::string_view standard_data) {
    const auto known = TRY(rules());
    auto file = arguments.value("--config");
    if (file.empty()) file = environment("KIREISE_CONFIG");
    auto document = file.empty() ? Json::object() : TRY(read_document(file, known));
    TRY(put_environment(document, known, environment));
    TRY(put_arguments(document, known, arguments));
    Config out;
    out.data = value_or(document, "/data", std::string(standard_data));
    out.database_url = TRY(database_url(document, environment));
    out.server = TRY(server(document));
    out.log = {.json = text_of(document, "/log/format") == "json", .level = value_or<std::string>(document, "/log/level", "info")};
    out.metrics_token = TRY(secret(document, "/metrics/token", environment));
    out.engines = TRY(engines(document, environment));
    return out;
}

}  // namespace kireise::commands
