#include "people/password.h"

#include <fmt/core.h>
#include <sodium.h>

#include <array>
#include <semaphore>

#include "base/text.h"

namespace kireise::people {
namespace {

// Memory-hard on purpose: the limit keeps a burst of sign-ins from taking all memory.
std::counting_semaphore<2>& hashing_places() {
    static std::counting_semaphore<2> places(2);
    return places;
}

class HashingPlace {
   public:
    HashingPlace() { hashing_places().acquire(); }
    ~HashingPlace() { hashing_places().release(); }
    HashingPlace(const HashingPlace&) = delete;
    HashingPlace& operator=(const HashingPlace&) = delete;
};

}  // namespace

Result<std::string> hash_password(const std::string& password) {
    if (password.size() < password_min || password.size() > password_max) {
        return fail(ErrorKind::invalid, fmt::format("A password has {} to {} characters.", password_min, password_max));
    }
    if (sodium_init() < 0) return fail(ErrorKind::internal, "libsodium could not be started.");
    const HashingPlace place;
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return fail(ErrorKind::busy, "There is not enough memory to hash a password (64 MiB are needed). Please try again.");
    }
    return std::string(out.data());
}

bool verify_password(const std::string& hash, const std::string& password) {
    if (password.size() > password_max || sodium_init() < 0) return false;
    const HashingPlace place;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string random_password(const Random& random) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz";  // without i, l, o
    std::string out;
    while (out.size() < 19) {
        if (out.size() % 5 == 4) out += '-';
        std::array<std::byte, 1> byte{};
        random(byte);
        const auto value = std::to_integer<unsigned>(byte[0]);
        if (value < 256 / letters.size() * letters.size()) out += letters[value % letters.size()];
    }
    return out;
}

}  // namespace kireise::people
