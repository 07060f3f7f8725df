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

std::string usecase_href(std::string_view usecase) { return "/usecases/" + std::string(slug_of(usecase)); }

Json advice(const Language& language, const std::string& key, const std::string& href = "") {
    return {
        {"text", text(language, "advice." + key)}, {"href", href}, {"link", href.empty() ? "" : text(language, "advice." + key + "_link")}};
}

// What to do about one need; `alone`: nothing else is missing.
Json advice_for(const Language& language, Need need, std::string_view usecase, const std::string& contact, bool alone) {
    switch (need) {
        case Need::acknowledgement: return advice(language, "acknowledgement", "/guideline#acknowledge");
        case Need::tester: {
            auto out = advice(language, "tester", usecase_href(usecase));
            if (!contact.empty()) out["text"] = fill(text(language, "advice.tester_contact"), {{"contact", contact}});
            return out;
        }
        case Need::registered_usecase: return advice(language, "usecase", usecase_href(usecase));
        case Need::pass: break;
    }
    auto out = advice(language, "pass", "/pass");
    if (!alone) out["text"] = text(language, "advice.pass_not_enough");
    return out;
}

Json other_class_advice(const Language& language, const blueprint::Snapshot& content, const Admission& admission) {
    std::vector<std::string> titles;
    for (const auto data : admission.instead) titles.push_back(title_of(content, data));
    return {{"text", fill(text(language, "advice.other_class"), {{"classes", join(titles, ", ")}})}, {"href", ""}};
}

// What else the person can do.
Json advices(const Language& language, const blueprint::Snapshot& content, const ChatRequest& request, const Admission& admission) {
    auto out = Json::array();
    if (admission.hurdle == Hurdle::no_guideline) return Json::array({advice(language, "guideline", "/guideline")});
    if (admission.hurdle == Hurdle::not_released) out.push_back(advice(language, "usecase", usecase_href(request.usecase->id)));
    if (!admission.instead.empty()) out.push_back(other_class_advice(language, content, admission));
    out.push_back(advice(language, "without_ai"));
    return out;
}

std::string why_of(const Language& language, const blueprint::Snapshot& content, const ChatRequest& request, const Admission& admission,
                   blueprint::EngineLocation engine) {
    const auto count = admission.missing.size();
    const auto why = count > 1 ? "conditions_missing" : std::string(blueprint::to_id(admission.hurdle));
    return fill(text(language, "why." + why),
                {{"data", title_of(content, request.data)}, {"place", title_of(content, engine)}, {"n", std::to_string(count)}});
}

}  // namespace

Json needs_view(const Language& language, const Entry& entry, std::string_view usecase) {
    const auto& missing = entry.admission.missing;
    auto items = Json::array();
    for (const auto need : missing) {
        auto item = advice_for(language, need, usecase, entry.contact, missing.size() == 1);
        items.push_back({{"missing", text(language, "missing." + std::string(blueprint::to_id(need)))}, {"todo", std::move(item)}});
    }
    if (items.empty()) return nullptr;
    return {{"items", items}};
}

Json quotes_view(const Language& language, const std::vector<Quote>& quotes) {
    if (quotes.empty()) return nullptr;
    auto items = Json::array();
    for (const auto& quote : quotes) {
        items.push_back({{"number", quote.number},
                         {"heading", quote.title},
                         {"short", quote.paragraph.empty() ? quote.short_text : ""},
                         {"paragraph", quote.paragraph.empty() ? "" : formats::to_html(quote.paragraph, 3)},
                         {"full", formats::to_html(quote.text, 3)}});
    }
    return {{"items", items}, {"lang", language.id}};
}

Json refusal_view(const Language& language, const blueprint::Snapshot& content, const ChatRequest& request, const Entry& entry,
                  blueprint::EngineLocation engine) {
    return {{"why", why_of(language, content, request, entry.admission, engine)},
            {"needs", needs_view(language, entry, request.usecase->id)},
            {"quotes", quotes_view(language, entry.quotes)},
            {"advice", advices(language, content, request, entry.admission)}};
}

}  // namespace kireise::assistant
