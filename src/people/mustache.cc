#include "people/mustache.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace kireise::people {
namespace {

bool is_true(const Json& value) {
    switch (value.type()) {
        case Json::value_t::null: return false;
        case Json::value_t::boolean: return value.get<bool>();
        case Json::value_t::string: return !value.get_ref<const std::string&>().empty();
        case Json::value_t::array: return !value.empty();
        default: return true;
    }
}

void append_escaped(std::string& out, std::string_view text) {
    for (;;) {
        const auto at = text.find_first_of("&<>\"'");
        out += text.substr(0, at);
        if (at == std::string_view::npos) return;
        switch (text[at]) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += "&apos;"; break;
        }
        text.remove_prefix(at + 1);
    }
}

const Json* member(const Json* value, const std::vector<std::string>& path) {
    for (const auto& name : path) {
        if (!value->is_object()) return nullptr;
        const auto found = value->find(name);
        if (found == value->end()) return nullptr;
        value = &*found;
    }
    return value;
}

}  // namespace

class Mustache::Parser {
   public:
    explicit Parser(std::string_view source) : source_(source) {}

    Result<std::vector<Node>> parse() {
        while (at_ < source_.size()) {
            const auto open = std::min(source_.find("{{", at_), source_.size());
            add_text(source_.substr(at_, open - at_));
            at_ = open;
            if (at_ < source_.size()) TRY(tag());
        }
        if (!open_.empty()) return problem("a section is not closed");
        return std::move(nodes_);
    }

   private:
    // Line breaks are nodes of their own.
    void add_text(std::string_view text) {
        while (!text.empty()) {
            const auto end = std::min(text.find_first_of("\r\n"), text.size());
            if (end > 0) nodes_.push_back({.kind = Kind::text, .text = std::string(text.substr(0, end)), .path = {}});
            text.remove_prefix(end);
            if (text.empty()) return;
            const std::size_t width = text.starts_with("\r\n") ? 2 : 1;
            nodes_.push_back({.kind = Kind::newline, .text = std::string(text.substr(0, width)), .path = {}});
            text.remove_prefix(width);
        }
    }

    Result<> tag() {
        const bool raw = source_.substr(at_).starts_with("{{{");
        const std::string_view closing = raw ? "}}}" : "}}";
        const auto begin = at_ + closing.size();
        const auto end = source_.find(closing, begin);
        if (end == std::string_view::npos) return problem("a tag is not closed");
        auto content = trim(source_.substr(begin, end - begin));
        TRY(raw ? add(Kind::raw, content) : by_sign(content));
        at_ = end + closing.size();
        return {};
    }

    Result<> by_sign(std::string_view content) {
        const char sign = content.empty() ? ' ' : content.front();
        const auto rest = trim(content.substr(std::min<std::size_t>(1, content.size())));
        switch (sign) {
            case '!': return {};
            case '#': return open(Kind::section, rest);
            case '^': return open(Kind::inverted, rest);
            case '/': return close(rest);
            case '&': return add(Kind::raw, rest);
            case '>':
            case '=': return problem("partials and other delimiters are not known here");
            default: return add(Kind::variable, content);
        }
    }

    Result<> add(Kind kind, std::string_view name) {
        nodes_.push_back({.kind = kind, .text = {}, .path = name == "." ? std::vector<std::string>{} : split(name, '.')});
        return {};
    }

    Result<> open(Kind kind, std::string_view name) {
        open_.emplace_back(nodes_.size(), name);
        return add(kind, name);
    }

    Result<> close(std::string_view name) {
        if (open_.empty() || open_.back().second != name) return problem(fmt::format("the section \"{}\" is not open here", name));
        nodes_[open_.back().first].end = nodes_.size();
        open_.pop_back();
        return {};
    }

    [[nodiscard]] std::unexpected<Error> problem(std::string_view what) const {
        const auto line = 1 + std::ranges::count(source_.substr(0, at_), '\n');
        return fail(ErrorKind::invalid, fmt::format("line {}: {}.", line, what));
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::pair<std::size_t, std::string_view>> open_;  // sections: their node and name
};

class Mustache::Rendering {
   public:
    Rendering(const std::vector<Node>& nodes, std::span<const Json* const> layers) : nodes_(nodes), stack_(layers.begin(), layers.end()) {}

    std::string run() {
        render(0, nodes_.size());
        end_line("");
        return std::move(out_);
    }

   private:
    void render(std::size_t begin, std::size_t end) {
        for (auto at = begin; at < end; ++at) {
            const auto& node = nodes_[at];
            switch (node.kind) {
                case Kind::text: out_ += node.text; break;
                case Kind::newline: end_line(node.text); break;
                case Kind::variable:
                case Kind::raw: variable(node); break;
                case Kind::section:
                case Kind::inverted:
                    section(node, at + 1);
                    at = node.end - 1;
                    break;
            }
        }
    }

    [[nodiscard]] const Json* find(const Node& node) const {
        if (node.path.empty()) return stack_.empty() ? nullptr : stack_.back();
        for (auto item = stack_.rbegin(); item != stack_.rend(); ++item) {
            if (const auto* found = member(*item, node.path)) return found;
        }
        return nullptr;
    }

    void variable(const Node& node) {
        const auto* value = find(node);
        if (value == nullptr) return;
        if (value->is_number()) out_ += value->dump();
        else if (!value->is_string()) return;
        else if (node.kind == Kind::raw) out_ += value->get_ref<const std::string&>();
        else append_escaped(out_, value->get_ref<const std::string&>());
    }

    void section(const Node& node, std::size_t begin) {
        const auto* value = find(node);
        const bool holds = value != nullptr && is_true(*value);
        if (holds != (node.kind == Kind::section)) return;
        if (!holds) return once(nullptr, begin, node.end);
        if (!value->is_array()) return once(value, begin, node.end);
        for (const auto& item : *value) once(&item, begin, node.end);
    }

    void once(const Json* top, std::size_t begin, std::size_t end) {
        section_on_line_ = true;
        if (top != nullptr) stack_.push_back(top);
        render(begin, end);
        if (top != nullptr) stack_.pop_back();
        section_on_line_ = true;
    }

    void end_line(std::string_view line_break) {
        const auto line = std::string_view(out_).substr(line_start_);
        if (section_on_line_ && line.find_first_not_of(" \t") == std::string_view::npos) out_.resize(line_start_);
        else out_ += line_break;
        line_start_ = out_.size();
        section_on_line_ = false;
    }

    const std::vector<Node>& nodes_;
    std::vector<const Json*> stack_;
    std::string out_;
    std::size_t line_start_ = 0;
    bool section_on_line_ = false;  // one that is shown begins, ends or stands on this line
};

Result<Mustache> Mustache::parse(std::string_view source) {
    Mustache out;
    out.nodes_ = TRY(Parser(source).parse());
    return out;
}

std::string Mustache::render(std::span<const Json* const> layers) const { return Rendering(nodes_, layers).run(); }

}  // namespace kireise::people
