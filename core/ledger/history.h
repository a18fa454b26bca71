// The log read as history: what was changed, by whom and when. Nothing leaves it: refused changes
// are in it as well, with their verdicts.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/uuid.h"
#include "core/model/value.h"
#include "core/oplog/hlc.h"
#include "core/oplog/judge.h"
#include "core/oplog/op.h"

namespace saimnieks::ledger {

// One change of one row.
struct HistoryEntry {
  struct Field {
    std::string name{};
    std::optional<model::Value> before{};  // absent: the row was made by this op
    model::Value after{};
  };
  std::string table{};  // by name: perhaps one of a newer schema
  base::Uuid row{};
  oplog::OpId id{};
  oplog::Hlc hlc{};
  std::int64_t wall_ms = 0;  // by the clock of the device that made it
  std::string user{};
  oplog::Verdict verdict{};
  bool own = false;
  std::vector<Field> fields{};
};

// Which changes of the whole log are asked for; all conditions must hold.
struct HistoryQuestion {
  // Of this row, and of every row that names it or once named it.
  std::optional<base::Uuid> about{};
  std::optional<std::string> user{};
  std::int64_t from_ms = std::numeric_limits<std::int64_t>::min();
  std::int64_t until_ms = std::numeric_limits<std::int64_t>::max();  // not included
};

}  // namespace saimnieks::ledger
