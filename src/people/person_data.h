#pragma once
// What the rooms hold about a person. On request it is handed out (Art. 15 GDPR). When an account is deleted, each room deletes (or makes
// anonymous) its part, in the same transaction. A room gives its PersonData beside its migrations and routes; the program hands all of them
// to signin_routes().

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "store/database.h"

namespace kireise::people {

// What a table of the database holds about one person, without secrets. Texts, numbers, bools; dates are "YYYY-MM-DD", instants RFC 3339.
// The labels are texts of the interface: "person_data.TABLE.title" and "person_data.TABLE.COLUMN".
struct PersonTable {
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::vector<Json>> rows;
};

struct PersonData {
    std::string_view room;
    std::function<Result<>(store::Connection& tx, const std::string& account)> forget;
    // Every table that may name the person, also when it has no row about this one.
    std::function<Result<std::vector<PersonTable>>(store::Connection& tx, const std::string& account)> report = {};
};

// For `report`: the rows of a table in which `owner` is the account.
struct PersonColumn {
    enum class Kind { text, number, flag, instant };
    std::string_view name;
    Kind kind = Kind::text;
};
[[nodiscard]] Result<PersonTable> person_rows(store::Connection& tx, std::string_view table, std::string_view owner,
                                              const std::vector<PersonColumn>& columns, const std::string& account);

using PersonRooms = std::shared_ptr<const std::vector<PersonData>>;  // null for none

}  // namespace kireise::people
