// Mapping: which column of a file is what. It is the MAP file of the command line, the thing that a
// mapping screen edits, and what is remembered for the next file of the same shape.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/encoding.h"
#include "core/exchange/number.h"
#include "core/model/line.h"

namespace saimnieks::exchange {

// What a plan's version is called when nothing names it.
inline constexpr std::string_view kFirstPlanVersion = "1";

// What the lines of a year (or of the whole file) become.
struct Target {
  model::LineKind kind = model::LineKind::actual;
  std::string version;  // plans only; "1" when the mapping names none

  friend bool operator==(const Target&, const Target&) = default;
};

// What becomes of a row that names what the ledger does not have.
enum class Unknown : std::uint8_t {
  create,    // it is made
  classify,  // the row comes in without that unit or code, its text in the note, and waits
  refuse,
};

struct MappedColumns {
  std::string period;             // may be empty when `amounts` or `Mapping::period` says it all
  std::vector<std::string> unit;  // a hierarchy, top first
  std::vector<std::string> unit_name;  // as many as `unit`, or none
  std::string service;
  std::string service_name;
  std::string code;
  std::string code_name;
  std::string scheme;   // of the row's code; where its cell is empty, the mapping's
  std::string kind;     // plan or actual, in words; wins over what the mapping says of the year
  std::string version;  // of the row's plan; where its cell is empty, the mapping's
  std::string note;
  std::string amount;
  // Amounts that lie side by side: by "2026-01" or "2026" the column of that period, or by "01" …
  // "12" the column of that month of the year that `period` gives.
  std::map<std::string, std::string> amounts;
  // What else lines say: the column by the key of exchange/further.h ("resource", "quantity", …).
  std::map<std::string, std::string, std::less<>> further;
  std::vector<std::string> counterparty;  // whom a charge comes from, a hierarchy like `unit`

  friend bool operator==(const MappedColumns&, const MappedColumns&) = default;
};

struct Mapping {
  Target target;
  AmountUnit amount_unit = AmountUnit::euro;
  MappedColumns columns;
  // When not empty: years not listed are skipped and counted.
  std::map<int, Target> by_year;
  std::string period;  // of the whole file, when no column says it: "2026", "2026-01"
  // Empty: the economic classification when every code of the file fits it, else a scheme that is
  // called like the code's column.
  std::string scheme;
  // Rows without unit or code become lines that wait to be classified; else they are refused.
  bool keep_unclassified = false;
  // Rows whose document, date, period and amount the ledger already has are left out; else they are
  // lines once more.
  bool skip_known = true;
  // So are rows without a document when the ledger has a line that says the same in every way.
  bool skip_same = false;
  Unknown unknown = Unknown::create;
  bool skip_totals = true;  // false: every row is a line, even one that looks like a sum of others
  std::string sheet;        // of a workbook; empty: the first visible one that holds a table
  std::optional<char> delimiter;
  std::optional<char> decimal;
  std::optional<Encoding> encoding;

  friend bool operator==(const Mapping&, const Mapping&) = default;
};

// mapping_invalid, with the JSON pointer as field: unknown keys, wrong types, nothing mapped.
[[nodiscard]] base::Result<Mapping> parse_mapping(std::string_view json);
// Indented JSON that parse_mapping() reads back to the same value.
[[nodiscard]] std::string print_mapping(const Mapping& mapping);

}  // namespace saimnieks::exchange
