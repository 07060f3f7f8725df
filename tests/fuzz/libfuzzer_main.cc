// One program for all targets: which one, says the environment variable FUZZ_TARGET.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kireise::fuzz;
    static const Target target = [] {
        const char* name = std::getenv("FUZZ_TARGET");
        const auto found = find_target(name == nullptr ? "" : name);
        require(found != nullptr, "Set FUZZ_TARGET to the name of a folder in tests/fuzz/corpus.");
        return found;
    }();
    target({reinterpret_cast<const char*>(data), size});
    return 0;
}
