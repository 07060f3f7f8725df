#include "placement/inventory.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "base/number.h"
#include "base/text.h"
#include "people/staff_lines.h"
#include "people/text_encoding.h"
#include "placement/inventory_columns.h"

namespace kireise::placement {
namespace {

// "16.384" -> 16384 with thousands, else 16.384; "15,8" -> 15.8.
std::optional<double> decimal(std::string_view text, bool thousands) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mark = text[i] == '.' || text[i] == ',';
        if (!mark) {
            plain += text[i];
            continue;
        }
        const auto next = text.find_first_of(".,", i + 1);
        const auto group = std::min(next, text.size()) - i - 1;
        if (thousands && group == 3 && !plain.empty()) continue;
        plain += '.';
    }
    double value = 0;
    const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
    if (problem != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    return value;
}

std::optional<double> memory_of(std::string_view cell, Unit unit) {
    constexpr double bytes_from = 1e8;
    constexpr double mib_from = 512;
    const auto digits = std::min(cell.find_first_not_of("0123456789.,"), cell.size());
    const auto rest = lower_ascii(trim(cell.substr(digits)));
    if (!rest.empty()) unit = memory_unit(rest);
    if (!rest.empty() && unit == Unit::unknown) return std::nullopt;
    const auto value = decimal(cell.substr(0, digits), unit != Unit::gib);
    if (!value) return std::nullopt;
    if (unit == Unit::unknown) unit = *value >= bytes_from ? Unit::bytes : *value >= mib_from ? Unit::mib : Unit::gib;
    const double divisor = unit == Unit::bytes ? 1U << 30U : unit == Unit::mib ? 1024 : 1;
    const double gib = *value / divisor;
    constexpr double least = 0.25;
    constexpr double most = 16384;
    return std::isfinite(gib) && gib >= least && gib <= most ? std::optional(gib) : std::nullopt;
}

std::optional<int> whole(std::string_view cell, int most) {
    const auto value = whole_number(cell);
    return value && *value >= 1 && *value <= most ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

bool is_text(std::string_view text) {
    const bool control = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return !control && characters(text) <= inventory_text;
}

struct Fault {
    InventoryFault kind;
    std::string value;
};

class LineReader {
   public:
    LineReader(const std::vector<Heading>& headings, const std::vector<std::string>& fields) : headings_(headings), fields_(fields) {}

    // The line, or what is wrong with it.
    std::variant<InventoryLine, Fault> read() {
        if (fields_.size() > headings_.size() && std::ranges::any_of(std::span(fields_).subspan(headings_.size()), not_empty))
            return Fault{InventoryFault::broken_line, ""};
        for (const auto column : {Column::make, Column::model, Column::cpu, Column::gpu}) {
            if (!is_text(cell(column))) return Fault{InventoryFault::bad_text, people::shown_field(cell(column))};
        }
        InventoryLine out{.make = cell(Column::make), .model = cell(Column::model), .cpu = cell(Column::cpu), .gpu = cell(Column::gpu)};
        if (out.cpu.empty()) return Fault{InventoryFault::no_cpu, ""};
        if (cell(Column::memory).empty()) return Fault{InventoryFault::no_memory, ""};
        return numbers(std::move(out));
    }

   private:
    static bool not_empty(const std::string& field) { return !trim(field).empty(); }

    std::variant<InventoryLine, Fault> numbers(InventoryLine out) {
        constexpr int most_cores = 1024;
        const auto memory = memory_of(cell(Column::memory), unit(Column::memory));
        if (!memory) return Fault{InventoryFault::bad_memory, people::shown_field(cell(Column::memory))};
        out.memory_gib = *memory;
        const auto cores = cell(Column::cores);
        const auto known = cores.empty() ? std::optional(0) : whole(cores, most_cores);
        if (!known) return Fault{InventoryFault::bad_cores, people::shown_field(cores)};
        out.cores = *known;
        const auto count = cell(Column::count);
        const auto counted = count.empty() && !has(Column::count) ? std::optional(1) : whole(count, inventory_count);
        if (!counted) return Fault{InventoryFault::bad_count, people::shown_field(count)};
        out.count = *counted;
        return out;
    }

    [[nodiscard]] std::size_t place(Column column) const {
        return static_cast<std::size_t>(std::ranges::find(headings_, column, &Heading::column) - headings_.begin());
    }
    [[nodiscard]] bool has(Column column) const { return place(column) < headings_.size(); }
    [[nodiscard]] Unit unit(Column column) const { return headings_[place(column)].unit; }
    [[nodiscard]] std::string cell(Column column) const {
        const auto at = place(column);
        return at < fields_.size() ? std::string(trim(fields_[at])) : std::string();
    }

    const std::vector<Heading>& headings_;
    const std::vector<std::string>& fields_;
};

Result<std::vector<Heading>> headings_of(const std::vector<std::string>& fields, Inventory& out) {
    std::vector<Heading> headings;
    for (const auto& field : fields) {
        const auto heading = heading_of(field);
        const bool told = heading.column != Column::ignored && heading.column != Column::personal;
        if (told && std::ranges::find(headings, heading.column, &Heading::column) != headings.end())
            return fail(ErrorKind::invalid,
                        fmt::format("The column '{}' is there twice. Keep one of them.", people::shown_field(trim(field))));
        if (heading.column == Column::personal) out.personal.push_back(people::shown_field(trim(field)));
        if (heading.column == Column::ignored && !trim(field).empty()) out.ignored.push_back(people::shown_field(trim(field)));
        headings.push_back(heading);
    }
    for (const auto& [column, name] : {std::pair(Column::cpu, "processor (\"Prozessor\")"), {Column::memory, "memory (\"RAM\")"}}) {
        if (std::ranges::find(headings, column, &Heading::column) == headings.end())
            return fail(ErrorKind::invalid, fmt::format("The list has no column for the {}. Name it in the first line.", name));
    }
    return headings;
}

// Equal lines become one.
std::vector<InventoryLine> summed(const std::vector<InventoryLine>& lines) {
    std::map<InventoryLine, int> counts;
    for (auto line : lines) {
        const int count = std::exchange(line.count, 0);
        counts[std::move(line)] += count;
    }
    std::vector<InventoryLine> out;
    for (const auto& [line, count] : counts) {
        out.push_back(line);
        out.back().count = count;
    }
    return out;
}

void note(Inventory& out, InventoryProblem problem) {
    ++out.faulty_lines;
    if (out.problems.size() < inventory_problems) out.problems.push_back(std::move(problem));
}

}  // namespace

int Inventory::pcs() const {
    return std::transform_reduce(lines.begin(), lines.end(), 0, std::plus{}, [](const InventoryLine& line) { return line.count; });
}

Result<Inventory> read_inventory(std::string_view bytes) {
    if (bytes.size() > inventory_bytes)
        return fail(ErrorKind::too_large, "The list is larger than 4 MB. Leave out columns that are not needed.");
    const auto text = TRY(people::to_utf8(bytes));
    const auto rows = people::staff_lines(text, people::find_separator(text), inventory_lines + 1);
    if (rows.empty()) return fail(ErrorKind::invalid, "The list is empty. Its first line names the columns.");
    if (rows.size() > inventory_lines + 1)
        return fail(ErrorKind::too_large, fmt::format("The list has more than {} lines. Sum up equal PCs with a count.", inventory_lines));
    Inventory out;
    const auto headings = TRY(headings_of(rows.front().fields, out));
    std::vector<InventoryLine> lines;
    for (const auto& row : std::span(rows).subspan(1)) {
        if (row.broken) {
            note(out, {row.number, InventoryFault::broken_line, ""});
            continue;
        }
        auto read = LineReader(headings, row.fields).read();
        if (auto* line = std::get_if<InventoryLine>(&read)) lines.push_back(std::move(*line));
        else note(out, {row.number, std::get<Fault>(read).kind, std::get<Fault>(read).value});
    }
    out.lines = summed(lines);
    return out;
}

}  // namespace kireise::placement
