#include "core/exchange/known_documents.h"

#include <algorithm>

namespace saimnieks::exchange {
namespace {

// Empty: the line names no document, so nothing tells it from another. The months tell apart what a
// contract comes to in each of them.
std::string key_of(const model::Line& line, model::LineKind kind, std::int32_t period,
                   std::int64_t cents) {
  if (line.document.empty()) {
    return {};
  }
  return std::string(model::name(kind)) + " " + std::to_string(period) + " " +
         (line.date ? line.date->iso() : std::string()) + " " + std::to_string(cents) + " " +
         line.document;
}

// A code after another, top first, each closed by what no text of a file holds.
void add_code(std::string& path, std::string_view code) {
  path += code;
  path += '\0';
}

}  // namespace

base::Result<void> KnownDocuments::load(const ledger::Ledger& ledger) {
  const auto& units = ledger.units().rows();
  std::vector<std::string> paths(units.size());  // a unit is made after the one above it
  for (std::size_t i = 0; i < units.size(); ++i) {
    const model::UnitId above = units[i].parent;
    if (above != model::kNoUnit) {
      paths[i] = paths[model::index(above)];
    }
    add_code(paths[i], units[i].code);
    units_.emplace(paths[i], model::UnitId{static_cast<std::uint32_t>(i)});
  }
  return ledger.scan_whole_lines([this](const model::Line& line) {
    const model::LineRow& row = line.row;
    const std::string key =
        row.voided ? std::string() : key_of(line, row.kind, row.period, row.cents);
    if (key.empty()) {
      return;
    }
    std::vector<Lines>& its = known_[key];
    const auto found = std::find_if(its.begin(), its.end(),
                                    [&row](const Lines& one) { return one.unit == row.unit; });
    if (found != its.end()) {
      ++found->count;
    } else {
      its.push_back({row.unit, 1});
    }
  });
}

bool KnownDocuments::take(const ParsedLine& line) {
  const auto known = left_.find(
      key_of(line.further->line, line.target->kind, line.period.packed(), line.amount.cents()));
  if (known == left_.end()) {
    return false;
  }
  const auto take_of = [&known](auto fits) {
    const auto found =
        std::find_if(known->second.begin(), known->second.end(),
                     [&fits](const Lines& one) { return one.count > 0 && fits(one.unit); });
    if (found == known->second.end()) {
      return false;
    }
    --found->count;
    return true;
  };
  std::string path;
  for (const std::string_view code : line.unit) {
    add_code(path, code);
  }
  const auto unit = units_.find(path);
  const bool none = line.unit.empty();
  return (unit != units_.end() &&
          take_of([&](model::UnitId one) { return one == unit->second; })) ||
         take_of([none](model::UnitId one) { return none || one == model::kNoUnit; });
}

KnownDocuments::Answer KnownDocuments::take(std::span<const ParsedLine> lines) {
  std::size_t found = 0;
  for (const ParsedLine& line : lines) {
    if (line.further == nullptr) {
      return Answer::none;
    }
    found += take(line) ? 1U : 0U;
  }
  return found == 0 ? Answer::none : found == lines.size() ? Answer::all : Answer::some;
}

}  // namespace saimnieks::exchange
