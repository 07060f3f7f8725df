#include "engines/openai.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kireise::engines {
namespace {

using testing::HasSubstr;

TEST(ChatRequest, HoldsWhatTheProtocolWants) {
    ChatOptions options{.temperature = 0, .max_tokens = 12, .seed = 3, .json_schema = Json{{"type", "object"}}};
    const auto request = chat_request("local", {{"system", "Kurz."}, {"user", "Größe?"}}, options);
    EXPECT_EQ(request["model"], "local");
    EXPECT_EQ(request["messages"][1], (Json{{"role", "user"}, {"content", "Größe?"}}));
    EXPECT_EQ(request["max_tokens"], 12);
    EXPECT_EQ(request["stream"], true);
    EXPECT_EQ(request["seed"], 3);
    EXPECT_EQ(request["response_format"]["json_schema"]["schema"]["type"], "object");
}

TEST(ChatRequest, LeavesOutWhatWasNotAsked) {
    const auto request = chat_request("local", {}, {});
    EXPECT_FALSE(request.contains("seed"));
    EXPECT_FALSE(request.contains("response_format"));
}

TEST(ChatChunk, GivesTextFinishUsageAndTimings) {
    const auto text = parse_chat_chunk(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" Amt"}}]})");
    ASSERT_TRUE(text);
    EXPECT_EQ(text->content, " Amt");
    EXPECT_EQ(text->finish_reason, std::nullopt);
    const auto end = parse_chat_chunk(R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}]})");
    EXPECT_EQ(end->finish_reason, "length");
    const auto usage = parse_chat_chunk(
        R"({"choices":[],"usage":{"completion_tokens":12,"prompt_tokens":15},"timings":{"prompt_ms":3.5,"predicted_ms":16.9}})");
    EXPECT_EQ(usage->prompt_tokens, 15);
    EXPECT_EQ(usage->answer_tokens, 12);
    EXPECT_DOUBLE_EQ(usage->prompt_ms.value(), 3.5);
    EXPECT_DOUBLE_EQ(usage->generation_ms.value(), 16.9);
    EXPECT_TRUE(parse_chat_chunk("[DONE]")->done);
}

TEST(ChatChunk, LeavesOutNumbersThatMakeNoSense) {
    for (const auto* number : {"-1", "1.5", "1e300", "2147483648", "18446744073709551615", "99999999999999999999", "\"7\"", "null", "[]"}) {
        const auto usage = parse_chat_chunk(std::string(R"({"choices":[],"usage":{"prompt_tokens":)") + number + "}}");
        ASSERT_TRUE(usage) << number;
        EXPECT_EQ(usage->prompt_tokens, std::nullopt) << number;
    }
    EXPECT_EQ(parse_chat_chunk(R"({"usage":{"prompt_tokens":2147483647}})")->prompt_tokens, 2147483647);
    EXPECT_EQ(parse_chat_chunk(R"({"timings":{"prompt_ms":-3}})")->prompt_ms, std::nullopt);
}

TEST(ChatChunk, TakesTheFirstEventWithoutText) {
    EXPECT_EQ(parse_chat_chunk(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}]})")->content,
              "");
}

TEST(ChatChunk, RefusesWhatIsNoChunk) {
    EXPECT_FALSE(parse_chat_chunk("no JSON"));
    EXPECT_FALSE(parse_chat_chunk("[1,2]"));
    EXPECT_EQ(parse_chat_chunk(R"({"choices":"none","usage":3,"timings":[]})")->content, "");
}

TEST(ChatChunk, AnErrorInsideTheStreamIsAnError) {
    const auto chunk = parse_chat_chunk(R"({"error":{"message":"slot crashed","type":"server_error"}})");
    ASSERT_FALSE(chunk);
    EXPECT_EQ(chunk.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(chunk.error().message, HasSubstr("slot crashed"));
}

TEST(ChatError, SortsByWhatToDo) {
    EXPECT_EQ(chat_error(400, R"({"error":{"code":400,"message":"too big","type":"exceed_context_size_error"}})").kind,
              ErrorKind::too_large);
    EXPECT_EQ(chat_error(400, R"({"error":{"message":"This model's maximum context length is 4096"}})").kind, ErrorKind::too_large);
    EXPECT_EQ(chat_error(401, "{}").kind, ErrorKind::unavailable);
    EXPECT_EQ(chat_error(429, "").kind, ErrorKind::busy);
    EXPECT_EQ(chat_error(503, R"({"error":{"message":"Loading model"}})").kind, ErrorKind::busy);
    EXPECT_EQ(chat_error(500, "<html>").kind, ErrorKind::unavailable);
}

TEST(Chat, NobodyThereIsUnavailable) {
    const auto answer = chat({"http://127.0.0.1:9", "local", "", {}}, {{"user", "Hallo"}}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace kireise::engines
