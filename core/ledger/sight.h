// Sight: what the ledger's user may see today. core/access decides, by the offices that he holds
// and by where a thing lies; this puts the question and remembers the answers. It keeps figures to
// those whom they concern, in screens, reports and exports; it is no lock: whoever has the file has
// all of it.
#pragma once

#include <memory>

#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

class Sight {
 public:
  ~Sight();
  Sight(const Sight&) = delete;
  Sight& operator=(const Sight&) = delete;

  // Nothing is left out, whatever is entered from now on.
  [[nodiscard]] bool everything() const { return everything_; }
  [[nodiscard]] base::Result<bool> sees(const model::LineRow& line);
  [[nodiscard]] base::Result<bool> sees(model::Table table, const Ledger::RowView& row);
  // Whether it says of every line that `before` was asked about what that said.
  [[nodiscard]] base::Result<bool> answers_as(const Sight& before);

 private:
  friend class Ledger;
  class Rules;
  Sight(std::unique_ptr<Rules> rules, bool everything);

  std::unique_ptr<Rules> rules_;
  bool everything_;
};

// Ledger::scan_whole_lines of what the user may see: for files that people take away.
[[nodiscard]] base::Result<void> scan_seen_lines(const Ledger& ledger,
                                                 base::FunctionRef<void(const model::Line&)> visit);
// How many lines that count he may not see: in the unit and below it (a line without a unit lies
// in that of its service, resource or policy), kNoUnit: anywhere. Reads every line, unless he sees
// everything.
[[nodiscard]] base::Result<std::int64_t> hidden_lines(const Ledger& ledger,
                                                      UnitId below = model::kNoUnit);

}  // namespace saimnieks::ledger
