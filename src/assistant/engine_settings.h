#pragma once
// The engines of an installation: one that runs elsewhere, a model file of the town, or the synthetic model of the demonstration. The
// portal's assistants use the first; the lab tests any of them (kireise lab run --engine NAME).

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "assistant/engine_size.h"
#include "base/result.h"
#include "blueprint/vocabulary.h"
#include "engines/find.h"
#include "engines/openai.h"

namespace kireise::assistant {

// One engine as the configuration (an entry of `engines`) or the environment says; an empty text is "not set". Mistakes are told by the
// variable's name, or by the entry's.
struct EngineEnvironment {
    std::string url;         // KIREISE_ENGINE_URL: an OpenAI-compatible engine, http://host:port without /v1
    std::string model;       // KIREISE_ENGINE_MODEL: as that engine calls it
    std::string location;    // KIREISE_ENGINE_LOCATION: where it stands, one of the engine locations
    std::string key_file;    // KIREISE_ENGINE_KEY_FILE: a file with the key; the key itself is never logged or shown
    std::string key;         // the key itself, instead of the file
    std::string model_file;  // KIREISE_ENGINE_MODEL_FILE: a GGUF file for our own llama-server instead of the synthetic model

    // Of an entry of `engines` only.
    std::string name = {};         // by which it is called: [a-z0-9-]; "" when it comes from the environment
    std::string model_class = {};  // "model/dense-8b"
    std::string ca_file = {};      // PEM, for an https url with a certificate of the house
    int silence_seconds = 0;       // longest pause while it answers; 0: the standard
    int start_seconds = 0;         // of our own llama-server; 0: the standard
    int idle_minutes = -1;         // without requests, after which it is ended; 0: never; -1: the standard
    int context_tokens = 0;        // of each request; 0: as the use cases and the memory say
    int slots = 0;                 // requests at the same time; 0: likewise
    bool scripted = false;         // no model, but a program that plays one in tests
};
[[nodiscard]] EngineEnvironment engine_environment();

struct EngineInfo {
    std::string name;  // of the model; it is counted under this name
    blueprint::EngineLocation location = blueprint::EngineLocation::workstation;
    bool synthetic = false;        // random words: for a demonstration only
    bool scripted = false;         // no model: a program that plays one in tests
    std::string model_class = {};  // "model/dense-8b"; "" when it is not known

    // Whether its answers are those of a model that can do something.
    [[nodiscard]] bool real() const { return !synthetic && !scripted; }
};

struct EngineSettings {
    EngineInfo info;
    std::optional<engines::Endpoint> upstream;         // else a llama-server of our own
    std::filesystem::path model_file;                  // empty: the synthetic model is made
    std::filesystem::path folder;                      // for the synthetic model and the log of llama-server
    engines::EnginePlaces places;                      // where llama-server is looked for
    std::chrono::milliseconds silence_limit{300'000};  // longest pause of an engine while it answers
    std::chrono::milliseconds start_limit{120'000};    // of llama-server
    std::chrono::milliseconds idle_limit{1'800'000};   // without requests, after which llama-server is ended; 0: never
    WantedSize size;                                   // of llama-server
};

// invalid when something does not fit together: the sentence names the variable. An engine elsewhere needs its location, because the
// guideline decides by it; our own llama-server stands on a workstation unless KIREISE_ENGINE_LOCATION says own-server.
[[nodiscard]] Result<EngineSettings> engine_settings(const EngineEnvironment& environment, const engines::EnginePlaces& places,
                                                     const std::filesystem::path& folder);

}  // namespace kireise::assistant
