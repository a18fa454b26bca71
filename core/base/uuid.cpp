// Uuids: text form, version 7 from clock and chance, version 8 from names (RFC 9562).
#include "core/base/uuid.h"

#include <algorithm>

#include "core/base/sha256.h"

namespace saimnieks::base {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

bool dash_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

int nibble(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void set_version(Uuid& uuid, unsigned version) {
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0FU) | (version << 4U));
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3FU) | 0x80U);
}

void update_with_length(Sha256& hash, std::string_view part) {
  hash.update(std::to_string(part.size())).update(":").update(part);
}

}  // namespace

Result<Uuid> Uuid::parse(std::string_view text) {
  Uuid uuid;
  bool sound = text.size() == 36;
  std::size_t at = 0;
  for (std::size_t i = 0; sound && i < 16; ++i) {
    if (dash_before(i)) {
      sound = text[at++] == '-';
    }
    const int high = nibble(text[at]);
    const int low = nibble(text[at + 1]);
    at += 2;
    sound = sound && high >= 0 && low >= 0;
    uuid.bytes[i] = static_cast<std::uint8_t>((high * 16 + low) & 0xFF);
  }
  if (!sound) {
    return fail(ErrorCode::uuid_invalid, std::string(text));
  }
  return uuid;
}

void Uuid::append_text(std::string& out) const {
  char text[36];
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (dash_before(i)) {
      text[at++] = '-';
    }
    text[at++] = kDigits[bytes[i] >> 4U];
    text[at++] = kDigits[bytes[i] & 15U];
  }
  out.append(text, sizeof(text));
}

std::string Uuid::text() const {
  std::string out;
  append_text(out);
  return out;
}

Uuid UuidSource::next() {
  const std::int64_t now_ms = clock_.now_ms();
  if (now_ms > last_ms_) {
    last_ms_ = now_ms;
    counter_ = 0;
  } else if (++counter_ > 0xFFF) {
    ++last_ms_;
    counter_ = 0;
  }
  Uuid uuid;
  const auto ms = static_cast<std::uint64_t>(last_ms_);
  for (unsigned i = 0; i < 6; ++i) {
    uuid.bytes[i] = static_cast<std::uint8_t>(ms >> (40U - 8U * i));
  }
  uuid.bytes[6] = static_cast<std::uint8_t>(counter_ >> 8U);
  uuid.bytes[7] = static_cast<std::uint8_t>(counter_);
  if (used_ + 8 > pool_.size()) {
    random_.fill(pool_);
    used_ = 0;
  }
  std::memcpy(uuid.bytes.data() + 8, pool_.data() + used_, 8);
  used_ += 8;
  set_version(uuid, 7);
  return uuid;
}

Uuid name_uuid(const Uuid& name_space, std::string_view table,
               std::initializer_list<std::string_view> parts) {
  Sha256 hash;
  hash.update(std::span<const std::uint8_t>(name_space.bytes));
  update_with_length(hash, table);
  for (const std::string_view part : parts) {
    update_with_length(hash, part);
  }
  const Hash digest = hash.finish();
  Uuid uuid;
  std::copy_n(digest.begin(), uuid.bytes.size(), uuid.bytes.begin());
  set_version(uuid, 8);
  return uuid;
}

}  // namespace saimnieks::base
