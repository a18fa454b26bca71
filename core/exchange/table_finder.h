// Finds the table among the first rows of a file or sheet: which row is the header, and what the
// columns are called.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/file_shape.h"
#include "core/workbook/workbook.h"

namespace saimnieks::exchange {

inline constexpr std::size_t kSampleRecords = 1000;

struct SampledRow {
  std::int64_t line = 0;
  std::vector<std::string> fields;  // trimmed

  [[nodiscard]] std::size_t filled() const;
};

// The number of fields that most filled rows have, and how many have it.
struct ModalWidth {
  std::size_t width = 0;
  std::size_t count = 0;
};
[[nodiscard]] ModalWidth modal_width(const std::vector<SampledRow>& rows);

// Header, titles and sample. A header whose cells are merged, with each other or with those above,
// has the text in all of them; where two columns are then called the same, what is merged above
// them tells them apart ("2026 Plāns", "2027 Plāns"). file_no_header, file_no_rows.
[[nodiscard]] base::Result<void> find_table(std::vector<SampledRow> rows,
                                            std::span<const workbook::Merge> merges,
                                            FileShape& shape);

}  // namespace saimnieks::exchange
