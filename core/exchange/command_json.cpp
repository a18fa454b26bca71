#include "core/exchange/command_json.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "core/base/digits.h"
#include "core/exchange/row_names.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::fail_field;
using base::Result;
using base::Uuid;
using ledger::FieldValue;
using ledger::Ledger;
using model::FieldInfo;
using model::FieldType;
using model::Table;
using model::TableInfo;
using model::Value;
using nlohmann::json;
using nlohmann::ordered_json;

// The row that a text names: a uuid, "$name" of an earlier command, or what people call it.
class Names {
 public:
  Names(const Ledger& ledger, const std::map<std::string, std::size_t, std::less<>>& names,
        std::span<const Uuid> made)
      : ledger_(ledger), names_(names), made_(made) {}

  Result<Uuid> row(Table table, std::string_view text) const {
    if (!text.empty() && text.front() == '$') {
      const auto found = names_.find(text.substr(1));
      if (found == names_.end() || found->second >= made_.size() || made_[found->second].is_nil()) {
        return fail(ErrorCode::row_unknown, std::string(text));
      }
      return made_[found->second];
    }
    if (const auto uuid = Uuid::parse(text)) {
      return *uuid;
    }
    const model::AnyDimension* rows = ledger_.dimension(table);
    const Uuid named = rows == nullptr ? Uuid() : named_row(ledger_, table, text);
    return rows != nullptr && rows->number_of(named) != model::kNone
               ? Result<Uuid>(named)
               : fail(ledger::unknown_row(table), std::string(text));
  }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  const Ledger& ledger_;
  const std::map<std::string, std::size_t, std::less<>>& names_;
  std::span<const Uuid> made_;
};

Result<Value> text_value(const Names& names, const FieldInfo& field, const std::string& text) {
  switch (field.type) {
    case FieldType::text:
      return Value(text.empty() && field.nullable ? Value() : Value(text));
    case FieldType::choice:
      return Value(text);
    case FieldType::period: {
      TRY(const base::Period period, base::Period::parse(text));
      return Value(std::int64_t{period.packed()});
    }
    case FieldType::date: {
      TRY(const base::Date date, base::Date::parse(text));
      return Value(model::packed(date));
    }
    case FieldType::decimal: {
      TRY(const base::Decimal decimal, base::Decimal::parse(text));
      return Value(decimal.millionths());
    }
    case FieldType::reference: {
      TRY(const Uuid row, names.row(field.target, text));
      return Value(row.text());
    }
    default:
      return fail(ErrorCode::value_type, text.substr(0, 64));
  }
}

