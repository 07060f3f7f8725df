#include "assistant/assistant_view.h"

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "people/error_text.h"

namespace kireise::assistant {
namespace {

using people::Context;
using people::fill;
using people::Language;

std::string text(const Language& language, const std::string& key) { return people::text_of(language.texts, "assistant." + key); }

std::string whole(const Language& language, double value) { return number(value, 0, language.id); }

std::string count_or_dash(const Language& language, const std::optional<int>& count) { return count ? whole(language, *count) : "–"; }

Json duties_view(const Language& language, const policy::Decision& decision) {
    auto duties = Json::array();
    for (const auto duty : decision.duties) duties.push_back({{"text", text(language, "duty." + std::string(blueprint::to_id(duty)))}});
    return duties;
}

std::string reason_or_clause(const Language& language, const blueprint::Snapshot& content, const std::string& clause) {
    if (clause.empty()) return "";
    if (const auto* known = content.find<blueprint::Clause>(clause)) return known->title;
    return clause.starts_with("clause/") ? clause : text(language, "usage.reasons." + clause);
}

}  // namespace

Json classes_view(const blueprint::Snapshot& content, std::string_view chosen) {
    auto classes = Json::array();
    for (const auto& known : content.vocabulary().data_classes) {
        const std::string id(blueprint::to_id(known.id));
        classes.push_back({{"id", id},
                           {"field", "data-class-" + id},
                           {"title", known.title},
                           {"description", known.description},
                           {"example", known.example},
                           {"chosen", id == chosen}});
    }
    return classes;
}

Json engine_view(const Context& context, const blueprint::Snapshot& content, const EngineHub& hub) {
    const auto status = hub.status();
    const bool may_see_detail = context.has(people::Role::it) || context.has(people::Role::admin);
    Json view{{"name", engine_name(context.language, hub.info())},
              {"synthetic", hub.info().synthetic},
              {"scripted", hub.info().scripted},
              {"real", hub.info().real()},
              {"state", text(context.language, "engine." + std::string(blueprint::to_id(status.state)))},
              {"detail", may_see_detail ? people::in_language(context.language.id, status.problem) : ""}};
    for (const auto& place : content.vocabulary().engine_locations) {
        if (place.id != hub.info().location) continue;
        view["place"] = place.title;
        view["place_text"] = place.description;
    }
    return view;
}

Json problems_view(const Language& language, const Draft& draft, const std::vector<RequestProblem>& problems) {
    auto out = Json::array();
    for (const auto problem : problems) {
        const auto field = field_of(problem);
        const auto href = field == "text" ? "#text" : field == "data_class" ? "#data-class-public" : "";
        const auto sentence =
            fill(text(language, "error." + std::string(blueprint::to_id(problem))),
                 {{"have", whole(language, static_cast<double>(characters(draft.text)))}, {"n", whole(language, text_limit)}});
        out.push_back({{"text", sentence}, {"href", href}, {"field", field}});
    }
    return out;
}

Json trouble_view(const Language& language, const Trouble& trouble, bool for_it) {
    return {{"text", text(language, "trouble." + std::string(blueprint::to_id(trouble.kind)))},
            {"detail", for_it ? people::in_language(language.id, trouble.detail) : ""}};
}

Json notes_view(const Language& language, const EngineInfo& engine, const blueprint::UseCase& usecase, const policy::Decision& decision,
                const engines::ChatAnswer& answer) {
    const auto duties = duties_view(language, decision);
    const bool has_label = !label_of(language, decision).empty();
    return {{"has_duties", !duties.empty()},
            {"duties", duties},
            {"label", has_label ? label_of(language, decision) : text(language, "answer")},
            {"cut_off", answer.finish_reason == "length"},
            {"human_check", usecase.human_check},
            {"by", fill(text(language, "by"), {{"name", engine_name(language, engine)}})},
            {"took", fill(text(language, "took"), {{"first", duration(answer.timing.first_token_ms, language.id)},
                                                   {"total", duration(answer.timing.total_ms, language.id)}})},
            {"tokens", fill(text(language, "tokens"), {{"prompt", count_or_dash(language, answer.prompt_tokens)},
                                                       {"answer", count_or_dash(language, answer.answer_tokens)}})}};
}

Json usage_view(const Language& language, const blueprint::Snapshot& content, const std::vector<UsageRow>& rows) {
    auto out = Json::array();
    for (const auto& row : rows) {
        const auto* usecase = content.find<blueprint::UseCase>(row.usecase);
        out.push_back({{"usecase", usecase != nullptr ? usecase->title : row.usecase},
                       {"model", row.model},
                       {"outcome", text(language, "usage.outcomes." + std::string(blueprint::to_id(row.outcome)))},
                       {"clause", reason_or_clause(language, content, row.clause)},
                       {"requests", whole(language, static_cast<double>(row.requests))},
                       {"prompt_tokens", whole(language, static_cast<double>(row.prompt_tokens))},
                       {"answer_tokens", whole(language, static_cast<double>(row.answer_tokens))}});
    }
    return {{"rows", out}, {"has_rows", !out.empty()}};
}

std::string label_of(const Language& language, const policy::Decision& decision) {
    const bool demanded = std::ranges::find(decision.duties, policy::Condition::label) != decision.duties.end();
    return demanded ? text(language, "label") : "";
}

std::string engine_name(const Language& language, const EngineInfo& engine) {
    return engine.synthetic ? text(language, "engine.synthetic_name") : engine.name;
}

}  // namespace kireise::assistant
