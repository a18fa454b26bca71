#include "core/exchange/mapping.h"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "core/exchange/further.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using nlohmann::json;
using nlohmann::ordered_json;

tl::unexpected<base::Error> invalid(std::string pointer, std::string what) {
  return base::fail_field(ErrorCode::mapping_invalid, std::move(pointer), std::move(what));
}

base::Result<void> known_keys(const json& object, const std::set<std::string>& known,
                              const std::string& pointer) {
  for (const auto& [key, value] : object.items()) {
    if (known.count(key) == 0) {
      return invalid(pointer + "/" + key, "unknown key");
    }
  }
  return {};
}

base::Result<std::string> text(const json& object, const char* key, const std::string& pointer) {
  const auto found = object.find(key);
  if (found == object.end()) {
    return std::string();
  }
  if (!found->is_string()) {
    return invalid(pointer + "/" + key, "a text is expected");
  }
  return found->get<std::string>();
}

base::Result<std::vector<std::string>> texts(const json& object, const char* key,
                                             const std::string& pointer) {
  const auto found = object.find(key);
  std::vector<std::string> out;
  if (found == object.end()) {
    return out;
  }
  if (found->is_string()) {
    out.push_back(found->get<std::string>());
    return out;
  }
  if (found->is_array()) {
    for (const json& item : *found) {
      if (!item.is_string()) {
        return invalid(pointer + "/" + key, "a text or a list of texts is expected");
      }
      out.push_back(item.get<std::string>());
    }
    return out;
  }
  return invalid(pointer + "/" + key, "a text or a list of texts is expected");
}

base::Result<Target> target(const json& object, const std::string& pointer) {
  Target out;
  TRY(const std::string kind, text(object, "kind", pointer));
  const auto known = model::from_name<model::LineKind>(kind.empty() ? "actual" : kind);
  if (!known) {
    return invalid(pointer + "/kind", "plan or actual is expected, not " + kind);
  }
  out.kind = *known;
  TRY(out.version, text(object, "version", pointer));
  if (out.kind == model::LineKind::actual && !out.version.empty()) {
    return invalid(pointer + "/version", "only plans have versions");
  }
  if (out.kind == model::LineKind::plan && out.version.empty()) {
    out.version = kFirstPlanVersion;
  }
  return out;
}

base::Result<MappedColumns> columns(const json& object) {
  const std::string pointer = "/columns";
  if (!object.is_object()) {
    return invalid(pointer, "an object is expected");
  }
  std::set<std::string> known{"period", "unit",   "unit_name", "service",     "service_name",
                              "code",   "scheme", "code_name", "kind",        "version",
                              "note",   "amount", "amounts",   "counterparty"};
  MappedColumns out;
  for (const Further& further : further_columns()) {
    const std::string key(further.key);
    known.insert(key);
    TRY(std::string column, text(object, key.c_str(), pointer));
    if (!column.empty()) {
      out.further.emplace(key, std::move(column));
    }
  }
  TRY_DO(known_keys(object, known, pointer));
  TRY(out.counterparty, texts(object, "counterparty", pointer));
  TRY(out.period, text(object, "period", pointer));
  TRY(out.unit, texts(object, "unit", pointer));
  TRY(out.unit_name, texts(object, "unit_name", pointer));
  TRY(out.service, text(object, "service", pointer));
  TRY(out.service_name, text(object, "service_name", pointer));
  TRY(out.code, text(object, "code", pointer));
  TRY(out.code_name, text(object, "code_name", pointer));
  TRY(out.scheme, text(object, "scheme", pointer));
  TRY(out.kind, text(object, "kind", pointer));
  TRY(out.version, text(object, "version", pointer));
  TRY(out.note, text(object, "note", pointer));
  TRY(out.amount, text(object, "amount", pointer));
  if (const auto amounts = object.find("amounts"); amounts != object.end()) {
    if (!amounts->is_object()) {
      return invalid(pointer + "/amounts", "an object is expected");
    }
    for (const auto& [key, value] : amounts->items()) {
      if (!value.is_string()) {
        return invalid(pointer + "/amounts/" + key, "a text is expected");
      }
      out.amounts[key] = value.get<std::string>();
    }
  }
  return out;
}

bool is_month_key(std::string_view key) {
  return key.size() == 2 && key >= "01" && key <= "12" && key[1] >= '0' && key[1] <= '9';
}

