#include "sync/cli/beside_totals.h"

#include <algorithm>
#include <utility>

#include "core/base/wide.h"

namespace saimnieks::cli {
namespace {

using base::Result;
using model::LineId;
using nlohmann::ordered_json;

constexpr std::int32_t kAll = -1;

// Each measure in percent, and of each flaw how many lines have it; those of none are left out.
ordered_json compact(const control::Quality& quality) {
  if (quality.lines == 0) {
    return nullptr;
  }
  ordered_json out{{"lines", quality.lines}};
  for (std::size_t i = 0; i < control::kQualityMeasures; ++i) {
    const auto percent = quality.figures[i].percent_hundredths;
    out[std::string(control::measure_name(static_cast<control::QualityMeasure>(i)))] =
        percent ? ordered_json(base::fixed_text(*percent, 2)) : ordered_json();
  }
  ordered_json& flawed = out["flawed"] = ordered_json::object();
  for (std::size_t i = 0; i < control::kQualityFlaws; ++i) {
    if (quality.flawed[i] > 0) {
      flawed[std::string(control::flaw_name(static_cast<control::QualityFlaw>(i)))] =
          quality.flawed[i];
    }
  }
  return out;
}

}  // namespace

void BesideTotals::add(std::string place, const cube::Query& query, const cube::Pivot& pivot,
                       std::size_t column, cube::Cube::Part part) {
  places_.push_back(std::move(place));
  totals_.push_back(cube_.lines_behind(query, pivot, kAll, column, part));
}

void BesideTotals::add(std::string place, std::vector<LineId> lines) {
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  places_.push_back(std::move(place));
  totals_.push_back(std::move(lines));
}

void BesideTotals::add(std::string place, const costing::LedgerSide& side) {
  const cube::Query query = costing::query_of(ledger_, side, {}, nullptr);
  add(std::move(place), query, cube_.pivot(query), 0, costing::part_of(side));
}

Result<void> BesideTotals::write(ordered_json& answer) const {
  TRY(const std::vector<control::Quality> found, control::quality_of(ledger_, cube_, totals_));
  for (std::size_t i = 0; i < found.size(); ++i) {
    answer[ordered_json::json_pointer(places_[i])] = compact(found[i]);
  }
  return {};
}

}  // namespace saimnieks::cli
