#include "engines/gguf_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <sstream>

#include "base/files.h"
#include "engines/gguf_facts.h"
#include "engines/synthetic.h"

namespace kireise::engines {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ModelShape small_shape() { return {2, 256, 4, 2, 64, 512, 1000, true, 0, 0}; }

// The file without its values: nothing but its head is read.
std::string file_of(const Gguf& model) {
    auto hollow = model;
    for (auto& tensor : hollow.tensors) tensor.fill = nullptr;
    const auto folder = TempDir::create().value();
    EXPECT_TRUE(write_gguf(folder.path() / "m.gguf", hollow));
    return read_file(folder.path() / "m.gguf", std::size_t{1} << 30U).value();
}

Result<GgufHead> head_of(const std::string& bytes, const GgufLimits& limits = {}) {
    std::istringstream stream(bytes);
    return read_gguf_head(stream, bytes.size(), limits);
}

std::string refused(const std::string& bytes, const GgufLimits& limits = {}) {
    const auto head = head_of(bytes, limits);
    return head ? "accepted" : head.error().message;
}

template <class T>
std::string with(std::string bytes, std::size_t at, T value) {
    std::memcpy(bytes.data() + at, &value, sizeof(value));
    return bytes;
}

ModelShape any_shape() {
    const auto times = [](int unit, int most) { return unit * *rc::gen::inRange(1, most + 1); };
    ModelShape shape{.layers = times(1, 12), .embedding = times(32, 12), .heads = 4, .kv_heads = times(2, 2), .head_dim = times(8, 8)};
    shape.feed_forward = times(32, 12);
    shape.vocabulary = times(1, 3000);
    shape.tied_embeddings = *rc::gen::arbitrary<bool>();
    switch (*rc::gen::inRange(0, 3)) {
        case 0:
            shape.experts = times(1, 8);
            shape.experts_used = *rc::gen::inRange(1, shape.experts + 1);
            break;
        case 1:
            shape.sliding_window = times(64, 8);
            shape.window_period = times(1, 7);
            break;
        default: break;
    }
    return shape;
}

RC_GTEST_PROP(GgufReader, ReadsWhatIsWritten, ()) {
    const auto shape = any_shape();
    const auto quantisation = *rc::gen::element(Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0, Quantisation::f16);
    const auto model = synthetic_model(shape, quantisation, 1).value();
    const auto bytes = file_of(model);
    const auto head = head_of(bytes);
    RC_ASSERT(head.has_value());
    RC_ASSERT(head->tensors.size() == model.tensors.size());
    RC_ASSERT(head->bytes() == weight_bytes(shape, quantisation));
    RC_ASSERT(head->weights() == parameters(shape));
    const auto facts = model_facts(*head);
    RC_ASSERT(facts.has_value());
    RC_ASSERT(facts->shape_known);
    RC_ASSERT(facts->shape == shape);
    RC_ASSERT(facts->tokenizer == "no_vocab");
}

RC_GTEST_PROP(GgufReader, ACutFileIsRefusedAndNeverReadBeyondItsEnd, ()) {
    static const auto bytes = file_of(synthetic_model(small_shape(), Quantisation::q4_0, 1).value());
    const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() - 1);
    RC_ASSERT(!head_of(bytes.substr(0, cut)).has_value());
}

RC_GTEST_PROP(GgufReader, AChangedByteNeverBreaksTheReader, ()) {
    static const auto bytes = file_of(synthetic_model(small_shape(), Quantisation::q4_k, 1).value());
    const auto head_end = head_of(bytes)->data_begin;
    auto changed = bytes;
    changed[*rc::gen::inRange<std::size_t>(0, head_end)] = static_cast<char>(*rc::gen::inRange(0, 256));
    const auto head = head_of(changed);
    if (head) (void)model_facts(*head);
}

TEST(GgufReader, RefusesWhatIsNoModelFile) {
    EXPECT_THAT(refused("GGU"), HasSubstr("too short"));
    EXPECT_THAT(refused("PK\x03\x04 something else altogether"), HasSubstr("does not begin with 'GGUF'"));
    const auto bytes = file_of(synthetic_model(small_shape(), Quantisation::q4_0, 1).value());
    EXPECT_THAT(refused(with(bytes, 4, std::uint32_t{1})), HasSubstr("version 1"));
    EXPECT_THAT(refused(with(bytes, 4, std::uint32_t{0x03000000})), HasSubstr("version 50331648"));  // big endian
    EXPECT_TRUE(head_of(with(bytes, 4, std::uint32_t{2}))) << "the layout of 2 and 3 is the same";
}

