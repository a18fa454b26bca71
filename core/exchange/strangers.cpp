#include "core/exchange/strangers.h"

#include <algorithm>

#include "core/exchange/row_names.h"
#include "core/model/catalogue_rules.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using model::Table;

constexpr char kBetweenUnits = '/';

std::string path_text(std::span<const std::string_view> path) {
  std::string out;
  for (const std::string_view code : path) {
    out += (out.empty() ? "" : std::string(1, kBetweenUnits)) + std::string(code);
  }
  return out;
}

std::string code_text(std::string_view scheme, std::string_view code) {
  return std::string(scheme) + ":" + std::string(code);
}

// Whether the code stands in the state's list or below one of it; a list of the institution's own
// is what the institution makes it.
bool is_listed(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  std::string_view scheme = std::string_view(name).substr(0, colon);
  if (scheme == kFunctionScheme) {
    scheme = model::kFunctionScheme;
  }
  const std::string code = name.substr(colon + 1);
  if (scheme == model::kEkkScheme) {
    // Four digits are the state's form; what has more divides a code that the list knows.
    constexpr std::size_t kFormOfState = 4;
    return catalogue::find_economic_code(code) != nullptr ||
           (fits_economic_classification(code) &&
            (code.size() == kFormOfState ||
             catalogue::find_economic_code(code.substr(0, 2) + "00") != nullptr));
  }
  return scheme != model::kFunctionScheme ||
         !model::own_code_fault(catalogue::current(), scheme, code);
}

}  // namespace

