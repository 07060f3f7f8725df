#include "base/sha256_stream.h"

#include <sodium.h>

#include <cstring>
#include <span>

#include "base/text.h"

namespace kireise {
namespace {

using State = crypto_hash_sha256_state;

}  // namespace

Sha256Stream::Sha256Stream() {
    static_assert(sizeof(State) <= sizeof(state_) && std::is_trivially_copyable_v<State>);
    State state;
    crypto_hash_sha256_init(&state);
    std::memcpy(state_.data(), &state, sizeof(state));
}

void Sha256Stream::add(std::string_view bytes) {
    State state;
    std::memcpy(&state, state_.data(), sizeof(state));
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::memcpy(state_.data(), &state, sizeof(state));
}

std::string Sha256Stream::hex() const {
    State state;
    std::memcpy(&state, state_.data(), sizeof(state));
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return to_hex(std::as_bytes(std::span(digest)));
}

}  // namespace kireise
