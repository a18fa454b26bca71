// SHA-256, by libsodium's source on every platform, so that native and wasm run the same code.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::base {

using Hash = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  Sha256& update(std::span<const std::uint8_t> bytes);
  Sha256& update(std::string_view text);
  // Ends the computation; the object starts anew.
  [[nodiscard]] Hash finish();

 private:
  // The state of libsodium's crypto_hash_sha256, kept opaque so that its header stays inside.
  alignas(8) std::array<std::uint8_t, 128> state_;
};

[[nodiscard]] Hash sha256(std::string_view text);
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);  // lower case
[[nodiscard]] Result<Hash> hash_from_hex(std::string_view text);

}  // namespace saimnieks::base