bool fits_economic_classification(std::string_view code) {
  if (code.size() < 4 || code.size() > 6 ||
      code.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  const std::string top = std::string(code.substr(0, 1)) + "000";
  if (catalogue::find_economic_code(top) == nullptr) {
    return false;
  }
  if (code.substr(1, 3) == "000") {
    return code.size() == 4;
  }
  const auto all = catalogue::economic_codes();
  const bool has_second = std::any_of(all.begin(), all.end(), [&](const catalogue::Entry& entry) {
    return entry.code[0] == code[0] && entry.code != top;
  });
  return !has_second ||
         catalogue::find_economic_code(std::string(code.substr(0, 2)) + "00") != nullptr;
}

Strangers::Known Strangers::look(Table table, std::string_view name) const {
  auto& looked_up = looked_up_[table];
  if (const auto before = looked_up.find(name); before != looked_up.end()) {
    return before->second;
  }
  const model::AnyDimension& rows = *ledger_->dimension(table);
  const std::string text(name);
  const std::uint32_t number = rows.number_of(named_row(*ledger_, table, text));
  const Known found{number != model::kNone && rows.common(number).usable(),
                    table != Table::code || is_listed(text)};
  looked_up.emplace(text, found);
  return found;
}

// A code below one of the state's is an institution's own division of it, and no slip.
bool Strangers::has_code(std::string_view scheme, std::string_view code) const {
  const Known found = look(Table::code, code_text(scheme, code));
  const bool of_state =
      scheme == model::kEkkScheme || scheme == model::kFunctionScheme || scheme == kFunctionScheme;
  return found.known || (of_state && found.listed);
}

bool Strangers::has_unit(std::span<const std::string_view> path) const {
  return path.empty() || look(Table::unit, path_text(path)).known;
}

bool Strangers::has(Table table, std::string_view code) const {
  return code.empty() || look(table, code).known;
}

std::optional<std::string> Strangers::scheme() const {
  if (ledger_ == nullptr || mapping_.unknown == Unknown::create) {
    return std::nullopt;
  }
  if (!scheme_) {
    const auto& codes = ledger_->codes().rows();
    const bool own = std::any_of(codes.begin(), codes.end(), [this](const model::Code& code) {
      return code.scheme == mapping_.columns.code;
    });
    scheme_ = !mapping_.scheme.empty() ? mapping_.scheme
              : own                    ? mapping_.columns.code
                                       : std::string(model::kEkkScheme);
  }
  return scheme_;
}

std::string Strangers::column_of(std::string_view key) const {
  const auto found = mapping_.columns.further.find(key);
  return found == mapping_.columns.further.end() ? std::string() : found->second;
}

bool Strangers::refuse(const std::string& column, ErrorCode code, std::string_view value) {
  constexpr std::size_t kReadable = 60;
  fault_ = {0, column, code, std::string(value.substr(0, kReadable))};
  return false;
}

bool Strangers::hold_back(const std::string& column, ErrorCode code, std::string_view value) {
  if (mapping_.unknown == Unknown::refuse) {
    return refuse(column, code, value);
  }
  note_ += (note_.empty() ? "" : "; ") + column + ": " + std::string(value);
  return true;
}

// Of unit and code, lines wait to be told; what they are for, they must say.
bool Strangers::settle_row(ParsedLine& line) {
  static const ParsedFurther kNothing{};
  note_ = line.note;
  further_ = line.further == nullptr ? kNothing : *line.further;
  const MappedColumns& columns = mapping_.columns;
  if (!has(Table::service, line.service)) {
    return refuse(columns.service, ErrorCode::service_unknown, line.service);
  }
  if (!has(Table::resource, further_.resource)) {
    return refuse(column_of("resource"), ErrorCode::resource_unknown, further_.resource);
  }
  if (!has(Table::policy, further_.policy)) {
    return refuse(column_of("policy"), ErrorCode::policy_unknown, further_.policy);
  }
  if (!has_unit(line.unit)) {
    const std::string path = path_text(line.unit);
    if (!hold_back(columns.unit[line.unit.size() - 1], ErrorCode::unit_unknown, path)) {
      return false;
    }
    line.unit = {};
    line.unit_names = {};
  }
  if (!line.code.empty() && !has_code(line.scheme.empty() ? *scheme() : line.scheme, line.code)) {
    if (!hold_back(columns.code, ErrorCode::code_unknown, line.code)) {
      return false;
    }
    line.code = {};
  }
  if (!has(Table::source, further_.source)) {
    if (!hold_back(column_of("source"), ErrorCode::source_unknown, further_.source)) {
      return false;
    }
    further_.source = {};
  }
  const std::string_view functions =
      further_.function_scheme.empty() ? kFunctionScheme : further_.function_scheme;
  if (!further_.function.empty() && !has_code(functions, further_.function)) {
    if (!hold_back(column_of("function"), ErrorCode::code_unknown, further_.function)) {
      return false;
    }
    further_.function = {};
  }
  if (!has_unit(further_.counterparty)) {
    const std::string path = path_text(further_.counterparty);
    if (!hold_back(columns.counterparty[further_.counterparty.size() - 1], ErrorCode::unit_unknown,
                   path)) {
      return false;
    }
    further_.counterparty = {};
  }
  line.note = note_;
  line.further = line.further == nullptr ? nullptr : &further_;
  return true;
}

bool Strangers::settle(std::span<const ParsedLine> row) {
  lines_ = row;
  if (ledger_ == nullptr || mapping_.unknown == Unknown::create || row.empty()) {
    return true;
  }
  // The lines of a row differ in period and amount only.
  ParsedLine settled = row.front();
  if (!settle_row(settled)) {
    return false;
  }
  own_.assign(row.size(), settled);
  for (std::size_t i = 0; i < row.size(); ++i) {
    own_[i].period = row[i].period;
    own_[i].amount = row[i].amount;
    own_[i].target = row[i].target;
  }
  lines_ = own_;
  return true;
}

void Strangers::note(Table table, std::string_view name) {
  if (ledger_ == nullptr || name.empty()) {
    return;
  }
  if (const Known found = look(table, name); !found.known) {
    found_[table].emplace(name, found.listed);
  }
}

void Strangers::see(const ParsedLine& line) {
  const auto see_unit = [this](std::span<const std::string_view> path) {
    for (std::size_t depth = path.size(); depth > 0; --depth) {
      const std::string name = path_text(path.first(depth));
      note(Table::unit, name);
      if (ledger_ == nullptr || look(Table::unit, name).known) {
        break;  // and so is what is above it
      }
    }
  };
  see_unit(line.unit);
  note(Table::service, line.service);
  if (!line.scheme.empty()) {
    see_code(line.scheme, line.code);
  }
  if (line.further == nullptr) {
    return;
  }
  note(Table::resource, line.further->resource);
  note(Table::policy, line.further->policy);
  note(Table::source, line.further->source);
  see_code(line.further->function_scheme.empty() ? kFunctionScheme : line.further->function_scheme,
           line.further->function);
  see_unit(line.further->counterparty);
}

void Strangers::see_code(std::string_view scheme, std::string_view code) {
  if (!code.empty()) {
    note(Table::code, code_text(scheme, code));
  }
}

void Strangers::see_unlisted(std::string_view scheme, std::string_view code) {
  unlisted_.insert(code_text(scheme, code));
}

Newcomers Strangers::found() const {
  Newcomers out;
  const auto add = [](Newcomers::Names& names, const std::string& name) {
    ++names.count;
    if (names.first.size() < Newcomers::kNamed) {
      names.first.push_back(name);
    }
  };
  std::set<std::string> unlisted = unlisted_;
  for (const auto& [table, names] : found_) {
    for (const auto& [name, listed] : names) {
      add(out.rows[table], name);
      if (!listed) {
        unlisted.insert(name);
      }
    }
  }
  for (const std::string& name : unlisted) {
    add(out.unlisted, name);
  }
  return out;
}

}  // namespace saimnieks::exchange
