// An Excel workbook (.xlsx, .xlsm) as rows of cells, sheet by sheet, in pieces: in memory are the
// texts that its cells share and one piece of a sheet. It knows nothing of what rows mean.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/byte_source.h"
#include "core/base/result.h"

namespace saimnieks::workbook {

inline constexpr std::size_t kMostColumns = 1024;
inline constexpr std::int64_t kMostRows = 1'048'576;                     // Excel's own limit
inline constexpr std::size_t kMostSharedBytes = std::size_t{128} << 20;  // of texts
inline constexpr std::size_t kMostSharedTexts = std::size_t{4} << 20;    // how many
inline constexpr std::int64_t kMostSmallPart = std::int64_t{16} << 20;   // styles and the like
inline constexpr std::size_t kMostCellBytes = std::size_t{1} << 20;
// Of rows in one piece of a sheet: a shared text of a cell's size may stand in each of them.
inline constexpr std::size_t kMostRowBytes = std::size_t{32} << 20;

enum class CellKind : std::uint8_t {
  text,
  number,      // digits with at most one point, whatever the language of the office
  fault,       // "#REF!": what a formula came to
  uncomputed,  // a formula whose value the file does not hold
};

struct Row {
  std::int64_t number = 0;              // as Excel counts, from 1
  std::vector<std::string_view> cells;  // up to the last one that holds something
  std::vector<CellKind> kinds;          // as many
};

struct Sheet {
  std::string name;
  bool hidden = false;
};

// Cells shown as one, whose text stands in the first: rows as Excel counts, columns from 0.
struct Merge {
  std::int64_t top = 0;
  std::int64_t bottom = 0;
  std::size_t left = 0;
  std::size_t right = 0;
};

class Workbook {
 public:
  virtual ~Workbook() = default;

  [[nodiscard]] virtual const std::vector<Sheet>& sheets() const = 0;  // of tables, in their order

  // Back to the first row of a sheet, by its place among sheets().
  [[nodiscard]] virtual base::Result<void> start(std::size_t sheet) = 0;
  enum class Step : std::uint8_t {
    row,
    more,  // a piece was read without a row coming of it: go on
    end
  };
  // Rows without anything in them are left out. A row lives until the next call.
  [[nodiscard]] virtual base::Result<Step> step(Row& row) = 0;
  // Of the first rows of the sheet; known at its end, where files tell them.
  [[nodiscard]] virtual std::span<const Merge> merges() const = 0;
  // Of the file, as far as reading has come; an estimate for people.
  [[nodiscard]] virtual std::int64_t done_bytes() const = 0;
};

// file_damaged, file_encrypted, table_too_large, file_other_format (a zip archive, but no such
// workbook), workbook_reader_missing. The source must outlive the answer.
//
// A seam of the linker: programs read workbooks themselves (workbook.cpp), but the application in
// the browser has its own definition (wasm/app/workbook_reader.cpp), by which another module reads
// them, so that a first visit need not load what few visits use.
[[nodiscard]] base::Result<std::unique_ptr<Workbook>> open_workbook(base::ByteSource& source);

}  // namespace saimnieks::workbook
