#include "commands/log.h"

#include <fmt/core.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/clock.h"
#include "base/json.h"

namespace kireise::commands {
namespace {

constexpr std::size_t queue_length = 8192;  // lines
constexpr const char* exchange_logger = "request";

std::string time_text(spdlog::log_clock::time_point time) {
    const auto instant = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto seconds = to_string(instant);  // "...:05Z"
    return fmt::format("{}.{:03}Z", seconds.substr(0, seconds.size() - 1), instant.time_since_epoch().count() % 1000);
}

std::string quoted(std::string_view text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

class LineFormatter final : public spdlog::formatter {
   public:
    explicit LineFormatter(bool json) : json_(json) {}

    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
        const std::string_view level(spdlog::level::to_string_view(message.level).data());
        const std::string_view text(message.payload.data(), message.payload.size());
        const bool fields = std::string_view(message.logger_name.data(), message.logger_name.size()) == exchange_logger;
        std::string line;
        if (!json_) line = fmt::format("{} {} {}\n", time_text(message.time), level, text);
        else if (fields) line = fmt::format(R"({{"time":"{}","level":"{}",{}}})", time_text(message.time), level, text) + "\n";
        else line = fmt::format(R"({{"time":"{}","level":"{}","message":{}}})", time_text(message.time), level, quoted(text)) + "\n";
        out.append(line.data(), line.data() + line.size());
    }
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<LineFormatter>(json_); }

   private:
    bool json_;
};

std::string_view name_of(net::Method method) {
    switch (method) {
        case net::Method::get: return "GET";
        case net::Method::head: return "HEAD";
        case net::Method::post: return "POST";
        case net::Method::put: return "PUT";
        case net::Method::del: return "DELETE";
    }
    return "";
}

}  // namespace

class Log::Loggers {
   public:
    explicit Loggers(const LogSettings& settings)
        : before_(spdlog::default_logger()), threads_(std::make_shared<spdlog::details::thread_pool>(queue_length, 1)) {
        const auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        sink->set_formatter(std::make_unique<LineFormatter>(settings.json));
        const auto make = [&](const char* name) {
            auto logger = std::make_shared<spdlog::async_logger>(name, sink, threads_, spdlog::async_overflow_policy::overrun_oldest);
            logger->set_level(spdlog::level::from_str(settings.level == "error" ? "err" : settings.level));
            return logger;
        };
        exchanges_ = make(exchange_logger);
        spdlog::set_default_logger(make("kireise"));
    }
    ~Loggers() { spdlog::set_default_logger(before_); }
    Loggers(const Loggers&) = delete;
    Loggers& operator=(const Loggers&) = delete;

    [[nodiscard]] spdlog::logger& exchanges() const { return *exchanges_; }

   private:
    std::shared_ptr<spdlog::logger> before_;
    std::shared_ptr<spdlog::details::thread_pool> threads_;
    std::shared_ptr<spdlog::logger> exchanges_;
};

Log::Log(const LogSettings& settings) : loggers_(std::make_unique<Loggers>(settings)), json_(settings.json) {}
Log::~Log() = default;

void Log::exchange(const net::Exchange& exchange, std::string_view route) const {
    auto& logger = loggers_->exchanges();
    if (!logger.should_log(spdlog::level::info) || leaves_no_trace(route)) return;
    const auto line = exchange_line(exchange, route, json_);
    logger.log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

void log_error(std::string_view what) { spdlog::error("{}", what); }

bool leaves_no_trace(std::string_view route) { return route == "/survey" || route.starts_with("/survey/"); }

std::string exchange_line(const net::Exchange& exchange, std::string_view route, bool json) {
    const auto method = exchange.request != nullptr ? name_of(exchange.request->method) : "-";
    const auto id = exchange.request != nullptr ? std::string_view(exchange.request->id) : "-";
    const auto shown = route.empty() ? "-" : route;
    const auto ms = static_cast<double>(exchange.duration.count()) / 1000.0;
    if (!json) return fmt::format("{} {} {} {:.1f} ms {} bytes {}", method, shown, exchange.status, ms, exchange.bytes, id);
    return fmt::format(R"("method":"{}","route":{},"status":{},"ms":{:.1f},"bytes":{},"request":"{}")", method, quoted(shown),
                       exchange.status, ms, exchange.bytes, id);
}

}  // namespace kireise::commands
