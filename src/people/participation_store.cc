#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "people/audit.h"
#include "people/participation.h"
#include "people/participation_pages.h"

namespace kireise::people {
namespace {

using enum ParticipationState;
using store::Connection;
using Row = std::tuple<std::string, std::string, int, std::string, std::string, std::string, Instant, std::string, std::string, std::string,
                       std::string, std::string, std::string, std::string, std::string, std::string>;

constexpr std::string_view select_steps =
    "SELECT kind, object, version, state, role, day, entered, participation_step.account, COALESCE(account.name, ''), reason, until,"
    " edition, title, law, document, document_name FROM participation_step"
    " LEFT JOIN account ON account.id = participation_step.account";

Error broken(std::string_view what, const std::string& value) {
    return error(ErrorKind::internal, fmt::format("The table participation_step holds the unknown {} \"{}\".", what, value));
}

Result<std::pair<Matter, ParticipationStep>> to_step(const Row& row) {
    const auto& [kind, object, version, state, role, day, entered, account, name, reason, until, edition, title, law, document, file] = row;
    const auto known_kind = blueprint::from_id<ParticipationKind>(kind);
    if (!known_kind) return std::unexpected(broken("kind", kind));
    const auto known_state = blueprint::from_id<ParticipationState>(state);
    if (!known_state) return std::unexpected(broken("state", state));
    const auto known_role = parse_role(role);
    if (!known_role) return std::unexpected(broken("role", role));
    const auto known_day = parse_date(day);
    if (!known_day) return std::unexpected(broken("day", day));
    ParticipationStep step;
    step.state = *known_state;
    step.role = *known_role;
    step.day = *known_day;
    step.text = reason;
    step.until = parse_date(until);
    step.title = title;
    step.law = law;
    step.document = document;
    step.document_name = file;
    step.version = version;
    step.entered = entered;
    step.account = account;
    step.person = name;
    step.edition = edition;
    return std::pair(Matter{*known_kind, object, edition}, std::move(step));
}

template <class... Arguments>
Result<std::vector<Row>> rows_where(Connection& tx, const std::string& rest, const Arguments&... arguments) {
    return store::query<std::string, std::string, int, std::string, std::string, std::string, Instant, std::string, std::string,
                        std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
        tx, std::string(select_steps) + rest, arguments...);
}

Result<ParticipationStanding> standing(Connection& tx, const Matter& matter, Date today) {
    const auto rows = TRY(rows_where(tx, " WHERE kind = :kind AND object = :object ORDER BY version DESC LIMIT 1",
                                     blueprint::to_id(matter.kind), matter.object));
    if (rows.empty()) return ParticipationStanding{};
    return standing_of({TRY(to_step(rows.front())).second}, matter.edition, today);
}

std::string_view lack_of(const ParticipationStanding& standing) {
    if (standing.changed && standing.state != refused) return "it has changed since the staff council was asked";
    switch (standing.state) {
        case planned: return "the staff council has not been asked yet";
        case asked: return "the staff council has not answered yet";
        case refused: return "the staff council has refused";
        default: return "the consent of the staff council has expired";
    }
}

Result<> insert(Connection& tx, const Deed& deed, const Matter& matter, int version, const std::string& edition, const NewStep& step) {
    TRY(store::execute(tx,
                       "INSERT INTO participation_step (kind, object, version, state, role, day, entered, account, reason, until, edition,"
                       " title, law, document, document_name) VALUES (:kind, :object, :version, :state, :role, :day, :entered, :account,"
                       " :reason, :until, :edition, :title, :law, :document, :document_name)",
                       blueprint::to_id(matter.kind), matter.object, version, blueprint::to_id(step.state), id_of(step.role),
                       to_string(step.day), deed.now, deed.actor, trim(step.text), step.until ? to_string(*step.until) : "", edition,
                       step.title, step.law, step.document, step.document_name));
    return {};
}

}  // namespace