Result<Value> json_value(const Names& names, const FieldInfo& field, const json& value) {
  const bool number = field.type == FieldType::cents || field.type == FieldType::integer;
  if (value.is_null()) {
    return Value();
  }
  if (value.is_string()) {
    return text_value(names, field, value.get<std::string>());
  }
  if (value.is_boolean() && field.type == FieldType::boolean) {
    return Value(std::int64_t{value.get<bool>()});
  }
  const bool fits = value.is_number_integer() &&
                    (!value.is_number_unsigned() ||
                     value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  if (fits && number) {
    return Value(value.get<std::int64_t>());
  }
  if (fits && field.type == FieldType::decimal) {
    return text_value(names, field, value.dump());
  }
  return fail(ErrorCode::value_type, value.dump().substr(0, 64));
}

Result<std::vector<FieldValue>> read_fields(const Names& names, const TableInfo& table,
                                            const json& fields) {
  std::vector<FieldValue> out;
  for (const auto& [name, value] : fields.items()) {
    const FieldInfo* field = model::find_field(table, name);
    if (field == nullptr) {
      return fail_field(ErrorCode::field_unknown, name);
    }
    Result<Value> read = json_value(names, *field, value);
    if (!read) {
      read.error().field = name;
      return tl::unexpected(std::move(read).error());
    }
    out.push_back({name, std::move(*read)});
  }
  return out;
}

// A row by a text, or by the fields of its natural key.
Result<Uuid> read_row(const Names& names, const TableInfo& table, const json& row) {
  if (row.is_string()) {
    return names.row(table.table, row.get<std::string>());
  }
  if (!row.is_object() || !table.has_natural_key()) {
    return fail_field(ErrorCode::json_shape, "row", "a text is expected");
  }
  TRY(const std::vector<FieldValue> fields, read_fields(names, table, row));
  std::vector<std::string> parts;
  for (int place = 1;; ++place) {
    const auto key = std::find_if(table.fields.begin(), table.fields.end(),
                                  [place](const FieldInfo& field) { return field.key == place; });
    if (key == table.fields.end()) {
      break;
    }
    const auto found = std::find_if(fields.begin(), fields.end(), [&key](const FieldValue& one) {
      return one.field == key->name;
    });
    const Value value = found == fields.end() ? Value() : found->value;
    const std::int64_t* number = model::as_int(value);
    const std::string* text = model::as_text(value);
    parts.push_back(number != nullptr ? std::to_string(*number)
                    : text != nullptr ? *text
                                      : std::string());
  }
  return model::natural_uuid(names.ledger().id(), table.table, parts);
}

Result<ledger::Command> read_command(const Names& names, const json& item) {
  for (const auto& [verb, what] : item.items()) {
    if (verb == "undo" || verb == "redo") {
      return verb == "undo" ? ledger::Command(ledger::Undo{}) : ledger::Command(ledger::Redo{});
    }
    if (verb != "add" && verb != "change" && verb != "void") {
      continue;
    }
    const auto table = model::table_from_name(what.get_ref<const std::string&>());
    if (!table) {
      return fail(ErrorCode::table_unknown, what.get<std::string>());
    }
    const TableInfo& info = model::table_info(*table);
    std::vector<FieldValue> fields;
    if (item.contains("fields")) {
      TRY(fields, read_fields(names, info, item["fields"]));
    }
    std::string exception = item.value("exception", std::string());
    if (verb == "add") {
      return ledger::Command(ledger::Add{*table, std::move(fields), std::move(exception)});
    }
    TRY(const Uuid row, read_row(names, info, item["row"]));
    return verb == "change" ? ledger::Command(ledger::Change{*table, row, std::move(fields),
                                                             std::move(exception)})
                            : ledger::Command(ledger::Void{*table, row, std::move(exception)});
  }
  return fail(ErrorCode::json_shape);
}

tl::unexpected<base::Error> shape_fault(const std::string& pointer, const std::string& expected) {
  return fail_field(ErrorCode::json_shape, pointer, expected);
}

// What a command is: what it does, and the keys that it must and may have besides.
struct Shape {
  std::string_view verb;
  std::vector<std::string_view> required;
  std::vector<std::string_view> allowed;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> kShapes{{"add", {"fields"}, {"as", "exception"}},
                                          {"change", {"row", "fields"}, {"exception"}},
                                          {"void", {"row"}, {"exception"}},
                                          {"undo", {}, {}},
                                          {"redo", {}, {}}};
  return kShapes;
}

// What a key's value must be; empty: it is.
std::string_view expected_of(std::string_view key, const json& value) {
  if (key == "undo" || key == "redo") {
    return value == json(true) ? "" : "true is expected";
  }
  if (key == "fields") {
    return value.is_object() ? "" : "an object of fields is expected";
  }
  if (key == "row") {
    return value.is_string() || value.is_object() ? ""
                                                  : "a text or an object of key fields is expected";
  }
  return value.is_string() ? "" : "a text is expected";
}

// Exactly the keys that the command has, of the right kind.
Result<void> check_shape(const json& item, const std::string& pointer) {
  constexpr const char* kVerbs = "one of add, change, void, undo and redo is expected";
  if (!item.is_object()) {
    return shape_fault(pointer, "an object is expected");
  }
  const Shape* shape = nullptr;
  for (const Shape& one : shapes()) {
    if (item.contains(std::string(one.verb))) {
      if (shape != nullptr) {
        return shape_fault(pointer, kVerbs);
      }
      shape = &one;
    }
  }
  if (shape == nullptr) {
    return shape_fault(pointer, kVerbs);
  }
  const auto lists = [](const std::vector<std::string_view>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  for (const auto& [key, value] : item.items()) {
    const bool known =
        key == shape->verb || lists(shape->required, key) || lists(shape->allowed, key);
    const std::string_view expected = known ? expected_of(key, value) : "no such key is expected";
    if (!expected.empty()) {
      return shape_fault(pointer + "/" + key, std::string(expected));
    }
  }
  for (const std::string_view key : shape->required) {
    if (!item.contains(std::string(key))) {
      return shape_fault(
          pointer, "the key " + std::string(key) + " is needed by " + std::string(shape->verb));
    }
  }
  return {};
}

}  // namespace

Result<CommandList> CommandList::parse(std::string_view text) {
  CommandList list;
  std::vector<std::set<std::string>> keys;
  std::string twice;
  const auto watch = [&](int, json::parse_event_t event, json& read) {
    if (event == json::parse_event_t::object_start) {
      keys.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      keys.pop_back();
    } else if (event == json::parse_event_t::key) {
      if (const auto key = read.get<std::string>(); !keys.back().insert(key).second) {
        twice = key;
      }
    }
    return true;
  };
  json parsed = json::parse(text, watch, false);
  // The library takes a NUL for the end, and what comes after it for nothing.
  if (parsed.is_discarded() || text.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::json_invalid);
  }
  auto* commands = parsed.get_ptr<json::array_t*>();
  if (commands == nullptr) {
    return shape_fault("/", "a list of commands is expected");
  }
  if (!twice.empty()) {
    return fail(ErrorCode::key_twice, twice);
  }
  list.commands_ = std::move(*commands);
  for (std::size_t i = 0; i < list.count(); ++i) {
    const json& item = list.commands_[i];
    const std::string pointer = "/" + std::to_string(i);
    TRY_DO(check_shape(item, pointer));
    if ((item.contains("undo") || item.contains("redo")) && list.count() > 1) {
      return shape_fault(pointer, "undo and redo stand alone in a file");
    }
    if (item.contains("as") && !list.names_.emplace(item["as"].get<std::string>(), i).second) {
      return shape_fault(pointer + "/as", "a name that no other command has is expected");
    }
  }
  return list;
}

