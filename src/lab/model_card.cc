#include "lab/model_card.h"

#include <fmt/format.h>

#include "base/number.h"

namespace kireise::lab {
namespace {

constexpr std::string_view limits_text =
    "- Gelernt ist nur, was in den Beispielen steht. Andere Sprachen, andere Ämter und sehr kurze Texte ordnet das Modell falsch zu.\n"
    "- Die Beispiele der Blaupause sind erfunden. Wie gut das Modell mit Ihrer Post ist, zeigt erst ein Test mit eigenen, freigegebenen "
    "Beispielen.\n"
    "- Das Modell schlägt vor. Ein Mensch entscheidet.\n"
    "- Ändern sich Ämter oder Aufgaben, muss neu trainiert werden.\n";

std::string percent_text(double share) { return german_number(100 * share, 1) + " %"; }

Json label_scores(const engines::Evaluation& test) {
    Json out = Json::array();
    for (const auto& label : test.labels) {
        out.push_back(
            {{"label", label.label}, {"precision", label.precision}, {"recall", label.recall}, {"f1", label.f1}, {"mails", label.cases}});
    }
    return out;
}

std::string label_table(const engines::Evaluation& test) {
    std::string out = "| Ziel | F1 | erkannt | treffsicher | Testtexte |\n|---|---:|---:|---:|---:|\n";
    for (const auto& label : test.labels) {
        out += fmt::format("| {} | {} | {} | {} | {} |\n", label.label, german_number(label.f1, 2), percent_text(label.recall),
                           percent_text(label.precision), label.cases);
    }
    return out;
}

}  // namespace

Json to_json(const ModelCard& card) {
    const auto& details = *card.run.classifier;
    return {{"format", "kireise-model-card"},
            {"version", 1},
            {"usecase", card.usecase},
            {"engine", card.run.engine.name},
            {"file", card.file},
            {"sha256", card.sha256},
            {"bytes", card.bytes},
            {"trained", to_string(card.run.started)},
            {"content_commit", card.run.commit},
            {"licence", card.licence},
            {"data", {{"train_mails", details.train_mails}, {"test_mails", details.test.cases}}},
            {"quality",
             {{"accuracy", details.test.accuracy},
              {"interval", {{"low", card.run.interval.low}, {"high", card.run.interval.high}, {"level", interval_level}}},
              {"macro_f1", details.test.macro_f1},
              {"bar", card.run.bar},
              {"passed", card.run.passed()},
              {"labels", label_scores(details.test)}}},
            {"limits", limits_text}};
}

std::string to_markdown(const ModelCard& card) {
    const auto& details = *card.run.classifier;
    std::string out = fmt::format("# Modellkarte: {}\n\n", card.title);
    out +=
        fmt::format("Textsortierer ({}) für `{}`, trainiert am {}.\n\n", card.run.engine.name, card.usecase, to_string(card.run.started));
    out += fmt::format(
        "| | |\n|---|---|\n| Datei | `{}`, {} Bytes |\n| SHA-256 | `{}` |\n| Stand der Inhalte | `{}` |\n| Lizenz der Daten | {} |\n\n",
        card.file, card.bytes, card.sha256, card.run.commit, card.licence);
    out += fmt::format("## Daten\n\n{} Texte zum Trainieren, {} andere zum Prüfen. Kein Text ist in beiden Mengen.\n\n",
                       details.train_mails, details.test.cases);
    out += fmt::format(
        "## Qualität\n\nRichtig zugeordnet: {} (mit anderen, ähnlichen Texten {} bis {}; 95 %, Bootstrap). Gefordert: {}. {}\n\n"
        "Mittleres F1 über alle Ziele: {}.\n\n{}\n",
        percent_text(card.run.value), percent_text(card.run.interval.low), percent_text(card.run.interval.high), percent_text(card.run.bar),
        card.run.passed() ? "Bestanden." : "Nicht bestanden.", german_number(details.test.macro_f1, 2), label_table(details.test));
    out += fmt::format("## Grenzen\n\n{}", limits_text);
    return out;
}

}  // namespace kireise::lab
