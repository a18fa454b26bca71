// Which rows of a file the ledger already has: the same document, date, period and amount, planned
// or actual. An accounting export of two months holds the first month again, and nothing may be
// counted twice.
#pragma once

#include <span>
#include <string>
#include <unordered_map>

#include "core/exchange/row_reader.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

class KnownDocuments {
 public:
  // Looks through the ledger's present lines. storage_*.
  [[nodiscard]] base::Result<void> load(const ledger::Ledger& ledger);
  // Before the first row of a file.
  void restart() { left_ = known_; }

  enum class Answer : std::uint8_t { none, some, all };
  // How many of a row's lines the ledger has. A line of the ledger answers for one line of the
  // file: a document may hold the same amount twice, and then the ledger must, too.
  [[nodiscard]] Answer take(std::span<const ParsedLine> lines);

 private:
  std::unordered_map<std::string, std::int64_t> known_;  // how many
  std::unordered_map<std::string, std::int64_t> left_;   // not yet found in the file
};

}  // namespace saimnieks::exchange
