#include "core/views/quality_line.h"

#include "core/views/labels.h"

namespace saimnieks::views {

using text::Key;

std::optional<base::Period> examined_period(const CompareView& compare) {
  if (compare.empty || compare.other >= compare.sides.size()) {
    return std::nullopt;
  }
  const cube::Side& side = compare.sides[compare.other].side;
  if (side.kind != model::LineKind::actual || !side.year) {
    return std::nullopt;
  }
  const auto year = base::Period::from_packed(std::int64_t{*side.year} * 100);
  return year ? std::optional(*year) : std::nullopt;
}

std::string quality_line(const control::Quality* quality, base::Money between_units,
                         base::Period period, const Words& words) {
  if (quality == nullptr) {
    return std::string(words[Key::quality_examining]);
  }
  const auto percent = [&](control::QualityMeasure measure) {
    const auto& figure = quality->figures[static_cast<std::size_t>(measure)];
    return text::format_percent(figure.percent_hundredths.value_or(10'000), words.language(), 0);
  };
  using Measure = control::QualityMeasure;
  std::string line = words.texts.tr(Key::quality_of, std::to_string(period.year()),
                                    percent(Measure::completeness), percent(Measure::timeliness),
                                    percent(Measure::consistency), percent(Measure::traceability));
  const auto reconciled = static_cast<std::size_t>(Measure::reconciliation);
  if (quality->figures[reconciled].percent_hundredths) {  // else nobody knows what accounts say
    line += " " + words.texts.tr(Key::quality_reconciled, percent(Measure::reconciliation));
  }
  if (!quality->missing.empty()) {
    line += " " + words.texts.plural(Key::quality_missing,
                                     static_cast<std::int64_t>(quality->missing.size()));
  }
  if (!between_units.is_zero()) {
    line += " " + words.texts.tr(Key::quality_between_units,
                                 whole_euro_with_unit(between_units.cents(), words));
  }
  return line;
}

}  // namespace saimnieks::views
