#include "lab/chat_run.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "engines/find.h"
#include "engines/llama_server.h"
#include "engines/synthetic.h"
#include "lab/testing.h"

namespace kireise::lab {
namespace {

using ::testing::HasSubstr;

const RunHead head{.id = "run", .commit = "commit", .started = {}};
const ChatEngine engine{.endpoint = {.base_url = "http://127.0.0.1:1"}, .name = "scripted", .model = "model/dense-3b"};

Result<engines::ChatAnswer> answer(std::string text) {
    return engines::ChatAnswer{
        .text = std::move(text), .prompt_tokens = 10, .answer_tokens = 3, .timing = {.first_token_ms = 100, .total_ms = 400}};
}

// Answers every case with its own text.
Result<engines::ChatAnswer> echo(const engines::Endpoint&, const std::vector<engines::Message>& messages, const engines::ChatOptions&) {
    return answer(messages.back().content);
}

class ChatRun : public ::testing::Test {
   protected:
    std::shared_ptr<const blueprint::Snapshot> content = testing::real_content();
    const blueprint::UseCase& usecase = *content->find<blueprint::UseCase>("usecase/plain-language");
};

TEST_F(ChatRun, SendsThePromptAndEachCase) {
    std::vector<std::string> seen;
    const auto run = run_chat(*content, usecase, engine, head, {}, [&](const auto&, const auto& messages, const auto& options) {
        EXPECT_EQ(messages.size(), 2U);
        EXPECT_EQ(messages.front().role, "system");
        EXPECT_EQ(messages.front().content, content->prompt_of(usecase.id)->text);
        EXPECT_EQ(options.max_tokens, content->prompt_of(usecase.id)->max_tokens);
        EXPECT_TRUE(options.seed);
        seen.push_back(messages.back().content);
        return answer("Nein.");
    });
    ASSERT_TRUE(run) << run.error().message;
    const auto& gold = content->gold_of(usecase.id)->cases;
    ASSERT_EQ(seen.size(), gold.size());
    for (std::size_t i = 0; i < gold.size(); ++i) EXPECT_EQ(seen[i], gold[i].input);
    EXPECT_EQ(run->value, 0);
    EXPECT_FALSE(run->passed());
    EXPECT_EQ(run->first_token, (Spread{100, 100}));
    EXPECT_EQ(run->engine.model, "model/dense-3b");
}

TEST_F(ChatRun, TheOfficialTextItselfIsNoPlainLanguage) {
    const auto run = run_chat(*content, usecase, engine, head, {}, echo).value();
    EXPECT_FALSE(run.passed()) << "the gold cases would pass a copy of their input";
    EXPECT_EQ(run.samples, run.cases.size());
}

TEST_F(ChatRun, AnEngineThatBreaksOffLeavesNoWholeRun) {
    int asked = 0;
    const auto run =
        run_chat(*content, usecase, engine, head, {}, [&](const auto&, const auto&, const auto&) -> Result<engines::ChatAnswer> {
            if (++asked == 3) return fail(ErrorKind::unavailable, "The engine does not answer.");
            return answer("Nein.");
        });
    ASSERT_TRUE(run);
    EXPECT_FALSE(run->complete());
    EXPECT_EQ(run->problem, "The engine does not answer.");
    EXPECT_EQ(run->cases.size(), 2U);
    EXPECT_FALSE(run->passed());
}

TEST_F(ChatRun, ACaseThatIsTooLongFailsAlone) {
    int asked = 0;
    const auto run =
        run_chat(*content, usecase, engine, head, {}, [&](const auto&, const auto&, const auto&) -> Result<engines::ChatAnswer> {
            if (++asked == 1) return fail(ErrorKind::too_large, "The prompt is longer than the context.");
            return answer("Nein.");
        });
    EXPECT_TRUE(run->complete());
    EXPECT_EQ(run->cases.front().problem, "The prompt is longer than the context.");
    EXPECT_FALSE(run->cases.front().passed);
    EXPECT_EQ(run->first_token, (Spread{100, 100}));
}

TEST_F(ChatRun, TellsItsProgress) {
    std::vector<std::size_t> steps;
    const auto note_step = [&](std::size_t done, std::size_t) { steps.push_back(done); };
    ASSERT_TRUE(run_chat(*content, usecase, engine, head, note_step, echo));
    EXPECT_EQ(steps.size(), content->gold_of(usecase.id)->cases.size());
    EXPECT_EQ(steps.back(), steps.size());
}

TEST_F(ChatRun, RefusesWhatItCannotRun) {
    EXPECT_EQ(run_chat(*content, *content->find<blueprint::UseCase>("usecase/mail-sorting"), engine, head).error().kind,
              ErrorKind::not_found);
    auto unknown = usecase;
    unknown.id = "usecase/other";
    EXPECT_EQ(run_chat(*content, unknown, engine, head).error().kind, ErrorKind::not_found);
}

TEST_F(ChatRun, WithoutAnEngineTheRunSaysSo) {
    const auto run = run_chat(*content, usecase, engine, head);
    ASSERT_TRUE(run);
    EXPECT_FALSE(run->complete());
    EXPECT_TRUE(run->cases.empty());
}

TEST_F(ChatRun, TheTinyModelOnTheRealEngineHonestlyFails) {
    const auto programs = engines::find_engine(engines::engine_places_from_environment());
    ASSERT_TRUE(programs) << programs.error().message;
    const auto folder = TempDir::create().value();
    const auto model = folder.path() / "tiny.gguf";
    ASSERT_TRUE(engines::write_gguf(model, engines::tiny_chat_model(1)));
    auto server = engines::LlamaServer::start({.program = programs->server,
                                               .model = model,
                                               .log_file = folder.path() / "log",
                                               .name = "tiny",
                                               .context_tokens = 8192,
                                               .slots = 1,
                                               .thread_wait = engines::ThreadWait::sleep,
                                               .clock = system_clock(),
                                               .random = system_random()});
    ASSERT_TRUE(server) << server.error().message;
    const auto run =
        run_chat(*content, usecase, {.endpoint = server->endpoint().value(), .name = "tiny", .model = "", .synthetic = true}, head);
    ASSERT_TRUE(run) << run.error().message;
    ASSERT_TRUE(run->complete()) << run->problem;
    EXPECT_EQ(run->value, 0);
    EXPECT_FALSE(run->passed());
    EXPECT_GT(run->total.p50, 0);
    for (const auto& each : run->cases) {
        EXPECT_FALSE(each.answer.empty()) << each.id << ": " << each.problem;
        EXPECT_GT(each.answer_tokens.value_or(0), 0);
    }
}

}  // namespace
}  // namespace kireise::lab
