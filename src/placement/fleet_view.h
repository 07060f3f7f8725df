#pragma once
// The town's PCs in words, for pages and files.

#include "people/app.h"
#include "placement/verdicts.h"

namespace kireise::placement {

inline constexpr std::size_t shown_classes = 50;  // on a page; files have more

// "Intel Core i5 Gen. 10, 6 Kerne, 16 GB"
[[nodiscard]] std::string class_text(const people::Context& context, const PcKind& kind);

// How its speed is known: measured, taken from which other class and how much wider, or not at all.
[[nodiscard]] std::string basis_text(const people::Context& context, const Fleet& fleet, const FleetClass& pc_class);

// "auf 320 von 400 PCs, davon 40 mit Grenzen; 20 noch nicht getestet"; "" where it does not depend on the PC or there is none.
[[nodiscard]] std::string share_text(const people::Context& context, const Fleet& fleet, const UseCaseVerdicts& verdicts);

// "Texte bis etwa 3,5 Seiten", "für 2 Personen zugleich", "ab 16 GB Arbeitsspeicher"; none where the speed is not known or too low.
[[nodiscard]] std::vector<std::string> limit_texts(const people::Context& context, const SpeedLeg& leg);

// The classes with count, models of the inventory, and measurements as links.
[[nodiscard]] Json fleet_data(const people::Context& context, const blueprint::Snapshot& content, const Fleet& fleet,
                              const std::vector<StoredReport>& reports);

}  // namespace kireise::placement
