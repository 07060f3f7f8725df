#include "base/yaml.h"

#include <fmt/core.h>
#include <yaml-cpp/emitter.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <sstream>
#include <vector>

#include "base/text.h"

namespace kireise {
namespace {

constexpr std::size_t max_depth = 32;

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f; }

Json plain_scalar(const std::string& text) {
    if (text.empty() || text == "null" || text == "~") return nullptr;
    if (text == "true") return true;
    if (text == "false") return false;
    if (const auto integer = number<std::int64_t>(text)) return *integer;
    const bool may_be_float = text.find_first_not_of("0123456789.eE+-") == std::string::npos;
    if (may_be_float) {
        if (const auto real = number<double>(text); real && std::isfinite(*real)) return *real;
    }
    return text;
}

std::string pointer_token(std::string key) { return replace_all(replace_all(std::move(key), "~", "~0"), "/", "~1"); }

// Builds JSON from the parser's events; that is the only place where yaml-cpp still tells anchors and line numbers.
class Builder : public YAML::EventHandler {
   public:
    explicit Builder(int first_line) : first_line_(first_line) {}

    Yaml take() { return std::move(out_); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        if (awaits_key()) set_key(mark, "");
        else place(mark, nullptr);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        throw YAML::ParserException(mark, "aliases (*name) are not allowed; write the value out");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        refuse_anchor(mark, anchor);
        if (awaits_key()) return set_key(mark, value);
        place(mark, tag == "?" ? plain_scalar(value) : Json(value));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(mark, anchor, Json::array());
    }
    void OnSequenceEnd() override { levels_.pop_back(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(mark, anchor, Json::object());
    }
    void OnMapEnd() override { levels_.pop_back(); }

   private:
    struct Level {
        Json* container;
        std::string pointer;
        std::optional<std::string> key;  // of a map, once read and until its value is placed
    };

    static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) throw YAML::ParserException(mark, "anchors (&name) are not allowed; write the value out");
    }

    [[nodiscard]] bool awaits_key() const { return !levels_.empty() && levels_.back().container->is_object() && !levels_.back().key; }

    void set_key(const YAML::Mark& mark, const std::string& key) {
        if (levels_.back().container->contains(key))
            throw YAML::ParserException(mark, fmt::format("the key \"{}\" stands here twice", key));
        levels_.back().key = key;
    }

    // Puts the value where the parser stands; gives it back with its pointer.
    std::pair<Json*, std::string> place(const YAML::Mark& mark, Json value) {
        if (levels_.empty()) {
            out_.value = std::move(value);
            out_.line_of[""] = mark.line + first_line_;
            return {&out_.value, ""};
        }
        auto& level = levels_.back();
        Json* placed = nullptr;
        std::string pointer;
        if (level.container->is_object()) {
            pointer = level.pointer + "/" + pointer_token(*level.key);
            placed = &((*level.container)[*level.key] = std::move(value));
            level.key.reset();
        } else {
            pointer = level.pointer + "/" + std::to_string(level.container->size());
            level.container->push_back(std::move(value));
            placed = &level.container->back();
        }
        out_.line_of[pointer] = mark.line + first_line_;
        return {placed, pointer};
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, Json empty) {
        refuse_anchor(mark, anchor);
        if (awaits_key()) throw YAML::ParserException(mark, "a key must be plain text");
        if (levels_.size() >= max_depth) throw YAML::ParserException(mark, "nested too deeply");
        auto [container, pointer] = place(mark, std::move(empty));
        levels_.push_back({container, std::move(pointer), std::nullopt});
    }

    Yaml out_;
    std::vector<Level> levels_;
    int first_line_;
};

bool needs_quotes(const std::string& text) { return !plain_scalar(text).is_string() || text.find_first_of("\r\n") != std::string::npos; }

void emit(YAML::Emitter& out, const Json& value) {
    if (value.is_object()) {
        out << YAML::BeginMap;
        for (const auto& [key, item] : value.items()) {
            out << YAML::Key << key << YAML::Value;
            emit(out, item);
        }
        out << YAML::EndMap;
    } else if (value.is_array()) {
        out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
        for (const auto& item : value) emit(out, item);
        out << YAML::EndSeq;
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (needs_quotes(text)) out << YAML::DoubleQuoted;
        out << text;
    } else if (value.is_null()) {
        out << YAML::Null;
    } else {
        out << value.dump();
    }
}

}  // namespace

int Yaml::line(std::string_view pointer) const {
    for (;;) {
        if (const auto found = line_of.find(pointer); found != line_of.end()) return found->second;
        const auto at = pointer.rfind('/');
        if (at == std::string_view::npos) return 1;
        pointer = pointer.substr(0, at);
    }
}

Result<Yaml> parse_yaml(std::string_view text, std::size_t limit, int first_line) {
    if (text.size() > limit) {
        return fail(ErrorKind::too_large, fmt::format("The YAML text has {} bytes; at most {} are read.", text.size(), limit));
    }
    if (!is_utf8(text)) return fail(ErrorKind::invalid, "The YAML text is not valid UTF-8.");
    // YAML 1.2, 5.1. With a NUL, yaml-cpp takes the text for UTF-16 or UTF-32 and gives strings that are no UTF-8.
    if (std::ranges::any_of(text, is_control)) return fail(ErrorKind::invalid, "The YAML text holds a control character.");
    try {
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        Builder builder(first_line);
        if (!parser.HandleNextDocument(builder)) return fail(ErrorKind::invalid, "The YAML text is empty.");
        auto out = builder.take();
        Builder rest(first_line);
        if (parser.HandleNextDocument(rest)) return fail(ErrorKind::invalid, "The YAML text holds more than one document.");
        return out;
    } catch (const YAML::Exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("line {}: {}.", problem.mark.line + first_line, problem.msg));
    }
}

std::string to_yaml(const Json& value) {
    YAML::Emitter out;
    emit(out, value);
    return std::string(out.c_str()) + "\n";
}

}  // namespace kireise
