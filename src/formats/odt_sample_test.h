#pragma once
// One document with every kind of block, for the tests of the writers.

#include "formats/document.h"

namespace kireise::formats {

inline Document sample_document() {
    using namespace std::chrono_literals;
    Document document{.title = "Dienstanweisung KI & Daten",
                      .subject = "Regeln für Beschäftigte",
                      .author = "Stadt Musterstadt",
                      .version = "1.0.0",
                      .date = 2026y / 6 / 15};
    document.blocks = {
        Heading{1, "Ziel und Geltung"},
        Heading{2, "Ziel", "§ 1"},
        Paragraph{{{"Die Stadt nutzt "},
                   {"Künstliche Intelligenz", true},
                   {" "},
                   {"überlegt", false, true},
                   {", siehe "},
                   {"Verordnung", false, false, false, "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"},
                   {" und "},
                   {"llama-server", false, false, true},
                   {"."}}},
        Heading{2, "Geltung", "§ 2"},
        List{true, 3, {{paragraph("drei"), List{false, 1, {{paragraph("tief")}}}}, {paragraph("vier")}}},
        Heading{1, "Daten"},
        Table{.caption = "Datenklassen",
              .header = {plain("Klasse"), plain("Beispiel"), plain("Anteil")},
              .rows = {{plain("Öffentlich"), plain("Satzung"), plain("12,5 %")},
                       {plain("Sozialdaten"), plain("Wohngeldakte"), plain("7,5 %")}},
              .align = {Align::start, Align::start, Align::end}},
        Heading{2, "Merksätze", "§ 3"},
        Note{"Auf einen Blick", {paragraph("Prüfen Sie jedes Ergebnis."), List{false, 1, {{paragraph("Zahlen")}, {paragraph("Namen")}}}}},
        Paragraph{{{"cd /srv\n  ls", false, false, true}}},
        PageBreak{},
        Heading{1, "Schluss"},
        paragraph("Ende < & > \" ' der Anweisung."),
    };
    return document;
}

}  // namespace kireise::formats
