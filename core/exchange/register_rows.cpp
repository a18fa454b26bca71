#include "core/exchange/register_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/exchange/file_shape.h"
#include "core/exchange/records.h"
#include "core/exchange/register_words.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::fail_field;
using base::Result;
using model::TableInfo;
using nlohmann::ordered_json;
using workbook::CellKind;

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::string_view kBeforeJson = " \t\r\n\xEF\xBB\xBF";

Result<std::string> all_bytes(base::ByteSource& source) {
  std::string out;
  std::string piece(kPieceBytes, '\0');
  TRY_DO(source.seek(0));
  while (true) {
    TRY(const std::size_t read, source.read(piece));
    if (read == 0) {
      return out;
    }
    out.append(piece, 0, read);
  }
}

// Whether the file's first sign that is no blank begins a list or an object of JSON.
Result<bool> is_json(base::ByteSource& source) {
  std::array<char, 64> start{};
  TRY_DO(source.seek(0));
  TRY(const std::size_t read, source.read(start));
  const std::string_view text(start.data(), read);
  const std::size_t first = text.find_first_not_of(kBeforeJson);
  return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

struct Columns {
  std::vector<std::optional<std::string>> field;  // by place; none: not used
  std::vector<std::string> unused;
};

Columns columns_of(const TableInfo& table, const std::vector<std::string>& header) {
  Columns out;
  std::set<std::string> taken;
  for (const std::string& title : header) {
    auto field = register_field(table, title);
    if (field && !taken.insert(*field).second) {
      field.reset();  // the first column that says it wins
    }
    if (!field) {
      out.unused.push_back(title);
    }
    out.field.push_back(std::move(field));
  }
  return out;
}

Result<RegisterRows> read_table(const TableInfo& table, base::ByteSource& source) {
  TRY(const FileShape shape, inspect(source, {}));
  Columns columns = columns_of(table, shape.header);
  RegisterRows out;
  out.unused_columns = std::move(columns.unused);
  for (std::size_t i = 0; i < columns.field.size(); ++i) {
    if (columns.field[i]) {
      out.titles[*columns.field[i]] = shape.header[i];
    }
  }
  TRY(const auto records, open_records(source, shape));
  TRY_DO(records->rewind());
  Record record;
  while (true) {
    TRY(const Records::Next next, records->next(record));
    if (next == Records::Next::end) {
      return out;
    }
    if (next == Records::Next::more || record.line <= shape.header_line) {
      continue;
    }
    RegisterSaid row{record.line, {}};
    for (std::size_t i = 0; i < record.fields.size() && i < columns.field.size(); ++i) {
      if (!columns.field[i] || record.fields[i].empty()) {
        continue;
      }
      const std::string text(record.fields[i]);
      const CellKind kind = i < record.kinds.size() ? record.kinds[i] : CellKind::text;
      if (kind == CellKind::fault || kind == CellKind::uncomputed) {
        const auto code =
            kind == CellKind::fault ? ErrorCode::cell_fault : ErrorCode::cell_uncomputed;
        row.fault = RegisterFault{record.line, *columns.field[i], code, text};
      } else {
        row.fields[*columns.field[i]] = text;
      }
    }
    if (!row.fields.empty() || row.fault) {
      out.rows.push_back(std::move(row));
    }
  }
}

Result<RegisterRows> read_json(const TableInfo& table, base::ByteSource& source) {
  TRY(const std::string bytes, all_bytes(source));
  // The library takes a NUL for the end, and what comes after it for nothing.
  if (bytes.find('\0') != std::string::npos) {
    return fail(ErrorCode::json_invalid);
  }
  const auto parsed = ordered_json::parse(bytes, nullptr, false);
  // The list itself, or an object around one list, as registers like to answer.
  const ordered_json* list = parsed.is_array() ? &parsed : nullptr;
  if (parsed.is_object()) {
    for (const auto& [key, value] : parsed.items()) {
      if (value.is_array()) {
        list = list == nullptr ? &value : nullptr;
      }
    }
  }
  if (list == nullptr) {
    return parsed.is_discarded() ? fail(ErrorCode::json_invalid)
                                 : fail_field(ErrorCode::json_shape, "/", "a list is expected");
  }
  RegisterRows out;
  std::vector<std::string>& unused = out.unused_columns;
  for (const ordered_json& item : *list) {
    const auto place = static_cast<std::int64_t>(out.rows.size()) + 1;
    if (!item.is_object()) {
      return fail_field(ErrorCode::json_shape, "/" + std::to_string(place - 1),
                        "an object of fields is expected");
    }
    RegisterSaid row{place, {}};
    for (const auto& [key, value] : item.items()) {
      const auto field = register_field(table, key);
      if (!field && std::find(unused.begin(), unused.end(), key) == unused.end()) {
        unused.push_back(key);
      }
      if (!field || value.is_null() || (value.is_string() && value.get<std::string>().empty())) {
        continue;
      }
      if (value.is_structured()) {
        return fail_field(ErrorCode::json_shape, "/" + std::to_string(place - 1) + "/" + key,
                          "a text or a number is expected");
      }
      out.titles[*field] = key;
      row.fields.emplace(*field, value.is_string() ? value.get<std::string>() : value.dump());
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace

std::string RegisterSaid::text(std::string_view field) const {
  const auto found = fields.find(field);
  return found == fields.end() ? std::string() : found->second;
}

Result<RegisterRows> read_register(const TableInfo& table, base::ByteSource& source) {
  TRY(const bool json, is_json(source));
  return json ? read_json(table, source) : read_table(table, source);
}

}  // namespace saimnieks::exchange
