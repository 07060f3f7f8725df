#include "journey/document_room.h"

#include "base/json.h"

namespace kireise::journey {
namespace {

Result<std::vector<std::string>> named(store::Connection& tx) {
    std::vector<std::string> ids;
    for (auto& [id] : TRY(store::query<std::string>(tx, "SELECT id FROM journey_document"))) ids.push_back(std::move(id));
    for (const auto& [content] : TRY(store::query<std::string>(tx, "SELECT content FROM journey_funding"))) {
        auto id = TRY(parse_json(content)).value("document", std::string());
        if (!id.empty()) ids.push_back(std::move(id));
    }
    return ids;
}

}  // namespace

people::DocumentRoom journey_documents() { return {"journey", named}; }

}  // namespace kireise::journey
