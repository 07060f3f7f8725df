#pragma once
// What can go wrong, said for people. The one place that turns it into HTTP status and exit code is status.h.

#include <string>
#include <utility>

namespace kireise {

enum class ErrorKind {
    invalid,          // input does not meet the contract; the message says which and what is expected
    unauthenticated,  // sign-in needed
    forbidden,        // signed in, but not allowed
    not_found,
    conflict,     // somebody else changed it meanwhile, or it exists already
    too_large,    // over a stated limit
    busy,         // try again later
    unavailable,  // a part that is needed is missing or does not answer; the message says how to get it
    io,           // file system, network, database
    internal,     // our own fault
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string message;  // a sentence: what happened, where, what to do

    friend bool operator==(const Error&, const Error&) = default;
};

inline Error error(ErrorKind kind, std::string message) { return {kind, std::move(message)}; }

}  // namespace kireise
