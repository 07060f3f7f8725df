#include "survey/survey_store.h"

namespace kireise::survey {

store::Migrations survey_migrations() {
    return {"survey",
            {"CREATE TABLE survey_wave (id TEXT PRIMARY KEY, title TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL, content TEXT "
             "NOT NULL,"
             " opened TEXT, closed TEXT, invited BIGINT NOT NULL, answers BIGINT NOT NULL);\n"
             "CREATE TABLE survey_code (code_hash TEXT PRIMARY KEY, wave TEXT NOT NULL REFERENCES survey_wave(id), used BIGINT NOT NULL);\n"
             "CREATE TABLE survey_draft (secret_hash TEXT PRIMARY KEY, wave TEXT NOT NULL, form TEXT NOT NULL, content TEXT NOT NULL,"
             " profile TEXT NOT NULL, answers TEXT NOT NULL, finished BIGINT NOT NULL, expires TEXT NOT NULL);\n"
             "CREATE TABLE survey_answer_set (id TEXT PRIMARY KEY, wave TEXT NOT NULL REFERENCES survey_wave(id), profile TEXT NOT NULL,"
             " answers TEXT NOT NULL);\n"}};
}

}  // namespace kireise::survey
