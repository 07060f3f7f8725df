#pragma once
// A TCP connection that cannot be waited for longer than a time limit, whatever library reads from it: when the time is over it is shut
// down, and every read and write on it ends. (libldap with GnuTLS, as Debian has it, knows no time limit while TLS is agreed upon.)

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"

namespace kireise::people {

// unavailable when nobody answers at any address of the host before the deadline; only looking up the name takes as long as the system
// lets it. The caller closes the socket.
[[nodiscard]] Result<int> connect_tcp(const std::string& host, const std::string& port, std::chrono::steady_clock::time_point deadline);

// Shuts the socket down at the deadline, unless it is destroyed before. The socket must outlive it.
class SocketDeadline {
   public:
    SocketDeadline(int socket, std::chrono::steady_clock::time_point deadline);

   private:
    std::mutex mutex_;
    std::condition_variable_any end_;
    std::jthread watch_;
};

// While it lives, writing to a connection that the other side (or the deadline) has ended is an error of the write, and no signal that ends
// the program. For libraries that write without MSG_NOSIGNAL; of the calling thread.
class NoPipeSignal {
   public:
    NoPipeSignal();
    ~NoPipeSignal();
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

   private:
    sigset_t before_{};
};

}  // namespace kireise::people
