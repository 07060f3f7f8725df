#pragma once
// Waves of the survey in their simple mode, and the answers that closed waves keep.
//
// A wave goes from prepared to open to closed and never back. What is stored:
//   while open: the hashes of the invitation codes with "used" or not; drafts (draft_store.h). Neither names the other, an account, a name
//   or a time. at closing: finished drafts are shuffled into the final table under fresh random ids; all drafts and all codes of the wave
//   are destroyed.
// What this mode does not promise: whoever watches the running server or compares copies of the database while a wave is open could link a
// code to a draft. Blind tokens, which close that gap, come with another issue; the pages say so.

#include <optional>
#include <string>
#include <vector>

#include "people/deed.h"
#include "store/database.h"
#include "survey/report.h"
#include "survey/simulate.h"

namespace kireise::survey {

enum class WaveState { prepared, open, closed };

[[nodiscard]] std::string_view id_of(WaveState state);  // "prepared"

struct Wave {
    std::string id;  // random
    std::string title;
    std::string form;
    WaveState state = WaveState::prepared;
    std::string content;  // commit whose questions are asked; pinned when the wave opens
    std::optional<Date> opened;
    std::optional<Date> closed;
    int invited = 0;  // codes given out
    int answers = 0;  // finished
};

// Opening, more codes and closing are audited; nothing that a participant does is.
inline constexpr int min_invited = 15;  // with fewer people a wave cannot be anonymous: only the self-check is left
inline constexpr int max_invited = 20'000;
inline constexpr std::size_t max_wave_title = 200;  // bytes

// Gives the id. invalid for a title that is empty or too long.
[[nodiscard]] Result<std::string> prepare_wave(store::Database& db, const Random& random, const std::string& title,
                                               const std::string& form);

// Opens a prepared wave and gives its invitation codes, which are stored nowhere: whoever loses them cannot get them back.
// not_found; conflict when the wave is not prepared; forbidden without consent of the staff council; invalid for `invited` outside
// min_invited..max_invited.
[[nodiscard]] Result<std::vector<std::string>> open_wave(store::Database& db, const people::Deed& deed, Date today, const std::string& wave,
                                                         const std::string& content, int invited);

// More codes for an open wave, at most max_invited in all.
[[nodiscard]] Result<std::vector<std::string>> add_codes(store::Database& db, const people::Deed& deed, const std::string& wave, int count);

// not_found; conflict when the wave is not open.
[[nodiscard]] Result<> close_wave(store::Database& db, const people::Deed& deed, Date today, const std::string& wave);

[[nodiscard]] Result<std::vector<Wave>> list_waves(store::Database& db);  // newest opening first, prepared ones before all
[[nodiscard]] Result<Wave> find_wave(store::Database& db, const std::string& wave);

// Of a closed wave, ordered by their random ids. conflict while the wave is not closed: nobody looks into running answers.
[[nodiscard]] Result<std::vector<AnswerSet>> wave_answers(store::Database& db, const std::string& wave);

// Answers of all closed waves together.
[[nodiscard]] Result<int> closed_answers(store::Database& db);

// For demonstrations: finished answers in an open wave, each of which uses up a code. conflict when there are not enough unused codes.
[[nodiscard]] Result<> submit_synthetic(store::Database& db, const Random& random, const std::string& wave,
                                        const std::vector<AnswerSet>& answers);

// "abcd-efgh-jkmn-pqrs" as typed by people (capitals, blanks, other hyphens) in its own form; "" when it cannot be a code.
[[nodiscard]] std::string normal_code(std::string_view typed);

}  // namespace kireise::survey
