#include <algorithm>

#include "assistant/assistant_view.h"
#include "base/text.h"
#include "formats/markdown.h"

namespace kireise::assistant {
namespace {

using blueprint::DataClass;
using people::fill;
using people::Language;

std::string text(const Language& language, const std::string& key) { return people::text_of(language.texts, "assistant.refusal." + key); }

std::string title_of(const blueprint::Snapshot& content, DataClass data) {
    const auto& classes = content.vocabulary().data_classes;
    const auto found = std::ranges::find(classes, data, &blueprint::DataClassText::id);
    return found == classes.end() ? std::string(blueprint::to_id(data)) : found->title;
}

std::string title_of(const blueprint::Snapshot& content, blueprint::EngineLocation engine) {
    const auto& places = content.vocabulary().engine_locations;
    const auto found = std::ranges::find(places, engine, &blueprint::EngineLocationText::id);
    return found == places.end() ? std::string(blueprint::to_id(engine)) : found->title;
}

bool lacks(const Admission& admission, policy::Condition condition) {
    return std::ranges::find(admission.decision.missing, condition) != admission.decision.missing.end();
}

Json advice(const Language& language, const std::string& key, const std::string& href = "") {
    return {
        {"text", text(language, "advice." + key)}, {"href", href}, {"link", href.empty() ? "" : text(language, "advice." + key + "_link")}};
}

Json pass_advice(const Language& language, const Admission& admission) {
    auto out = advice(language, "pass", "/pass");
    if (lacks(admission, policy::Condition::registered_usecase)) out["text"] = text(language, "advice.pass_not_enough");
    return out;
}

Json other_class_advice(const Language& language, const blueprint::Snapshot& content, const Admission& admission) {
    std::vector<std::string> titles;
    for (const auto data : admission.instead) titles.push_back(title_of(content, data));
    return {{"text", fill(text(language, "advice.other_class"), {{"classes", join(titles, ", ")}})}, {"href", ""}};
}

Json advices(const Language& language, const blueprint::Snapshot& content, const ChatRequest& request, const Admission& admission) {
    auto out = Json::array();
    if (admission.hurdle == Hurdle::no_guideline) return Json::array({advice(language, "guideline", "/guideline")});
    if (lacks(admission, policy::Condition::pass)) out.push_back(pass_advice(language, admission));
    if (admission.hurdle == Hurdle::not_released || lacks(admission, policy::Condition::registered_usecase)) {
        out.push_back(advice(language, "usecase", "/usecases/" + std::string(slug_of(request.usecase->id))));
    }
    if (!admission.instead.empty()) out.push_back(other_class_advice(language, content, admission));
    out.push_back(advice(language, "without_ai"));
    return out;
}

Json missing_view(const Language& language, const Admission& admission) {
    auto out = Json::array();
    for (const auto condition : admission.decision.missing) {
        out.push_back({{"text", text(language, "missing." + std::string(blueprint::to_id(condition)))}});
    }
    return out;
}

Json clause_view(const Entry& entry) {
    const auto& decision = entry.admission.decision;
    const bool quotes = entry.admission.hurdle == Hurdle::refused || entry.admission.hurdle == Hurdle::condition_missing;
    if (!quotes || decision.clause.empty()) return nullptr;
    return {{"number", decision.number},
            {"heading", decision.title},
            {"short", decision.short_text},
            {"full", entry.clause_text.empty() ? "" : formats::to_html(entry.clause_text, 3)}};
}

}  // namespace

Json refusal_view(const Language& language, const blueprint::Snapshot& content, const ChatRequest& request, const Entry& entry,
                  blueprint::EngineLocation engine) {
    const auto why = text(language, "why." + std::string(blueprint::to_id(entry.admission.hurdle)));
    return {{"why", fill(why, {{"data", title_of(content, request.data)}, {"place", title_of(content, engine)}})},
            {"missing", missing_view(language, entry.admission)},
            {"clause", clause_view(entry)},
            {"advice", advices(language, content, request, entry.admission)},
            {"lang", language.id}};
}

}  // namespace kireise::assistant
