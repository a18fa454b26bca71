#include "core/exchange/register_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/exchange/file_shape.h"
#include "core/exchange/records.h"
#include "core/exchange/row_json.h"
#include "core/exchange/row_names.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Uuid;
using ledger::Ledger;
using model::FieldInfo;
using model::FieldType;
using model::Table;
using model::TableInfo;
using nlohmann::ordered_json;
using workbook::CellKind;

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::string_view kBeforeJson = " \t\r\n\xEF\xBB\xBF";
constexpr std::string_view kRegisterId = "register_id";

// A row of the file: what it says of each field, as text.
struct Said {
  std::int64_t place = 0;
  std::map<std::string, std::string, std::less<>> fields;
  std::optional<RegisterFault> fault{};  // a cell of a sheet that holds no value
};

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

// The field of the table that a header names: in the program's word for it, or in people's.
std::optional<std::string> field_of(const TableInfo& table, std::string_view header) {
  const FieldInfo* exact = model::find_field(table, header);
  if (exact != nullptr && exact->name != "voided") {
    return std::string(exact->name);
  }
  const auto suggested = register_field_suggested(header);
  return suggested && model::find_field(table, *suggested) != nullptr ? suggested : std::nullopt;
}

struct Columns {
  std::vector<std::optional<std::string>> field;  // by place; none: not used
  std::vector<std::string> unused;
};

Columns columns_of(const TableInfo& table, const std::vector<std::string>& header) {
  Columns out;
  std::set<std::string> taken;
  for (const std::string& title : header) {
    auto field = field_of(table, title);
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

Result<std::vector<Said>> read_table(const TableInfo& table, base::ByteSource& source,
                                     std::vector<std::string>& unused) {
  TRY(const FileShape shape, inspect(source, {}));
  Columns columns = columns_of(table, shape.header);
  unused = std::move(columns.unused);
  TRY(const auto records, open_records(source, shape));
  TRY_DO(records->rewind());
  std::vector<Said> out;
  Record record;
  while (true) {
    TRY(const Records::Next next, records->next(record));
    if (next == Records::Next::end) {
      return out;
    }
    if (next == Records::Next::more || record.line <= shape.header_line) {
      continue;
    }
    Said row{record.line, {}};
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
      out.push_back(std::move(row));
    }
  }
}

Result<std::vector<Said>> read_json(const TableInfo& table, base::ByteSource& source,
                                    std::vector<std::string>& unused) {
  TRY(const std::string bytes, all_bytes(source));
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
    return fail(ErrorCode::json_invalid, "/");
  }
  std::vector<Said> out;
  for (const ordered_json& item : *list) {
    const auto place = static_cast<std::int64_t>(out.size()) + 1;
    if (!item.is_object()) {
      return fail(ErrorCode::json_invalid, "/" + std::to_string(place - 1));
    }
    Said row{place, {}};
    for (const auto& [key, value] : item.items()) {
      const auto field = field_of(table, key);
      if (!field && std::find(unused.begin(), unused.end(), key) == unused.end()) {
        unused.push_back(key);
      }
      if (!field || value.is_null() || (value.is_string() && value.get<std::string>().empty())) {
        continue;
      }
      if (value.is_structured()) {
        return fail(ErrorCode::json_invalid, "/" + std::to_string(place - 1) + "/" + key);
      }
      row.fields.emplace(*field, value.is_string() ? value.get<std::string>() : value.dump());
    }
    out.push_back(std::move(row));
  }
  return out;
}

std::string text_of(const Said& row, std::string_view field) {
  const auto found = row.fields.find(field);
  return found == row.fields.end() ? std::string() : found->second;
}

// What people call the row that this one is or would be.
std::string called(Table table, const Said& row) {
  std::string code = text_of(row, "code");
  const std::string parent = text_of(row, "parent");
  if (table == Table::unit && !parent.empty() && !code.empty()) {
    return parent + "/" + code;
  }
  if (table == Table::code && !code.empty()) {
    return text_of(row, "scheme") + ":" + code;
  }
  return code;
}

Said said_of(const RegisterRow& row) {
  Said out;
  for (const RegisterRow::Field& field : row.fields) {
    out.fields[field.name] = field.after;
  }
  return out;
}

std::string said_in(const ordered_json& fields, const std::string& field) {
  const ordered_json& value = fields.at(field);
  return value.is_null()     ? std::string()
         : value.is_string() ? value.get<std::string>()
                             : value.dump();
}

}  // namespace

// One comparison under way.
class RegisterComparison::Reader {
 public:
  Reader(const Ledger& ledger, RegisterComparison& out)
      : ledger_(ledger), info_(model::table_info(out.table_)), out_(out) {}

