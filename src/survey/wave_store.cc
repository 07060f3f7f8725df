#include "survey/wave_store.h"

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/participation.h"
#include "people/password.h"
#include "survey/participation.h"

namespace kireise::survey {
namespace {

using store::Connection;

constexpr std::array<std::pair<WaveState, std::string_view>, 3> states{
    {{WaveState::prepared, "prepared"}, {WaveState::open, "open"}, {WaveState::closed, "closed"}}};

constexpr std::string_view wave_columns =
    "SELECT id, title, form, state, content, opened, closed, invited,"
    " CASE WHEN state = 'closed' THEN answers"
    " ELSE (SELECT COUNT(*) FROM survey_draft WHERE survey_draft.wave = survey_wave.id AND finished = 1) END FROM survey_wave";

using WaveRow = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string, std::string, int, int>;

WaveState parse_state(std::string_view id) {
    const auto found = std::ranges::find(states, id, &std::pair<WaveState, std::string_view>::second);
    return found == states.end() ? WaveState::closed : found->first;
}

Wave to_wave(const WaveRow& row) {
    const auto& [id, title, form, state, content, opened, closed, invited, answers] = row;
    return {.id = id,
            .title = title,
            .form = form,
            .state = parse_state(state),
            .content = content,
            .opened = parse_date(opened),
            .closed = parse_date(closed),
            .invited = invited,
            .answers = answers};
}

template <class... Arguments>
Result<std::vector<Wave>> select_waves(Connection& tx, const std::string& rest, const Arguments&... arguments) {
    const auto rows =
        TRY((store::query<std::string, std::string, std::string, std::string, std::string, std::string, std::string, int, int>(
            tx, std::string(wave_columns) + rest, arguments...)));
    std::vector<Wave> waves;
    std::ranges::transform(rows, std::back_inserter(waves), to_wave);
    return waves;
}

Result<Wave> wave_in(Connection& tx, const std::string& id) {
    auto waves = TRY(select_waves(tx, " WHERE id = :id", id));
    if (waves.empty()) return fail(ErrorKind::not_found, "This wave of the survey does not exist.");
    return std::move(waves.front());
}

Result<Wave> wave_in_state(Connection& tx, const std::string& id, WaveState wanted) {
    auto wave = TRY(wave_in(tx, id));
    if (wave.state != wanted) {
        return fail(ErrorKind::conflict, "The wave \"" + wave.title + "\" is " + std::string(id_of(wave.state)) + ", not " +
                                             std::string(id_of(wanted)) + ". Please reload the page.");
    }
    return wave;
}

Result<std::vector<std::string>> store_codes(Connection& tx, const Random& random, const std::string& wave, int count) {
    std::vector<std::string> codes;
    for (int i = 0; i < count; ++i) codes.push_back(people::random_password(random));
    for (const auto& code : codes) {
        TRY(store::execute(tx, "INSERT INTO survey_code (code_hash, wave, used) VALUES (:hash, :wave, 0)", sha256_hex(code), wave));
    }
    return codes;
}

std::size_t random_below(std::size_t count, const Random& random) {
    std::uint64_t limit = ~std::uint64_t{0} - ~std::uint64_t{0} % count, value = 0;
    do {
        std::array<std::byte, 8> bytes{};
        random(bytes);
        value = 0;
        for (const auto byte : bytes) value = value << 8U | std::to_integer<std::uint64_t>(byte);
    } while (value >= limit);
    return static_cast<std::size_t>(value % count);
}

template <class T>
void shuffle(std::vector<T>& values, const Random& random) {  // Fisher and Yates
    for (auto left = values.size(); left > 1; --left) std::swap(values[left - 1], values[random_below(left, random)]);
}

// From drafts to the final table: order, key and browser's secret are gone afterwards.
Result<int> keep_finished(Connection& tx, const Random& random, const std::string& wave) {
    auto finished = TRY((
        store::query<std::string, std::string>(tx, "SELECT profile, answers FROM survey_draft WHERE wave = :wave AND finished = 1", wave)));
    shuffle(finished, random);
    for (const auto& [profile, answers] : finished) {
        TRY(store::execute(tx, "INSERT INTO survey_answer_set (id, wave, profile, answers) VALUES (:id, :wave, :profile, :answers)",
                           random_id(random), wave, profile, answers));
    }
    return static_cast<int>(finished.size());
}

}  // namespace

std::string_view id_of(WaveState state) { return std::ranges::find(states, state, &std::pair<WaveState, std::string_view>::first)->second; }

Result<std::string> prepare_wave(store::Database& db, const Random& random, const std::string& title, const std::string& form) {
    const std::string name(trim(title));
    if (name.empty() || name.size() > max_wave_title) {
        return fail(ErrorKind::invalid, "A wave needs a title of at most " + std::to_string(max_wave_title) + " characters.");
    }
    auto id = random_id(random);
    TRY(db.write([&](Connection& tx) {
        return store::execute(
            tx,
            "INSERT INTO survey_wave (id, title, form, state, content, invited, answers) VALUES (:id, :title, :form, 'prepared', '', 0, 0)",
            id, name, form);
    }));
    return id;
}

Result<std::vector<std::string>> open_wave(store::Database& db, const people::Deed& deed, Date today, const std::string& wave,
                                           const std::string& content, int invited) {
    if (invited < min_invited || invited > max_invited) {
        return fail(ErrorKind::invalid, "A wave needs between " + std::to_string(min_invited) + " and " + std::to_string(max_invited) +
                                            " invitations. With fewer people answers cannot be anonymous; please use the self-check.");
    }
    return db.write([&](Connection& tx) -> Result<std::vector<std::string>> {
        TRY(people::require_consent(tx, matter_of(TRY(wave_in_state(tx, wave, WaveState::prepared))), today));
        TRY(store::execute(
            tx, "UPDATE survey_wave SET state = 'open', content = :content, opened = :today, invited = :invited WHERE id = :wave", content,
            to_string(today), invited, wave));
        TRY(people::audit(tx, deed, "wave.opened", "wave/" + wave, std::to_string(invited)));
        return store_codes(tx, deed.random, wave, invited);
    });
}

Result<std::vector<std::string>> add_codes(store::Database& db, const people::Deed& deed, const std::string& wave, int count) {
    return db.write([&](Connection& tx) -> Result<std::vector<std::string>> {
        const auto known = TRY(wave_in_state(tx, wave, WaveState::open));
        if (count < 1 || count > max_invited - known.invited) {
            return fail(ErrorKind::invalid, "A wave has at most " + std::to_string(max_invited) +
                                                " invitations; please ask for at least one more and not above that.");
        }
        TRY(store::execute(tx, "UPDATE survey_wave SET invited = invited + :count WHERE id = :wave", count, wave));
        TRY(people::audit(tx, deed, "wave.codes_added", "wave/" + wave, std::to_string(count)));
        return store_codes(tx, deed.random, wave, count);
    });
}

Result<> close_wave(store::Database& db, const people::Deed& deed, Date today, const std::string& wave) {
    TRY(db.write([&](Connection& tx) -> Result<> {
        TRY(wave_in_state(tx, wave, WaveState::open));
        const auto answers = TRY(keep_finished(tx, deed.random, wave));
        TRY(store::execute(tx, "DELETE FROM survey_draft WHERE wave = :wave", wave));
        TRY(store::execute(tx, "DELETE FROM survey_code WHERE wave = :wave", wave));
        TRY(store::execute(tx, "UPDATE survey_wave SET state = 'closed', closed = :today, answers = :answers WHERE id = :wave",
                           to_string(today), answers, wave));
        return people::audit(tx, deed, "wave.closed", "wave/" + wave);
    }));
    // Best effort: with readers about, the next closing or the next start of the program does it.
    (void)db.purge_deleted();
    return {};
}

Result<std::vector<Wave>> list_waves(store::Database& db) {
    return db.read([](Connection& tx) {
        return select_waves(tx, " ORDER BY CASE WHEN state = 'prepared' THEN 0 ELSE 1 END, opened DESC, title, id");
    });
}

Result<Wave> find_wave(store::Database& db, const std::string& wave) {
    return db.read([&](Connection& tx) { return wave_in(tx, wave); });
}

Result<std::vector<AnswerSet>> wave_answers(store::Database& db, const std::string& wave) {
    return db.read([&](Connection& tx) -> Result<std::vector<AnswerSet>> {
        TRY(wave_in_state(tx, wave, WaveState::closed));
        const auto rows = TRY((store::query<std::string, std::string>(
            tx, "SELECT profile, answers FROM survey_answer_set WHERE wave = :wave ORDER BY id", wave)));
        std::vector<AnswerSet> out;
        for (const auto& [profile, text] : rows) {
            auto answers = TRY(parse_answers(text));
            out.push_back({profile, std::move(answers)});
        }
        return out;
    });
}

Result<int> closed_answers(store::Database& db) {
    const auto row = TRY(db.read([](Connection& tx) {
        return store::query_one<int>(tx, "SELECT CAST(COALESCE(SUM(answers), 0) AS BIGINT) FROM survey_wave WHERE state = 'closed'");
    }));
    return row ? std::get<0>(*row) : 0;
}

Result<> submit_synthetic(store::Database& db, const Random& random, const std::string& wave, const std::vector<AnswerSet>& answers) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto open = TRY(wave_in_state(tx, wave, WaveState::open));
        const auto unused = TRY(
            (store::query<std::string>(tx, "SELECT code_hash FROM survey_code WHERE wave = :wave AND used = 0 ORDER BY code_hash", wave)));
        if (unused.size() < answers.size()) {
            return fail(ErrorKind::conflict, "The wave has " + std::to_string(unused.size()) + " unused codes for " +
                                                 std::to_string(answers.size()) + " synthetic answers. Please add codes first.");
        }
        for (std::size_t i = 0; i < answers.size(); ++i) {
            TRY(store::execute(tx, "UPDATE survey_code SET used = 1 WHERE code_hash = :hash", std::get<0>(unused[i])));
            TRY(store::execute(tx,
                               "INSERT INTO survey_draft (secret_hash, wave, form, content, profile, answers, finished, expires)"
                               " VALUES (:hash, :wave, :form, :content, :profile, :answers, 1, '')",
                               sha256_hex(random_id(random)), wave, open.form, open.content, answers[i].profile,
                               to_text(answers[i].answers)));
        }
        return {};
    });
}

std::string normal_code(std::string_view typed) {
    if (typed.size() > 60) return {};
    std::string letters;
    for (const char c : lower_ascii(typed)) {
        if (c >= 'a' && c <= 'z') letters += c;
        else if (static_cast<unsigned char>(c) < 0x80 && std::string_view("- .\t\r\n").find(c) == std::string_view::npos) return {};
    }
    if (letters.size() != 16) return {};
    return letters.substr(0, 4) + "-" + letters.substr(4, 4) + "-" + letters.substr(8, 4) + "-" + letters.substr(12, 4);
}

}  // namespace kireise::survey
