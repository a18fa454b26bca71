// A register's export (services, resources, units, codes, …) beside the ledger: what in it is new,
// what has changed, what the ledger has and the export has not. Nothing is written before somebody
// has seen that and says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/byte_source.h"
#include "core/exchange/command_json.h"
#include "core/exchange/register_rows.h"

namespace saimnieks::exchange {

struct RegisterRow {
  struct Field {
    std::string name;
    std::string before;  // empty: nothing was said
    std::string after;
  };
  std::int64_t place = 0;  // as of a fault; 0: of the ledger alone
  std::string identifier;
  base::Uuid row{};           // of the ledger; nil: the row is new
  std::vector<Field> fields;  // that the export says and the ledger does not
};

// What an export comes to. A row of the ledger is met by its identifier in the register
// (`register_id`) where table and file have one, else by what people call it: a unit by its path, a
// code by its scheme and code ("EKK:2200"), any other by its code. Empty cells say nothing.
class RegisterComparison {
 public:
  // `table` is a dimension but not `version`, or the accounts' turnovers (else table_unknown),
  // which are met by unit, code, period and basis, and may be in euro. The file is delimited text
  // or a workbook with a header, its fields named as the ledger names them or in words
  // (assets/import), or a JSON list of objects. file_*, json_invalid and json_shape when it can't
  // be read; mapping_invalid when no column identifies rows. The ledger must not change before
  // commands() are run.
  [[nodiscard]] static base::Result<RegisterComparison> make(const ledger::Ledger& ledger,
                                                             model::Table table,
                                                             base::ByteSource& source);

  // Tries all of it in the ledger and takes it back: rows that it would refuse are then faults, for
  // the reason that it has; with `void_gone` those that are gone, too, at place 0 by their
  // identifiers. What other gone rows name comes after them. storage_*, ledger_busy.
  [[nodiscard]] base::Result<void> try_out(ledger::Ledger& ledger, bool void_gone = false);

  [[nodiscard]] const std::vector<RegisterRow>& added() const { return added_; }
  [[nodiscard]] const std::vector<RegisterRow>& changed() const { return changed_; }
  // Of the ledger, and not in the export: rows that have an identifier in the register, and where
  // the file has none, all. Built-in codes are not of the institution's register.
  [[nodiscard]] const std::vector<RegisterRow>& gone() const { return gone_; }
  [[nodiscard]] const std::vector<RegisterFault>& faults() const { return faults_; }
  [[nodiscard]] std::int64_t unchanged() const { return unchanged_; }
  [[nodiscard]] const std::vector<std::string>& unused_columns() const { return unused_columns_; }

  // What makes the ledger say what the export says, new rows after those that they name, as one
  // list that one undo takes back. Rows that are gone stay, unless `void_gone`.
  [[nodiscard]] base::Result<CommandList> commands(bool void_gone) const;

 private:
  class Reader;
  friend class Reader;
  void try_voids(ledger::BulkWrite& trial);
  [[nodiscard]] base::Result<void> compare_turnovers(const ledger::Ledger& ledger,
                                                     base::ByteSource& source);

  model::Table table_{};
  std::vector<RegisterRow> added_;  // parents before children
  std::vector<RegisterRow> changed_;
  std::vector<RegisterRow> gone_;
  std::vector<RegisterFault> faults_;
  std::vector<std::string> unused_columns_;
  std::int64_t unchanged_ = 0;
};

}  // namespace saimnieks::exchange
