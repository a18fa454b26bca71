#include "core/control/reconciliation.h"

#include <map>
#include <set>

#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using ledger::Ledger;
using model::CodeId;
using model::UnitId;

struct Booked {
  UnitId unit = model::kNoUnit;
  CodeId code = model::kNoCode;
  Money amount;
};

// What each unit itself has booked on each code itself.
std::vector<Booked> booked(const cube::Cube& cube, const ReconciliationQuestion& question) {
  cube::Query query;
  query.rows = {Axis::unit, Axis::code};
  query.where = {cube::filter(question.period),
                 cube::filter(Axis::basis, model::name(question.basis))};
  const cube::Pivot pivot = cube.pivot(query);
  std::vector<Booked> out(pivot.nodes.size());
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const cube::Node& node = pivot.nodes[i];
    if (node.member.axis == Axis::unit) {
      out[i].unit = UnitId{node.member.id};
      continue;  // a unit's sum
    }
    const auto above = static_cast<std::size_t>(node.parent);
    const Money amount = Money::from_cents(pivot.cell(i, 0).actual_cents);
    out[i] = {out[above].unit, CodeId{node.member.id}, amount};
    if (pivot.nodes[above].member.axis == Axis::code) {
      out[above].amount -= amount;  // is not the upper code's own
    }
  }
  return out;
}

}  // namespace

Result<std::vector<ReconciliationRow>> reconciliation(const Ledger& ledger, const cube::Cube& cube,
                                                      const ReconciliationQuestion& question) {
  std::map<std::pair<UnitId, CodeId>, ReconciliationRow> rows;
  std::set<UnitId> units;
  TRY_DO(ledger.each_fact<model::Turnover>([&](const model::Turnover& one) {
    const bool in_time =
        one.period == question.period ||
        (question.period.whole_year() && one.period.year() == question.period.year());
    const bool in_cut = model::in_cut(ledger.units(), one.unit, question.below);
    if (!one.voided && one.basis == question.basis && in_time && in_cut) {
      ReconciliationRow& row = rows[{one.unit, one.code}];
      row.turnover = row.turnover.value_or(Money()) + one.amount_cents;
      units.insert(one.unit);
    }
  }));
  for (const Booked& one : booked(cube, question)) {
    if (one.amount.is_zero()) {
      continue;
    }
    for (UnitId unit = one.unit; unit != model::kNoUnit; unit = ledger.units()[unit].parent) {
      if (units.count(unit) == 0) {
        continue;
      }
      CodeId at = one.code;
      if (at != model::kNoCode) {
        const auto chain = cube.lineage({Axis::code, model::index(at)});
        for (auto code = chain.rbegin(); code != chain.rend(); ++code) {
          if (rows.count({unit, CodeId{code->id}}) > 0) {
            at = CodeId{code->id};
            break;
          }
        }
      }
      rows[{unit, at}].booked += one.amount;
    }
  }
  std::vector<ReconciliationRow> out;
  out.reserve(rows.size());
  for (auto& [place, row] : rows) {
    row.unit = place.first;
    row.code = place.second;
    out.push_back(row);
  }
  return out;
}

}  // namespace saimnieks::control
