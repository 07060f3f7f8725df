#pragma once
// Staff lists as CSV files, as personnel software and spreadsheets write them. Reading and planning are pure; import_staff() does it.
//
// Separator ; , or tab; encodings of text_encoding.h; fields may be quoted. The first line names the columns, in German or English: login
// ("Benutzername"), name or first name and last name ("Vorname", "Nachname"), profile ("Rolle im Amt"), roles ("Rechte"); others are
// ignored. In a field, several roles are separated by , | / or +.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/account_admin.h"

namespace kireise::people {

inline constexpr std::size_t staff_file_limit = 10U << 20U;  // bytes
inline constexpr std::size_t staff_row_limit = 50'000;

// What may stand in the columns profile and roles, in lower case (staff_lower_case), and what it means.
struct StaffWords {
    std::map<std::string, std::string, std::less<>> profiles;  // -> id
    std::map<std::string, Role, std::less<>> roles;
};

struct StaffRow {
    std::size_t line = 0;
    std::string login, name;
    std::optional<std::string> profile;  // when the file says one
    Roles roles;                         // staff is always in it
};

struct StaffProblem {
    std::size_t line = 0;
    std::string_view problem;  // text of the interface: "people.import.problem." + this
    std::string value;         // what is meant, shortened
};

struct StaffFile {
    std::vector<StaffRow> rows;
    std::vector<StaffProblem> problems;  // of single lines, which are left out; of the whole file (then there are no rows)
    std::vector<std::string> ignored_columns;
};

[[nodiscard]] StaffFile read_staff(std::string_view bytes, const StaffWords& words);
[[nodiscard]] std::string staff_lower_case(std::string_view text);

enum class StaffChange { added, changed, unchanged };

struct PlannedRow {
    StaffRow row;
    StaffChange change = StaffChange::added;
    std::string account;      // id of the existing one
    bool roles_kept = false;  // the file says other roles than the account has; an import never changes roles
};

// `existing` by login.
[[nodiscard]] std::vector<PlannedRow> plan_staff(std::span<const StaffRow> rows,
                                                 const std::map<std::string, Account, std::less<>>& existing);

struct NewCode {
    std::string login, name, code;
};

struct StaffImport {
    std::vector<PlannedRow> rows;
    std::vector<NewCode> codes;  // of the added ones
};

// All in one transaction. Audited as one deed, and one more for each new account with other roles than staff. A check changes nothing.
enum class ImportMode { check, apply };
[[nodiscard]] Result<StaffImport> import_staff(store::Database& db, const Deed& deed, std::span<const StaffRow> rows, ImportMode mode);

// "login;name;code" with a header and a byte order mark, so that spreadsheets show umlauts.
[[nodiscard]] std::string codes_csv(std::span<const NewCode> codes);

}  // namespace kireise::people
