#include "blueprint/snapshot.h"

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <future>
#include <new>

#include "blueprint/test_tree.h"

namespace kireise::blueprint {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(Snapshot, HoldsEverythingThatIsInTheFiles) {
    const auto loaded = Snapshot::load(small_tree());
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    const auto& content = **loaded;
    EXPECT_EQ(to_string(content.release().date), "2026-01-02");
    EXPECT_EQ(content.vocabulary().data_classes[8].id, DataClass::vs_nfd);
    EXPECT_EQ(content.find<Profile>("profile/clerk")->targets.at("competence/prompt"), 2);
    EXPECT_EQ(content.find<Question>("item/one")->options[0].feedback, "F");
    EXPECT_EQ(content.find<Law>("law/gdpr")->valid_to, std::nullopt);
    EXPECT_EQ(content.find<Sample>("sample/halle")->funding.lines[0].amount, 120000);
    EXPECT_EQ(content.find<UseCase>("usecase/mails")->scores.at("effort").value, 5.5);
    EXPECT_EQ(content.find<Law>("law/none"), nullptr);
    EXPECT_EQ(content.journey().phases[0].deliverables[0].evidence.minimum, 50);
    EXPECT_EQ(content.method().criteria[1].axis, Axis::feasibility);
}

TEST(Snapshot, HoldsTextsBesideTheYaml) {
    const auto content = *Snapshot::load(small_tree());
    const auto* course = content->find<Course>("course/start");
    ASSERT_EQ(course->sections[0].blocks.size(), 2U);
    EXPECT_EQ(course->sections[0].blocks[1].solution, "Lösung");
    const auto* clause = content->find<Clause>("clause/cloud");
    EXPECT_EQ(clause->text, "Gemeinsam in {{town}}.");
    EXPECT_EQ(clause->variants[0].text, "Ohne.");
    EXPECT_EQ(clause->text_after, "Danach.");
    EXPECT_EQ(clause->variants[0].when.at("cloud"), "none");
    EXPECT_EQ(clause->variants[1].short_text, "");
    EXPECT_EQ(clause->rules[0].engine, std::vector{EngineLocation::public_cloud});
    EXPECT_TRUE(clause->rules[1].data.empty());
    const auto* mails = content->mails_of("usecase/mails");
    ASSERT_NE(mails, nullptr);
    EXPECT_EQ(mails->train[0].text, "Guten Tag,\nwann ist offen?");
    EXPECT_EQ(mails->test.size(), 1U);
    EXPECT_EQ(content->prompt_of("usecase/mails")->text, "Sortieren Sie.");
    EXPECT_EQ(content->gold_of("usecase/mails")->cases[0].checks[0].kind, CheckKind::label);
    EXPECT_EQ(content->workload_of("usecase/mails")->tokens_in.max, 4000);
}

TEST(Snapshot, SortsByOrder) {
    auto tree = small_tree();
    tree["framework/areas/a.yaml"] = "id: area/a\nlang: de\ntitle: T\norder: 2\nsummary: S\ncompetences: []\n";
    tree["journey/samples/halle.yaml"] = replace_all(tree["journey/samples/halle.yaml"], "area/use: 1.1", "area/use: 1.1, area/a: 1");
    const auto content = Snapshot::load(tree);
    ASSERT_TRUE(content.has_value()) << content.error().message;
    EXPECT_EQ((*content)->all<Area>()[0].id, "area/use");
    EXPECT_EQ((*content)->all<Area>()[1].id, "area/a");
}

TEST(Snapshot, RefusesWhatIsUnsound) {
    const auto content = Snapshot::load(changed("usecases/method.yaml", "weight: 40", "weight: 50"));
    ASSERT_FALSE(content.has_value());
    EXPECT_EQ(content.error().kind, ErrorKind::invalid);
    EXPECT_THAT(content.error().message, HasSubstr("usecases/method.yaml:7: /criteria: "));
}

TEST(SnapshotCache, LoadsEachTreeOnce) {
    SnapshotCache cache(2);
    int reads = 0;
    const auto read = [&]() -> Result<Tree> {
        ++reads;
        return small_tree();
    };
    const auto first = cache.get("a", read);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(*cache.get("a", read), *first);
    EXPECT_EQ(reads, 1);
    EXPECT_TRUE(cache.get("b", read).has_value());
    EXPECT_EQ(*cache.get("a", read), *first);
    EXPECT_TRUE(cache.get("c", read).has_value());  // b was used longest ago
    EXPECT_EQ(reads, 3);
    EXPECT_EQ(*cache.get("a", read), *first);
    EXPECT_TRUE(cache.get("b", read).has_value());
    EXPECT_EQ(reads, 4);
}

TEST(SnapshotCache, DoesNotKeepErrors) {
    SnapshotCache cache;
    EXPECT_FALSE(cache.get("a", []() -> Result<Tree> { return fail(ErrorKind::io, "no"); }).has_value());
    EXPECT_FALSE(cache.get("a", []() -> Result<Tree> { return Tree{}; }).has_value());
    EXPECT_EQ(cache.get("a", []() -> Result<Tree> { throw std::bad_alloc(); }).error().kind, ErrorKind::internal);
    EXPECT_TRUE(cache.get("a", []() -> Result<Tree> { return small_tree(); }).has_value());
}

// Reads a tree only when it is let go.
struct HeldReader {
    std::promise<void> begun;
    std::promise<void> let_go;
    int reads = 0;

