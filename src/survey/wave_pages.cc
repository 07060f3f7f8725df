#include "survey/wave_pages.h"

#include <algorithm>
#include <array>

#include "base/number.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/remembered.h"
#include "survey/participation.h"
#include "survey/report_view.h"

namespace kireise::survey {
namespace {

using net::Method;
using people::Context;
using people::Role;

constexpr auto readers = people::only(Role::coordination, Role::data_protection, Role::staff_council);
constexpr auto managers = people::only(Role::coordination);
constexpr std::array<people::Notice, 1> report_notices{{{"closed", "survey.wave.just_closed"}}};

std::string badge_of(WaveState state) {
    switch (state) {
        case WaveState::prepared: return "warning";
        case WaveState::open: return "info";
        case WaveState::closed: return "success";
    }
    return "info";
}

Json wave_row(const Context& context, const Wave& wave) {
    return {{"id", wave.id},
            {"title", wave.title},
            {"state", context.t("survey.wave.state." + std::string(id_of(wave.state)))},
            {"badge", badge_of(wave.state)},
            {"opened", wave.opened ? german_text(*wave.opened) : "–"},
            {"closed", wave.closed ? german_text(*wave.closed) : "–"},
            {"answers", wave.state == WaveState::prepared
                            ? "–"
                            : people::fill(context.t("survey.wave.answers_of"),
                                           {{"answers", std::to_string(wave.answers)}, {"invited", std::to_string(wave.invited)}})},
            {"is_prepared", wave.state == WaveState::prepared},
            {"is_open", wave.state == WaveState::open},
            {"is_closed", wave.state == WaveState::closed}};
}

// 0 for what is no number of people.
int people_in(const std::string& text) {
    return static_cast<int>(std::clamp<std::int64_t>(whole_number(text).value_or(0), 0, 1'000'000'000));
}

Result<net::Outcome> wave_page(const Context& context, std::string_view content_template, const std::string& title_key, const Wave& wave,
                               Json more, int status = 200) {
    auto data = std::move(more);
    data["wave"] = wave_row(context, wave);
    data["invited_hint"] = people::fill(context.t("survey.wave.invited_hint"), {{"min", std::to_string(min_invited)}});
    data["min_invited"] = std::to_string(min_invited);
    data["max_invited"] = std::to_string(max_invited);
    return people::page(context, {.content_template = content_template,
                                  .title = people::fill(context.t(title_key), {{"title", wave.title}}),
                                  .section = "survey",
                                  .data = std::move(data),
                                  .status = status});
}

Result<net::Outcome> prepare(Context& context) {
    const auto snapshot = TRY(context.town.content());
    const auto& forms = snapshot->all<blueprint::Form>();
    if (forms.empty()) return fail(ErrorKind::unavailable, "The content has no form of the survey. Please add one under survey/forms.");
    const auto made = prepare_wave(context.town.db(), context.town.random(), context.form.value("title"), forms.front().id);
    if (!made && made.error().kind == ErrorKind::invalid) return fail(ErrorKind::invalid, context.t("survey.wave.bad_title"));
    if (!made) return std::unexpected(made.error());
    return people::see("/survey/waves/" + *made + "/open");
}

Result<net::Outcome> opening_page(const Context& context, const Wave& wave, const std::string& problem = {}) {
    auto consent = TRY(people::consent_notice(context, matter_of(wave)));
    const bool may_open = consent.is_null();
    const bool asked = context.request.method == net::Method::post;
    return wave_page(context, "survey/wave_open", "survey.wave.open_title", wave,
                     {{"consent", std::move(consent)}, {"may_open", may_open}, {"problem", problem}},
                     !asked     ? 200
                     : may_open ? 400
                                : 409);
}

Result<net::Outcome> confirm_open(Context& context) {
    const auto wave = TRY(find_wave(context.town.db(), context.path["wave"]));
    if (wave.state != WaveState::prepared) return people::see("/survey");
    return opening_page(context, wave);
}

Result<net::Outcome> codes_page(const Context& context, const std::string& wave_id, const std::vector<std::string>& codes) {
    const auto wave = TRY(find_wave(context.town.db(), wave_id));
    auto list = Json::array();
    for (const auto& code : codes) list.push_back({{"code", code}});
    return wave_page(context, "survey/wave_codes", "survey.wave.codes_title", wave,
                     {{"codes", std::move(list)}, {"count", std::to_string(codes.size())}});
}

Result<net::Outcome> open(Context& context) {
    auto& db = context.town.db();
    const auto wave = TRY(find_wave(db, context.path["wave"]));
    const auto commit = TRY(context.town.head_commit());
    const auto codes =
        open_wave(db, people::deed_of(context), context.town.today(), wave.id, commit, people_in(context.form.value("invited")));
    if (codes) return codes_page(context, wave.id, *codes);
    if (codes.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("survey.wave.wrong_state"));
    if (codes.error().kind == ErrorKind::forbidden) return opening_page(context, wave);
    if (codes.error().kind != ErrorKind::invalid) return std::unexpected(codes.error());
    return opening_page(
        context, wave,
        people::fill(context.t("survey.wave.bad_number"), {{"min", std::to_string(min_invited)}, {"max", std::to_string(max_invited)}}));
}

Result<net::Outcome> more_codes(Context& context) {
    const auto codes = add_codes(context.town.db(), people::deed_of(context), context.path["wave"], people_in(context.form.value("count")));
    if (codes) return codes_page(context, context.path["wave"], *codes);
    if (codes.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("survey.wave.wrong_state"));
    if (codes.error().kind != ErrorKind::invalid) return std::unexpected(codes.error());
    return fail(ErrorKind::invalid, context.t("survey.wave.bad_count"));
}

Result<net::Outcome> show_open_wave(Context& context) {
    const auto wave = TRY(find_wave(context.town.db(), context.path["wave"]));
    if (wave.state != WaveState::open) return people::see("/survey");
    const bool few = wave.answers < report_threshold;
    const auto few_text =
        people::fill(context.t("survey.wave.few_answers"), {{"n", std::to_string(wave.answers)}, {"k", std::to_string(report_threshold)}});
    return wave_page(context, "survey/wave_close", "survey.wave.manage_title", wave, {{"few", few ? few_text : ""}});
}

Result<net::Outcome> close(Context& context) {
    if (context.form.value("sure") != "yes") return fail(ErrorKind::invalid, context.t("survey.wave.not_sure"));
    const auto closed = close_wave(context.town.db(), people::deed_of(context), context.town.today(), context.path["wave"]);
    if (!closed && closed.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("survey.wave.wrong_state"));
    TRY(closed);
    return people::see("/survey/report/" + context.path["wave"] + "?notice=closed");
}

// A closed wave's answers never change: its tables are worked out once for all readers.
Result<net::Outcome> show_report(Context& context, people::Remembered& remembered) {
    const auto wave = TRY(find_wave(context.town.db(), context.path["wave"]));
    if (wave.state != WaveState::closed) return fail(ErrorKind::conflict, context.t("survey.report.not_closed"));
    auto data = *TRY(people::remember(remembered, context.town, wave.id + " " + context.language.id, [&]() -> Result<Json> {
        const auto snapshot = TRY(context.town.content_at(wave.content));
        const auto questions = TRY(questionnaire(snapshot->content(), wave.form));
        const auto report = make_report(snapshot->content(), questions, TRY(wave_answers(context.town.db(), wave.id)));
        return report_view(context, snapshot->content(), report, wave);
    }));
    data["notice"] = people::notice(context, report_notices);
    return wave_page(context, "survey/report", "survey.report.title", wave, std::move(data));
}

}  // namespace

Json wave_table(const Context& context, const std::vector<Wave>& waves) {
    if (!context.account || !context.account->roles.overlaps(readers)) return false;
    auto rows = Json::array();
    for (const auto& wave : waves) rows.push_back(wave_row(context, wave));
    const bool any = !rows.empty();
    return {{"rows", std::move(rows)},
            {"any", any},
            {"may_manage", context.account->roles.overlaps(managers)},
            {"max_title", std::to_string(max_wave_title)}};
}

std::vector<people::Route> wave_routes() {
    const auto remembered = std::make_shared<people::Remembered>();  // the routes are those of one town
    return {
        {Method::post, "/survey/waves", managers, prepare},
        {Method::get, "/survey/waves/{wave}", managers, show_open_wave},
        {Method::get, "/survey/waves/{wave}/open", managers, confirm_open},
        {Method::post, "/survey/waves/{wave}/open", managers, open},
        {Method::post, "/survey/waves/{wave}/codes", managers, more_codes},
        {Method::post, "/survey/waves/{wave}/close", managers, close},
        {Method::get, "/survey/report/{wave}", readers, [remembered](Context& context) { return show_report(context, *remembered); }},
    };
}

}  // namespace kireise::survey
