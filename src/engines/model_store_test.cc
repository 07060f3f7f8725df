#include "engines/model_store.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <thread>

#include "base/files.h"
#include "base/sha256.h"
#include "engines/model_registry.h"
#include "engines/synthetic.h"
#include "net/running_server_test.h"

namespace kireise::engines {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const ModelShape shape{2, 256, 4, 2, 64, 512, 1000, true, 0, 0};
const Clock noon = fixed_clock(Instant{std::chrono::milliseconds{1'780'000'000'000}});

std::string model_file() {
    auto model = synthetic_model(shape, Quantisation::q4_0, 1).value();
    model.metadata.emplace_back("general.license", std::string("apache-2.0"));
    const auto folder = TempDir::create().value();
    EXPECT_TRUE(write_gguf(folder.path() / "m.gguf", model));
    return read_file(folder.path() / "m.gguf").value();
}

std::vector<blueprint::ModelClass> classes() { return {{.id = "model/tiny", .shape = shape, .parameters = 1'000'000}}; }

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'f' ? c - 32 : c); });
    return text;
}

class Models : public testing::Test {
   protected:
    Models() : bytes_(model_file()), hash_(sha256_hex(bytes_)) {}

    // Answers ranges when `ranges`, and remembers what was asked for.
    net::Outcome serve(const net::Request& request, bool ranges) {
        const std::lock_guard lock(mutex_);
        if (request.path != "/m.gguf") return net::Response{.status = 404, .body = "no"};
        const auto range = request.header("range");
        asked_.emplace_back(range);
        if (!ranges || range.empty()) return net::Response{.content_type = "application/octet-stream", .body = bytes_};
        std::size_t first = 0;
        std::from_chars(range.data() + std::string_view("bytes=").size(), range.data() + range.size(), first);
        if (first >= bytes_.size()) return net::Response{.status = 416};
        net::Response part{.status = 206, .content_type = "application/octet-stream", .body = bytes_.substr(first)};
        part.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(bytes_.size() - 1) + "/" +
                                                       std::to_string(bytes_.size()));
        return part;
    }

    Result<StoredModel> add(AddModel request) {
        if (request.sha256.empty()) request.sha256 = hash_;
        return add_model(folder_.path() / "models", request, classes(), noon);
    }

    Result<StoredModel> add_and_stop_half_way(const std::string& url) {
        std::stop_source stop;
        AddModel request{.source = url, .sha256 = hash_};
        request.stop = stop.get_token();
        request.progress = [&](std::uint64_t done, std::uint64_t total) {
            EXPECT_EQ(total, bytes_.size());
            if (done > bytes_.size() / 2) stop.request_stop();
        };
        return add(request);
    }

    std::vector<std::string> files() {
        std::vector<std::string> out;
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "models", failed)) {
            if (const auto name = entry.path().filename().string(); name != ".lock") out.push_back(name);
        }
        std::ranges::sort(out);
        return out;
    }

    std::string stored() { return read_file(folder_.path() / "models" / "m.gguf").value_or(""); }

    TempDir folder_ = TempDir::create().value();
    std::string bytes_;
    std::string hash_;
    std::mutex mutex_;
    std::vector<std::string> asked_;
};

TEST_F(Models, AFileIsCopiedAndDescribed) {
    const auto source = folder_.path() / "m.gguf";
    ASSERT_TRUE(write_file(source, bytes_));
    const auto added = add({.source = source.string()});
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(added->file, "m.gguf");
    EXPECT_EQ(added->bytes, bytes_.size());
    EXPECT_EQ(added->licence, "apache-2.0");
    EXPECT_EQ(added->quantisation, "Q4_0");
    EXPECT_EQ(added->model_class, "model/tiny");
    EXPECT_TRUE(added->class_exact);
    EXPECT_EQ(added->source, "m.gguf") << "no path of the one who added it";
    EXPECT_EQ(stored(), bytes_);
    EXPECT_THAT(stored_models(folder_.path() / "models").value(), ElementsAre(*added));
    EXPECT_EQ(add({.source = source.string(), .name = "again.gguf"}).error().kind, ErrorKind::conflict);
}

TEST_F(Models, ADownloadComesOverHttp) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    const auto added = add({.source = server.url("/m.gguf?token=secret"), .sha256 = upper(hash_)});
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(added->source, server.url("/m.gguf")) << "what may hold a key is not kept";
    EXPECT_EQ(stored(), bytes_);
    EXPECT_THAT(files(), ElementsAre("m.gguf", "models.json"));
}

TEST_F(Models, AStoppedDownloadGoesOnWhereItWas) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    const auto stopped = add_and_stop_half_way(server.url("/m.gguf"));
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::busy);
    ASSERT_THAT(files(), ElementsAre(hash_ + ".part"));
    const auto kept = std::filesystem::file_size(folder_.path() / "models" / (hash_ + ".part"));
    EXPECT_GT(kept, bytes_.size() / 2);
    ASSERT_TRUE(add({.source = server.url("/m.gguf")}));
    EXPECT_THAT(asked_, ElementsAre("", "bytes=" + std::to_string(kept) + "-"));
    EXPECT_EQ(stored(), bytes_);
}

TEST_F(Models, AServerWithoutRangesBeginsAnew) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, false); });
    ASSERT_FALSE(add_and_stop_half_way(server.url("/m.gguf")));
    const auto added = add({.source = server.url("/m.gguf")});
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(stored(), bytes_);
}

TEST_F(Models, APartThatIsLongerThanTheFileBeginsAnew) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    ASSERT_TRUE(write_file(folder_.path() / "models" / (hash_ + ".part"), bytes_ + "more"));
    const auto added = add({.source = server.url("/m.gguf")});
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(stored(), bytes_);
}

