#include <fmt/core.h>

#include <chrono>

#include "base/text.h"
#include "formats/chart_draw.h"

namespace kireise::formats {
namespace {

using chart::Anchor;
using chart::Drawing;
using chart::Scale;

constexpr double radius = 10;
constexpr double lane_height = 26;
constexpr double month_label = 44;  // room for "01/26"

struct Placed {
    const Due* due;
    std::size_t number;
    std::size_t lane;
    double x;
};

// Days in which the picture begins and ends: all phases and everything due.
std::pair<int, int> range_of(const Timeline& input) {
    std::vector<int> days;
    for (const auto& phase : input.phases) {
        days.insert(days.end(), {phase.first_day, phase.last_day});
        for (const auto& due : phase.dues) days.push_back(due.day);
    }
    if (days.empty()) return {0, 1};
    const auto [first, last] = std::ranges::minmax(days);
    return {first, std::max(last, first + 1)};
}

std::string_view classes_of(DueState state) {
    if (state == DueState::done) return "chart-point chart-point--done";
    return state == DueState::late ? "chart-point chart-point--late" : "chart-point chart-point--open";
}

const std::string& word_of(const Timeline& input, DueState state) {
    if (state == DueState::done) return input.done_word;
    return state == DueState::late ? input.late_word : input.open_word;
}

void draw_mark(Drawing& drawing, double x, double y, DueState state, const std::string& text) {
    if (state == DueState::late) drawing.diamond(x, y, radius + 2.5, classes_of(state));
    else drawing.circle(x, y, radius, classes_of(state));
    if (text.empty()) return;
    const std::string_view classes =
        state == DueState::done ? "chart-number chart-number--done chart-small" : "chart-number chart-number--open chart-small";
    drawing.text(x, y + 4.8, text, classes, Anchor::middle);
}

// The uppermost lane in which the mark covers no earlier one.
std::vector<Placed> placed(const PhaseSpan& phase, std::size_t first_number, const Scale& scale) {
    std::vector<Placed> marks;
    for (const auto& due : phase.dues) {
        Placed mark{&due, first_number + marks.size(), 0, scale(due.day)};
        const auto taken = [&](std::size_t lane) {
            return std::ranges::any_of(
                marks, [&](const Placed& other) { return other.lane == lane && std::abs(other.x - mark.x) < 2 * radius + 4; });
        };
        while (taken(mark.lane)) ++mark.lane;
        marks.push_back(mark);
    }
    return marks;
}

double draw_list(Drawing& drawing, double y, const std::vector<Placed>& marks, const Timeline& input) {
    for (const auto& mark : marks) {
        y += 26;
        draw_mark(drawing, radius + 3, y - 5, mark.due->state, std::to_string(mark.number));
        const auto text = fmt::format("{} · {}", chart::day_text(mark.due->day, input.head.lang), mark.due->label);
        y = drawing.block(34, y, drawing.width() - 34, text, "chart-legend chart-small");
    }
    return y;
}

double draw_phase(Drawing& drawing, double y, const PhaseSpan& phase, const std::vector<Placed>& marks, const Timeline& input,
                  const Scale& scale) {
    const auto& lang = input.head.lang;
    y = drawing.block(0, y + 18, drawing.width(), phase.label, "chart-label chart-strong");
    y += 18;
    drawing.text(0, y, chart::day_text(phase.first_day, lang) + " – " + chart::day_text(phase.last_day, lang), "chart-axis chart-small");
    std::size_t lanes = 1;
    for (const auto& mark : marks) lanes = std::max(lanes, mark.lane + 1);
    const double top = y + 9;
    const double height = static_cast<double>(lanes) * lane_height;
    drawing.rect(scale.first - radius, top, scale.last - scale.first + 2 * radius, height, "chart-track");
    drawing.rect(scale(phase.first_day), top, std::max(scale(phase.last_day) - scale(phase.first_day), 2.0), height, "chart-phase");
    if (input.today && *input.today >= scale.from && *input.today <= scale.to) {
        drawing.line(scale(*input.today), top - 5, scale(*input.today), top + height + 5, "chart-today");
    }
    for (const auto& mark : marks) {
        const double lane_top = top + static_cast<double>(mark.lane) * lane_height;
        draw_mark(drawing, mark.x, lane_top + lane_height / 2, mark.due->state, std::to_string(mark.number));
    }
    y = top + height;
    if (input.list_dues) y = draw_list(drawing, y + 2, marks, input);
    return y + 18;
}

double label_at(double x, double width) { return std::clamp(x, month_label / 2, width - month_label / 2); }

// First days of months, so far apart that their labels do not touch.
std::vector<int> month_ticks(const Scale& scale, double width) {
    using namespace std::chrono;
    for (const unsigned step : {1U, 2U, 3U, 6U, 12U, 24U, 60U, 120U, 240U, 600U}) {
        std::vector<int> ticks;
        const year_month_day first{sys_days{days{static_cast<int>(scale.from)}}};
        for (auto month = first.year() / January;; month += months{static_cast<int>(step)}) {
            const int day = day_number(month / 1);
            if (day > scale.to) break;
            if (day >= scale.from) ticks.push_back(day);
        }
        const bool fits = std::ranges::adjacent_find(ticks, [&](int a, int b) {
                              return label_at(scale(b), width) - label_at(scale(a), width) < month_label;
                          }) == ticks.end();
        if (fits) return ticks;
    }
    return {};
}

double draw_axis(Drawing& drawing, double y, const Scale& scale) {
    drawing.line(scale.first - radius, y, scale.last + radius, y, "chart-grid");
    for (const int day : month_ticks(scale, drawing.width())) {
        const Date date{std::chrono::sys_days{std::chrono::days{day}}};
        const double x = scale(day);
        drawing.line(x, y, x, y + 5, "chart-grid");
        const auto text = fmt::format("{:02}/{:02}", static_cast<unsigned>(date.month()), static_cast<int>(date.year()) % 100);
        drawing.text(label_at(x, drawing.width()), y + 19, text, "chart-axis chart-small", Anchor::middle);
    }
    return y + 22;
}

double draw_today(Drawing& drawing, const Timeline& input, const Scale& scale) {
    if (!input.today || *input.today < scale.from || *input.today > scale.to) return 0;
    const double x = scale(*input.today);
    const auto text = fmt::format("{}, {}", input.today_word, chart::day_text(*input.today, input.head.lang));
    const double half = chart::width_of(text, chart::small_size) / 2;
    drawing.text(std::clamp(x, half, drawing.width() - half), chart::small_size, text, "chart-today-label chart-small", Anchor::middle);
    drawing.pointer(x, 25, 6, "chart-today-mark");
    return 24;
}

double draw_states(Drawing& drawing, double y, const Timeline& input) {
    double x = 0;
    for (const auto state : {DueState::done, DueState::open, DueState::late}) {
        const auto has = [&](const PhaseSpan& phase) { return std::ranges::find(phase.dues, state, &Due::state) != phase.dues.end(); };
        if (std::ranges::none_of(input.phases, has)) continue;
        const double needed = 30 + chart::width_of(word_of(input, state), chart::small_size) + 14;
        if (x > 0 && x + needed - 14 > drawing.width()) {
            x = 0;
            y += 28;
        }
        draw_mark(drawing, x + radius + 3, y - 5, state, "");
        drawing.text(x + 30, y, word_of(input, state), "chart-legend chart-small");
        x += needed;
    }
    return x > 0 ? y + 10 : y - 24;
}

std::string described(const Timeline& input) {
    std::vector<std::string> parts;
    const auto& lang = input.head.lang;
    for (const auto& phase : input.phases) {
        parts.push_back(
            fmt::format("{}: {} – {}", phase.label, chart::day_text(phase.first_day, lang), chart::day_text(phase.last_day, lang)));
        for (const auto& due : phase.dues) {
            parts.push_back(fmt::format("{}: {}, {}", due.label, chart::day_text(due.day, lang), word_of(input, due.state)));
        }
    }
    return join(parts, "; ") + ".";
}

}  // namespace

std::string timeline_svg(const Timeline& input) {
    Drawing drawing(input.head, "timeline");
    const auto [first, last] = range_of(input);
    const Scale scale{static_cast<double>(first), static_cast<double>(last), radius + 3, drawing.width() - radius - 3};
    double y = draw_today(drawing, input, scale);
    std::size_t number = 1;
    for (const auto& phase : input.phases) {
        const auto marks = placed(phase, number, scale);
        y = draw_phase(drawing, y, phase, marks, input, scale);
        number += marks.size();
    }
    y = draw_axis(drawing, y + 6, scale);
    y = draw_states(drawing, y + 26, input);
    return drawing.finish(y, described(input));
}

}  // namespace kireise::formats
