#include "core/ledger/blobs.h"

#include <algorithm>
#include <span>

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Hash;

const Sql kPut(
    "INSERT INTO blob (hash, size, held_by, content) VALUES (?1, ?2, '', ?3) "
    "ON CONFLICT (hash) DO NOTHING");
const Sql kHas("SELECT 1 FROM blob WHERE hash = ?1");
const Sql kRead("SELECT content FROM blob WHERE hash = ?1");
const Sql kNext("SELECT hash, size, content FROM blob WHERE hash > ?1 ORDER BY hash LIMIT 1");
const Sql kNamed("SELECT 1 FROM attachment WHERE hash = ?1 LIMIT 1");
const Sql kAttached(
    "SELECT a.uuid, a.name, a.hash, a.size, b.size FROM attachment a "
    "LEFT JOIN blob b ON b.hash = unhex(a.hash) WHERE a.present = 1 AND a.voided = 0 ORDER BY a.id",
    Sql::Scan::meant);
const Sql kSetHeld("UPDATE blob SET held_by = ?2 WHERE hash = ?1");
const Sql kForgetHeld("UPDATE blob SET held_by = ''", Sql::Scan::meant);
const Sql kNotHeld(
    "SELECT hash FROM blob WHERE hash > ?2 AND held_by <> ?1 AND EXISTS "
    "(SELECT 1 FROM attachment a WHERE a.hash = lower(hex(blob.hash)) AND a.present = 1) "
    "ORDER BY hash LIMIT ?3");

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
// Before every hash when there is none.
std::span<const std::uint8_t> place_of(const std::optional<Hash>& hash) {
  static constexpr std::uint8_t kNothing[1]{};  // an empty blob, where no bytes at all were null
  return hash ? std::span<const std::uint8_t>(*hash) : std::span(kNothing).first(0);
}
Result<Hash> hash_at(const Query& query, int column) {
  Hash out{};
  const auto bytes = query.bytes_at(column);
  if (bytes.size() != out.size()) {
    return base::fail(ErrorCode::storage_corrupt, "blob");
  }
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

}  // namespace

Result<void> check_content_size(std::int64_t size) {
  if (size == 0) {
    return base::fail_field(ErrorCode::file_empty, "content");
  }
  if (size > kMostContentBytes) {
    return base::fail_field(ErrorCode::file_too_large, "content",
                            std::to_string(size) + " > " + std::to_string(kMostContentBytes));
  }
  return {};
}

Result<void> Blobs::put(const Hash& hash, std::string_view content) {
  TRY_DO(check_content_size(static_cast<std::int64_t>(content.size())));
  if (base::sha256(content) != hash) {
    return base::fail_field(ErrorCode::content_differs, "hash", base::to_hex(hash));
  }
  Query query(db_, kPut);
  query.bind(std::span<const std::uint8_t>(hash), content.size());
  query.bind_borrowed_bytes(3, bytes_of(content));
  return query.run();
}

Result<bool> Blobs::has(const Hash& hash) {
  Query query(db_, kHas);
  query.bind(std::span<const std::uint8_t>(hash));
  return query.step();
}

Result<std::optional<std::string>> Blobs::read(const Hash& hash) {
  Query query(db_, kRead);
  query.bind(std::span<const std::uint8_t>(hash));
  TRY(const bool there, query.step());
  return there ? std::optional(std::string(text_of(query.bytes_at(0)))) : std::nullopt;
}

Result<std::optional<Blobs::Checked>> Blobs::check_after(const std::optional<Hash>& hash) {
  Query query(db_, kNext);
  query.bind(place_of(hash));
  TRY(const bool there, query.step());
  if (!there) {
    return std::optional<Checked>();
  }
  Checked out;
  TRY(out.hash, hash_at(query, 0));
  const auto content = query.bytes_at(2);
  out.sound = static_cast<std::int64_t>(content.size()) == query.int_at(1) &&
              base::Sha256().update(content).finish() == out.hash;
  return std::optional(out);
}

Result<bool> Blobs::is_named(const Hash& hash) {
  Query query(db_, kNamed);
  query.bind(std::string_view(base::to_hex(hash)));
  return query.step();
}

Result<void> Blobs::each_attached(base::FunctionRef<void(const Attached&)> visit) {
  Query query(db_, kAttached);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    const auto stored = query.null_at(4) ? std::nullopt : std::optional(query.int_at(4));
    visit({query.uuid_at(0), query.text_at(1), query.text_at(2), query.int_at(3), stored});
  }
}

Result<void> Blobs::set_held(const Hash& hash, std::string_view epoch) {
  Query query(db_, kSetHeld);
  query.bind(std::span<const std::uint8_t>(hash), epoch);
  return query.run();
}

Result<void> Blobs::forget_held() {
  Query query(db_, kForgetHeld);
  return query.run();
}

Result<std::vector<Hash>> Blobs::not_held(std::string_view epoch, const std::optional<Hash>& after,
                                          std::int64_t limit) {
  std::vector<Hash> out;
  Query query(db_, kNotHeld);
  query.bind(epoch, place_of(after), limit);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return out;
    }
    TRY(const Hash hash, hash_at(query, 0));
    out.push_back(hash);
  }
}

}  // namespace saimnieks::ledger
