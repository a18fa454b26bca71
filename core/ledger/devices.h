// The devices whose ops this file holds: their local numbers, and the head of each one's chain.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/ledger/database.h"
#include "core/oplog/chain.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

// How far one device's ops have come.
struct Head {
  std::int64_t n = 0;  // the last op id taken; 0: none yet
  oplog::Hash hash{};
  oplog::Hlc hlc;
};

class Devices {
 public:
  struct Device {
    base::Uuid uuid;
    Head head;
  };

  // Numbers are 1 … count(); 0 stands for "no op" (rows of the catalogue).
  [[nodiscard]] Result<void> load(Database& db);
  [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(list_.size()); }
  [[nodiscard]] const Device& operator[](std::int64_t number) const {
    return list_[static_cast<std::size_t>(number - 1)];
  }
  // 0 when it is not known.
  [[nodiscard]] std::int64_t find(const base::Uuid& uuid) const;
  // The device's number, made when missing, with its chain at the start.
  [[nodiscard]] Result<std::int64_t> number(Database& db, const base::Uuid& uuid,
                                            const base::Uuid& ledger);
  // Writes a device's new head; the caller's transaction covers it.
  [[nodiscard]] Result<void> advance(Database& db, std::int64_t number, const Head& head);
  [[nodiscard]] oplog::Hlc newest_hlc() const;

  // A row's version as stored (device number, n) and as it travels.
  [[nodiscard]] oplog::OpId op_id(std::int64_t number, std::int64_t n) const {
    return number == 0 ? oplog::OpId{} : oplog::OpId{(*this)[number].uuid, n};
  }

 private:
  std::vector<Device> list_;
  std::unordered_map<base::Uuid, std::int64_t> numbers_;
};

}  // namespace saimnieks::ledger
