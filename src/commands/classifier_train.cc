#include <fmt/core.h>
#include <fmt/ostream.h>

#include <filesystem>

#include "base/files.h"
#include "base/sha256.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "commands/lab.h"
#include "lab/classifier_run.h"
#include "lab/lab_store.h"
#include "lab/model_card.h"
#include "people/deed.h"

namespace kireise::commands {
namespace {

std::filesystem::path beside(std::filesystem::path model, std::string_view ending) { return model += ending; }

Result<> train(const Arguments& arguments, Io& io) {
    const auto id = TRY(usecase_argument(arguments));
    const auto town = TRY(open_town(arguments));
    const auto commit = TRY(town->head_commit());
    const auto content = TRY(town->content_at(commit));
    const auto* usecase = content->find<blueprint::UseCase>(id);
    if (usecase == nullptr) return fail(ErrorKind::not_found, fmt::format("There is no use case {}.", id));
    auto trained = TRY(lab::train_and_test(*content, *usecase, {random_id(town->random()), commit, town->now()}));

    const std::filesystem::path model = arguments.value("--out").empty() ? id.substr(id.find('/') + 1) + ".bin" : arguments.value("--out");
    TRY(trained.classifier.save(model));
    TRY(lab::save_run(town->db(), people::Deed{town->random(), town->now(), ""}, trained.run));
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(model, failed);
    auto sha256 = TRY(sha256_of_file(model));
    const lab::ModelCard card{id,
                              usecase->title,
                              content->release().licence,
                              model.filename().string(),
                              std::move(sha256),
                              failed ? 0 : bytes,
                              std::move(trained.run)};
    TRY(write_file(beside(model, ".json"), to_json(card).dump(2) + "\n"));
    TRY(write_file(beside(model, ".md"), to_markdown(card)));
    if (io.json) fmt::print(io.out, "{}\n", to_json(card).dump(2));
    else fmt::print(io.out, "{}", to_markdown(card));
    return {};
}

}  // namespace

Command classifier_train_command() {
    return {"classifier train",
            "src/commands/classifier_train.md",
            {},
            with_town_options({{"--usecase", "ID"}, {"--out", "FILE"}, {"--json"}}),
            train};
}

}  // namespace kireise::commands
