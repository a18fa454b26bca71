#include "core/exchange/export.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

namespace saimnieks::exchange {
namespace {

// Everything of one line as text, with the unit's path from the top.
struct Plain {
  model::LineRow row;
  std::string_view note;
  std::vector<std::string> path;
  std::vector<std::string> names;
};

Plain plain(const ledger::Ledger& ledger, const model::LineRow& row, std::string_view note) {
  Plain out{row, note, {}, {}};
  const auto& units = ledger.units();
  for (model::UnitId id = row.unit; id != model::kNoUnit; id = units[id].parent) {
    out.path.insert(out.path.begin(), units[id].code);
    out.names.insert(out.names.begin(), units[id].name);
  }
  return out;
}

std::string euro(std::int64_t cents) {
  const std::uint64_t size =
      cents < 0 ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  std::string out = (cents < 0 ? "-" : "") + std::to_string(size / 100) + ".";
  const auto part = static_cast<char>(size % 100);
  out.push_back(static_cast<char>('0' + part / 10));
  out.push_back(static_cast<char>('0' + part % 10));
  return out;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out.append(c == '"' ? "\"\"" : std::string(1, c));
  }
  return out + "\"";
}

std::string period(const model::LineRow& row) {
  const auto period = base::Period::from_packed(row.period);
  return period ? period->iso() : std::string();
}

template <class Visit>
base::Result<void> each_line(const ledger::Ledger& ledger, Visit visit) {
  return ledger.scan_lines_with_notes([&](const model::LineRow& row, std::string_view note) {
    if (!row.voided) {
      visit(plain(ledger, row, note));
    }
  });
}

// How many levels the units have that lines are on; 1 when there are none.
base::Result<std::size_t> deepest(const ledger::Ledger& ledger) {
  std::set<model::UnitId> used;
  TRY_DO(ledger.scan_lines([&used](const model::LineRow& row) {
    if (!row.voided) {
      used.insert(row.unit);
    }
  }));
  std::size_t depth = 1;
  for (const model::UnitId unit : used) {
    std::size_t own = 0;
    for (model::UnitId id = unit; id != model::kNoUnit; id = ledger.units()[id].parent) {
      ++own;
    }
    depth = std::max(depth, own);
  }
  return depth;
}

}  // namespace

base::Result<std::string> export_csv(const ledger::Ledger& ledger) {
  TRY(const std::size_t depth, deepest(ledger));
  std::string out = "period,kind,version";
  for (std::size_t i = 1; i <= depth; ++i) {
    out += ",unit_" + std::to_string(i) + ",unit_name_" + std::to_string(i);
  }
  out += ",service,service_name,scheme,code,code_name,amount,note\n";
  TRY_DO(each_line(ledger, [&](const Plain& line) {
    const model::LineRow& row = line.row;
    out += period(row) + "," + std::string(model::name(row.kind)) + ",";
    out += row.version == model::kNoVersion ? "" : csv_cell(ledger.versions()[row.version].name);
    for (std::size_t i = 0; i < depth; ++i) {
      out += "," + (i < line.path.size() ? csv_cell(line.path[i]) : "") + "," +
             (i < line.names.size() ? csv_cell(line.names[i]) : "");
    }
    const bool service = row.service != model::kNoService;
    out += "," + (service ? csv_cell(ledger.services()[row.service].code) : "") + "," +
           (service ? csv_cell(ledger.services()[row.service].name) : "");
    const bool code = row.code != model::kNoCode;
    out += "," + (code ? csv_cell(ledger.codes()[row.code].scheme) : "") + "," +
           (code ? csv_cell(ledger.codes()[row.code].code) : "") + "," +
           (code ? csv_cell(ledger.codes()[row.code].name) : "") + "," + euro(row.cents) + "," +
           csv_cell(line.note) + "\n";
  }));
  return out;
}

base::Result<Mapping> export_mapping(const ledger::Ledger& ledger) {
  Mapping out;
  out.columns.period = "period";
  out.columns.kind = "kind";
  out.columns.version = "version";
  TRY(const std::size_t depth, deepest(ledger));
  for (std::size_t i = 1; i <= depth; ++i) {
    out.columns.unit.push_back("unit_" + std::to_string(i));
    out.columns.unit_name.push_back("unit_name_" + std::to_string(i));
  }
  out.columns.service = "service";
  out.columns.service_name = "service_name";
  out.columns.scheme = "scheme";
  out.columns.code = "code";
  out.columns.code_name = "code_name";
  out.columns.amount = "amount";
  out.columns.note = "note";
  // Nothing is left to guess: a service may be called "Total", and all its rows are lines.
  out.skip_totals = false;
  out.delimiter = ',';
  out.decimal = '.';
  out.encoding = Encoding::utf8;
  return out;
}

base::Result<std::string> export_json(const ledger::Ledger& ledger) {
  nlohmann::ordered_json lines = nlohmann::ordered_json::array();
  TRY_DO(each_line(ledger, [&](const Plain& line) {
    const model::LineRow& row = line.row;
    nlohmann::ordered_json out{{"period", period(row)},
                               {"kind", std::string(model::name(row.kind))}};
    if (row.version != model::kNoVersion) {
      out["version"] = ledger.versions()[row.version].name;
    }
    out["unit"] = line.path;
    out["unit_name"] = line.names;
    if (row.service != model::kNoService) {
      out["service"] = ledger.services()[row.service].code;
      out["service_name"] = ledger.services()[row.service].name;
    }
    if (row.code != model::kNoCode) {
      out["scheme"] = ledger.codes()[row.code].scheme;
      out["code"] = ledger.codes()[row.code].code;
      out["code_name"] = ledger.codes()[row.code].name;
    }
    out["amount_cents"] = row.cents;
    if (!line.note.empty()) {
      out["note"] = line.note;
    }
    lines.push_back(std::move(out));
  }));
  return nlohmann::ordered_json{{"lines", std::move(lines)}}.dump() + "\n";
}

}  // namespace saimnieks::exchange