    Result<Tree> operator()() {
        ++reads;
        begun.set_value();
        let_go.get_future().wait();
        return small_tree();
    }
};

TEST(SnapshotCache, ATreeBeingLoadedHoldsUpNobodyElse) {
    SnapshotCache cache(1);
    HeldReader slow;
    auto first = std::async(std::launch::async, [&] { return cache.get("slow", std::ref(slow)); });
    slow.begun.get_future().wait();
    const auto other = [&] { return cache.get("other", []() -> Result<Tree> { return small_tree(); }); };
    auto second = std::async(std::launch::async, other);
    const bool done = second.wait_for(20s) == std::future_status::ready;
    slow.let_go.set_value();
    EXPECT_TRUE(done);
    EXPECT_TRUE(second.get().has_value());
    EXPECT_TRUE(first.get().has_value());
}

TEST(SnapshotCache, WhoeverWantsATreeBeingLoadedWaitsForThatLoad) {
    SnapshotCache cache(1);
    HeldReader slow;
    auto first = std::async(std::launch::async, [&] { return cache.get("a", std::ref(slow)); });
    slow.begun.get_future().wait();
    std::vector<std::future<Result<std::shared_ptr<const Snapshot>>>> others;
    for (int i = 0; i < 4; ++i) {
        others.push_back(std::async(std::launch::async, [&] {
            return cache.get("a", [&]() -> Result<Tree> {
                ADD_FAILURE() << "read a second time";
                return small_tree();
            });
        }));
    }
    EXPECT_TRUE(cache.get("b", []() -> Result<Tree> { return small_tree(); }).has_value());  // does not push out what is being loaded
    EXPECT_EQ(others.front().wait_for(50ms), std::future_status::timeout);
    slow.let_go.set_value();
    const auto loaded = first.get();
    ASSERT_TRUE(loaded.has_value());
    for (auto& other : others) EXPECT_EQ(*other.get(), *loaded);
    EXPECT_EQ(slow.reads, 1);
}

TEST(SnapshotCache, ServesManyThreads) {
    SnapshotCache cache(2);
    std::vector<std::future<bool>> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.push_back(std::async(std::launch::async, [&cache, thread] {
            bool all = true;
            for (int i = 0; i < 12; ++i) {
                all = all && cache.get(std::to_string((i + thread) % 3), []() -> Result<Tree> { return small_tree(); }).has_value();
            }
            return all;
        }));
    }
    for (auto& thread : threads) EXPECT_TRUE(thread.get());
}

}  // namespace
}  // namespace kireise::blueprint
