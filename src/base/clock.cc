#include "base/clock.h"

#include <fmt/core.h>

#include <charconv>

namespace kireise {
namespace {

using namespace std::chrono;

template <class Number>
bool read_digits(std::string_view text, Number& out) {
    for (const char c : text) {
        if (c < '0' || c > '9') return false;
    }
    return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc{};
}

sys_time<milliseconds> summer_time_edge(year y, month m) { return sys_days{y / m / Sunday[last]} + hours{1}; }

Instant german_wall_clock(Instant instant) {
    const auto y = year_month_day{floor<days>(instant)}.year();
    const bool summer = instant >= summer_time_edge(y, March) && instant < summer_time_edge(y, October);
    return instant + hours{summer ? 2 : 1};
}

}  // namespace

Clock system_clock() {
    return [] { return floor<milliseconds>(std::chrono::system_clock::now()); };
}

Clock fixed_clock(Instant instant) {
    return [instant] { return instant; };
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int y = 0;
    unsigned m = 0;
    unsigned d = 0;
    if (!read_digits(text.substr(0, 4), y) || !read_digits(text.substr(5, 2), m) || !read_digits(text.substr(8, 2), d)) {
        return std::nullopt;
    }
    const Date date{year{y}, month{m}, day{d}};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::string to_string(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
    const auto day_start = floor<days>(instant);
    const hh_mm_ss time{floor<seconds>(instant - day_start)};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Date{day_start}), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

Date german_date(Instant instant) { return Date{floor<days>(german_wall_clock(instant))}; }

std::string german_time(Instant instant) {
    const auto wall = german_wall_clock(instant);
    const hh_mm_ss time{floor<minutes>(wall - floor<days>(wall))};
    return fmt::format("{}, {:02}:{:02} Uhr", german_text(german_date(instant)), time.hours().count(), time.minutes().count());
}

std::string german_text(Date date) {
    return fmt::format("{:02}.{:02}.{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

}  // namespace kireise
