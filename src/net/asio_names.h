#pragma once
// For the server files of this room only: names of Boost.Asio and Beast for headers, so that only the files that need the libraries
// include them. Those say `namespace asio = boost::asio` themselves.

namespace boost::asio {
class any_io_executor;
class thread_pool;
template <class Executor>
class basic_yield_context;
template <class Protocol, class Executor>
class basic_stream_socket;
namespace ip {
class tcp;
}
}  // namespace boost::asio

namespace boost::beast {
class unlimited_rate_policy;
template <class Protocol, class Executor, class RatePolicy>
class basic_stream;
}  // namespace boost::beast

namespace kireise::net {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::any_io_executor>;
// A socket whose reads and writes end at a time limit.
using TimedStream = boost::beast::basic_stream<boost::asio::ip::tcp, boost::asio::any_io_executor, boost::beast::unlimited_rate_policy>;
// What a fiber waits with.
using Yield = boost::asio::basic_yield_context<boost::asio::any_io_executor>;

}  // namespace kireise::net
