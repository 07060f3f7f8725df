#pragma once
// What comes with a trained classifier: which data, when, how good with which uncertainty, where its limits are. The same facts as JSON
// (blueprint/schemas/model-card.schema.json) and as Markdown for people (after Mitchell et al. 2019, "Model Cards for Model Reporting").

#include <string>

#include "blueprint/snapshot.h"
#include "lab/lab_run.h"

namespace kireise::lab {

struct ModelCard {
    std::string usecase, title;
    std::string licence;  // of the content, SPDX id
    std::string file;     // name of the model file
    std::string sha256;   // of the model file
    std::uint64_t bytes = 0;
    LabRun run;
};

[[nodiscard]] Json to_json(const ModelCard& card);
[[nodiscard]] std::string to_markdown(const ModelCard& card);  // German

}  // namespace kireise::lab
