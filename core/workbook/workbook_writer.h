// Writes a workbook of tables: a header that stays in sight, cells of their own kind, the same
// bytes for the same tables. What Excel opens without a question, Workbook reads back.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/workbook/zip_writer.h"

namespace saimnieks::workbook {

enum class ColumnForm : std::uint8_t {
  text,
  money,   // "1200.50": a number with two decimals and groups
  number,  // "3.5"
  date,    // "2026-01-31"
};

struct ColumnLook {
  std::string title;
  ColumnForm form = ColumnForm::text;
  int width = 12;  // in characters
};

class WorkbookWriter {
 public:
  // A further table; its name is unique, of at most 31 characters, none of []:*?/\ among them.
  void begin_sheet(std::string name, std::vector<ColumnLook> columns);
  // As many cells as columns. What does not fit its column's form, or has more digits than Excel
  // keeps, stays text, so that nothing is lost. table_too_large beyond the rows that Excel has.
  [[nodiscard]] base::Result<void> row(std::span<const std::string> cells);
  [[nodiscard]] base::Result<std::string> take();

 private:
  void end_sheet();
  void flush(std::size_t more_than);

  ZipWriter zip_;
  std::vector<std::string> names_;
  std::vector<ColumnLook> columns_;
  std::int64_t rows_ = 0;
  std::string pending_;  // XML not yet packed
};

}  // namespace saimnieks::workbook
