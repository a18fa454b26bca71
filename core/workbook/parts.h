// The small parts of a workbook: which sheets it has, where they are, and how its cells show
// numbers.
#pragma once

#include <string>
#include <vector>

#include "core/workbook/cell_text.h"
#include "core/workbook/workbook.h"
#include "core/workbook/zip_archive.h"

namespace saimnieks::workbook {

struct Parts {
  std::vector<Sheet> sheets;
  std::vector<std::string> sheet_parts;  // as many: the parts' names
  std::string shared_texts;              // the part's name; empty when there is none
  std::vector<NumberLook> styles;        // by a cell's style
  bool from_1904 = false;
};

// As open_workbook().
[[nodiscard]] base::Result<Parts> read_parts(ZipArchive& zip);

}  // namespace saimnieks::workbook
