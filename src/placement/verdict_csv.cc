#include "placement/verdict_csv.h"

#include <fmt/core.h>

#include <cmath>

#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "placement/words.h"

namespace kireise::placement {
namespace {

using blueprint::to_id;
using people::text_of;

std::string word(const people::Texts& texts, std::string_view group, std::string_view id) {
    return text_of(texts, fmt::format("placement.{}.{}", group, id));
}

std::string seconds_or_empty(bool known, double seconds) { return known ? german_number(seconds, seconds < 10 ? 3 : 1) : ""; }
std::string percent_or_empty(bool known, double share) { return known ? german_number(share * 100, 1) : ""; }

std::string count_or_empty(bool known, double count, int decimals = 0) { return known ? german_number(count, decimals) : ""; }

std::vector<std::string> csv_row(const people::Texts& texts, const Verdicts& all, std::size_t index) {
    const auto& verdict = all.verdicts[index];
    const auto& share = all.fleetwide[index].share;
    const bool on_pcs = all.fleetwide[index].on_pcs && share.all() > 0;
    const auto& speed = verdict.speed;
    const auto& quality = verdict.quality;
    const bool measured = quality.known();  // not of a synthetic model: its value means nothing
    std::vector<std::string> reasons;
    for (const auto reason : verdict.reasons) reasons.push_back(word(texts, "reason", to_id(reason)));
    return {verdict.usecase,
            all.content->find<blueprint::UseCase>(verdict.usecase)->title,
            word(texts, "place", place_word(verdict)),
            join(reasons, " "),
            word(texts, "source", to_id(speed.source)),
            speed.model,
            seconds_or_empty(speed.known(), speed.p90.first_token.value),
            german_number(speed.limit.first_token_ms / 1000.0, 1),
            seconds_or_empty(speed.known(), speed.p90.total.value),
            german_number(speed.limit.total_ms / 1000.0, 1),
            speed.report,
            quality.synthetic ? word(texts, "source", "synthetic") : word(texts, "source", to_id(quality.source)),
            text_of(texts, "lab.metric." + std::string(to_id(quality.metric))),
            percent_or_empty(measured, quality.value),
            percent_or_empty(measured, quality.interval.low),
            percent_or_empty(measured, quality.interval.high),
            german_number(quality.bar * 100, 1),
            measured ? std::to_string(quality.samples) : "",
            quality.engine,
            quality.run,
            join(open_gate_titles(*all.content, verdict), "; "),
            speed.doubtful ? word(texts, "csv", "doubtful") : "",
            all.shown_class() == nullptr ? "" : all.shown_class()->slug,
            count_or_empty(on_pcs, share.local),
            count_or_empty(on_pcs, share.with_limits),
            count_or_empty(on_pcs, share.all()),
            count_or_empty(speed.limited(), std::floor(speed.limits.pages * 10) / 10, 1),
            count_or_empty(speed.limits.users > 0, speed.limits.users),
            count_or_empty(speed.limits.memory_gib > 0, speed.limits.memory_gib)};
}

}  // namespace

std::string verdicts_csv(const people::Texts& texts, const Verdicts& all) {
    constexpr char separator = ';';
    std::string out = "\xef\xbb\xbf";
    std::vector<std::string> header;
    for (const auto* column : {"id",           "title",         "result",       "reasons",
                               "speed_source", "model",         "first_word_s", "first_word_limit_s",
                               "total_s",      "total_limit_s", "report",       "quality_source",
                               "metric",       "value",         "low",          "high",
                               "bar",          "cases",         "engine",       "run",
                               "open_gates",   "caution",       "pc_class",     "pcs_local",
                               "pcs_limited",  "pcs_all",       "pages",        "users",
                               "memory_gb"}) {
        header.push_back(word(texts, "csv", column));
    }
    out += csv_line(header, separator);
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) out += csv_line(csv_row(texts, all, i), separator);
    return out;
}

}  // namespace kireise::placement
