// The ledger as a file among files: contents of attachments, and a copy of the whole.
#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

const Sql kCopy("VACUUM INTO ?1");

}  // namespace

using base::ErrorCode;
using base::Hash;

Result<bool> Ledger::has_content(const Hash& hash) const { return impl_->blobs.has(hash); }

Result<std::string> Ledger::content(const Hash& hash) const {
  TRY(std::optional<std::string> content, impl_->blobs.read(hash));
  if (!content) {
    return base::fail_field(ErrorCode::content_missing, "hash", base::to_hex(hash));
  }
  if (base::sha256(*content) != hash) {
    return base::fail(ErrorCode::storage_corrupt, "blob " + base::to_hex(hash));
  }
  return std::move(*content);
}

Result<void> Ledger::keep_content(const Hash& hash, std::string_view bytes) {
  TRY(const bool named, impl_->blobs.is_named(hash));
  if (!named) {
    return base::fail_field(ErrorCode::not_found, "hash", base::to_hex(hash));
  }
  TRY_DO(impl_->transact([&](Head&) { return impl_->blobs.put(hash, bytes); }));
  return {};
}

Result<std::vector<Hash>> Ledger::contents_to_offer(const std::optional<Hash>& after,
                                                    std::int64_t limit) const {
  return impl_->blobs.not_held(impl_->sync.epoch, after, limit);
}

Result<void> Ledger::content_is_held(std::span<const Hash> hashes) {
  TRY_DO(impl_->transact([&](Head&) -> Result<void> {
    for (const Hash& hash : hashes) {
      TRY_DO(impl_->blobs.set_held(hash, impl_->sync.epoch));
    }
    return {};
  }));
  return {};
}

Result<void> Ledger::no_content_is_held() {
  TRY_DO(impl_->transact([&](Head&) { return impl_->blobs.forget_held(); }));
  return {};
}

Result<void> Ledger::copy_to(const std::string& path) const {
  TRY_DO(impl_->writable());
  {
    Query query(impl_->db, kCopy);
    query.bind(std::string_view(path));
    TRY_DO(query.run());
  }
  base::Storage storage = impl_->storage;
  storage.path = path;
  TRY(Database copy, Database::open(storage, Database::Mode::existing));
  // Overwritten, not only unlinked: nothing of it stays in the pages.
  return copy.run("PRAGMA secure_delete=ON; UPDATE meta SET value = '' WHERE key = 'sync.secret'");
}

}  // namespace saimnieks::ledger
