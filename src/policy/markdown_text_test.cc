#include "policy/markdown_text.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "formats/markdown.h"

namespace kireise::policy {
namespace {

TEST(EscapeMarkdown, KeepsHostileTextText) {
    const std::string hostile = "**fett** [Link](javascript:x) <b>&amp; `c` _k_ \\ 1. # | ~~";
    const auto html = formats::to_html("Fragen an " + escape_markdown(hostile) + ".");
    EXPECT_THAT(html, ::testing::HasSubstr("**fett** [Link](javascript:x) &lt;b&gt;&amp;amp; `c` _k_ \\ 1. # | ~~."));
    EXPECT_THAT(html, ::testing::Not(::testing::HasSubstr("<strong>")));
}

TEST(EscapeMarkdown, ReadsBackAsItWas) {
    EXPECT_TRUE(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>('!', 127));
        RC_ASSERT(plain_text("x" + escape_markdown(text) + "x") == "x" + text + "x");
    }));
}

TEST(PlainText, LeavesWordsAndPutsEachPartOnItsOwnLine) {
    EXPECT_EQ(plain_text("(1) **KI** ist\nhier.\n\n- eins\n- zwei\n\n1. a\n2. b\n\n| A | B |\n|---|---|\n| c | d |\n"),
              "(1) KI ist hier.\n- eins\n- zwei\n1. a\n2. b\nA | B\nc | d");
}

}  // namespace
}  // namespace kireise::policy
