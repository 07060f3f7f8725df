#include <sstream>

#include "base/text.h"
#include "engines/gguf_facts.h"
#include "fuzz.h"
#include "placement/memory.h"

namespace kireise::fuzz {

// The head of a model file from anywhere: within its limits, all tensors inside of the file, texts that can be shown.
void fuzz_gguf(std::string_view input) {
    std::istringstream file{std::string(input)};
    const auto head = engines::read_gguf_head(file, input.size());
    if (!head) return;
    require(head->data_begin + head->bytes() <= input.size() + 65'536, "weights past the end of the file");
    for (const auto& tensor : head->tensors) require(tensor.bytes > 0 && tensor.weights >= tensor.dims.front(), "a tensor without weights");
    const auto facts = engines::model_facts(*head);
    if (!facts) return;
    for (const auto& text : {facts->name, facts->architecture, facts->chat_template, facts->licence}) require(is_utf8(text), "no UTF-8");
    if (!facts->shape_known) return;
    require(engines::check_shape(facts->shape).has_value(), "a shape that does not fit");
    const auto less = placement::memory_need(facts->shape, facts->weight_bytes, {.context_tokens = 4096});
    const auto more = placement::memory_need(facts->shape, facts->weight_bytes, {.context_tokens = 8192});
    require(less.weights >= facts->weight_bytes && less.total() <= more.total(), "more context needs less memory");
}

}  // namespace kireise::fuzz
