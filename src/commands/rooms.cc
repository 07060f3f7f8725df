#include "commands/rooms.h"

#include "assistant/assistant_pages.h"
#include "assistant/engine_pages.h"
#include "assistant/participation.h"
#include "assistant/usage_store.h"
#include "journey/document_room.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "lab/lab_pages.h"
#include "lab/lab_store.h"
#include "lab/rating_store.h"
#include "learning/learning_pages.h"
#include "learning/learning_store.h"
#include "learning/participation.h"
#include "learning/person_data.h"
#include "people/content.h"
#include "people/legal.h"
#include "people/participation_pages.h"
#include "people/signin_pages.h"
#include "placement/placement_pages.h"
#include "placement/placement_store.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"
#include "policy/person_data.h"
#include "policy/policy_pages.h"
#include "survey/participation.h"
#include "survey/report.h"
#include "survey/survey_pages.h"
#include "survey/survey_store.h"
#include "usecases/person_data.h"
#include "usecases/register_store.h"
#include "usecases/usecases_pages.h"

namespace kireise::commands {
namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

people::LegalFacts legal_facts(assistant::EngineHub& engines) {
    people::LegalFacts facts{.rooms = {}, .survey_threshold = survey::report_threshold, .engine = [&engines] {
                                 const auto& info = engines.info();
                                 return people::LegalFacts::Engine{std::string(blueprint::to_id(info.location)), info.name, info.synthetic};
                             }};
    for (const auto& room : all_migrations()) facts.rooms.emplace_back(room.room);
    return facts;
}

}  // namespace

std::vector<store::Migrations> all_migrations() {
    auto all = people::people_migrations();
    append(all,
           {survey::survey_migrations(), learning::learning_migrations(), usecases::usecase_migrations(), policy::policy_migrations(),
            lab::lab_migrations(), placement::placement_migrations(), assistant::assistant_migrations(), journey::journey_migrations()});
    return all;
}

std::vector<people::PersonData> all_person_data() {
    return {learning::learning_person_data(), usecases::usecases_person_data(), policy::policy_person_data(), lab::lab_person_data(),
            people::participation_person_data()};
}

std::vector<people::DocumentRoom> all_document_rooms() { return {journey::journey_documents(), people::participation_documents()}; }

store::JobHandlers all_job_handlers(const people::Town& town) {
    return {{std::string(people::housekeeping), people::housekeeping_handler(town, all_document_rooms())}};
}

std::vector<people::Route> all_routes(assistant::EngineHub& engines, const people::SignInWays& ways) {
    auto all = people::signin_routes(std::make_shared<const std::vector<people::PersonData>>(all_person_data()), ways);
    append(all, people::participation_routes({survey::participation_subjects, learning::participation_subjects,
                                              policy::participation_subjects, assistant::participation_subjects}));
    append(all, people::legal_routes(legal_facts(engines)));
    append(all, survey::survey_routes());
    append(all, learning::learning_routes());
    append(all, usecases::usecases_routes());
    append(all, policy::policy_routes());
    append(all, lab::lab_routes());
    append(all, placement::placement_routes());
    append(all, assistant::assistant_routes(engines));
    append(all, assistant::engine_routes(engines));
    append(all, journey::journey_routes());
    return all;
}

}  // namespace kireise::commands
