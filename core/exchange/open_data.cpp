#include "core/exchange/open_data.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "core/base/decimal.h"
#include "core/exchange/csv_cell.h"
#include "core/exchange/line_table.h"
#include "core/exchange/words.h"
#include "core/ledger/sight.h"
#include "exchange/open_data_words.h"

namespace saimnieks::exchange {
namespace {

using model::Line;
using nlohmann::ordered_json;

constexpr const char* kTable = "lines.csv";
constexpr std::string_view kStaff = "staff";  // of the catalogue's kinds of resources
constexpr std::size_t kNamedLevels = 8;       // of units, that the specification has concepts for

// What makes a row of the table; everything else of its lines is added up or left out.
struct Row {
  int year = 0;
  model::LineKind kind = model::LineKind::actual;
  model::VersionId version = model::kNoVersion;
  model::Nature nature = model::Nature::cost;
  model::Basis basis = model::Basis::cost;
  model::UnitId unit = model::kNoUnit;
  model::ServiceId service = model::kNoService;
  model::CodeId function = model::kNoCode;
  model::CodeId code = model::kNoCode;
  model::SourceId source = model::kNoSource;
  // Of staff, under a code that is no pay: apart, so that what is left out takes nothing with it.
  bool staff = false;

  [[nodiscard]] auto key() const {
    return std::make_tuple(year, kind, index(version), nature, basis, index(unit), index(service),
                           index(function), index(code), index(source), staff);
  }
};

bool operator<(const Row& a, const Row& b) { return a.key() < b.key(); }

// The persons that lines are of, in millionths, by resource. Two lines of one resource, or of none,
// may be of the same persons: their pay and a bonus.
using Persons = std::map<model::ResourceId, std::int64_t>;

struct Sum {
  base::Money amount;
  std::map<std::int32_t, Persons> persons;  // by packed period
};

struct WordLists {
  std::vector<std::string> pay;
  std::vector<std::string> persons;
};

const WordLists& word_lists() {
  static const WordLists loaded = [] {
    const auto data = nlohmann::json::parse(open_data_embedded::kFiles[0].content);
    return WordLists{data.at("pay").get<std::vector<std::string>>(),
                     data.at("persons").get<std::vector<std::string>>()};
  }();
  return loaded;
}

// Pay and what employers pay on top of it are group 1000 of the state's classification. A code of
// another list that has no name may be anything, so it counts as pay.
bool is_pay(const model::Code& code) {
  if (code.scheme == model::kEkkScheme) {
    return code.code.substr(0, 1) == "1";
  }
  return code.name.empty() || code.name == code.code || has_word(code.name, word_lists().pay);
}

std::int64_t millionths_of(const Persons& persons) {
  std::int64_t out = 0;
  for (const auto& [resource, count] : persons) {
    out = std::min(out + count, base::Decimal::kMost);
  }
  return out;
}

bool shows_a_person(const Sum& sum) {
  return std::any_of(sum.persons.begin(), sum.persons.end(), [](const auto& period) {
    return millionths_of(period.second) < kFewestPersons * base::Decimal::kOne;
  });
}

// How many persons a line says that it is of, in millionths.
std::int64_t persons_of(const Line& line) {
  const auto& words = word_lists().persons;
  const bool counts =
      line.quantity && std::find(words.begin(), words.end(), folded(line.measure)) != words.end();
  return counts ? line.quantity->millionths() : 0;
}

struct Package {
  std::map<Row, Sum> rows;
  std::int64_t unready = 0;  // lines without a unit or a code
  std::size_t depth = 1;     // levels of units
};

base::Result<Package> gather(const ledger::Ledger& ledger) {
  Package out;
  base::Result<void> added;
  TRY_DO(ledger::scan_seen_lines(ledger, [&](const Line& line) {
    const model::LineRow& row = line.row;
    const bool public_money =
        row.nature == model::Nature::cost || row.nature == model::Nature::income;
    const bool decided = row.kind == model::LineKind::actual ||
                         (row.version != model::kNoVersion &&
                          ledger.versions()[row.version].status == model::VersionStatus::approved);
    const auto period = base::Period::from_packed(row.period);
    if (row.voided || !public_money || !decided || !period || !added) {
      return;
    }
    if (row.unit == model::kNoUnit || row.code == model::kNoCode) {
      ++out.unready;
      return;
    }
    // What a person on staff costs shows the person, whatever it was booked under.
    const bool staff = row.resource != model::kNoResource &&
                       ledger.resources()[row.resource].kind == kStaff &&
                       !is_pay(ledger.codes()[row.code]);
    Sum& sum = out.rows[{period->year(), row.kind, row.version, row.nature, row.basis, row.unit,
                         row.service, row.function, row.code, row.source, staff}];
    const auto total = base::checked_add(sum.amount, base::Money::from_cents(row.cents));
    if (!total) {
      added = tl::unexpected<base::Error>(total.error());
      return;
    }
    sum.amount = *total;
    std::int64_t& persons = sum.persons[row.period][row.resource];
    persons = std::max(persons, persons_of(line));
  }));
  TRY_DO(std::move(added));
  return out;
}

struct Column {
  std::string name;
  std::string type;
  std::string concept_name;  // of the specification's taxonomy; empty: it has none
  std::string dimension;     // of the model
  std::string label_of;
};

std::vector<Column> columns_of(std::size_t depth) {
  std::vector<Column> out{
      {"year", "integer", "date:fiscal-year", "date", ""},
      {"phase", "string", "phase:id", "phase", ""},
      {"version", "string", "", "phase", ""},
      {"direction", "string", "direction", "direction", ""},
      {"basis", "string", "value-kind:code", "basis", ""},
  };
  for (std::size_t i = 1; i <= depth; ++i) {
    const std::string number = std::to_string(i);
    const std::string level = "administrative-classification:generic:level" + number;
    const bool named = i <= kNamedLevels;
    out.push_back({"unit_" + number, "string", named ? level + ":code" : "", "unit", ""});
    out.push_back(
        {"unit_name_" + number, "string", named ? level + ":label" : "", "unit", "unit_" + number});
  }
  const auto pair = [&out](const std::string& name, const std::string& concept_name) {
    out.push_back({name, "string", concept_name + ":code", name, ""});
    out.push_back({name + "_name", "string", concept_name + ":label", name, name});
  };
  pair("service", "activity:generic:program");
  out.push_back({"function_list", "string", "", "function", ""});
  pair("function", "functional-classification:generic");
  out.push_back({"code_list", "string", "", "code", ""});
  pair("code", "economic-classification:generic");
  pair("source", "fin-source:generic");
  out.push_back({"amount", "number", "value", "", ""});
  return out;
}

void append_row(const ledger::Ledger& ledger, const Row& row, base::Money amount, std::size_t depth,
                std::string& out) {
  const bool actual = row.kind == model::LineKind::actual;
  out += std::to_string(row.year);
  const auto put = [&out](std::string_view text) { out += "," + csv_cell(text); };
  const auto put_code = [&](model::CodeId id) {
    const bool known = id != model::kNoCode;
    put(known ? ledger.codes()[id].scheme : "");
    put(known ? ledger.codes()[id].code : "");
    put(known ? ledger.codes()[id].name : "");
  };
  put(actual ? "executed" : "approved");
  put(actual ? "" : ledger.versions()[row.version].name);
  put(row.nature == model::Nature::income ? "revenue" : "expenditure");
  put(row.basis == model::Basis::budget ? "budget" : "cost");
  const UnitPath unit = unit_path(ledger, row.unit);
  for (std::size_t i = 0; i < depth; ++i) {
    put(i < unit.codes.size() ? unit.codes[i] : "");
    put(i < unit.names.size() ? unit.names[i] : "");
  }
  const bool service = row.service != model::kNoService;
  put(service ? ledger.services()[row.service].code : "");
  put(service ? ledger.services()[row.service].name : "");
  put_code(row.function);
  put_code(row.code);
  const bool source = row.source != model::kNoSource;
  put(source ? ledger.sources()[row.source].code : "");
  put(source ? ledger.sources()[row.source].name : "");
  put(euro_text(amount.cents()));
  out += "\n";
}

ordered_json dimension_of(const std::string& name, const std::vector<Column>& columns) {
  static const std::map<std::string, const char*> kTypes{
      {"date", "datetime"},           {"unit", "classification"}, {"service", "activity"},
      {"function", "classification"}, {"code", "classification"}, {"phase", "fact"},
      {"direction", "fact"},          {"basis", "fact"},          {"source", "classification"}};
  ordered_json keys = ordered_json::array();
  ordered_json attributes = ordered_json::object();
  std::string parent;
  for (const Column& column : columns) {
    if (column.dimension != name) {
      continue;
    }
    ordered_json attribute{{"source", column.name}};
    if (!column.label_of.empty()) {
      attribute["labelfor"] = column.label_of;
    } else {
      keys.push_back(column.name);
      if (name == "unit" && !parent.empty()) {
        attribute["parent"] = parent;
      }
      parent = column.name;
    }
    attributes[column.name] = std::move(attribute);
  }
  return {{"dimensionType", kTypes.at(name)},
          {"primaryKey", std::move(keys)},
          {"attributes", std::move(attributes)}};
}

// By version 1 of the specification each field names its concept (columnType); by version 0.3 a
// model of measures and dimensions names the fields. Readers of either find what they know.
std::string descriptor(const std::vector<Column>& columns, const std::string& left_out) {
  ordered_json fields = ordered_json::array();
  ordered_json dimensions = ordered_json::object();
  for (const Column& column : columns) {
    ordered_json field{{"name", column.name}, {"type", column.type}};
    if (!column.concept_name.empty()) {
      field["columnType"] = column.concept_name;
    }
    fields.push_back(std::move(field));
    if (!column.dimension.empty() && !dimensions.contains(column.dimension)) {
      dimensions[column.dimension] = dimension_of(column.dimension, columns);
    }
  }
  const ordered_json currency{{"name", "currency"},
                              {"type", "string"},
                              {"columnType", "value-currency:code"},
                              {"constant", "EUR"}};
  const ordered_json resource{
      {"name", "lines"},
      {"path", kTable},
      {"profile", "tabular-data-resource"},
      {"format", "csv"},
      {"mediatype", "text/csv"},
      {"encoding", "utf-8"},
      {"schema", {{"fields", std::move(fields)}, {"extraFields", {currency}}}}};
  const ordered_json amount{
      {"source", "amount"}, {"currency", "EUR"}, {"factor", 1}, {"resource", "lines"}};
  const ordered_json out{
      {"profile", "tabular-data-package"},
      {"name", "saimnieks-open-data"},
      {"title", "Plans and actual costs by year, unit, service and code"},
      {"description", left_out},
      {"countryCode", "LV"},
      {"resources", {resource}},
      {"model", {{"measures", {{"amount", amount}}}, {"dimensions", std::move(dimensions)}}}};
  return out.dump(2) + "\n";
}

}  // namespace

base::Result<std::vector<PackageFile>> export_open_data(const ledger::Ledger& ledger) {
  TRY(Package package, gather(ledger));
  std::int64_t withheld = 0;
  std::map<Row, base::Money> shown;
  for (const auto& [row, sum] : package.rows) {
    if ((row.staff || is_pay(ledger.codes()[row.code])) && shows_a_person(sum)) {
      ++withheld;
      continue;
    }
    Row whole = row;
    whole.staff = false;
    base::Money& amount = shown[whole];
    TRY(amount, base::checked_add(amount, sum.amount));
  }
  for (const auto& [row, amount] : shown) {
    package.depth = std::max(package.depth, unit_path(ledger, row.unit).codes.size());
  }
  const std::vector<Column> columns = columns_of(package.depth);
  std::string table;
  for (const Column& column : columns) {
    table += (table.empty() ? "" : ",") + column.name;
  }
  table += "\n";
  for (const auto& [row, amount] : shown) {
    append_row(ledger, row, amount, package.depth, table);
  }
  const std::string left_out =
      "Left out: " + std::to_string(withheld) +
      " rows of pay, or of what staff cost, that fewer than " + std::to_string(kFewestPersons) +
      " persons, or a number of persons that is not known, would share; " +
      std::to_string(package.unready) +
      " lines that are not classified yet; notes, documents, names of persons and resources; "
      "plans that are not approved. So sums of rows are not whole budgets.";
  return std::vector<PackageFile>{{"datapackage.json", descriptor(columns, left_out)},
                                  {kTable, std::move(table)}};
}

}  // namespace saimnieks::exchange
