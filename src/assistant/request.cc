#include "assistant/request.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::assistant {
namespace {

constexpr JsonLimits json_limits{.bytes = 512U << 10U, .depth = 4};

// Browsers send the lines of a form with CR LF, and count each line end as one character.
std::string plain_lines(std::string text) { return replace_all(std::move(text), "\r\n", "\n"); }

std::string text_at(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// What is no turn becomes one without a role, which check() refuses.
std::vector<Turn> history_of(const Json& object) {
    std::vector<Turn> history;
    const auto found = object.find("history");
    if (found == object.end()) return history;
    if (!found->is_array()) return {Turn{}};
    for (const auto& turn : *found) {
        history.push_back(turn.is_object() ? Turn{text_at(turn, "role"), plain_lines(text_at(turn, "text"))} : Turn{});
    }
    return history;
}

bool is_plain_text(std::string_view text) { return is_utf8(text) && text.find('\0') == std::string_view::npos; }

std::vector<RequestProblem> text_problems(const std::string& text) {
    if (!is_plain_text(text)) return {RequestProblem::not_text};
    if (trim(text).empty()) return {RequestProblem::empty_text};
    if (characters(text) > text_limit) return {RequestProblem::text_too_long};
    return {};
}

std::vector<RequestProblem> history_problems(const std::vector<Turn>& history) {
    if (history.size() > history_limit) return {RequestProblem::history_too_long};
    if (history.size() % 2 != 0) return {RequestProblem::history_broken};
    for (std::size_t i = 0; i < history.size(); ++i) {
        const bool question = i % 2 == 0;
        const auto& turn = history[i];
        if (turn.role != (question ? "user" : "assistant") || !is_plain_text(turn.text)) return {RequestProblem::history_broken};
        if (characters(turn.text) > (question ? text_limit : answer_limit)) return {RequestProblem::history_too_long};
    }
    return {};
}

void append(std::vector<RequestProblem>& all, const std::vector<RequestProblem>& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

Draft draft_of(const net::Form& form) { return {form.value("assistant"), form.value("data_class"), plain_lines(form.value("text")), {}}; }

Result<Draft> parse_draft(std::string_view json) {
    const auto object = TRY(parse_json(json, json_limits));
    if (!object.is_object()) return fail(ErrorKind::invalid, "The request is no JSON object; send assistant, data_class and text.");
    return Draft{text_at(object, "assistant"), text_at(object, "data_class"), plain_lines(text_at(object, "text")), history_of(object)};
}

std::string_view field_of(RequestProblem problem) {
    switch (problem) {
        case RequestProblem::unknown_assistant: return "assistant";
        case RequestProblem::no_data_class:
        case RequestProblem::unknown_data_class: return "data_class";
        case RequestProblem::empty_text:
        case RequestProblem::text_too_long:
        case RequestProblem::not_text: return "text";
        case RequestProblem::history_too_long:
        case RequestProblem::history_broken: return "history";
    }
    return "";
}

Checked check(const blueprint::Snapshot& content, const Draft& draft) {
    Checked out;
    const auto id = "usecase/" + draft.assistant;
    out.request.usecase = content.find<blueprint::UseCase>(id);
    out.request.prompt = content.prompt_of(id);
    if (out.request.usecase == nullptr || out.request.prompt == nullptr) out.problems.push_back(RequestProblem::unknown_assistant);
    const auto data = blueprint::from_id<blueprint::DataClass>(draft.data_class);
    if (data) out.request.data = *data;
    else out.problems.push_back(draft.data_class.empty() ? RequestProblem::no_data_class : RequestProblem::unknown_data_class);
    append(out.problems, text_problems(draft.text));
    append(out.problems, history_problems(draft.history));
    out.request.text = draft.text;
    out.request.history = draft.history;
    return out;
}

std::vector<const blueprint::UseCase*> assistants(const blueprint::Snapshot& content) {
    std::vector<const blueprint::UseCase*> out;
    for (const auto& usecase : content.all<blueprint::UseCase>()) {
        if (content.prompt_of(usecase.id) != nullptr) out.push_back(&usecase);
    }
    return out;
}

std::vector<engines::Message> messages_of(const ChatRequest& request) {
    std::vector<engines::Message> messages{{"system", request.prompt->text}};
    for (const auto& turn : request.history) messages.push_back({turn.role, turn.text});
    messages.push_back({"user", request.text});
    return messages;
}

}  // namespace kireise::assistant