base::Result<void> check_columns(const Mapping& mapping) {
  const MappedColumns& columns = mapping.columns;
  if (!columns.unit_name.empty() && columns.unit_name.size() != columns.unit.size()) {
    return invalid("/columns/unit_name", "as many names as unit columns are expected");
  }
  if (columns.unit.empty() && !mapping.keep_unclassified) {
    return invalid("/columns/unit", "a column for the unit is needed");
  }
  const auto maps = [&columns](std::string_view key) {
    return columns.further.find(key) != columns.further.end();
  };
  for (const auto& [key, column] : columns.further) {
    const Further& further = *find_further(key);
    if (further.form == Form::row_name && !maps(further.field)) {
      return invalid("/columns/" + key,
                     "a column for " + std::string(further.field) + " is needed");
    }
  }
  const bool some_amount = !columns.amount.empty() || !columns.amounts.empty();
  if ((columns.amount.empty() == columns.amounts.empty()) && (some_amount || !maps("quantity"))) {
    return invalid("/columns/amount", "either amount or amounts is needed");
  }
  bool needs_period = columns.amounts.empty();
  for (const auto& [key, column] : columns.amounts) {
    if (is_month_key(key)) {
      needs_period = true;
    } else if (!base::Period::parse(key)) {
      return invalid("/columns/amounts/" + key, "a period or a month is expected as key");
    }
  }
  if (!mapping.period.empty() && !base::Period::parse(mapping.period)) {
    return invalid("/period", "YYYY or YYYY-MM is expected");
  }
  if (needs_period && columns.period.empty() && mapping.period.empty() && !maps("date")) {
    return invalid("/columns/period", "a column for the period is needed");
  }
  return {};
}

base::Result<std::map<int, Target>> by_year(const json& object) {
  std::map<int, Target> out;
  if (!object.is_object()) {
    return invalid("/by_year", "an object is expected");
  }
  for (const auto& [key, value] : object.items()) {
    const std::string pointer = "/by_year/" + key;
    const auto year = base::Period::parse(key);
    if (!year || !year->whole_year() || !value.is_object()) {
      return invalid(pointer, "a year with an object is expected");
    }
    TRY_DO(known_keys(value, {"kind", "version"}, pointer));
    TRY(out[year->year()], target(value, pointer));
  }
  return out;
}

constexpr std::array<std::string_view, 3> kUnknown{"create", "classify", "refuse"};

base::Result<Unknown> unknown(const json& object) {
  TRY(const std::string said, text(object, "unknown", ""));
  const auto* const found = std::find(kUnknown.begin(), kUnknown.end(), said);
  if (!said.empty() && found == kUnknown.end()) {
    return invalid("/unknown", "create, classify or refuse is expected, not " + said);
  }
  return said.empty() ? Unknown::create : static_cast<Unknown>(found - kUnknown.begin());
}

base::Result<std::optional<char>> one_character(const json& object, const char* key,
                                                std::string_view allowed) {
  TRY(const std::string value, text(object, key, ""));
  if (value.empty()) {
    return std::optional<char>();
  }
  const char c = value == "\\t" || value == "tab" ? '\t' : value[0];
  if ((value.size() != 1 && c != '\t') || allowed.find(c) == std::string_view::npos) {
    return invalid(std::string("/") + key, value);
  }
  return std::optional<char>(c);
}

}  // namespace

base::Result<Mapping> parse_mapping(std::string_view source) {
  const json document = json::parse(source, nullptr, false);
  // The library takes a NUL for the end, and what comes after it for nothing.
  if (!document.is_object() || source.find('\0') != std::string_view::npos) {
    return invalid("", "a JSON object is expected");
  }
  TRY_DO(known_keys(document,
                    {"kind", "version", "amount_unit", "columns", "by_year", "period", "scheme",
                     "unclassified", "total_rows", "known_documents", "same_rows", "unknown",
                     "sheet", "delimiter", "decimal", "encoding"},
                    ""));
  Mapping out;
  TRY(out.target, target(document, ""));
  TRY(const std::string unit, text(document, "amount_unit", ""));
  if (!unit.empty() && unit != "euro" && unit != "cent") {
    return invalid("/amount_unit", "euro or cent is expected, not " + unit);
  }
  out.amount_unit = unit == "cent" ? AmountUnit::cent : AmountUnit::euro;
  if (document.find("columns") == document.end()) {
    return invalid("/columns", "an object is expected");
  }
  TRY(out.columns, columns(document["columns"]));
  if (const auto years = document.find("by_year"); years != document.end()) {
    TRY(out.by_year, by_year(*years));
  }
  TRY(out.period, text(document, "period", ""));
  TRY(out.scheme, text(document, "scheme", ""));
  TRY(const std::string unclassified, text(document, "unclassified", ""));
  if (!unclassified.empty() && unclassified != "refuse" && unclassified != "keep") {
    return invalid("/unclassified", "refuse or keep is expected, not " + unclassified);
  }
  out.keep_unclassified = unclassified == "keep";
  TRY(const std::string totals, text(document, "total_rows", ""));
  if (!totals.empty() && totals != "skip" && totals != "keep") {
    return invalid("/total_rows", "skip or keep is expected, not " + totals);
  }
  out.skip_totals = totals != "keep";
  TRY(const std::string known, text(document, "known_documents", ""));
  if (!known.empty() && known != "skip" && known != "import") {
    return invalid("/known_documents", "skip or import is expected, not " + known);
  }
  out.skip_known = known != "import";
  TRY(const std::string same, text(document, "same_rows", ""));
  if (!same.empty() && same != "skip" && same != "import") {
    return invalid("/same_rows", "skip or import is expected, not " + same);
  }
  out.skip_same = same == "skip";
  TRY(out.unknown, unknown(document));
  TRY(out.sheet, text(document, "sheet", ""));
  TRY(out.delimiter, one_character(document, "delimiter", ",;\t|"));
  TRY(out.decimal, one_character(document, "decimal", ",."));
  TRY(const std::string encoding, text(document, "encoding", ""));
  if (!encoding.empty()) {
    out.encoding = encoding_from_name(encoding);
    if (!out.encoding) {
      return invalid("/encoding", "UTF-8 or Windows-1257 is expected, not " + encoding);
    }
  }
  TRY_DO(check_columns(out));
  return out;
}

