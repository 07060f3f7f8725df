#include "assistant/engine_pages.h"

#include <array>

#include "assistant/assistant_view.h"
#include "base/number.h"
#include "base/text.h"
#include "engines/reach.h"
#include "engines/resident.h"
#include "people/audit.h"
#include "people/error_text.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::assistant {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::Role;

constexpr auto operators = people::only(Role::it, Role::admin);
constexpr std::chrono::milliseconds reach_limit{3000};
constexpr std::array<people::Notice, 2> notices{
    {{"restarted", "assistant.operate.notice.restarted"}, {"ended", "assistant.operate.notice.ended"}}};

std::string text(const Context& context, std::string_view key) { return context.t("assistant.operate." + std::string(key)); }

std::string_view badge_of(EngineState state) {
    switch (state) {
        case EngineState::ready: return "success";
        case EngineState::failed: return "danger";
        case EngineState::starting: return "warning";
        case EngineState::not_started: break;
    }
    return "info";
}

// What an engine elsewhere says of itself now.
struct Elsewhere {
    EngineState state = EngineState::ready;
    std::string answered, problem;
};

Elsewhere ask(const Context& context, const engines::Endpoint& endpoint) {
    const auto took = engines::reach(endpoint, reach_limit);
    if (!took) return {EngineState::failed, "", took.error().message};
    return {EngineState::ready, duration(static_cast<double>(took->count()), context.language.id), ""};
}

class Facts {
   public:
    explicit Facts(const Context& context) : context_(context) {}

    void add(std::string_view key, const std::string& value, std::string_view hint = {}) {
        rows_.push_back({{"title", text(context_, key)}, {"value", value}, {"hint", hint.empty() ? Json() : Json(text(context_, hint))}});
    }

    [[nodiscard]] Json rows() && { return std::move(rows_); }

   private:
    const Context& context_;
    Json rows_ = Json::array();
};

void add_load(Facts& facts, const Context& context, const MeterReading& load, const std::optional<EngineSize>& size) {
    const auto& lang = context.language.id;
    const int waiting = size ? std::max(0, load.running - size->slots) : 0;
    facts.add("now", size ? fill(text(context, "now_value"),
                                 {{"running", context.number(load.running - waiting)}, {"waiting", context.number(waiting)}})
                          : context.number(load.running));
    facts.add("answers", fill(text(context, "answers_value"), {{"answers", context.number(static_cast<double>(load.answers))},
                                                               {"problems", context.number(static_cast<double>(load.problems))}}));
    facts.add("first", load.first_token_ms ? duration(*load.first_token_ms, lang) : text(context, "none_yet"), "median");
    facts.add("speed",
              load.tokens_per_second ? fill(text(context, "speed_value"), {{"n", number(*load.tokens_per_second, 1, lang)}})
                                     : text(context, "none_yet"),
              "speed_hint");
}

void add_own(Facts& facts, const Context& context, const EngineSettings& settings, const EngineStatus& status) {
    const auto& lang = context.language.id;
    if (!settings.model_file.empty()) facts.add("file", settings.model_file.string());
    if (status.since) facts.add("since", german_time(*status.since));
    if (const auto& size = status.size) {
        facts.add(
            "size",
            fill(text(context, "size_value"), {{"tokens", context.number(size->context_tokens)}, {"slots", context.number(size->slots)}}),
            size->available > 0 ? "size_hint" : "");
        if (size->available > 0) {
            facts.add("planned",
                      fill(text(context, "planned_value"), {{"need", memory_size(size->need.total() + placement::process_bytes, lang)},
                                                            {"available", memory_size(size->available, lang)}}));
        }
    }
    const auto memory = status.process ? engines::resident_bytes(*status.process) : std::nullopt;
    if (memory) facts.add("memory", *memory < (1U << 30U) ? data_size(*memory, lang) : memory_size(*memory, lang));
    if (status.state == EngineState::ready) facts.add("restarts", context.number(status.restarts), "restarts_hint");
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(settings.idle_limit).count();
    facts.add("idle", minutes == 0 ? text(context, "idle_never")
                                   : fill(text(context, "idle_value"), {{"n", context.number(static_cast<double>(minutes))}}));
    facts.add("log", (settings.folder / "llama-server.log").string());
}

Result<net::Outcome> show(const Context& context, const EngineHub& hub) {
    const auto content = TRY(context.town.content());
    const auto& settings = hub.settings();
    auto status = hub.status();
    Facts facts(context);
    if (settings.upstream) {
        const auto said = ask(context, *settings.upstream);
        status.state = said.state;
        status.problem = said.problem;
        facts.add("address", settings.upstream->base_url);
        if (!said.answered.empty()) facts.add("answered", said.answered);
    } else {
        add_own(facts, context, settings, status);
    }
    add_load(facts, context, hub.load(), status.size);
    Json data{
        {"engine", engine_view(context, *content, hub)},
        {"state", {{"kind", badge_of(status.state)}, {"text", text(context, "state." + std::string(blueprint::to_id(status.state)))}}},
        {"problem", people::in_language(context.language.id, status.problem)},
        {"failed", status.state == EngineState::failed},
        {"facts", std::move(facts).rows()},
        {"own", !settings.upstream},
        {"runs", status.state == EngineState::ready || status.state == EngineState::starting},
        {"notice", people::notice(context, notices)}};
    return people::page(
        context, {.content_template = "assistant/engine", .title = text(context, "title"), .section = "engine", .data = std::move(data)});
}

Result<net::Outcome> act(Context& context, EngineHub& hub) {
    const bool restart = context.form.value("action") == "restart";
    if (!restart && context.form.value("action") != "end")
        return fail(ErrorKind::invalid, "The form names no action: \"restart\" or \"end\" is meant.");
    const auto deed = people::deed_of(context);
    TRY(context.town.db().write([&](store::Connection& tx) {
        return people::audit(tx, deed, restart ? "engine.restarted" : "engine.ended", "engine/" + hub.info().name);
    }));
    if (restart) hub.restart();
    else hub.end();
    return people::see(restart ? "/engine?notice=restarted" : "/engine?notice=ended");
}

}  // namespace

std::vector<people::Route> engine_routes(EngineHub& hub) {
    return {
        {Method::get, "/engine", operators, [&hub](Context& context) { return show(context, hub); }},
        {Method::post, "/engine", operators, [&hub](Context& context) { return act(context, hub); }},
    };
}

}  // namespace kireise::assistant
