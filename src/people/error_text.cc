#include "people/error_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/assets.h"
#include "base/yaml.h"

namespace kireise::people {
namespace {

constexpr std::string_view catalogue = "ui/data/errors.de.yaml";
constexpr std::size_t longest_message = 16U << 10U;
constexpr int deepest = 5;

bool is_text(const Json& row, const char* name) { return row.is_object() && row.contains(name) && row[name].is_string(); }

// "", "2" or "2:.1f": the argument that is meant; `next` counts those without a number.
std::size_t argument_of(std::string_view inside, std::size_t& next) {
    const auto number = inside.substr(0, inside.find(':'));
    std::size_t given = 0;
    if (number.empty()) return next++;
    std::from_chars(number.data(), number.data() + number.size(), given);
    return given;
}

bool is_quote(const std::string& before) { return before.ends_with('"') || before.ends_with('\''); }

}  // namespace

Result<ErrorTexts::Template> ErrorTexts::parse_template(std::string_view text) {
    Template out{.literals = {""}, .placeholders = {}};
    std::size_t next = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool doubled = at + 1 < text.size() && text[at + 1] == c;
        if (c != '{' && c != '}') {
            out.literals.back() += c;
        } else if (doubled) {
            out.literals.back() += c;
            ++at;
        } else {
            const auto end = text.find_first_of("{}", at + 1);
            if (c == '}' || end == std::string_view::npos || text[end] == '{')
                return fail(ErrorKind::internal, fmt::format("The braces of \"{}\" do not pair.", text));
            out.placeholders.push_back(argument_of(text.substr(at + 1, end - at - 1), next));
            out.literals.emplace_back();
            at = end;
        }
    }
    return out;
}

Result<ErrorTexts::Entry> ErrorTexts::parse_entry(std::string_view en, std::string_view de) {
    Entry entry;
    entry.en = TRY(parse_template(en));
    entry.de = TRY(parse_template(de));
    for (const auto argument : entry.de.placeholders) {
        if (std::ranges::find(entry.en.placeholders, argument) == entry.en.placeholders.end())
            return fail(ErrorKind::internal, fmt::format("\"{}\" has a placeholder that \"{}\" does not give.", de, en));
    }
    entry.weight = std::transform_reduce(entry.en.literals.begin(), entry.en.literals.end(), std::size_t{0}, std::plus<>(),
                                         [](const std::string& literal) { return literal.size(); });
    return entry;
}

Result<ErrorTexts> ErrorTexts::parse(std::string_view yaml) {
    const auto rows = TRY(parse_yaml(yaml)).value;
    if (!rows.is_array()) return fail(ErrorKind::internal, "The catalogue of errors must be a list of en and de.");
    ErrorTexts out;
    for (const auto& row : rows) {
        if (!is_text(row, "en") || !is_text(row, "de"))
            return fail(ErrorKind::internal, fmt::format("Entry {} of the catalogue of errors lacks en or de.", out.size() + 1));
        out.entries_.push_back(TRY(parse_entry(row["en"].get_ref<const std::string&>(), row["de"].get_ref<const std::string&>())));
    }
    std::ranges::stable_sort(out.entries_, std::ranges::greater(), &Entry::weight);
    return out;
}

// Each literal is taken where it comes first: when any way to match exists, this one does.
bool ErrorTexts::match(const Template& pattern, std::string_view message, Parts& out) {
    const auto& literals = pattern.literals;
    if (literals.size() == 1) return message == literals.front();
    if (message.size() < literals.front().size() + literals.back().size()) return false;
    if (!message.starts_with(literals.front()) || !message.ends_with(literals.back())) return false;
    message.remove_prefix(literals.front().size());
    message.remove_suffix(literals.back().size());
    out.clear();
    for (std::size_t i = 1; i + 1 < literals.size(); ++i) {
        const auto at = message.find(literals[i]);
        if (at == std::string_view::npos) return false;
        out.push_back(message.substr(0, at));
        message.remove_prefix(at + literals[i].size());
    }
    out.push_back(message);
    return true;
}

std::string ErrorTexts::fill(const Entry& entry, const Parts& parts, int depth) const {
    std::string out = entry.de.literals.front();
    for (std::size_t i = 0; i < entry.de.placeholders.size(); ++i) {
        const auto given = std::ranges::find(entry.en.placeholders, entry.de.placeholders[i]);
        const auto place = static_cast<std::size_t>(given - entry.en.placeholders.begin());
        out += is_quote(entry.en.literals[place]) ? std::string(parts[place]) : translate(parts[place], depth - 1);
        out += entry.de.literals[i + 1];
    }
    return out;
}

std::optional<std::string> ErrorTexts::translate(Begins begins, std::string_view message, int depth) const {
    Parts parts;
    const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.en.literals.front().empty() == (begins == Begins::with_anything) && match(entry.en, message, parts);
    });
    if (found == entries_.end()) return std::nullopt;
    return fill(*found, parts, depth);
}

std::string ErrorTexts::translate(std::string_view message, int depth) const {
    if (depth <= 0 || message.empty()) return std::string(message);
    if (auto said = translate(Begins::with_own_text, message, depth)) return *std::move(said);
    const auto colon = message.find(": ");
    const auto where = message.substr(0, colon);
    const auto what = colon == std::string_view::npos ? std::string_view{} : message.substr(colon + 2);
    if (const auto said = translate(Begins::with_own_text, what, depth - 1)) return fmt::format("{}: {}", where, *said);
    if (auto said = translate(Begins::with_anything, message, depth)) return *std::move(said);
    if (colon == std::string_view::npos) return std::string(message);
    return fmt::format("{}: {}", translate(where, depth - 1), translate(what, depth - 1));
}

std::string ErrorTexts::translate(std::string_view message) const {
    return message.size() > longest_message ? std::string(message) : translate(message, deepest);
}

std::string in_language(std::string_view language, std::string_view message) {
    if (language != "de") return std::string(message);
    static const ErrorTexts german = ErrorTexts::parse(asset(catalogue).value_or("")).value_or(ErrorTexts{});  // a test reads it
    return german.translate(message);
}

}  // namespace kireise::people
