#include "core/control/budget.h"

#include <map>
#include <string>
#include <utility>

#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using ledger::Ledger;
using model::SourceId;
using model::UnitId;

using Place = std::pair<UnitId, SourceId>;
constexpr std::size_t kPeriods = 13;  // the whole year, then its months
using Periods = std::array<BudgetFigures, kPeriods>;

class Reader {
 public:
  Reader(const Ledger& ledger, int year, UnitId below)
      : ledger_(ledger), year_(year), below_(below) {}

  [[nodiscard]] Result<Budget> run(const cube::Cube& cube) {
    TRY_DO(ledger_.each_fact<model::Appropriation>([this](const model::Appropriation& one) {
      if (one.voided) {
        return;
      }
      appropriations_.emplace(one.uuid, one);
      if (BudgetFigures* figures = at(one.unit, one.source, one.period)) {
        figures->granted += one.amount_cents;
      }
    }));
    TRY_DO(ledger_.each_fact<model::Amendment>([this](const model::Amendment& one) {
      if (!one.voided) {
        // A transfer takes away here what it brings there.
        const bool moves = !one.to_appropriation.uuid.is_nil();
        amend(one.appropriation.uuid, moves ? -one.amount_cents : one.amount_cents);
        amend(one.to_appropriation.uuid, one.amount_cents);
      }
    }));
    TRY_DO(ledger_.each_fact<model::Commitment>([this](const model::Commitment& one) {
      BudgetFigures* figures = one.voided ? nullptr : at(one.unit, one.source, one.period);
      if (figures != nullptr) {
        figures->committed += one.amount_cents;
      }
    }));
    read_spent(cube);
    return summed();
  }

 private:
  // Null when it is no part of the question.
  BudgetFigures* at(UnitId unit, SourceId source, base::Period period) {
    const bool in_cut = model::in_cut(ledger_.units(), unit, below_);
    return period.year() == year_ && in_cut
               ? &places_[{unit, source}][static_cast<std::size_t>(period.month())]
               : nullptr;
  }

  void amend(const base::Uuid& row, Money amount) {
    const auto found = appropriations_.find(row);
    if (found == appropriations_.end()) {
      return;
    }
    const model::Appropriation& of = found->second;
    if (BudgetFigures* figures = at(of.unit, of.source, of.period)) {
      figures->amended += amount;
    }
  }

  void read_spent(const cube::Cube& cube) {
    cube::Query query;
    query.rows = {Axis::unit, Axis::source};
    query.columns = Axis::month;
    query.where = {cube::filter(Axis::year, std::to_string(year_)),
                   cube::filter(Axis::basis, model::name(model::Basis::budget))};
    const cube::Pivot pivot = cube.pivot(query);
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      const cube::Node& node = pivot.nodes[i];
      if (node.member.axis != Axis::source) {
        continue;  // a unit's sum
      }
      const UnitId unit{pivot.nodes[static_cast<std::size_t>(node.parent)].member.id};
      for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
        const auto period = base::Period::from_packed(std::int64_t{pivot.columns[column].id});
        BudgetFigures* figures = period ? at(unit, SourceId{node.member.id}, *period) : nullptr;
        if (figures != nullptr) {
          figures->spent += Money::from_cents(pivot.cell(i, column).actual_cents);
        }
      }
    }
  }

  [[nodiscard]] Budget summed() const {
    Budget out;
    for (const auto& [place, periods] : places_) {
      BudgetRow row{.unit = place.first, .source = place.second};
      for (std::size_t month = 0; month < kPeriods; ++month) {
        row.year.add(periods[month]);
        if (month > 0) {
          row.free_after[month - 1] = row.year.free();
          if (row.gap_from == 0 && row.year.free().is_negative()) {
            row.gap_from = static_cast<int>(month);
          }
        }
      }
      out.year.add(row.year);
      out.rows.push_back(row);
    }
    return out;
  }

  const Ledger& ledger_;
  int year_;
  UnitId below_;
  std::map<base::Uuid, model::Appropriation> appropriations_;
  std::map<Place, Periods> places_;
};

}  // namespace

void BudgetFigures::add(const BudgetFigures& other) {
  granted += other.granted;
  amended += other.amended;
  spent += other.spent;
  committed += other.committed;
}

Result<Budget> budget(const Ledger& ledger, const cube::Cube& cube, int year, UnitId below) {
  return Reader(ledger, year, below).run(cube);
}

}  // namespace saimnieks::control