store::Migrations participation_migrations() {
    return {"participation",
            {"CREATE TABLE participation_step (kind TEXT NOT NULL, object TEXT NOT NULL, version BIGINT NOT NULL, state TEXT NOT NULL,"
             " role TEXT NOT NULL, day TEXT NOT NULL, entered BIGINT NOT NULL, account TEXT NOT NULL, reason TEXT NOT NULL,"
             " until TEXT NOT NULL, edition TEXT NOT NULL, title TEXT NOT NULL, law TEXT NOT NULL, document TEXT NOT NULL,"
             " document_name TEXT NOT NULL, PRIMARY KEY (kind, object, version));\n"}};
}

DocumentRoom participation_documents() {
    return {"participation", [](Connection& tx) -> Result<std::vector<std::string>> {
                std::vector<std::string> out;
                for (auto& [id] : TRY(store::query<std::string>(tx, "SELECT document FROM participation_step WHERE document <> ''")))
                    out.push_back(std::move(id));
                return out;
            }};
}

PersonData participation_person_data() {
    return {"participation",
            [](Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "UPDATE participation_step SET account = '' WHERE account = :account", account));
                return {};
            },
            [](Connection& tx, const std::string& account) -> Result<std::vector<PersonTable>> {
                using enum PersonColumn::Kind;
                return std::vector{TRY(person_rows(
                    tx, "participation_step", "account",
                    {{"kind"}, {"object"}, {"state"}, {"role"}, {"day"}, {"entered", instant}, {"reason"}, {"until"}, {"document_name"}},
                    account))};
            }};
}

Result<ParticipationSteps> participation_steps(Connection& tx, ParticipationKind kind, const std::string& object) {
    ParticipationSteps out;
    for (const auto& row :
         TRY(rows_where(tx, " WHERE kind = :kind AND object = :object ORDER BY version", blueprint::to_id(kind), object))) {
        out.push_back(TRY(to_step(row)).second);
    }
    return out;
}

Result<std::vector<std::pair<Matter, ParticipationSteps>>> all_participation_steps(Connection& tx) {
    std::vector<std::pair<Matter, ParticipationSteps>> out;
    for (const auto& row : TRY(rows_where(tx, " ORDER BY kind, object, version"))) {
        auto [matter, step] = TRY(to_step(row));
        const bool is_same = !out.empty() && out.back().first.kind == matter.kind && out.back().first.object == matter.object;
        if (!is_same) out.push_back({std::move(matter), {}});
        out.back().second.push_back(std::move(step));
    }
    return out;
}

Result<int> add_participation_step(Connection& tx, const Deed& deed, const Matter& matter, int seen, const NewStep& step) {
    const auto steps = TRY(participation_steps(tx, matter.kind, matter.object));
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (newest != seen) return fail(ErrorKind::conflict, "Somebody else has entered something meanwhile; look at it and decide again.");
    if (!may_say(step.role, step.state, steps, matter.edition)) {
        return fail(ErrorKind::forbidden,
                    fmt::format("The role {} cannot enter \"{}\" here now.", id_of(step.role), blueprint::to_id(step.state)));
    }
    if (const auto problems = problems_of(step, steps, german_date(deed.now)); !problems.empty()) {
        return fail(ErrorKind::invalid,
                    fmt::format("The field {} of this entry is missing or not possible.", blueprint::to_id(problems.front())));
    }
    // An answer belongs to what was asked, also when that has changed since.
    TRY(insert(tx, deed, matter, newest + 1, is_answer(step.state) ? steps.back().edition : matter.edition, step));
    TRY(audit(tx, deed.random, deed.now,
              {deed.actor, fmt::format("participation.{}", blueprint::to_id(step.state)),
               fmt::format("{}/{}", blueprint::to_id(matter.kind), matter.object), fmt::format("version {}", newest + 1)}));
    return newest + 1;
}

Result<bool> has_consent(Connection& tx, const Matter& matter, Date today) { return TRY(standing(tx, matter, today)).allows(); }

Result<> require_consent(Connection& tx, const Matter& matter, Date today) {
    const auto now = TRY(standing(tx, matter, today));
    if (now.allows()) return {};
    return fail(ErrorKind::forbidden, fmt::format("{}/{} cannot go live: {}. Record its consent, or why it is not required, at {}.",
                                                  blueprint::to_id(matter.kind), matter.object, lack_of(now), participation_path(matter)));
}

}  // namespace kireise::people
