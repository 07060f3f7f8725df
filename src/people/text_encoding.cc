#include "people/text_encoding.h"

#include <iconv.h>

#include <memory>

#include "base/text.h"

namespace kireise::people {
namespace {

struct Close {
    void operator()(void* handle) const { iconv_close(handle); }
};

Result<std::string> convert(std::string_view bytes, const char* from) {
    auto* opened = iconv_open("UTF-8", from);
    if (reinterpret_cast<std::intptr_t>(opened) == -1)
        return fail(ErrorKind::unavailable, std::string("The system cannot read ") + from + ".");
    const std::unique_ptr<void, Close> handle(opened);
    std::string in(bytes);
    std::string out(bytes.size() * 3 + 4, '\0');  // no character of these encodings takes more in UTF-8
    char* in_at = in.data();
    char* out_at = out.data();
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    if (iconv(handle.get(), &in_at, &in_left, &out_at, &out_left) == static_cast<std::size_t>(-1)) {
        return fail(ErrorKind::invalid, std::string("The file is not valid ") + from + ".");
    }
    out.resize(out.size() - out_left);
    return out;
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe")) return convert(bytes.substr(2), "UTF-16LE");
    if (bytes.starts_with("\xfe\xff")) return convert(bytes.substr(2), "UTF-16BE");
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (is_utf8(bytes)) return std::string(bytes);
    return convert(bytes, "WINDOWS-1252");
}

}  // namespace kireise::people