  Result<void> run(base::ByteSource& source) {
    TRY(const bool json, is_json(source));
    TRY(std::vector<Said> rows, json ? read_json(info_, source, out_.unused_columns_)
                                     : read_table(info_, source, out_.unused_columns_));
    by_register_ = std::any_of(rows.begin(), rows.end(), [](const Said& row) {
      return row.fields.find(kRegisterId) != row.fields.end();
    });
    const bool by_code = std::any_of(rows.begin(), rows.end(), [](const Said& row) {
      return row.fields.find("code") != row.fields.end();
    });
    if (!by_register_ && !by_code) {
      return fail(ErrorCode::mapping_invalid, "code");
    }
    TRY_DO(read_ledger());
    for (Said& row : rows) {
      take(std::move(row));
    }
    order_added();
    for (const auto& [number, known] : known_) {
      // Other lists of codes have registers of their own.
      const bool of_register =
          out_.table_ == Table::code
              ? schemes_.count(known.name.substr(0, known.name.find(':'))) > 0 && !known.built_in
              : !by_register_ || !known.register_id.empty();
      if (of_register && met_.count(number) == 0) {
        out_.gone_.push_back(
            {known.register_id.empty() ? known.name : known.register_id, known.row, {}});
      }
    }
    return {};
  }

 private:
  struct Known {
    Uuid row{};
    std::string name;
    std::string register_id;
    bool built_in = false;
    ordered_json fields;
  };

  Result<void> read_ledger() {
    return ledger_.each_row(out_.table_, {}, [&](const Ledger::RowView& row) {
      if (row.state.voided()) {
        return;
      }
      const std::uint32_t number = ledger_.dimension(out_.table_)->number_of(row.row);
      Known known{row.row,
                  name_of_row(ledger_, out_.table_, number),
                  {},
                  false,
                  row_json(ledger_, out_.table_, row)["fields"]};
      if (known.fields.contains(kRegisterId)) {
        known.register_id = said_in(known.fields, std::string(kRegisterId));
      }
      known.built_in =
          out_.table_ == Table::code && ledger_.codes()[model::CodeId{number}].catalogue;
      by_name_.emplace(known.name, number);
      if (!known.register_id.empty()) {
        by_id_.emplace(known.register_id, number);
      }
      known_.emplace(number, std::move(known));
    });
  }

  void fault(const Said& row, std::string field, ErrorCode code, std::string value) {
    out_.faults_.push_back({row.place, std::move(field), code, std::move(value)});
  }

  // The row of the ledger that this one is about.
  std::optional<std::uint32_t> met(const std::string& id, const std::string& name) const {
    if (const auto found = by_id_.find(id); !id.empty() && found != by_id_.end()) {
      return found->second;
    }
    const auto found = by_name_.find(name);
    if (name.empty() || found == by_name_.end()) {
      return std::nullopt;
    }
    // A row that the register already knows under another identifier is another one.
    const std::string& other = known_.at(found->second).register_id;
    return id.empty() || other.empty() || other == id ? std::optional(found->second) : std::nullopt;
  }

  void take(Said row) {
    const std::string id = text_of(row, kRegisterId);
    if (row.fault) {
      if (const auto number = met(id, called(out_.table_, row))) {
        met_.insert(*number);  // it is there, whatever it says
      }
      out_.faults_.push_back(*row.fault);
      return;
    }
    if (id.empty() && text_of(row, "code").empty()) {
      return fault(row, by_register_ ? std::string(kRegisterId) : "code", ErrorCode::value_missing,
                   {});
    }
    if (text_of(row, "code").empty() && !met(id, {})) {
      row.fields["code"] = id;  // a new row needs a code: the register's is as good as any
    }
    if (out_.table_ == Table::code) {
      row.fields.try_emplace("scheme", model::kEkkScheme);
      schemes_.insert(text_of(row, "scheme"));
    }
    const std::string name = called(out_.table_, row);
    const std::string identifier = id.empty() ? name : id;
    if (!seen_.insert(identifier).second) {
      return fault(row, id.empty() ? "code" : std::string(kRegisterId), ErrorCode::row_exists,
                   identifier);
    }
    const auto number = met(id, name);
    const Known* known = number ? &known_.at(*number) : nullptr;
    if (number && !met_.insert(*number).second) {
      return fault(row, "code", ErrorCode::row_exists, name);
    }
    if (known == nullptr && by_name_.count(name) > 0) {
      return fault(row, "code", ErrorCode::row_exists, name);
    }
    compare(row, known, identifier, name);
  }

  void compare(const Said& row, const Known* known, const std::string& identifier,
               const std::string& name) {
    RegisterRow out{identifier, known == nullptr ? Uuid() : known->row, {}};
    for (const auto& [field, said] : row.fields) {
      const FieldInfo& info = *model::find_field(info_, field);
      if (info.type == FieldType::choice && !info.choice(said)) {
        return fault(row, field, ErrorCode::value_range, said);
      }
      if (info.type == FieldType::date && !base::Date::parse(said)) {
        return fault(row, field, ErrorCode::date_invalid, said);
      }
      const bool own_parent = info.type == FieldType::reference && info.target == out_.table_;
      if (info.type == FieldType::reference && !own_parent && !is_known(info.target, said)) {
        return fault(row, field, ledger::unknown_row(info.target), said);
      }
      const std::string before = known == nullptr ? std::string() : said_in(known->fields, field);
      if (before == said) {
        continue;
      }
      if (known != nullptr && info.policy == model::Policy::immutable) {
        return fault(row, field, ErrorCode::op_field_immutable, said);
      }
      if (known != nullptr && known->built_in) {
        return fault(row, field, ErrorCode::catalogue_immutable, said);
      }
      out.fields.push_back({field, before, said});
    }
    if (known == nullptr) {
      places_[name] = row.place;
      out_.added_.push_back(std::move(out));
    } else if (out.fields.empty()) {
      ++out_.unchanged_;
    } else {
      places_of_changed_[out.row] = row.place;
      out_.changed_.push_back(std::move(out));
    }
  }

