// Canonical JSON without a document tree in between: what the import writes 500 rows at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/oplog/op.h"

namespace saimnieks::oplog {

// Escaped as nlohmann/json's dump() does it: control characters, quote and backslash only.
void append_json_text(std::string& out, std::string_view text);
void append_json_int(std::string& out, std::int64_t number);
void append_json_value(std::string& out, const Value& value);
void append_json_op_id(std::string& out, const OpId& id);

// All of an op but its columns.
struct Envelope {
  OpId id{};
  std::optional<OpId> base{};
  std::string_view table{};
  Hlc hlc{};
  std::int64_t wall_ms = 0;
  std::string_view user{};
  std::optional<base::Uuid> unit{};
  int schema = model::kSchema;
  Tx tx{};
};

// Appends the op whose `set` object is already written, in sorted order of its fields.
void append_row_op(std::string& out, const Envelope& envelope, const base::Uuid& row,
                   std::string_view set);
void append_block_op(std::string& out, const Envelope& envelope, std::span<const base::Uuid> rows,
                     std::string_view set);

}  // namespace saimnieks::oplog
