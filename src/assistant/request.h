#pragma once
// What a person asks an assistant: read from a form or from JSON, checked before anything else looks at it.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "blueprint/snapshot.h"
#include "engines/openai.h"
#include "net/form.h"

namespace kireise::assistant {

inline constexpr std::size_t text_limit = 8000;     // characters (Unicode code points) of one question
inline constexpr std::size_t answer_limit = 20000;  // characters of an earlier answer that is sent along
inline constexpr std::size_t history_limit = 6;     // earlier questions and answers together

struct Turn {
    std::string role;  // "user", "assistant"
    std::string text;
};

// As it was sent: nothing is checked yet.
struct Draft {
    std::string assistant;   // slug of the use case
    std::string data_class;  // id
    std::string text;
    std::vector<Turn> history;
};

[[nodiscard]] Draft draft_of(const net::Form& form);

// {assistant, data_class, text, history: [{role, text}]}; invalid when it is no such object.
[[nodiscard]] Result<Draft> parse_draft(std::string_view json);

// Ready to be decided on. Pointers hold as long as the snapshot.
struct ChatRequest {
    const blueprint::UseCase* usecase = nullptr;
    const blueprint::Prompt* prompt = nullptr;
    blueprint::DataClass data = blueprint::DataClass::vs_nfd;
    std::string text;
    std::vector<Turn> history;
};

enum class RequestProblem {
    unknown_assistant,  // no use case with a prompt
    no_data_class,
    unknown_data_class,
    empty_text,
    text_too_long,
    not_text,          // no UTF-8, or a NUL
    history_too_long,  // too many turns, or one too long
    history_broken,    // not question, answer, question, answer ...
};

constexpr blueprint::EnumIds<RequestProblem, 8> enum_ids(RequestProblem) {
    return {{{RequestProblem::unknown_assistant, "unknown_assistant"},
             {RequestProblem::no_data_class, "no_data_class"},
             {RequestProblem::unknown_data_class, "unknown_data_class"},
             {RequestProblem::empty_text, "empty_text"},
             {RequestProblem::text_too_long, "text_too_long"},
             {RequestProblem::not_text, "not_text"},
             {RequestProblem::history_too_long, "history_too_long"},
             {RequestProblem::history_broken, "history_broken"}}};
}

// The field of the form that a problem belongs to: "assistant", "data_class", "text"; "history" has none.
[[nodiscard]] std::string_view field_of(RequestProblem problem);

struct Checked {
    ChatRequest request;
    std::vector<RequestProblem> problems;  // empty: the request is complete
};
[[nodiscard]] Checked check(const blueprint::Snapshot& content, const Draft& draft);

// Use cases that have a prompt, in the order of the Blaupause.
[[nodiscard]] std::vector<const blueprint::UseCase*> assistants(const blueprint::Snapshot& content);

[[nodiscard]] std::vector<engines::Message> messages_of(const ChatRequest& request);

}  // namespace kireise::assistant
