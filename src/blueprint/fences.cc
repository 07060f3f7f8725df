#include "blueprint/fences.h"

#include <fmt/core.h>

#include <optional>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

std::string without_blank_edges(std::string_view text) {
    while (text.starts_with('\n')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    return std::string(text);
}

// The marker of a Markdown code fence at the start of the line ("```" or longer), else empty.
std::string_view code_fence(std::string_view line) {
    const auto start = line.find_first_not_of(' ');
    if (start == std::string_view::npos || start > 3) return {};
    line.remove_prefix(start);
    const char c = line.front();
    if (c != '`' && c != '~') return {};
    const auto length = std::min(line.find_first_not_of(c), line.size());
    return length >= 3 ? line.substr(0, length) : std::string_view{};
}

class Parser {
   public:
    explicit Parser(int first_line) : line_(first_line) {}

    Result<> take(std::string_view line) {
        const bool in_code = !code_.empty();
        follow_code(line);
        if (in_code || !line.starts_with(":::")) {
            add(line);
        } else if (const auto name = trim(line.substr(3)); name.empty()) {
            TRY(close());
        } else {
            TRY(open(name));
        }
        ++line_;
        return {};
    }

    Result<std::vector<Block>> finish() {
        if (block_) {
            return fail(ErrorKind::invalid,
                        fmt::format("line {}: the block ::: {} is never closed; end it with \":::\".", block_->line, to_id(block_->kind)));
        }
        end_text();
        return std::move(blocks_);
    }

   private:
    Result<> problem(std::string_view what) const { return fail(ErrorKind::invalid, fmt::format("line {}: {}", line_, what)); }

    void follow_code(std::string_view line) {
        const auto marker = code_fence(line);
        if (code_.empty()) code_ = marker;
        else if (marker.starts_with(code_) && trim(line) == marker) code_.clear();
    }

    void add(std::string_view line) {
        auto& text = !block_ ? text_ : in_solution_ ? block_->solution : block_->text;
        if (!block_ && trim(text_).empty()) text_line_ = line_;
        text += line;
        text += '\n';
    }

    Result<> open(std::string_view words) {
        const auto space = words.find(' ');
        const auto name = words.substr(0, space);
        const auto title = space == std::string_view::npos ? std::string_view{} : trim(words.substr(space));
        if (name == "solution") return open_solution(title);
        const auto kind = from_id<BlockKind>(name);
        if (!kind || *kind == BlockKind::text) {
            return problem(fmt::format("there is no block ::: {}; use variant, exercise with solution, or note.", name));
        }
        if (block_)
            return problem(fmt::format("::: {} stands inside the block of line {}; close that one with \":::\".", name, block_->line));
        if (title.empty() && *kind != BlockKind::note)
            return problem(fmt::format("::: {} needs {}.", name, *kind == BlockKind::variant ? "the id of its variant" : "a title"));
        end_text();
        block_ = Block{*kind, std::string(title), "", "", line_};
        in_solution_ = false;
        return {};
    }

    Result<> open_solution(std::string_view title) {
        if (!block_ || block_->kind != BlockKind::exercise || in_solution_) {
            return problem("::: solution belongs once into a block ::: exercise.");
        }
        if (!title.empty()) return problem("::: solution has no title.");
        in_solution_ = true;
        return {};
    }

    Result<> close() {
        if (!block_) return problem("\":::\" closes a block, but none is open.");
        block_->text = without_blank_edges(block_->text);
        block_->solution = without_blank_edges(block_->solution);
        if (block_->text.empty()) return problem(fmt::format("the block of line {} is empty.", block_->line));
        if (block_->kind == BlockKind::exercise && block_->solution.empty()) {
            return problem(fmt::format("the exercise of line {} needs a ::: solution.", block_->line));
        }
        blocks_.push_back(std::move(*block_));
        block_.reset();
        return {};
    }

    void end_text() {
        auto text = without_blank_edges(text_);
        if (!trim(text).empty()) blocks_.push_back({BlockKind::text, "", std::move(text), "", text_line_});
        text_.clear();
    }

    std::vector<Block> blocks_;
    std::optional<Block> block_;
    bool in_solution_ = false;
    std::string code_;
    std::string text_;
    int text_line_ = 1;
    int line_;
};

}  // namespace

Result<std::vector<Block>> parse_fences(std::string_view markdown, int first_line) {
    Parser parser(first_line);
    for (const auto line : lines(markdown)) TRY(parser.take(line));
    return parser.finish();
}

}  // namespace kireise::blueprint
