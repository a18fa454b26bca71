// Op: one change as it is minted, hashed, kept and sent; docs/changeset.md describes its JSON. A
// row op changes one row; a block op inserts or updates many rows of one table, column by column.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/model/value.h"
#include "core/oplog/hlc.h"

namespace saimnieks::oplog {

using model::Value;

inline constexpr int kMaxBlockRows = 500;

// A device numbers its ops from 1; a block of k rows takes n … n+k−1.
struct OpId {
  base::Uuid device{};
  std::int64_t n = 0;  // 0: none

  [[nodiscard]] bool valid() const { return n > 0; }
  friend auto operator<=>(const OpId&, const OpId&) = default;
};

// The transaction that an op belongs to: applied whole or not at all, except imports.
struct Tx {
  std::int64_t first_n = 0;
  std::int64_t op_count = 0;  // op documents (a block counts as one); 0: divisible, by row
  [[nodiscard]] bool divisible() const { return op_count == 0; }
  friend bool operator==(const Tx&, const Tx&) = default;
};

// The new (and, when updating, the old) values of one field in all rows of an op.
struct Column {
  enum class Shape : std::uint8_t {
    list,  // one value a row; the only shape of row ops
    all,   // one value for all rows
    dict,  // distinct values, and an index a row
  };

  std::string field{};
  Shape shape = Shape::list;
  std::vector<Value> values{};         // list: a row; all: one; dict: the distinct values
  std::vector<std::uint32_t> index{};  // dict only: a row
  bool has_old = false;
  bool old_all = false;             // `old` holds one value for all rows
  std::vector<Value> old_values{};  // when has_old

  [[nodiscard]] const Value& new_at(std::size_t row) const {
    return shape == Shape::list ? values[row] : values[shape == Shape::all ? 0 : index[row]];
  }
  // `has_old` must hold.
  [[nodiscard]] const Value& old_at(std::size_t row) const { return old_values[old_all ? 0 : row]; }
};

struct Op {
  OpId id{};  // of its first row
  bool block = false;
  std::vector<base::Uuid> rows{};  // one for a row op
  std::optional<OpId> base{};  // the op that last wrote the row; of a block: of its first row, and
                               // row i's is base.n + i. None: the op inserts.
  std::string table{};         // by name: a newer schema's tables pass through unharmed
  std::vector<Column> set{};   // sorted by field
  Hlc hlc{};
  std::int64_t wall_ms = 0;
  std::string user{};
  std::optional<base::Uuid> unit{};  // of the rows when all lie in one, for routing; no authority
  int schema = model::kSchema;
  Tx tx{};

  [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(rows.size()); }
  [[nodiscard]] bool inserts() const { return !base.has_value(); }
  [[nodiscard]] OpId id_at(std::size_t row) const {
    return {id.device, id.n + static_cast<std::int64_t>(row)};
  }
  [[nodiscard]] OpId base_at(std::size_t row) const {
    return base ? OpId{base->device, base->n + static_cast<std::int64_t>(row)} : OpId{};
  }
  // Null when the op does not set the field.
  [[nodiscard]] const Column* column(std::string_view field) const;
};

// Canonical JSON: sorted keys, no spaces, integers only. The bytes that are hashed and sent.
[[nodiscard]] std::string canonical(const Op& op);

// Reads an op and demands that its text is canonical to the byte (op_malformed, op_not_canonical).
// Shape only: check_op() knows tables and fields.
[[nodiscard]] base::Result<Op> parse_op(std::string_view text);

// What every op must fulfil, wherever it comes from: a known table, known fields of the right type
// and range, an insert complete, nothing immutable updated. Codes op_*, value_*, with the field.
[[nodiscard]] base::Result<void> check_form(const Op& op);

// What an op that is judged must fulfil besides: of an insert, the rules that bind its row's
// fields. An op that was accepted is not asked again, since rules grow.
[[nodiscard]] base::Result<void> check_op(const Op& op);

}  // namespace saimnieks::oplog
