// Writes ops. Every key stands where sorting puts it, so nothing is sorted at run time.
#include "core/oplog/canonical.h"

#include <charconv>

namespace saimnieks::oplog {
namespace {

void append_key(std::string& out, std::string_view key) {
  out += '"';
  out += key;
  out += "\":";
}

void append_uuid(std::string& out, const base::Uuid& uuid) {
  out += '"';
  uuid.append_text(out);
  out += '"';
}

void append_values(std::string& out, std::string_view key, const std::vector<Value>& values) {
  append_key(out, key);
  out += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) {
      out += ',';
    }
    append_json_value(out, values[i]);
  }
  out += ']';
}

void append_block_column(std::string& out, const Column& column) {
  switch (column.shape) {
    case Column::Shape::list:
      append_values(out, "new", column.values);
      break;
    case Column::Shape::all:
      append_key(out, "all");
      append_json_value(out, column.values.front());
      break;
    case Column::Shape::dict:
      append_values(out, "dict", column.values);
      out += ",\"new\":[";
      for (std::size_t i = 0; i < column.index.size(); ++i) {
        if (i > 0) {
          out += ',';
        }
        append_json_int(out, column.index[i]);
      }
      out += ']';
      break;
  }
  if (column.has_old && column.old_all) {
    out += ",\"old_all\":";
    append_json_value(out, column.old_values.front());
  } else if (column.has_old) {
    out += ',';
    append_values(out, "old", column.old_values);
  }
}

void append_row_column(std::string& out, const Column& column) {
  append_key(out, "new");
  append_json_value(out, column.values.front());
  if (column.has_old) {
    out += ",\"old\":";
    append_json_value(out, column.old_values.front());
  }
}

std::string set_text(const Op& op) {
  std::string out = "{";
  for (const Column& column : op.set) {
    if (out.size() > 1) {
      out += ',';
    }
    append_json_text(out, column.field);
    out += ":{";
    op.block ? append_block_column(out, column) : append_row_column(out, column);
    out += '}';
  }
  out += '}';
  return out;
}

void append_hlc_and_id(std::string& out, const Envelope& envelope) {
  out += "\"hlc\":\"";
  out += envelope.hlc.text();
  out += "\",\"op\":";
  append_json_op_id(out, envelope.id);
}

void append_tail(std::string& out, const Envelope& envelope, std::string_view set) {
  out += ",\"schema\":";
  append_json_int(out, envelope.schema);
  out += ",\"set\":";
  out += set;
  out += ",\"table\":";
  append_json_text(out, envelope.table);
  out += ",\"tx\":[";
  append_json_int(out, envelope.tx.first_n);
  out += ',';
  append_json_int(out, envelope.tx.op_count);
  out += "],\"unit\":";
  if (envelope.unit) {
    append_uuid(out, *envelope.unit);
  } else {
    out += "null";
  }
  out += ",\"user\":";
  append_json_text(out, envelope.user);
  out += ",\"wall\":";
  append_json_int(out, envelope.wall_ms);
  out += '}';
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t clean = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') {
      continue;
    }
    out.append(text, clean, i - clean);
    clean = i + 1;
    out += '\\';
    switch (c) {
      case '"':
      case '\\':
        out += static_cast<char>(c);
        break;
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHex[c >> 4U];
        out += kHex[c & 15U];
    }
  }
  out.append(text, clean);
  out += '"';
}

void append_json_int(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  out.append(digits, end);
}

void append_json_value(std::string& out, const Value& value) {
  if (const std::int64_t* number = model::as_int(value)) {
    append_json_int(out, *number);
  } else if (const std::string* text = model::as_text(value)) {
    append_json_text(out, *text);
  } else {
    out += "null";
  }
}

void append_json_op_id(std::string& out, const OpId& id) {
  out += '[';
  append_uuid(out, id.device);
  out += ',';
  append_json_int(out, id.n);
  out += ']';
}

void append_row_op(std::string& out, const Envelope& envelope, const base::Uuid& row,
                   std::string_view set) {
  out += "{\"base\":";
  if (envelope.base) {
    append_json_op_id(out, *envelope.base);
  } else {
    out += "null";
  }
  out += ',';
  append_hlc_and_id(out, envelope);
  out += ",\"row\":";
  append_uuid(out, row);
  append_tail(out, envelope, set);
}

void append_block_op(std::string& out, const Envelope& envelope, std::span<const base::Uuid> rows,
                     std::string_view set) {
  out += '{';
  if (envelope.base) {
    out += "\"base\":";
    append_json_op_id(out, *envelope.base);
    out += ',';
  }
  out += "\"count\":";
  append_json_int(out, static_cast<std::int64_t>(rows.size()));
  out += ',';
  append_hlc_and_id(out, envelope);
  out += ",\"rows\":[";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) {
      out += ',';
    }
    append_uuid(out, rows[i]);
  }
  out += ']';
  append_tail(out, envelope, set);
}

std::string canonical(const Op& op) {
  const Envelope envelope{.id = op.id,
                          .base = op.base,
                          .table = op.table,
                          .hlc = op.hlc,
                          .wall_ms = op.wall_ms,
                          .user = op.user,
                          .unit = op.unit,
                          .schema = op.schema,
                          .tx = op.tx};
  std::string out;
  if (op.block) {
    append_block_op(out, envelope, op.rows, set_text(op));
  } else {
    append_row_op(out, envelope, op.rows.front(), set_text(op));
  }
  return out;
}

}  // namespace saimnieks::oplog
