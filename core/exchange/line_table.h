// The ledger's lines as one table of texts: what its columns are, and the cells of every line. CSV,
// workbook and open data are three ways to write it down.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/exchange/further.h"
#include "core/exchange/mapping.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// A unit's path from the top.
struct UnitPath {
  std::vector<std::string> codes;
  std::vector<std::string> names;
};
[[nodiscard]] UnitPath unit_path(const ledger::Ledger& ledger, model::UnitId unit);

// "2026-01" or "2026".
[[nodiscard]] std::string period_text(const model::LineRow& row);
// What a line says under a key of further.h; empty when nothing.
[[nodiscard]] std::string further_text(const ledger::Ledger& ledger, const Further& column,
                                       const model::Line& line);

// What a column is called in the header, by its key ("unit_1", "service"); unique.
using ColumnTitle = std::function<std::string(std::string_view key)>;

class LineTable {
 public:
  // Of the present, not voided lines; columns bear their keys unless `title` says otherwise. The
  // ledger must outlive the table, and not change meanwhile.
  [[nodiscard]] static base::Result<LineTable> open(const ledger::Ledger& ledger,
                                                    const ColumnTitle& title = {});

  struct Column {
    std::string key;
    Form form = Form::text;
    std::string title{};
  };
  // Those that any line fills, beside those that every file has.
  [[nodiscard]] std::span<const Column> columns() const { return columns_; }
  // In order of entry, as many cells as columns.
  [[nodiscard]] base::Result<void> each(
      base::FunctionRef<base::Result<void>(std::span<const std::string>)> visit) const;

  // With which an import of the table makes these lines anew.
  [[nodiscard]] Mapping mapping() const;

 private:
  explicit LineTable(const ledger::Ledger& ledger) : ledger_(ledger) {}
  [[nodiscard]] std::string title(std::string_view key) const;
  [[nodiscard]] base::Result<void> lay_out();
  void write(const model::Line& line, std::vector<std::string>& cells) const;

  const ledger::Ledger& ledger_;
  std::vector<Column> columns_;
  std::size_t depth_ = 1;  // levels of the units that lines are on
  std::size_t counterparty_ = 0;
  std::vector<const Further*> further_;
  bool unclassified_ = false;
};

}  // namespace saimnieks::exchange
