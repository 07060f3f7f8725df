#include <array>

#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_json(std::string_view input);
void fuzz_yaml(std::string_view input);
void fuzz_csv(std::string_view input);
void fuzz_zip(std::string_view input);
void fuzz_encodings(std::string_view input);
void fuzz_dates(std::string_view input);
void fuzz_amounts(std::string_view input);
void fuzz_markdown(std::string_view input);
void fuzz_links(std::string_view input);
void fuzz_fences(std::string_view input);
void fuzz_document(std::string_view input);
void fuzz_content(std::string_view input);
void fuzz_schema(std::string_view input);
void fuzz_manifest(std::string_view input);
void fuzz_git_object(std::string_view input);
void fuzz_package(std::string_view input);
void fuzz_form_urlencoded(std::string_view input);
void fuzz_form_multipart(std::string_view input);
void fuzz_url(std::string_view input);
void fuzz_request(std::string_view input);
void fuzz_event_stream(std::string_view input);
void fuzz_chat_chunk(std::string_view input);
void fuzz_chat_draft(std::string_view input);
void fuzz_answers(std::string_view input);
void fuzz_probe_report(std::string_view input);
void fuzz_inventory(std::string_view input);
void fuzz_llama_bench(std::string_view input);
void fuzz_gguf(std::string_view input);
void fuzz_staff(std::string_view input);
void fuzz_receipts(std::string_view input);
void fuzz_templates(std::string_view input);
void fuzz_texts(std::string_view input);
void fuzz_town_paths(std::string_view input);

namespace {

constexpr std::array all{
    NamedTarget{"json", fuzz_json},
    NamedTarget{"yaml", fuzz_yaml},
    NamedTarget{"csv", fuzz_csv},
    NamedTarget{"zip", fuzz_zip},
    NamedTarget{"encodings", fuzz_encodings},
    NamedTarget{"dates", fuzz_dates},
    NamedTarget{"amounts", fuzz_amounts},
    NamedTarget{"markdown", fuzz_markdown},
    NamedTarget{"links", fuzz_links},
    NamedTarget{"fences", fuzz_fences},
    NamedTarget{"document", fuzz_document},
    NamedTarget{"content", fuzz_content},
    NamedTarget{"schema", fuzz_schema},
    NamedTarget{"manifest", fuzz_manifest},
    NamedTarget{"git_object", fuzz_git_object},
    NamedTarget{"package", fuzz_package},
    NamedTarget{"form_urlencoded", fuzz_form_urlencoded},
    NamedTarget{"form_multipart", fuzz_form_multipart},
    NamedTarget{"url", fuzz_url},
    NamedTarget{"request", fuzz_request},
    NamedTarget{"event_stream", fuzz_event_stream},
    NamedTarget{"chat_chunk", fuzz_chat_chunk},
    NamedTarget{"chat_draft", fuzz_chat_draft},
    NamedTarget{"answers", fuzz_answers},
    NamedTarget{"probe_report", fuzz_probe_report},
    NamedTarget{"inventory", fuzz_inventory},
    NamedTarget{"llama_bench", fuzz_llama_bench},
    NamedTarget{"gguf", fuzz_gguf},
    NamedTarget{"staff", fuzz_staff},
    NamedTarget{"receipts", fuzz_receipts},
    NamedTarget{"templates", fuzz_templates},
    NamedTarget{"texts", fuzz_texts},
    NamedTarget{"town_paths", fuzz_town_paths},
};

}  // namespace

std::span<const NamedTarget> targets() { return all; }

}  // namespace kireise::fuzz
