#include "core/views/column_roles.h"

#include <algorithm>

#include "core/exchange/further.h"

namespace saimnieks::views {
namespace {

using exchange::MappedColumns;
using exchange::Mapping;
using exchange::Target;
using Kind = ColumnRole::Kind;

std::string month_key(int month) {
  return std::string(1, static_cast<char>('0' + month / 10)) + static_cast<char>('0' + month % 10);
}

int month_of(const std::string& key) {
  return key.size() == 2 ? (key[0] - '0') * 10 + (key[1] - '0') : 0;
}

// Every level has a name column while one has; one that has none is named by its code.
void fill_names(MappedColumns& columns) {
  columns.unit_name.resize(columns.unit.size());
  for (std::size_t i = 0; i < columns.unit.size(); ++i) {
    if (columns.unit_name[i].empty()) {
      columns.unit_name[i] = columns.unit[i];
    }
  }
}

void drop_idle_names(MappedColumns& columns) {
  if (columns.unit_name == columns.unit) {
    columns.unit_name.clear();
  }
  if (columns.service.empty()) {
    columns.service_name.clear();
  }
  if (columns.code.empty()) {
    columns.code_name.clear();
  }
  for (auto at = columns.further.begin(); at != columns.further.end();) {
    const exchange::Further& one = *exchange::find_further(at->first);
    const bool idle = one.form == exchange::Form::row_name &&
                      columns.further.find(one.field) == columns.further.end();
    at = idle ? columns.further.erase(at) : std::next(at);
  }
}

void take_away(MappedColumns& columns, const std::string& column) {
  for (std::string* single :
       {&columns.period, &columns.service, &columns.service_name, &columns.code, &columns.code_name,
        &columns.scheme, &columns.kind, &columns.version, &columns.note, &columns.amount}) {
    if (*single == column) {
      single->clear();
    }
  }
  for (auto at = columns.amounts.begin(); at != columns.amounts.end();) {
    at = at->second == column ? columns.amounts.erase(at) : std::next(at);
  }
  for (auto at = columns.further.begin(); at != columns.further.end();) {
    at = at->second == column ? columns.further.erase(at) : std::next(at);
  }
  columns.counterparty.erase(
      std::remove(columns.counterparty.begin(), columns.counterparty.end(), column),
      columns.counterparty.end());
  fill_names(columns);
  for (std::size_t i = 0; i < columns.unit.size(); ++i) {
    if (columns.unit[i] == column) {
      columns.unit.erase(columns.unit.begin() + static_cast<std::ptrdiff_t>(i));
      columns.unit_name.erase(columns.unit_name.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
    if (columns.unit_name[i] == column) {
      columns.unit_name[i] = columns.unit[i];
    }
  }
}

void give_unit(MappedColumns& columns, const std::string& column, std::size_t level) {
  if (level >= columns.unit.size()) {
    columns.unit.push_back(column);
    columns.unit_name.push_back(column);
    return;
  }
  if (columns.unit_name[level] == columns.unit[level]) {
    columns.unit_name[level] = column;
  }
  columns.unit[level] = column;
}

}  // namespace

ColumnRole role_of(const Mapping& mapping, std::string_view column) {
  const MappedColumns& columns = mapping.columns;
  for (std::size_t i = 0; i < columns.unit.size(); ++i) {
    if (columns.unit[i] == column) {
      return {Kind::unit, static_cast<int>(i) + 1};
    }
  }
  for (std::size_t i = 0; i < columns.unit_name.size(); ++i) {
    if (columns.unit_name[i] == column) {
      return {Kind::unit_name, static_cast<int>(i) + 1};
    }
  }
  for (const auto& [key, name] : columns.amounts) {
    if (name == column) {
      return month_of(key) > 0 ? ColumnRole{Kind::month_amount, month_of(key)}
                               : ColumnRole{Kind::period_amount, 0, key};
    }
  }
  for (const auto& [key, name] : columns.further) {
    if (name == column) {
      return {Kind::further, 0, key};
    }
  }
  for (std::size_t i = 0; i < columns.counterparty.size(); ++i) {
    if (columns.counterparty[i] == column) {
      return {Kind::counterparty, static_cast<int>(i) + 1};
    }
  }
  const std::pair<const std::string*, Kind> singles[] = {
      {&columns.period, Kind::period}, {&columns.service, Kind::service},
      {&columns.code, Kind::code},     {&columns.service_name, Kind::service_name},
      {&columns.amount, Kind::amount}, {&columns.code_name, Kind::code_name},
      {&columns.scheme, Kind::scheme}, {&columns.kind, Kind::kind},
      {&columns.note, Kind::note},     {&columns.version, Kind::version},
  };
  for (const auto& [name, kind] : singles) {
    if (!name->empty() && *name == column) {
      return {kind};
    }
  }
  return {};
}

void set_role(Mapping& mapping, const std::string& column, const ColumnRole& role) {
  MappedColumns& columns = mapping.columns;
  take_away(columns, column);
  const auto level = static_cast<std::size_t>(std::max(role.level, 1) - 1);
  switch (role.kind) {
    case Kind::ignored:
      break;
    case Kind::period:
      columns.period = column;
      mapping.period.clear();
      break;
    case Kind::unit:
      give_unit(columns, column, level);
      break;
    case Kind::unit_name:
      if (level < columns.unit_name.size()) {
        columns.unit_name[level] = column;
      }
      break;
    case Kind::service:
      columns.service = column;
      break;
    case Kind::service_name:
      columns.service_name = column;
      break;
    case Kind::code:
      columns.code = column;
      break;
    case Kind::code_name:
      columns.code_name = column;
      break;
    case Kind::scheme:
      columns.scheme = column;
      break;
    case Kind::kind:
      columns.kind = column;
      break;
    case Kind::version:
      columns.version = column;
      break;
    case Kind::note:
      columns.note = column;
      break;
    case Kind::amount:
      columns.amount = column;
      columns.amounts.clear();
      break;
    case Kind::month_amount:
      columns.amount.clear();
      columns.amounts[month_key(role.level)] = column;
      break;
    case Kind::period_amount:
      columns.amount.clear();
      columns.amounts[role.key] = column;
      break;
    case Kind::further:
      columns.further[role.key] = column;
      break;
    case Kind::counterparty:
      columns.counterparty.resize(std::max(columns.counterparty.size(), level + 1), column);
      columns.counterparty[level] = column;
      break;
  }
  drop_idle_names(columns);
}

std::vector<ColumnRole> choosable_roles(const Mapping& mapping) {
  std::vector<ColumnRole> roles{{Kind::ignored}, {Kind::period}};
  const int levels = static_cast<int>(mapping.columns.unit.size());
  for (int level = 1; level <= std::min(levels + 1, kMostUnitLevels); ++level) {
    roles.push_back({Kind::unit, level});
    if (level <= levels) {
      roles.push_back({Kind::unit_name, level});
    }
  }
  roles.push_back({Kind::service});
  if (!mapping.columns.service.empty()) {
    roles.push_back({Kind::service_name});
  }
  roles.push_back({Kind::code});
  if (!mapping.columns.code.empty()) {
    roles.push_back({Kind::code_name});
    roles.push_back({Kind::scheme});
  }
  roles.push_back({Kind::kind});
  roles.push_back({Kind::version});
  roles.push_back({Kind::note});
  for (const exchange::Further& one : exchange::further_columns()) {
    if (one.form != exchange::Form::row_name ||
        mapping.columns.further.find(one.field) != mapping.columns.further.end()) {
      roles.push_back({Kind::further, 0, std::string(one.key)});
    }
  }
  const int deep = static_cast<int>(mapping.columns.counterparty.size());
  for (int level = 1; level <= std::min(deep + 1, kMostUnitLevels); ++level) {
    roles.push_back({Kind::counterparty, level});
  }
  roles.push_back({Kind::amount});
  for (int month = 1; month <= 12; ++month) {
    roles.push_back({Kind::month_amount, month});
  }
  for (const auto& [key, column] : mapping.columns.amounts) {
    if (month_of(key) == 0) {
      roles.push_back({Kind::period_amount, 0, key});
    }
  }
  return roles;
}

Missing missing(const Mapping& mapping) {
  const MappedColumns& columns = mapping.columns;
  const auto maps = [&columns](std::string_view key) {
    return columns.further.find(key) != columns.further.end();
  };
  if (columns.amount.empty() && columns.amounts.empty() && !maps("quantity")) {
    return Missing::amount;
  }
  const bool says_period =
      !columns.amounts.empty() &&
      std::all_of(columns.amounts.begin(), columns.amounts.end(),
                  [](const auto& amount) { return month_of(amount.first) == 0; });
  if (!says_period && columns.period.empty() && mapping.period.empty() && !maps("date")) {
    return Missing::period;
  }
  const bool object =
      !columns.service.empty() || maps("resource") || maps("policy") || maps("task");
  const bool classified = !mapping.keep_unclassified;
  return columns.unit.empty() && classified   ? Missing::unit
         : !object                            ? Missing::service
         : columns.code.empty() && classified ? Missing::code
                                              : Missing::nothing;
}

std::map<int, Target> targets_for(const std::vector<int>& years, YearPreset preset) {
  std::map<int, Target> targets;
  for (const int year : years) {
    const bool plan = preset == YearPreset::all_plan ||
                      (preset == YearPreset::last_actual && year != years.back());
    targets[year] = plan ? Target{model::LineKind::plan, std::string(kFirstVersion)}
                         : Target{model::LineKind::actual, {}};
  }
  return targets;
}

Mapping shortest(Mapping mapping, const std::vector<int>& years) {
  if (mapping.by_year.empty()) {
    return mapping;
  }
  const Target first = mapping.by_year.begin()->second;
  const bool all_alike = std::all_of(mapping.by_year.begin(), mapping.by_year.end(),
                                     [&](const auto& year) { return year.second == first; }) &&
                         std::all_of(years.begin(), years.end(),
                                     [&](int year) { return mapping.by_year.count(year) > 0; });
  if (all_alike) {
    mapping.target = first;
    mapping.by_year.clear();
  } else {
    mapping.target = {};  // every year says its own
  }
  return mapping;
}

std::optional<YearPreset> preset_of(const std::map<int, Target>& targets,
                                    const std::vector<int>& years) {
  for (const YearPreset preset :
       {YearPreset::all_actual, YearPreset::all_plan, YearPreset::last_actual}) {
    if (targets_for(years, preset) == targets) {
      return preset;
    }
  }
  return std::nullopt;
}

}  // namespace saimnieks::views
