#include "base/files.h"
#include "base/zip.h"
#include "blueprint/package.h"
#include "fuzz.h"

namespace kireise::fuzz {

// An archive, or (first byte "+") the plain text of its manifest beside one file: so that the fuzzer gets behind the ZIP's checksums.
void fuzz_package(std::string_view input) {
    static const auto folder = *TempDir::create();
    const auto file = folder.path() / "package.zip";
    std::string archive(input);
    if (input.starts_with('+')) {
        input.remove_prefix(1);
        const auto name = take_line(input);
        auto made = write_zip({{.name = "manifest.json", .content = std::string(input)}, {.name = std::string(name), .content = "id: x\n"}},
                              Instant{});
        if (!made) return;
        archive = *std::move(made);
    }
    require(write_file(file, archive).has_value(), "no room for temporary files");
    const auto target = folder.path() / "repository";
    const bool imported = blueprint::import_package(file, target).has_value();
    require(std::filesystem::exists(target) == imported, "a folder is left behind");
    std::filesystem::remove_all(target);
}

}  // namespace kireise::fuzz