TEST_F(Models, APartThatHoldsEverythingNeedsNoServer) {
    ASSERT_TRUE(write_file(folder_.path() / "models" / (hash_ + ".part"), bytes_));
    ASSERT_TRUE(add({.source = "http://127.0.0.1:1/m.gguf"}));
    EXPECT_EQ(stored(), bytes_);
}

// Answers one connection: announces `bytes`, sends `sent` of them, hangs up.
class HangsUp {
   public:
    HangsUp(const std::string& bytes, std::size_t sent) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), length), 0);
        EXPECT_EQ(::listen(socket_, 1), 0);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread(
            [this, text = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n" + bytes.substr(0, sent)] {
                const int one = ::accept(socket_, nullptr, nullptr);
                char request[4096];
                (void)!::recv(one, request, sizeof(request), 0);
                (void)!::send(one, text.data(), text.size(), MSG_NOSIGNAL);
                ::shutdown(one, SHUT_WR);
                ::close(one);
            });
    }
    ~HangsUp() {
        thread_.join();
        ::close(socket_);
    }
    HangsUp(const HangsUp&) = delete;
    HangsUp& operator=(const HangsUp&) = delete;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/m.gguf"; }

   private:
    int socket_;
    int port_ = 0;
    std::jthread thread_;
};

TEST_F(Models, ABrokenConnectionKeepsWhatCame) {
    {
        const HangsUp server(bytes_, 300'000);
        const auto broken = add({.source = server.url()});
        ASSERT_FALSE(broken);
        EXPECT_EQ(broken.error().kind, ErrorKind::unavailable);
        EXPECT_THAT(broken.error().message, HasSubstr("repeat the command"));
    }
    EXPECT_EQ(std::filesystem::file_size(folder_.path() / "models" / (hash_ + ".part")), 300'000U);
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    ASSERT_TRUE(add({.source = server.url("/m.gguf")}));
    EXPECT_THAT(asked_, ElementsAre("bytes=300000-"));
}

TEST_F(Models, AnotherHashIsRefusedAndNothingKept) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    const std::string wrong(64, 'a');
    const auto added = add({.source = server.url("/m.gguf"), .sha256 = wrong});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, ErrorKind::invalid);
    EXPECT_THAT(added.error().message, HasSubstr(hash_));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Models, AFileThatIsNoModelIsRefusedEvenWithItsHash) {
    const auto source = folder_.path() / "m.gguf";
    ASSERT_TRUE(write_file(source, "just some text, long enough for a head"));
    const auto added = add({.source = source.string(), .sha256 = sha256_hex("just some text, long enough for a head")});
    ASSERT_FALSE(added);
    EXPECT_THAT(added.error().message, HasSubstr("does not begin with 'GGUF'"));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Models, SaysWhatIsWrongBeforeItBegins) {
    const auto why = [&](AddModel request) { return add(std::move(request)).error(); };
    EXPECT_THAT(why({.source = "m.gguf", .sha256 = "abc"}).message, HasSubstr("64 hexadecimal digits"));
    EXPECT_THAT(why({.source = "http://models.example/m.gguf"}).message, HasSubstr("https://"));
    EXPECT_THAT(why({.source = "https://127.0.0.1/m.bin"}).message, HasSubstr("--name"));
    EXPECT_EQ(why({.source = "m.gguf", .name = "../m.gguf"}).kind, ErrorKind::invalid);
    EXPECT_EQ(why({.source = "/nowhere/m.gguf"}).kind, ErrorKind::not_found);
    EXPECT_EQ(why({.source = "http://127.0.0.1:1/m.gguf"}).kind, ErrorKind::unavailable);
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Models, StatusAndSizeAreChecked) {
    const net::RunningServer server([&](const net::Request& request) { return serve(request, true); });
    EXPECT_EQ(add({.source = server.url("/none/x.gguf")}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(add({.source = server.url("/m.gguf"), .size_limit = 1000}).error().kind, ErrorKind::too_large);
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Models, OneAtATime) {
    const auto lock = FolderLock::take(folder_.path() / "models");
    ASSERT_TRUE(lock);
    EXPECT_EQ(add({.source = "m.gguf"}).error().kind, ErrorKind::conflict);
}

TEST_F(Models, RemovedItsFileAndEntryAreGone) {
    const auto source = folder_.path() / "m.gguf";
    ASSERT_TRUE(write_file(source, bytes_));
    ASSERT_TRUE(add({.source = source.string()}));
    EXPECT_EQ(remove_model(folder_.path() / "models", "other.gguf").error().kind, ErrorKind::not_found);
    EXPECT_EQ(remove_model(folder_.path() / "models", "../m.gguf").error().kind, ErrorKind::not_found);
    ASSERT_TRUE(remove_model(folder_.path() / "models", "m.gguf"));
    EXPECT_THAT(files(), ElementsAre("models.json"));
    EXPECT_THAT(stored_models(folder_.path() / "models").value(), IsEmpty());
}

TEST_F(Models, ADamagedListIsSaid) {
    ASSERT_TRUE(write_file(folder_.path() / "models" / "models.json", R"({"models": [{"file": 1}]})"));
    EXPECT_EQ(stored_models(folder_.path() / "models").error().kind, ErrorKind::invalid);
}

TEST(ModelFileName, StaysInItsFolder) {
    for (const auto* fine : {"a.gguf", "Qwen2.5-0.5B_Q4.gguf"}) EXPECT_TRUE(is_model_file_name(fine)) << fine;
    for (const auto* bad : {"", ".gguf", "a.bin", "../a.gguf", ".a.gguf", "a/b.gguf", "a b.gguf", "ä.gguf"}) {
        EXPECT_FALSE(is_model_file_name(bad)) << bad;
    }
}

}  // namespace
}  // namespace kireise::engines
