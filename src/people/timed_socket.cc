#include "people/timed_socket.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace kireise::people {
namespace {

using TimePoint = std::chrono::steady_clock::time_point;

struct AddressDeleter {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, AddressDeleter>;

int milliseconds_until(TimePoint deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

bool finishes_connecting(int socket, TimePoint deadline) {
    pollfd wanted{.fd = socket, .events = POLLOUT, .revents = 0};
    if (poll(&wanted, 1, milliseconds_until(deadline)) != 1) return false;
    int problem = 0;
    socklen_t size = sizeof problem;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0;
}

// -1 when it does not work.
int connect_to(const addrinfo& address, TimePoint deadline) {
    const int socket = ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
    if (socket < 0) return -1;
    const bool at_once = ::connect(socket, address.ai_addr, address.ai_addrlen) == 0;
    const bool connected = at_once || (errno == EINPROGRESS && finishes_connecting(socket, deadline));
    if (connected && fcntl(socket, F_SETFL, 0) == 0) return socket;  // blocking from here on
    ::close(socket);
    return -1;
}

sigset_t pipe_signal() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

}  // namespace

Result<int> connect_tcp(const std::string& host, const std::string& port, TimePoint deadline) {
    const addrinfo wanted{.ai_flags = AI_ADDRCONFIG, .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    addrinfo* list = nullptr;
    if (const int code = getaddrinfo(host.c_str(), port.c_str(), &wanted, &list); code != 0) {
        return fail(ErrorKind::unavailable, fmt::format("The host name {} is not known here: {}.", host, gai_strerror(code)));
    }
    const Addresses owner(list);
    for (const auto* address = list; address != nullptr; address = address->ai_next) {
        if (const int socket = connect_to(*address, deadline); socket >= 0) return socket;
    }
    return fail(ErrorKind::unavailable, fmt::format("{} does not answer on port {}.", host, port));
}

NoPipeSignal::NoPipeSignal() {
    const auto pipe = pipe_signal();
    pthread_sigmask(SIG_BLOCK, &pipe, &before_);
}

NoPipeSignal::~NoPipeSignal() {
    const auto pipe = pipe_signal();
    const timespec at_once{};
    while (sigtimedwait(&pipe, nullptr, &at_once) < 0 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

SocketDeadline::SocketDeadline(int socket, TimePoint deadline)
    : watch_([this, socket, deadline](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          end_.wait_until(lock, stop, deadline, [] { return false; });
          if (!stop.stop_requested()) ::shutdown(socket, SHUT_RDWR);
      }) {}

}  // namespace kireise::people
