#include "core/costing/ledger_consolidation.h"

#include <map>
#include <utility>

#include "core/model/unit_tree.h"

namespace saimnieks::costing {
namespace {

using base::Explanation;
using base::Money;
using base::Result;
using ledger::Ledger;
using model::Line;
using model::LineKind;
using model::UnitId;

// Visits the lines that the question is about.
Result<void> each_line(const Ledger& ledger, const LedgerSide& side,
                       base::FunctionRef<void(const Line&)> visit) {
  const bool plan = side.kind == LineKind::plan;
  const auto version = plan && !side.version ? cube::Cube(ledger).default_version() : side.version;
  const std::int32_t period = side.period.packed();
  return ledger.scan_whole_lines([&](const Line& line) {
    const model::LineRow& row = line.row;
    const bool in_period =
        row.period == period || (side.period.whole_year() && row.period / 100 == period / 100);
    const bool counts = !row.voided && row.kind == side.kind && row.basis == model::Basis::cost &&
                        (row.nature == model::Nature::cost || row.nature == model::Nature::income);
    if (in_period && counts && (!plan || row.version == version)) {
      visit(line);
    }
  });
}

struct Own {
  Money cost;
  Money income;
};

class Consolidator {
 public:
  Consolidator(const Ledger& ledger, UnitId below)
      : ledger_(ledger), below_(below), charges_(ledger) {}

  void see(const Line& line) {
    const bool income = line.row.nature == model::Nature::income;
    if (in_cut(line.row.unit)) {
      Own& own = owns_[line.row.unit];
      (income ? own.income : own.cost) += line.amount();
    }
    charges_.see(line);
  }

  Result<LedgerConsolidation> finish() {
    for (BookedCharge& charge : charges_.held()) {
      if (in_cut(charge.from) || in_cut(charge.to)) {
        out_.charges.push_back(std::move(charge));
      }
    }
    std::map<UnitId, Totals> totals;  // none: of everything
    for (const auto& [unit, own] : owns_) {
      for (UnitId at = unit; at != model::kNoUnit; at = ledger_.units()[at].parent) {
        totals[at].add(ledger_, unit, own);
      }
      totals[model::kNoUnit].add(ledger_, unit, own);
    }
    for (const BookedCharge& charge : out_.charges) {
      for (UnitId at = charge.above; at != model::kNoUnit; at = ledger_.units()[at].parent) {
        totals[at].take(ledger_, charge);
      }
      totals[model::kNoUnit].take(ledger_, charge);
    }
    for (auto& [unit, of] : totals) {
      if (unit != model::kNoUnit && in_cut(unit)) {
        TRY(const ConsolidatedUnit row, of.consolidated(unit));
        out_.units.push_back(row);
      }
    }
    Totals& all = totals[below_];
    TRY(out_.total, all.consolidated(below_));
    out_.owns = std::move(all.units);
    out_.units_of_owns = std::move(all.numbers);
    out_.eliminated = std::move(all.charges);
    return std::move(out_);
  }

 private:
  // What goes into the figures of one unit.
  struct Totals {
    std::vector<UnitTotals> units;
    std::vector<UnitId> numbers;
    std::map<UnitId, std::uint32_t> places;
    std::vector<Charge> charges;

    std::uint32_t place(const Ledger& ledger, UnitId unit) {
      const auto next = static_cast<std::uint32_t>(units.size());
      const auto [found, fresh] = places.try_emplace(unit, next);
      if (fresh) {
        units.push_back({model::path_text(ledger.units(), unit), {}, {}});
        numbers.push_back(unit);
      }
      return found->second;
    }
    void add(const Ledger& ledger, UnitId unit, const Own& own) {
      UnitTotals& its = units[place(ledger, unit)];
      its.cost = own.cost;
      its.income = own.income;
    }
    void take(const Ledger& ledger, const BookedCharge& charge) {
      if (!charge.eliminated.is_zero()) {
        const std::uint32_t from = place(ledger, charge.from);
        charges.push_back({from, place(ledger, charge.to), charge.eliminated});
      }
    }
    [[nodiscard]] Result<ConsolidatedUnit> consolidated(UnitId unit) const {
      ConsolidatedUnit out{.unit = unit};
      for (const UnitTotals& one : units) {
        out.cost += one.cost;
        out.income += one.income;
      }
      TRY(out.left, consolidate(units, charges, ChargeCheck::none));
      return out;
    }
  };

  [[nodiscard]] bool in_cut(UnitId unit) const {
    return model::in_cut(ledger_.units(), unit, below_);
  }

  const Ledger& ledger_;
  UnitId below_;
  std::map<UnitId, Own> owns_;
  Charges charges_;
  LedgerConsolidation out_;
};

}  // namespace

Result<LedgerConsolidation> consolidate_ledger(const Ledger& ledger, const LedgerSide& side,
                                               UnitId below) {
  Consolidator all(ledger, below);
  TRY_DO(each_line(ledger, side, [&all](const Line& line) { all.see(line); }));
  return all.finish();
}

Result<Explanation> explain(const Ledger& ledger, const LedgerSide& side, UnitId below,
                            const LedgerConsolidation& of) {
  Explanation out = explain(of.owns, of.eliminated, of.total.left);
  std::map<UnitId, std::size_t> places;
  for (std::size_t i = 0; i < of.units_of_owns.size(); ++i) {
    places.emplace(of.units_of_owns[i], i);
    for (Explanation& figure : out.inputs) {  // cost, then income
      figure.inputs[0].inputs[i].formula = "total";
    }
  }
  TRY_DO(each_line(ledger, side, [&](const Line& line) {
    const auto place = places.find(line.row.unit);
    const bool counts = model::in_cut(ledger.units(), line.row.unit, below);
    if (place != places.end() && counts) {
      Explanation& figure = out.inputs[line.row.nature == model::Nature::income ? 1 : 0];
      figure.inputs[0].inputs[place->second].inputs.push_back(
          Explanation::entered_cents(line.uuid.text(), line.row.cents));
    }
  }));
  return out;
}

}  // namespace saimnieks::costing
