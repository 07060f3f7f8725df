#include "net/download.h"

#include <fmt/format.h>

#include <charconv>

#include "net/curl_handle.h"
#include "net/https_client.h"

namespace kireise::net {
namespace {

struct Transfer {
    CURL* easy = nullptr;
    const DownloadRequest& request;
    const DownloadTarget& target;
    const std::stop_token& stop;
    bool started = false;
    Result<> outcome;
};

int status_of(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end != text.data() ? std::optional(number) : std::nullopt;
}

// "bytes 100-199/1000" (RFC 9110, section 14.4); the total may be "*".
std::optional<DownloadStart> start_of_range(std::string_view header) {
    constexpr std::string_view unit = "bytes ";
    const auto slash = header.find('/');
    if (!header.starts_with(unit) || slash == std::string_view::npos) return std::nullopt;
    const auto first = number_in(header.substr(unit.size()));
    if (!first) return std::nullopt;
    return DownloadStart{*first, number_in(header.substr(slash + 1))};
}

Result<DownloadStart> start_of(CURL* easy, int status) {
    if (status == 206) {
        curl_header* header = nullptr;
        const bool there = curl_easy_header(easy, "Content-Range", 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
        const auto start = there ? start_of_range(header->value) : std::nullopt;
        if (!start) return fail(ErrorKind::unavailable, "The server sends a part of the file but does not say which.");
        return *start;
    }
    curl_off_t length = -1;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    return DownloadStart{0, length >= 0 ? std::optional(static_cast<std::uint64_t>(length)) : std::nullopt};
}

Result<> check_status(int status, const std::string& url) {
    if (status == 200 || status == 206) return {};
    if (status == 404 || status == 410) return fail(ErrorKind::not_found, fmt::format("There is no file at {} ({}).", url, status));
    if (status == 416) return fail(ErrorKind::conflict, fmt::format("The file at {} is shorter than what is here already.", url));
    return fail(ErrorKind::unavailable, fmt::format("{} answered with status {} instead of the file.", url, status));
}

Result<> begin(Transfer& transfer) {
    transfer.started = true;
    const auto status = status_of(transfer.easy);
    TRY(check_status(status, transfer.request.url));
    const auto start = TRY(start_of(transfer.easy, status));
    if (start.first != 0 && start.first != transfer.request.first)
        return fail(ErrorKind::unavailable, "The server sends another part of the file than was asked for.");
    return transfer.target.on_start(start);
}

std::size_t take(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& transfer = *static_cast<Transfer*>(target);
    if (!transfer.started) transfer.outcome = begin(transfer);
    if (transfer.outcome) transfer.outcome = transfer.target.on_piece({data, size * count});
    return transfer.outcome ? size * count : 0;
}

int watch(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const Transfer*>(target)->stop.stop_requested() ? 1 : 0;
}

bool prepare(Transfer& transfer) {
    const auto& request = transfer.request;
    bool all = true;
    const auto set = [&](CURLoption option, auto value) { all = all && curl_easy_setopt(transfer.easy, option, value) == CURLE_OK; };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 5L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(request.connect_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.silence_limit.count()));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_USERAGENT, "kireise");
    if (!request.ca_file.empty()) set(CURLOPT_CAINFO, request.ca_file.c_str());
    if (request.first > 0) set(CURLOPT_RANGE, fmt::format("{}-", request.first).c_str());
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &watch);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
    return all;
}

}  // namespace

Result<> download(const DownloadRequest& request, const DownloadTarget& target, const std::stop_token& stop) {
    if (!is_secure_url(request.url))
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an address of the form https://host/path.", request.url));
    const Easy easy(is_curl_started() ? curl_easy_init() : nullptr);
    Transfer transfer{.easy = easy.get(), .request = request, .target = target, .stop = stop, .outcome = {}};
    if (easy == nullptr || !prepare(transfer)) return fail(ErrorKind::internal, "libcurl does not take the request.");
    const auto code = curl_easy_perform(easy.get());
    TRY(transfer.outcome);
    if (stop.stop_requested()) return fail(ErrorKind::busy, "The download was stopped.");
    if (code != CURLE_OK)
        return fail(ErrorKind::unavailable, fmt::format("The download of {} broke off: {}.", request.url, curl_easy_strerror(code)));
    return transfer.started ? Result<>{} : begin(transfer);
}

}  // namespace kireise::net
