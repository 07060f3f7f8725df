#pragma once
// Starting a child on Linux. Inside this room only; process.h is what others use.

#include <sys/types.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "base/result.h"
#include "engines/process.h"

namespace kireise::engines {

class Descriptor {
   public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) reset(std::exchange(other.number_, -1));
        return *this;
    }
    ~Descriptor() { reset(); }

    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }

   private:
    int number_;
};

struct Pipe {
    Descriptor read, write;
};

[[nodiscard]] Error system_error(std::string_view what);  // with the reason in errno

[[nodiscard]] Result<Pipe> make_pipe();

// The child leads its own process group, dies with the calling thread and inherits nothing but these two outputs.
[[nodiscard]] Result<pid_t> spawn(const Command& command, int output, int errors);

}  // namespace kireise::engines
