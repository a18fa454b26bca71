// The hash chain of one device's ops: an op that is altered, dropped or moved breaks it.
#pragma once

#include <string_view>

#include "core/base/sha256.h"
#include "core/base/uuid.h"

namespace saimnieks::oplog {

using base::Hash;

// hash_0 = SHA-256("saimnieks/1" ‖ ledger uuid ‖ device uuid), uuids as 16 bytes.
[[nodiscard]] Hash chain_start(const base::Uuid& ledger, const base::Uuid& device);
// hash_i = SHA-256(hash_{i−1} ‖ canonical op).
[[nodiscard]] Hash chain_next(const Hash& previous, std::string_view canonical);

}  // namespace saimnieks::oplog
