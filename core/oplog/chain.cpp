// The chain's two steps.
#include "core/oplog/chain.h"

#include <span>

namespace saimnieks::oplog {

Hash chain_start(const base::Uuid& ledger, const base::Uuid& device) {
  return base::Sha256().update("saimnieks/1").update(ledger.bytes).update(device.bytes).finish();
}

Hash chain_next(const Hash& previous, std::string_view canonical) {
  return base::Sha256().update(previous).update(canonical).finish();
}

}  // namespace saimnieks::oplog
