// Which rows of a file the ledger already has: the same document, date, period and amount, planned
// or actual, in the same unit. An accounting export of two months holds the first month again, and
// nothing may be counted twice; nor may it be lost because another unit's bill has the same number.
// Rows without a document are told apart only where that is asked for, by all that they say.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/exchange/row_reader.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

class KnownDocuments {
 public:
  // Looks through the ledger's present lines; through those without a document only with
  // `same_rows`. storage_*.
  [[nodiscard]] base::Result<void> load(const ledger::Ledger& ledger, bool same_rows);
  // Before the first row of a file.
  void restart() { left_ = known_; }

  enum class Answer : std::uint8_t { none, some, all };
  // How many of a row's lines the ledger has. A line of the ledger answers for one line of the
  // file: a document may hold the same amount twice, and then the ledger must, too. A row that
  // names no unit may be of any; a line that waits to be told its unit may be any unit's, unless
  // one of the row's own unit is there.
  [[nodiscard]] Answer take(std::span<const ParsedLine> lines);

 private:
  struct Lines {
    model::UnitId unit = model::kNoUnit;
    std::int64_t count = 0;
  };
  using Known = std::unordered_map<std::string, std::vector<Lines>>;  // by what else they say

  bool take(const ParsedLine& line);

  bool same_rows_ = false;
  std::unordered_map<std::string, model::UnitId> units_;  // by path
  Known known_;
  Known left_;  // not yet found in the file
};

}  // namespace saimnieks::exchange
