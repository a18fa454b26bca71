#include "core/control/service_comparison.h"

#include <algorithm>
#include <map>

#include "core/base/wide.h"
#include "core/control/quality.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::I128;
using base::Money;
using base::Result;
using costing::LedgerSide;
using ledger::Ledger;
using model::UnitId;

constexpr std::array<std::string_view, 4> kReasons{"no-costs", "no-volume", "measures-mixed",
                                                   "measure-differs"};

// By unit, of the year.
using Populations = std::map<UnitId, model::Population>;
Result<Populations> inhabitants(const Ledger& ledger, int year) {
  Populations out;
  TRY_DO(ledger.each_fact<model::Population>([&](const model::Population& one) {
    if (!one.voided && one.year.year() == year) {
      out[one.unit] = one;
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

costing::AccountPlace place_of(model::ServiceId service) {
  return {cube::ObjectKind::service, model::index(service)};
}

// Costs per inhabitant need no units provided.
bool counts(const ComparedService& one, bool by_units) {
  return by_units ? !one.reason && one.per_unit
                  : one.reason != NotComparable::no_costs && one.per_inhabitant;
}

class Comparer {
 public:
  Comparer(const Ledger& ledger, const cube::Cube& cube, const LedgerSide& side)
      : ledger_(ledger), cube_(cube), side_(side) {}

  Result<ServiceComparison> run(std::string_view register_id, const costing::Procedure& procedure) {
    TRY(out_.allocated, costing::allocate_side(ledger_, cube_, side_, procedure));
    TRY(inhabitants_, inhabitants(ledger_, side_.period.year()));
    for (std::uint32_t i = 0; i < ledger_.services().size(); ++i) {
      const model::Service& service = ledger_.services()[model::ServiceId{i}];
      if (service.usable() && service.register_id == register_id) {
        add(model::ServiceId{i});
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
    for (const bool by_units : {true, false}) {
      std::vector<Money> figures;
      for (const ComparedService& one : out_.services) {
        if (counts(one, by_units)) {
          figures.push_back(*(by_units ? one.per_unit : one.per_inhabitant));
        }
      }
      (by_units ? out_.per_unit : out_.per_inhabitant) = spread(std::move(figures));
    }
    return std::move(out_);
  }

 private:
  void add(model::ServiceId id) {
    ComparedService one;
    one.service = id;
    one.cost = costing::cost_of(out_.allocated, place_of(id)).total();
    const auto provided = out_.allocated.of.provided.find(id);
    if (provided != out_.allocated.of.provided.end()) {
      if (provided->second.measures.size() > 1) {
        one.reason = NotComparable::measures_mixed;
      } else {
        one.volume = provided->second.quantity;
        one.measure = *provided->second.measures.begin();
      }
    }
    UnitId unit = ledger_.services()[id].unit;
    for (; unit != model::kNoUnit && !one.inhabitants; unit = ledger_.units()[unit].parent) {
      if (const auto found = inhabitants_.find(unit); found != inhabitants_.end()) {
        one.inhabitants = found->second.inhabitants;
        one.population = found->second.uuid;
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

  const Ledger& ledger_;
  const cube::Cube& cube_;
  const LedgerSide& side_;
  Populations inhabitants_;
  ServiceComparison out_;
};

// The cost by one of what it is divided by, which the leaf `cost` stands for.
Explanation per(const char* name, std::size_t service, const ComparedService& one, Money each,
                Explanation quantity) {
  return {name,
          std::to_string(each.cents()),
          base::ExplainedUnit::cents,
          "per-unit",
          {Explanation::seen_cents(
               "cost", one.cost.cents(),
               {"/services/" + std::to_string(service) + "/explanation", "service", "cost"}),
           std::move(quantity)}};
}

Explanation explain_spread(const ServiceComparison& comparison, bool by_units, const Spread& of) {
  const char* name = by_units ? "per_unit" : "per_inhabitant";
  const auto figure = [](const char* its, Money amount) {
    return Explanation{its, std::to_string(amount.cents()), base::ExplainedUnit::cents, its, {}};
  };
  Explanation figures{"figures", {}, base::ExplainedUnit::cents, {}, {}};
  for (std::size_t i = 0; i < comparison.services.size(); ++i) {
    const ComparedService& one = comparison.services[i];
    if (counts(one, by_units)) {
      const std::string number = std::to_string(i);
      figures.inputs.push_back(
          Explanation::seen_cents(number, (by_units ? one.per_unit : one.per_inhabitant)->cents(),
                                  {"/services/" + number + "/explanation", "service", name}));
    }
  }
  return {
      name,
      std::to_string(of.median.cents()),
      base::ExplainedUnit::cents,
      "median",
      {std::move(figures), figure("least", of.least), figure("lower-quartile", of.lower_quartile),
       figure("upper-quartile", of.upper_quartile), figure("most", of.most)}};
}

}  // namespace

std::string_view reason_name(NotComparable reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

Result<ServiceComparison> compare_services(const Ledger& ledger, const cube::Cube& cube,
                                           std::string_view register_id, const LedgerSide& side,
                                           const costing::Procedure& procedure) {
  return Comparer(ledger, cube, side).run(register_id, procedure);
}

Result<ComparisonWhy> explain(const Ledger& ledger, const cube::Cube& cube,
                              const ServiceComparison& comparison) {
  const costing::AllocatedSide& side = comparison.allocated;
  TRY(const costing::AccountLines lines, costing::AccountLines::read(ledger, cube, side.side));
  ComparisonWhy out;
  for (std::size_t i = 0; i < comparison.services.size(); ++i) {
    const ComparedService& one = comparison.services[i];
    const costing::AccountPlace place = place_of(one.service);
    Explanation node{"service", {}, base::ExplainedUnit::cents, {}, {}};
    node.inputs.push_back(
        costing::explain(costing::cost_of(side, place), place, lines, "cost", "/allocation"));
    if (one.per_unit) {
      node.inputs.push_back(per("per_unit", i, one, *one.per_unit,
                                costing::explain(side.of.provided.at(one.service), "quantity")));
    }
    if (one.per_inhabitant) {
      const std::string count = std::to_string(*one.inhabitants);
      Explanation quantity = Explanation::entered_number("quantity", count);
      quantity.formula = "total";
      quantity.inputs = {Explanation::entered_number(one.population.text(), count)};
      node.inputs.push_back(
          per("per_inhabitant", i, one, *one.per_inhabitant, std::move(quantity)));
    }
    out.services.push_back(std::move(node));
  }
  if (comparison.per_unit) {
    out.per_unit = explain_spread(comparison, true, *comparison.per_unit);
  }
  if (comparison.per_inhabitant) {
    out.per_inhabitant = explain_spread(comparison, false, *comparison.per_inhabitant);
  }
  TRY(out.allocation, costing::explain(side, lines, "/allocation"));
  return out;
}

}  // namespace saimnieks::control