TEST(GgufReader, NumbersInTheFileAllocateNothing) {
    const auto bytes = file_of(synthetic_model(small_shape(), Quantisation::q4_0, 1).value());
    constexpr auto huge = std::uint64_t{1} << 62U;
    EXPECT_THAT(refused(with(bytes, 8, huge)), HasSubstr("number of tensors"));
    EXPECT_THAT(refused(with(bytes, 16, huge)), HasSubstr("number of entries"));
    EXPECT_THAT(refused(with(bytes, 24, huge)), HasSubstr("length of a key"));
    EXPECT_THAT(refused(with(bytes, 16, std::uint64_t{9'999})), testing::Not(HasSubstr("accepted")));
    EXPECT_THAT(refused(bytes, {.text_bytes = 4}), HasSubstr("length of a text"));
    EXPECT_THAT(refused(bytes, {.head_bytes = 100}), HasSubstr("its length in bytes"));
}

TEST(GgufReader, RefusesTensorsThatCannotBe) {
    auto model = synthetic_model(small_shape(), Quantisation::q4_0, 1).value();
    const auto end_of_head = head_of(file_of(model))->data_begin;
    const auto bytes = file_of(model);
    const auto name = bytes.find("output_norm.weight");  // the last of the table: name, one dimension, type, offset
    const auto at = name + std::string_view("output_norm.weight").size();
    EXPECT_LT(at, end_of_head);
    EXPECT_THAT(refused(with(bytes, at, std::uint32_t{5})), HasSubstr("5 dimensions"));
    EXPECT_THAT(refused(with(bytes, at + 4, std::uint64_t{1} << 40U)), HasSubstr("past the end of the file"));
    EXPECT_THAT(refused(with(bytes, at + 4, std::uint64_t{0})), HasSubstr("impossible length"));
    EXPECT_THAT(refused(with(bytes, at + 12, std::uint32_t{200})), HasSubstr("type 200"));
    EXPECT_THAT(refused(with(bytes, at + 16, std::uint64_t{0})), HasSubstr("over each other"));
    EXPECT_THAT(refused(with(bytes, at + 16, std::uint64_t{7})), HasSubstr("beside the alignment"));
}

TEST(GgufReader, SaysWhichFileIsMissing) {
    const auto head = read_gguf_head("/nowhere/m.gguf");
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().kind, ErrorKind::not_found);
    EXPECT_THAT(head.error().message, HasSubstr("/nowhere/m.gguf"));
}

ModelFacts facts_of(const Gguf& model) { return model_facts(head_of(file_of(model)).value()).value(); }

TEST(GgufFacts, NameTheQuantisationByTheTensors) {
    for (const auto quantisation : {Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0, Quantisation::f16}) {
        const auto facts = facts_of(synthetic_model(small_shape(), quantisation, 1).value());
        EXPECT_EQ(facts.quantisation, to_string(quantisation));
        EXPECT_EQ(facts.class_quantisation, quantisation);
        EXPECT_EQ(facts.context_tokens, 32768U);
        EXPECT_FALSE(facts.types.empty());
    }
}

TEST(GgufFacts, TakeLicenceLanguagesAndTemplateAsCleanText) {
    auto model = synthetic_model(small_shape(), Quantisation::q4_0, 1).value();
    model.metadata.emplace_back("general.license", std::string("apache-2.0"));
    model.metadata.emplace_back("general.languages", std::vector<std::string>{"de", "en"});
    model.metadata.emplace_back("tokenizer.chat_template", std::string("{{ a }}\n\x1b[31mred\xff"));
    const auto facts = facts_of(model);
    EXPECT_EQ(facts.licence, "apache-2.0");
    EXPECT_THAT(facts.languages, ElementsAre("de", "en"));
    EXPECT_EQ(facts.chat_template, "{{ a }}\n?[31mred?");
}

TEST(GgufFacts, FindTheClass) {
    blueprint::ModelClass same{.id = "model/same", .shape = small_shape(), .parameters = 1'500'000};
    blueprint::ModelClass near = same;
    near.id = "model/near";
    near.shape.layers = 3;
    const auto facts = facts_of(synthetic_model(small_shape(), Quantisation::q4_0, 1).value());
    same.parameters = static_cast<std::int64_t>(facts.weights);
    near.parameters = static_cast<std::int64_t>(facts.weights) * 5 / 4;
    const std::vector both{near, same};
    EXPECT_EQ(class_of(facts, both).model, &both[1]);
    EXPECT_TRUE(class_of(facts, both).exact);
    const std::vector one{near};
    EXPECT_EQ(class_of(facts, one).model, one.data());
    EXPECT_FALSE(class_of(facts, one).exact);
    auto far = near;
    far.parameters *= 4;
    EXPECT_EQ(class_of(facts, {far}).model, nullptr);
    near.shape.experts = 4;
    EXPECT_EQ(class_of(facts, {near}).model, nullptr) << "with experts it is another kind";
}

}  // namespace
}  // namespace kireise::engines