namespace {

void put(ordered_json& object, const char* key, const std::string& value) {
  if (!value.empty()) {
    object[key] = value;
  }
}

void put(ordered_json& object, const char* key, const std::vector<std::string>& values) {
  if (values.size() == 1) {
    object[key] = values[0];
  } else if (!values.empty()) {
    object[key] = values;
  }
}

void put_target(ordered_json& object, const Target& target) {
  object["kind"] = std::string(model::name(target.kind));
  put(object, "version", target.version);
}

}  // namespace

std::string print_mapping(const Mapping& mapping) {
  ordered_json out = ordered_json::object();
  // Where a year or a row says what it is, the file as a whole need not.
  const bool said_elsewhere = !mapping.by_year.empty() || !mapping.columns.kind.empty();
  if (!said_elsewhere || mapping.target != Target{}) {
    put_target(out, mapping.target);
  }
  out["amount_unit"] = mapping.amount_unit == AmountUnit::euro ? "euro" : "cent";
  ordered_json columns = ordered_json::object();
  put(columns, "period", mapping.columns.period);
  put(columns, "unit", mapping.columns.unit);
  put(columns, "unit_name", mapping.columns.unit_name);
  put(columns, "service", mapping.columns.service);
  put(columns, "service_name", mapping.columns.service_name);
  put(columns, "code", mapping.columns.code);
  put(columns, "code_name", mapping.columns.code_name);
  put(columns, "scheme", mapping.columns.scheme);
  put(columns, "kind", mapping.columns.kind);
  put(columns, "version", mapping.columns.version);
  put(columns, "note", mapping.columns.note);
  put(columns, "amount", mapping.columns.amount);
  if (!mapping.columns.amounts.empty()) {
    columns["amounts"] = mapping.columns.amounts;
  }
  for (const Further& further : further_columns()) {
    if (const auto at = mapping.columns.further.find(further.key);
        at != mapping.columns.further.end()) {
      columns[std::string(further.key)] = at->second;
    }
  }
  put(columns, "counterparty", mapping.columns.counterparty);
  out["columns"] = std::move(columns);
  for (const auto& [year, target] : mapping.by_year) {
    put_target(out["by_year"][std::to_string(year)], target);
  }
  put(out, "period", mapping.period);
  put(out, "scheme", mapping.scheme);
  if (mapping.keep_unclassified) {
    out["unclassified"] = "keep";
  }
  if (!mapping.skip_totals) {
    out["total_rows"] = "keep";
  }
  if (!mapping.skip_known) {
    out["known_documents"] = "import";
  }
  if (mapping.unknown != Unknown::create) {
    out["unknown"] = std::string(kUnknown[static_cast<std::size_t>(mapping.unknown)]);
  }
  if (mapping.skip_same) {
    out["same_rows"] = "skip";
  }
  put(out, "sheet", mapping.sheet);
  if (mapping.delimiter) {
    out["delimiter"] = std::string(1, *mapping.delimiter);
  }
  if (mapping.decimal) {
    out["decimal"] = std::string(1, *mapping.decimal);
  }
  if (mapping.encoding) {
    out["encoding"] = std::string(name(*mapping.encoding));
  }
  return out.dump(2) + "\n";
}

}  // namespace saimnieks::exchange
