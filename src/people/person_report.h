#pragma once
// Everything that is stored about one person (Art. 15 GDPR), from all rooms together.

#include "base/json.h"
#include "people/app.h"
#include "people/person_data.h"

namespace kireise::people {

// The account itself, its sessions, invitation and attempts to sign in, and its entries of the audit trail. Deleting the account deletes
// them anyway; forget() is for what has no foreign key.
[[nodiscard]] PersonData own_person_data();

struct PersonRoom {
    std::string room;
    std::vector<PersonTable> tables;
};

[[nodiscard]] Result<std::vector<PersonRoom>> person_report(store::Database& db, const PersonRooms& rooms, const std::string& account);

// For machines: {made, town, data: {TABLE: [{COLUMN: value}]}, labels: {TABLE: {title, COLUMN: text}}}.
[[nodiscard]] Json person_json(const Context& context, const std::vector<PersonRoom>& report, const std::string& town);

// For the page: {rooms: [{title, tables: [{title, columns, rows, more}]}], empty: [titles]}. At most `shown_rows` rows of a table.
inline constexpr std::size_t shown_rows = 100;
[[nodiscard]] Result<Json> person_view(const Context& context, const std::vector<PersonRoom>& report);

}  // namespace kireise::people
