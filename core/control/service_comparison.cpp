#include "core/control/service_comparison.h"

#include <algorithm>
#include <map>

#include "core/base/wide.h"
#include "core/control/quality.h"

namespace saimnieks::control {
namespace {

using base::I128;
using base::Money;
using base::Result;
using costing::LedgerSide;
using ledger::Ledger;
using model::UnitId;

constexpr std::array<std::string_view, 4> kReasons{"no-costs", "no-volume", "measures-mixed",
                                                   "measure-differs"};

// By unit, of the year.
Result<std::map<UnitId, std::int64_t>> inhabitants(const Ledger& ledger, int year) {
  std::map<UnitId, std::int64_t> out;
  TRY_DO(ledger.each_fact<model::Population>([&](const model::Population& one) {
    if (!one.voided && one.year.year() == year) {
      out[one.unit] = one.inhabitants;
    }
  }));
  return out;
}

// amount / parts; both in the same fraction of one.
std::optional<Money> each(Money amount, I128 scale, I128 parts) {
  const auto exact = base::rounded_ratio(amount.cents(), scale, parts);
  const auto cents = exact ? base::fitting(*exact) : std::nullopt;
  return cents ? std::optional(Money::from_cents(*cents)) : std::nullopt;
}

std::optional<Spread> spread(std::vector<Money> of) {
  if (of.empty()) {
    return std::nullopt;
  }
  std::sort(of.begin(), of.end());
  const std::size_t count = of.size();
  const auto rank = [&](std::size_t quarters) { return of[(count * quarters + 3) / 4 - 1]; };
  Money median = of[count / 2];
  if (count % 2 == 0) {
    const I128 both = I128{of[count / 2 - 1].cents()} + median.cents();
    median = Money::from_cents(
        static_cast<std::int64_t>(base::rounded_ratio(both, 1, 2).value_or(both / 2)));
  }
  return Spread{of.front(), rank(1), median, rank(3), of.back()};
}

class Comparer {
 public:
  Comparer(const Ledger& ledger, const cube::Cube& cube, const LedgerSide& side)
      : ledger_(ledger), cube_(cube), side_(side) {}

  Result<ServiceComparison> run(std::string_view register_id, costing::Method method) {
    TRY(network_, costing::read_network(ledger_, cube_, side_));
    TRY(attribution_, costing::allocate(network_.network, method));
    TRY(inhabitants_, inhabitants(ledger_, side_.period.year()));
    for (std::uint32_t i = 0; i < ledger_.services().size(); ++i) {
      const model::Service& service = ledger_.services()[model::ServiceId{i}];
      if (service.usable() && service.register_id == register_id) {
        TRY_DO(add(model::ServiceId{i}));
      }
    }
    if (out_.services.empty()) {
      return base::fail(base::ErrorCode::not_found, std::string(register_id));
    }
    std::sort(out_.services.begin(), out_.services.end(),
              [this](const ComparedService& a, const ComparedService& b) {
                return ledger_.services()[a.service].code < ledger_.services()[b.service].code;
              });
    choose_measure();
    TRY_DO(add_quality());
    out_.per_unit = spread(figures(&ComparedService::per_unit));
    out_.per_inhabitant = spread(figures(&ComparedService::per_inhabitant));
    return std::move(out_);
  }

 private:
  Result<void> add(model::ServiceId id) {
    ComparedService one;
    one.service = id;
    for (std::size_t i = 0; i < network_.objects.size(); ++i) {
      if (network_.objects[i].number == model::index(id)) {
        one.cost = network_.network.objects[i].own + attribution_.attributed[i];
      }
    }
    const auto sheet = costing::sheet_of(ledger_, cube_, side_, network_, attribution_, id);
    if (sheet) {
      one.volume = sheet->sheet.volume;
      one.measure = sheet->measure;
    } else if (sheet.error().code == base::ErrorCode::measures_mixed) {
      one.reason = NotComparable::measures_mixed;
    } else {
      return tl::unexpected(sheet.error());
    }
    UnitId unit = ledger_.services()[id].unit;
    for (; unit != model::kNoUnit && !one.inhabitants; unit = ledger_.units()[unit].parent) {
      if (const auto found = inhabitants_.find(unit); found != inhabitants_.end()) {
        one.inhabitants = found->second;
      }
    }
    const bool provides = one.volume && one.volume->billionths() > 0;
    if (one.cost.is_zero()) {
      one.reason = NotComparable::no_costs;
    } else if (!one.reason && !provides) {
      one.reason = NotComparable::no_volume;
    }
    if (provides) {
      one.per_unit = each(one.cost, base::Decimal9::kOne, one.volume->billionths());
    }
    if (one.inhabitants) {
      one.per_inhabitant = each(one.cost, 1, *one.inhabitants);
    }
    out_.services.push_back(std::move(one));
    return {};
  }

  // The measure of the most services; of equally many, that of the first one.
  void choose_measure() {
    std::map<std::string, std::size_t> counts;
    for (const ComparedService& one : out_.services) {
      if (!one.reason) {
        ++counts[one.measure];
      }
    }
    std::size_t most = 0;
    for (const ComparedService& one : out_.services) {
      if (!one.reason && counts[one.measure] > most) {
        most = counts[one.measure];
        out_.measure = one.measure;
      }
    }
    for (ComparedService& one : out_.services) {
      if (!one.reason && one.measure != out_.measure) {
        one.reason = NotComparable::measure_differs;
      }
    }
  }

  Result<void> add_quality() {
    std::vector<QualityQuestion> questions;
    std::vector<ComparedService*> of;
    for (ComparedService& one : out_.services) {
      const UnitId unit = ledger_.services()[one.service].unit;
      if (unit != model::kNoUnit) {
        questions.push_back({.period = side_.period, .below = unit});
        of.push_back(&one);
      }
    }
    TRY(const std::vector<Quality> found, quality(ledger_, questions));
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto figure = [&](QualityMeasure measure) {
        return found[i].figures[static_cast<std::size_t>(measure)].percent_hundredths;
      };
      of[i]->complete_hundredths = figure(QualityMeasure::completeness);
      of[i]->traceable_hundredths = figure(QualityMeasure::traceability);
    }
    return {};
  }

  // Costs per inhabitant need no units provided.
  [[nodiscard]] std::vector<Money> figures(std::optional<Money> ComparedService::*figure) const {
    const bool by_units = figure == &ComparedService::per_unit;
    std::vector<Money> out;
    for (const ComparedService& one : out_.services) {
      const bool counts = by_units ? !one.reason : one.reason != NotComparable::no_costs;
      if (counts && one.*figure) {
        out.push_back(*(one.*figure));
      }
    }
    return out;
  }

  const Ledger& ledger_;
  const cube::Cube& cube_;
  const LedgerSide& side_;
  costing::LedgerNetwork network_;
  costing::Attribution attribution_;
  std::map<UnitId, std::int64_t> inhabitants_;
  ServiceComparison out_;
};

}  // namespace

std::string_view reason_name(NotComparable reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

Result<ServiceComparison> compare_services(const Ledger& ledger, const cube::Cube& cube,
                                           std::string_view register_id, const LedgerSide& side,
                                           costing::Method method) {
  return Comparer(ledger, cube, side).run(register_id, method);
}

}  // namespace saimnieks::control
