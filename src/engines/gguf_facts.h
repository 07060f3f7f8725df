#pragma once
// What the head of a model file says about the model, in our words.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blueprint/resource_types.h"
#include "engines/gguf_reader.h"
#include "engines/shape.h"

namespace kireise::engines {

struct TypeShare {
    std::string type;  // "Q4_K"
    std::uint64_t tensors = 0;
    std::uint64_t bytes = 0;
};

// Texts come from the file: here they are UTF-8 without control characters (but line breaks) and of bounded length.
struct ModelFacts {
    std::string name;
    std::string architecture;  // "llama"
    ModelShape shape;
    bool shape_known = false;  // every number of the shape stood in the file and they fit each other
    std::uint64_t weights = 0;
    std::uint64_t weight_bytes = 0;
    std::string quantisation;  // of most matrices, in the names of llama.cpp: "Q4_K_M"; by tensor types, not by what the file claims
    std::optional<Quantisation> class_quantisation;  // the one of ours that it is
    std::vector<TypeShare> types;                    // the largest first
    std::uint64_t context_tokens = 0;                // that it was trained for; 0: not said
    std::string chat_template;                       // "" when it has none: then it is no chat model
    std::string tokenizer;                           // "gpt2", "llama", "no_vocab"
    std::string licence;                             // "" when the file says none
    std::string licence_link;
    std::vector<std::string> languages;
};

// invalid: the file says no architecture.
[[nodiscard]] Result<ModelFacts> model_facts(const GgufHead& head);

struct ClassMatch {
    const blueprint::ModelClass* model = nullptr;  // one of the given; nullptr when none is near
    bool exact = false;                            // the same shape; else only about as large
};

// Of the classes with the same shape the first; else the nearest in weights, at most a factor of 1.5 away, with experts or without as the
// file.
[[nodiscard]] ClassMatch class_of(const ModelFacts& facts, const std::vector<blueprint::ModelClass>& classes);

}  // namespace kireise::engines
