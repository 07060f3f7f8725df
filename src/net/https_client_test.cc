#include "net/https_client.h"

#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "base/files.h"
#include "net/running_server_test.h"

namespace kireise::net {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

TEST(FetchStreaming, GivesThePiecesOfASuccess) {
    RunningServer server([](const Request& request) -> Outcome {
        EXPECT_EQ(request.body, "ask");
        return Stream{.headers = {}, .produce = [](StreamSink& sink) {
                          for (const auto* piece : {"one ", "two ", "three"}) sink.write(piece);
                      }};
    });
    std::string seen;
    const auto answer =
        fetch_streaming({.url = server.url("/"), .headers = {}, .body = "ask"}, milliseconds(2000), [&](std::string_view piece) {
            seen += piece;
            return true;
        });
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(seen, "one two three");
    EXPECT_EQ(answer->body, "");
}

TEST(FetchStreaming, OtherAnswersAreReadWhole) {
    RunningServer server([](const Request&) -> Outcome { return text_response(503, "Later."); });
    const auto answer =
        fetch_streaming({.url = server.url("/"), .headers = {}, .body = ""}, milliseconds(2000), [](std::string_view) { return true; });
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->body, "Later.");
}

TEST(FetchStreaming, StopsWhenItIsTold) {
    RunningServer server([](const Request&) -> Outcome {
        return Stream{.headers = {}, .produce = [](StreamSink& sink) {
                          for (int i = 0; i < 1000 && sink.write(std::string(4096, 'x')); ++i) {
                          }
                      }};
    });
    int pieces = 0;
    const auto answer = fetch_streaming({.url = server.url("/"), .headers = {}, .body = ""}, milliseconds(2000), [&](std::string_view) {
        ++pieces;
        return false;
    });
    EXPECT_TRUE(answer);
    EXPECT_EQ(pieces, 1);
}

TEST(FetchStreaming, ASilentServerIsGivenUp) {
    RunningServer server([](const Request&) -> Outcome {
        return Stream{.headers = {}, .produce = [](StreamSink& sink) {
                          sink.write("a");
                          std::this_thread::sleep_for(std::chrono::seconds(4));
                          sink.write("b");
                      }};
    });
    const auto answer =
        fetch_streaming({.url = server.url("/"), .headers = {}, .body = ""}, milliseconds(800), [](std::string_view) { return true; });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
}

// The real openssl as a TLS server with a certificate that it made for itself.
class TlsServer {
   public:
    explicit TlsServer(const std::filesystem::path& folder) : folder_(folder) {
        const auto make = "cd '" + folder.string() +
                          "' && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost"
                          " -addext subjectAltName=IP:127.0.0.1 2>/dev/null";
        EXPECT_EQ(std::system(make.c_str()), 0);
        EXPECT_TRUE(write_file(folder / "file.txt", "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"));
        const auto run =
            "cd '" + folder.string() + "' && exec openssl s_server -accept 127.0.0.1:0 -key key.pem -cert cert.pem -HTTP > out.txt 2>&1";
        std::array<char*, 4> arguments{const_cast<char*>("sh"), const_cast<char*>("-c"), const_cast<char*>(run.c_str()), nullptr};
        EXPECT_EQ(posix_spawn(&child_, "/bin/sh", nullptr, nullptr, arguments.data(), environ), 0);
        for (int i = 0; i < 100 && port_.empty(); ++i) {
            std::this_thread::sleep_for(milliseconds(50));
            const auto text = read_file(folder / "out.txt").value_or("");
            constexpr std::string_view mark = "ACCEPT 127.0.0.1:";
            if (const auto at = text.find(mark); at != std::string::npos)
                port_ = text.substr(at + mark.size(), text.find('\n', at) - at - mark.size());
        }
    }
    ~TlsServer() {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + port_ + "/file.txt"; }
    [[nodiscard]] std::filesystem::path certificate() const { return folder_ / "cert.pem"; }

   private:
    std::filesystem::path folder_;
    pid_t child_ = 0;
    std::string port_;
};

TEST(FetchStreaming, TlsCertificatesAreChecked) {
    const auto folder = *TempDir::create();
    const TlsServer server(folder.path());
    std::string seen;
    const auto take = [&](std::string_view piece) {
        seen += piece;
        return true;
    };
    const auto unknown = fetch_streaming({.url = server.url(), .headers = {}, .body = ""}, milliseconds(3000), take);
    ASSERT_FALSE(unknown) << "nobody knows who made this certificate";
    EXPECT_THAT(unknown.error().message, HasSubstr("certificate"));
    EXPECT_EQ(seen, "");
    const SecureRequest known{.url = server.url(), .headers = {}, .body = "", .ca_file = server.certificate()};
    const auto trusted = fetch_streaming(known, milliseconds(3000), take);
    EXPECT_TRUE(trusted) << trusted.error().message;
    EXPECT_EQ(seen, "hello");
}

}  // namespace
}  // namespace kireise::net
