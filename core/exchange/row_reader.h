// Turns a file into lines-to-be by a mapping: what is read, left out and refused, and why. Checking
// and writing run over the same reader, so that what was checked is what is written.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/exchange/file_shape.h"
#include "core/exchange/further.h"
#include "core/exchange/mapping.h"
#include "core/exchange/records.h"

namespace saimnieks::exchange {

struct RefusedRow {
  std::int64_t line = 0;  // of the file, from 1
  std::string column;     // the column at fault, may be empty
  base::ErrorCode code = base::ErrorCode::internal;
  std::string value;                 // what stood there, cut to a readable length
  std::vector<std::string> cells{};  // the whole row, as it stands in the file
};

// What a row says besides: fields of the line, and the dimension rows that only the ledger can
// number.
struct ParsedFurther {
  model::Line line;
  std::string_view resource, resource_name, resource_kind;
  std::string_view policy, policy_name;
  std::string_view source, source_name;
  std::string_view function_scheme, function, function_name;
  std::span<const std::string_view> counterparty;
};

// One line-to-be. Empty unit, service and code: not said. Texts live until the next call of the
// reader.
struct ParsedLine {
  std::span<const std::string_view> unit;
  std::span<const std::string_view> unit_names;  // as many, or none
  std::string_view service;
  std::string_view service_name;
  std::string_view code;
  std::string_view code_name;
  std::string_view scheme;  // empty: the mapping's
  std::string_view note;
  base::Period period;
  base::Money amount;
  const Target* target = nullptr;
  const ParsedFurther* further = nullptr;  // null: the mapping has no such columns
};

enum class RowOutcome : std::uint8_t {
  end_of_input,
  more,  // a piece of the file was read: go on
  data,
  blank,
  total,
  other_year,
  refused
};

class RowReader {
 public:
  // column_missing, with the column as context. All three must outlive the reader; the records are
  // read from their first on.
  [[nodiscard]] static base::Result<RowReader> open(const Mapping& mapping, const FileShape& shape,
                                                    Records& records);

  void set_decimal(char decimal) { decimal_ = decimal; }

  // The next record. After `data` lines() holds it, after `refused` refusal() does. Fails as the
  // records do.
  [[nodiscard]] base::Result<RowOutcome> next();
  [[nodiscard]] std::span<const ParsedLine> lines() const { return lines_; }
  [[nodiscard]] const RefusedRow& refusal() const { return refusal_; }
  [[nodiscard]] std::int64_t line() const { return record_.line; }  // of the file, from 1
  [[nodiscard]] std::vector<std::string> cells() const {
    return {record_.fields.begin(), record_.fields.end()};
  }

 private:
  struct AmountColumn {
    std::size_t column;
    base::Period period;  // not valid: the row's own
    int month = 0;        // of the row's year; 0: the row's own period
  };

  RowReader(const Mapping& mapping, const FileShape& shape, Records& records)
      : mapping_(mapping), shape_(shape), records_(records) {}
  [[nodiscard]] base::Result<void> resolve();
  [[nodiscard]] base::Result<std::size_t> column(std::string_view name);
  [[nodiscard]] std::string_view cell(std::size_t column) const;
  [[nodiscard]] RowOutcome refuse(std::size_t column, base::ErrorCode code);
  [[nodiscard]] bool is_number(std::size_t column) const;  // of a sheet
  // Whether a mapped cell holds no value of its own; then the row is refused.
  [[nodiscard]] bool has_fault();
  [[nodiscard]] RowOutcome read_row();
  [[nodiscard]] bool is_blank() const;
  [[nodiscard]] bool is_total() const;
  [[nodiscard]] bool read_identity(ParsedLine& line);
  [[nodiscard]] bool read_unit(ParsedLine& line);
  [[nodiscard]] bool read_path(const std::vector<std::size_t>& columns, bool needed,
                               std::vector<std::string_view>& path);
  [[nodiscard]] bool read_further(ParsedLine& line);
  [[nodiscard]] bool has_one_object(const ParsedLine& line);
  [[nodiscard]] bool read_period(ParsedLine& line);
  [[nodiscard]] bool is_good_text(std::size_t column, std::size_t most_bytes = kMostText);
  // What the row's own cells make of what the mapping says; null after a refusal.
  [[nodiscard]] const Target* target_of_row(const Target& said);
  [[nodiscard]] RowOutcome read_amounts(const ParsedLine& identity);

  static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
  static constexpr std::size_t kMostText = 512;   // bytes of a code or a name
  static constexpr std::size_t kMostNote = 8192;  // bytes

  const Mapping& mapping_;
  const FileShape& shape_;
  Records& records_;
  char decimal_ = '.';
  Record record_;
  std::vector<std::size_t> mapped_;  // all columns that the mapping names

  std::vector<std::size_t> unit_;
  std::vector<std::size_t> unit_name_;
  std::size_t service_ = kNoColumn;
  std::size_t service_name_ = kNoColumn;
  std::size_t code_ = kNoColumn;
  std::size_t code_name_ = kNoColumn;
  std::size_t scheme_ = kNoColumn;
  std::size_t kind_ = kNoColumn;
  std::size_t version_ = kNoColumn;
  std::size_t note_ = kNoColumn;
  std::size_t period_ = kNoColumn;
  base::Period file_period_;
  std::vector<AmountColumn> amounts_;
  struct FurtherColumn {
    const Further* what;
    std::size_t column;
    std::string_view ParsedFurther::*row;  // where a row's code or name goes
  };
  [[nodiscard]] base::Result<void> read_further(const FurtherColumn& column, std::string_view text);
  std::vector<FurtherColumn> further_columns_;
  std::vector<std::size_t> counterparty_;
  std::size_t date_ = kNoColumn;

  std::vector<std::string_view> path_;
  std::vector<std::string_view> names_;
  std::vector<std::string_view> counterparty_path_;
  ParsedFurther further_;
  std::vector<ParsedLine> lines_;
  RefusedRow refusal_;
  std::string last_period_text_;  // the same text in row after row is parsed once
  base::Period last_period_;
  const Target actual_{};
  std::map<std::string, Target, std::less<>> plans_;  // by version, as rows name them
};

}  // namespace saimnieks::exchange
