// The table `device`, kept in memory too.
#include "core/ledger/devices.h"

#include <algorithm>

namespace saimnieks::ledger {
namespace {

const Sql kAll("SELECT id, uuid, last_n, last_hash, last_hlc FROM device ORDER BY id",
               Sql::Scan::meant);
const Sql kInsert(
    "INSERT INTO device (id, uuid, last_n, last_hash, last_hlc) VALUES (?1, ?2, 0, ?3, '')");
const Sql kAdvance("UPDATE device SET last_n = ?2, last_hash = ?3, last_hlc = ?4 WHERE id = ?1");

}  // namespace

Result<void> Devices::load(Database& db) {
  list_.clear();
  numbers_.clear();
  Query query(db, kAll);
  while (true) {
    TRY(const bool more, query.step());
    if (!more) {
      return {};
    }
    Device device;
    device.uuid = query.uuid_at(1);
    device.head.n = query.int_at(2);
    const auto hash = query.bytes_at(3);
    if (query.int_at(0) != count() + 1 || hash.size() != device.head.hash.size()) {
      return base::fail(base::ErrorCode::storage_corrupt, "device");
    }
    std::copy(hash.begin(), hash.end(), device.head.hash.begin());
    if (const auto hlc = query.text_at(4); !hlc.empty()) {
      TRY(device.head.hlc, oplog::Hlc::parse(hlc));
    }
    numbers_.emplace(device.uuid, query.int_at(0));
    list_.push_back(device);
  }
}

std::int64_t Devices::find(const base::Uuid& uuid) const {
  const auto found = numbers_.find(uuid);
  return found == numbers_.end() ? 0 : found->second;
}

Result<std::int64_t> Devices::number(Database& db, const base::Uuid& uuid,
                                     const base::Uuid& ledger) {
  if (const std::int64_t known = find(uuid); known != 0) {
    return known;
  }
  Device device;
  device.uuid = uuid;
  device.head.hash = oplog::chain_start(ledger, uuid);
  const std::int64_t next = count() + 1;
  Query insert(db, kInsert);
  insert.bind(next, uuid, std::span<const std::uint8_t>(device.head.hash));
  TRY_DO(insert.run());
  list_.push_back(device);
  numbers_.emplace(uuid, next);
  return next;
}

Result<void> Devices::advance(Database& db, std::int64_t number, const Head& head) {
  Query update(db, kAdvance);
  update.bind(number, head.n, std::span<const std::uint8_t>(head.hash), head.hlc.text());
  TRY_DO(update.run());
  list_[static_cast<std::size_t>(number - 1)].head = head;
  return {};
}

oplog::Hlc Devices::newest_hlc() const {
  oplog::Hlc newest;
  for (const Device& device : list_) {
    newest = std::max(newest, device.head.hlc);
  }
  return newest;
}

}  // namespace saimnieks::ledger
