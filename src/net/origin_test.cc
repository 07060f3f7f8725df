#include "net/origin.h"

#include <gmock/gmock.h>

namespace kireise::net {
namespace {

TEST(Network, ContainsItsAddresses) {
    EXPECT_TRUE(Network::parse("10.0.0.0/8")->contains("10.255.0.1"));
    EXPECT_TRUE(Network::parse("10.0.0.0/8")->contains("::ffff:10.0.0.1"));
    EXPECT_FALSE(Network::parse("10.0.0.0/8")->contains("11.0.0.1"));
    EXPECT_TRUE(Network::parse("192.0.2.5")->contains("192.0.2.5"));
    EXPECT_FALSE(Network::parse("192.0.2.5")->contains("192.0.2.4"));
    EXPECT_TRUE(Network::parse("2001:db8::/33")->contains("2001:db8:7fff::1"));
    EXPECT_FALSE(Network::parse("2001:db8::/33")->contains("2001:db8:8000::1"));
    EXPECT_TRUE(Network::parse("0.0.0.0/0")->contains("203.0.113.9"));
    EXPECT_FALSE(Network::parse("0.0.0.0/0")->contains("2001:db8::1"));
    EXPECT_FALSE(Network::parse("0.0.0.0/0")->contains("unknown"));
    for (const auto* wrong : {"", "x", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "::/129", "localhost"}) {
        EXPECT_EQ(Network::parse(wrong).error().kind, ErrorKind::invalid) << wrong;
    }
}

TEST(PlainAddress, HasOneSpelling) {
    EXPECT_EQ(plain_address("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(plain_address("2001:DB8:0:0::1"), "2001:db8::1");
    EXPECT_EQ(plain_address("192.0.2.1:80"), "");
    EXPECT_TRUE(is_loopback("127.8.0.1"));
    EXPECT_TRUE(is_loopback("::1"));
    EXPECT_FALSE(is_loopback("127.evil.example"));
    EXPECT_FALSE(is_loopback("10.0.0.1"));
}

class Origin : public testing::Test {
   protected:
    const std::vector<Network> proxies{*Network::parse("127.0.0.1"), *Network::parse("10.0.0.0/24")};

    [[nodiscard]] Request from(const std::string& address, Headers headers) const {
        Request request{.headers = std::move(headers)};
        take_origin(request, address, proxies);
        return request;
    }
};

TEST_F(Origin, IsTheConnectionsUnlessAProxyOfOursSpeaks) {
    const Headers claimed{
        {"host", "real"}, {"x-forwarded-for", "203.0.113.7"}, {"x-forwarded-proto", "https"}, {"x-forwarded-host", "other"}};
    const auto stranger = from("198.51.100.1", claimed);
    EXPECT_EQ(stranger.peer, "198.51.100.1");
    EXPECT_FALSE(stranger.secure);
    EXPECT_EQ(stranger.header("host"), "real");
    const auto proxied = from("127.0.0.1", claimed);
    EXPECT_EQ(proxied.peer, "203.0.113.7");
    EXPECT_TRUE(proxied.secure);
    EXPECT_EQ(proxied.header("host"), "other");
}

TEST_F(Origin, TakesTheLastThatIsNoProxy) {
    EXPECT_EQ(from("127.0.0.1", {{"x-forwarded-for", "1.1.1.1, 203.0.113.7, 10.0.0.9"}}).peer, "203.0.113.7") << "1.1.1.1 was made up";
    EXPECT_EQ(from("127.0.0.1", {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-for", "203.0.113.7"}}).peer, "203.0.113.7");
    EXPECT_EQ(from("127.0.0.1", {{"x-forwarded-for", "203.0.113.7, unknown"}}).peer, "127.0.0.1");
    EXPECT_EQ(from("127.0.0.1", {}).peer, "127.0.0.1");
    EXPECT_FALSE(from("127.0.0.1", {{"x-forwarded-proto", "https, http"}}).secure);
}

}  // namespace
}  // namespace kireise::net