  bool is_known(Table table, const std::string& text) const {
    const model::AnyDimension* rows = ledger_.dimension(table);
    const std::uint32_t number =
        rows == nullptr ? model::kNone : rows->number_of(named_row(ledger_, table, text));
    return number != model::kNone && rows->common(number).usable();
  }

  static std::string parent_of(const RegisterRow& row) {
    for (const RegisterRow::Field& field : row.fields) {
      if (field.name == "parent") {
        return field.after;
      }
    }
    return {};
  }

  // Rows after those that they lie below. What lies below nothing that is there or comes, or below
  // itself, is a fault.
  void order_added() {
    std::vector<RegisterRow> waiting = std::move(out_.added_);
    out_.added_.clear();
    std::set<std::string> there;
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<RegisterRow> left;
      for (RegisterRow& row : waiting) {
        const std::string parent = parent_of(row);
        if (parent.empty() || there.count(parent) > 0 || by_name_.count(parent) > 0) {
          there.insert(name_of(row));
          out_.added_.push_back(std::move(row));
          moved = true;
        } else {
          left.push_back(std::move(row));
        }
      }
      waiting = std::move(left);
    }
    const auto homeless = [this](std::int64_t place, const RegisterRow& row) {
      out_.faults_.push_back({place, "parent", ledger::unknown_row(out_.table_), parent_of(row)});
    };
    for (const RegisterRow& row : waiting) {
      homeless(places_[name_of(row)], row);
    }
    const auto lost = [&](const RegisterRow& row) {
      const std::string parent = parent_of(row);
      const bool found = parent.empty() || there.count(parent) > 0 || by_name_.count(parent) > 0;
      if (!found) {
        homeless(places_of_changed_[row.row], row);
      }
      return !found;
    };
    auto& changed = out_.changed_;
    changed.erase(std::remove_if(changed.begin(), changed.end(), lost), changed.end());
  }

  [[nodiscard]] std::string name_of(const RegisterRow& row) const {
    return called(out_.table_, said_of(row));
  }

  const Ledger& ledger_;
  const TableInfo& info_;
  RegisterComparison& out_;
  bool by_register_ = false;
  std::map<std::uint32_t, Known> known_;  // by number
  std::map<std::string, std::uint32_t> by_name_;
  std::map<std::string, std::uint32_t> by_id_;
  std::set<std::uint32_t> met_;
  std::set<std::string> seen_;
  std::set<std::string> schemes_;               // of codes
  std::map<std::string, std::int64_t> places_;  // of new rows, by what people would call them
  std::map<Uuid, std::int64_t> places_of_changed_;
};

Result<RegisterComparison> RegisterComparison::make(const Ledger& ledger, Table table,
                                                    base::ByteSource& source) {
  if (ledger.dimension(table) == nullptr || table == Table::version) {
    return fail(ErrorCode::table_unknown, std::string(model::table_info(table).name));
  }
  RegisterComparison out;
  out.table_ = table;
  TRY_DO(Reader(ledger, out).run(source));
  return out;
}

Result<CommandList> RegisterComparison::commands(bool void_gone) const {
  const std::string table(model::table_info(table_).name);
  ordered_json list = ordered_json::array();
  std::map<std::string, std::string> names;  // of new rows, by what people would call them
  const auto fields_of = [&names](const RegisterRow& row) {
    ordered_json fields = ordered_json::object();
    for (const RegisterRow::Field& field : row.fields) {
      const auto made = names.find(field.after);
      const bool below_new = field.name == "parent" && made != names.end();
      fields[field.name] = below_new ? made->second : field.after;
    }
    return fields;
  };
  for (const RegisterRow& row : added_) {
    const std::string own = "row" + std::to_string(names.size());
    list.push_back({{"add", table}, {"as", own}, {"fields", fields_of(row)}});
    names[called(table_, said_of(row))] = "$" + own;
  }
  for (const RegisterRow& row : changed_) {
    list.push_back({{"change", table}, {"row", row.row.text()}, {"fields", fields_of(row)}});
  }
  for (const RegisterRow& row : gone_) {
    if (void_gone) {
      list.push_back({{"void", table}, {"row", row.row.text()}});
    }
  }
  return CommandList::parse(list.dump());
}

}  // namespace saimnieks::exchange
