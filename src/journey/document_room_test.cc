#include "journey/document_room.h"

#include <gmock/gmock.h>

#include "journey/funding_store.h"
#include "journey/journey_store.h"
#include "people/testing.h"

namespace kireise::journey {
namespace {

TEST(DocumentRoom, NamesEvidenceAndPapersOfTheFundingButNotWhatLostItsRow) {
    people::TestTown town({journey_migrations()}, {});
    ASSERT_TRUE(add_document(town.town(), town.account(people::Role::coordination), "deliverable/catalogue", "katalog.pdf", "%PDF-1"));
    const auto paper = put_funding_document(town.town(), "%PDF-2");
    const auto stray = put_funding_document(town.town(), "%PDF-3");
    ASSERT_TRUE(paper && stray);
    const auto added = add_funding_entry(town.town(), town.account(people::Role::coordination), "procurement", {{"document", *paper}});
    ASSERT_TRUE(added.has_value()) << added.error().message;
    const auto named = town.town().db().read(journey_documents().named);
    ASSERT_TRUE(named.has_value()) << named.error().message;
    EXPECT_THAT(*named, testing::UnorderedElementsAre(documents(town.town())->front().id, *paper));
}

}  // namespace
}  // namespace kireise::journey