Result<ledger::Command> CommandList::command(const Ledger& ledger, std::size_t index,
                                             std::span<const Uuid> made) const {
  Result<ledger::Command> read = read_command(Names(ledger, names_, made), commands_[index]);
  if (!read) {
    base::Error error = std::move(read).error();
    error.context = "/" + std::to_string(index) + " " + error.context;
    return tl::unexpected(std::move(error));
  }
  return read;
}

Result<ledger::Committed> CommandList::run(Ledger& ledger) const {
  if (count() == 1) {
    TRY(const ledger::Command only, command(ledger, 0, {}));
    return ledger.execute(only);
  }
  std::size_t at = 0;
  auto done = ledger.execute_all(count(), [&](std::size_t index, std::span<const Uuid> made) {
    at = index;
    return command(ledger, index, made);
  });
  if (!done && done.error().context.rfind('/', 0) != 0) {
    base::Error error = std::move(done).error();
    error.context = "/" + std::to_string(at) + " " + error.context;
    return tl::unexpected(std::move(error));
  }
  return done;
}

Result<FieldValue> parse_condition(const Ledger& ledger, Table table, std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  const FieldInfo* field = model::find_field(model::table_info(table), name);
  if (field == nullptr || equals == std::string_view::npos) {
    return fail_field(ErrorCode::field_unknown, name);
  }
  const std::string value(text.substr(equals + 1));
  const std::map<std::string, std::size_t, std::less<>> none;
  const Names names(ledger, none, {});
  const bool plain = field->type == FieldType::cents || field->type == FieldType::integer ||
                     field->type == FieldType::boolean;
  const auto number = json::parse(value, nullptr, false);
  TRY(Value read, plain ? json_value(names, *field, number) : text_value(names, *field, value));
  return FieldValue{name, std::move(read)};
}

}  // namespace saimnieks::exchange
