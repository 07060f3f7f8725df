#include "people/upload.h"

#include "people/page.h"

namespace kireise::people {

std::string clean_file_name(std::string name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string::npos) name = name.substr(slash + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == 0x7f; });
    if (name.size() > 120 || name.empty()) name = "datei";
    return name;
}

net::Response file_answer(std::string bytes, const std::string& file_name) {
    auto response = people::download(std::move(bytes), "application/octet-stream", "datei");
    response.headers.front().second = "attachment; filename*=UTF-8''" + net::percent_encode(file_name);
    return response;
}

}  // namespace kireise::people
