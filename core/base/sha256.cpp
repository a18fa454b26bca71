// libsodium's SHA-256 behind our own type, and hexadecimal.
#include "core/base/sha256.h"

#include <new>

#include <sodium/crypto_hash_sha256.h>

namespace saimnieks::base {
namespace {

using State = crypto_hash_sha256_state;

State* state_of(std::array<std::uint8_t, 128>& bytes) {
  return std::launder(reinterpret_cast<State*>(bytes.data()));
}

int nibble(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

static_assert(sizeof(State) <= 128 && alignof(State) <= 8);

Sha256::Sha256() {
  new (state_.data()) State;
  crypto_hash_sha256_init(state_of(state_));
}

Sha256& Sha256::update(std::span<const std::uint8_t> bytes) {
  crypto_hash_sha256_update(state_of(state_), bytes.data(), bytes.size());
  return *this;
}

Sha256& Sha256::update(std::string_view text) {
  return update({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Hash Sha256::finish() {
  Hash hash{};
  crypto_hash_sha256_final(state_of(state_), hash.data());
  crypto_hash_sha256_init(state_of(state_));
  return hash;
}

Hash sha256(std::string_view text) { return Sha256().update(text).finish(); }

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

Result<Hash> hash_from_hex(std::string_view text) {
  Hash hash{};
  if (text.size() != hash.size() * 2) {
    return fail(ErrorCode::value_type, std::string(text));
  }
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const int high = nibble(text[2 * i]);
    const int low = nibble(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return fail(ErrorCode::value_type, std::string(text));
    }
    hash[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

}  // namespace saimnieks::base
