#pragma once
// Fetches a large file piece by piece, also from the middle on (RFC 9110, section 14: ranges). By TLS with checked certificates as
// https_client.h; redirects are followed at most five times and only to https://, as the hash of what arrives is checked, not where it
// came from.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::net {

struct DownloadRequest {
    std::string url;                // https://, or http:// to this machine itself
    std::uint64_t first = 0;        // byte to begin with
    std::filesystem::path ca_file;  // PEM; "" for the certificate authorities of the system
    std::chrono::seconds connect_timeout{10};
    std::chrono::seconds silence_limit{60};  // without a byte for so long: given up
};

struct DownloadStart {
    std::uint64_t first = 0;             // byte that the first piece begins with: as asked for, or 0 when the server knows no ranges
    std::optional<std::uint64_t> total;  // of the whole file, when the server says it
};

// Both end the download with their error.
struct DownloadTarget {
    std::function<Result<>(const DownloadStart&)> on_start;  // once, before the first piece
    std::function<Result<>(std::string_view)> on_piece;
};

// invalid for another address; not_found (404, 410); conflict: nothing begins at `first` (416), so the file there is another; unavailable:
// another status, nobody answers, the certificate is not trusted, or it broke off; busy: stopped.
[[nodiscard]] Result<> download(const DownloadRequest& request, const DownloadTarget& target, const std::stop_token& stop = {});

}  // namespace kireise::net
