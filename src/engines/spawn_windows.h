#pragma once
// Starting a child on Windows. Inside this room only; process.h is what others use.

#include <windows.h>

#include <memory>

#include "base/result.h"
#include "engines/process.h"

namespace kireise::engines {

struct CloseWindowsHandle {
    void operator()(HANDLE handle) const { ::CloseHandle(handle); }
};
using Handle = std::unique_ptr<void, CloseWindowsHandle>;

struct InJob {
    Handle job;  // when it is closed, the system ends all that is left in it
    Handle process;
    Handle output;  // our ends of the pipes
    Handle errors;
};

// The child has no window, inherits nothing but its outputs and is in a job of its own before it runs. unavailable: cannot be started.
[[nodiscard]] Result<InJob> start_in_job(const Command& command);

}  // namespace kireise::engines
