#include "core/costing/between_units.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/base/wide.h"
#include "core/cube/counting.h"
#include "core/model/unit_tree.h"

namespace saimnieks::costing {
namespace {

using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using model::Line;
using model::LineId;
using model::Nature;
using model::UnitId;

bool is_time_or_version(Axis axis) {
  return axis == Axis::year || axis == Axis::month || axis == Axis::version;
}

// The same units, time, version and basis, and nothing else of what was asked for.
cube::Query same_scope(const cube::Query& query, Nature nature) {
  cube::Query out;
  out.compare = query.compare;
  if (query.columns && is_time_or_version(*query.columns)) {
    out.columns = query.columns;
  }
  for (const cube::Filter& one : query.where) {
    if (one.axis == Axis::unit || one.axis == Axis::basis || is_time_or_version(one.axis)) {
      out.where.push_back(one);
    }
  }
  out.where.push_back({Axis::nature, std::string(model::name(nature))});
  return out;
}

// The unit of the node, or the nearest above it; none of the total.
UnitId unit_of(const cube::Pivot& pivot, std::int32_t node) {
  for (std::int32_t at = node; at >= 0; at = pivot.nodes[static_cast<std::size_t>(at)].parent) {
    const cube::Member& member = pivot.nodes[static_cast<std::size_t>(at)].member;
    if (member.axis == Axis::unit) {
      return UnitId{member.id};
    }
  }
  return model::kNoUnit;
}

using Amounts = std::unordered_map<std::string, std::pair<LineId, Money>>;  // by the line's id

// What of the eliminated amount each line has, in their order.
void part(Money eliminated, Money whole, const std::vector<base::Uuid>& lines,
          const Amounts& amounts, BetweenUnits::ByLine& out) {
  if (eliminated.is_zero() || whole.is_zero()) {
    return;
  }
  Money before;
  base::I128 sum = 0;
  for (const base::Uuid& line : lines) {
    const auto& [rid, amount] = amounts.at(line.text());
    sum += amount.cents();
    // No larger than the whole where amounts have one sign; else the parts still come to it.
    const auto exact = base::rounded_ratio(eliminated.cents(), sum, whole.cents());
    const auto cents = exact ? base::fitting(*exact) : std::nullopt;
    const Money until = cents ? Money::from_cents(*cents) : before;
    out[rid] += until - before;
    before = until;
  }
}

// Every cell that counts the line, in which it counts as something.
void each_cell_of(const cube::Plan& plan, const cube::Pivot& pivot, const Line& line,
                  base::FunctionRef<void(const cube::Counted&)> visit) {
  const auto at = static_cast<std::size_t>(line.row.rid) - 1;
  if (plan.lines().has(at)) {
    static_cast<void>(each_cell_counting(plan, pivot, at, [&](const cube::Counted& counted) {
      if (counted.counts.lines() != 0) {
        visit(counted);
      }
    }));
  }
}

}  // namespace

Result<BetweenUnits> BetweenUnits::read(const ledger::Ledger& ledger, const Cube& cube) {
  BetweenUnits out(ledger, cube);
  TRY(const std::vector<LineId> charges, ledger.lines_with_counterparty());
  TRY(out.lines_, ledger.lines(charges));
  return out;
}

namespace {

using Side = std::pair<std::size_t, std::size_t>;  // a column of the cut, and plan or actual of it

std::size_t side_of(const cube::Counted& counted) { return counted.counts.plan_lines != 0 ? 0 : 1; }

// Which lines each side of the same units, time and version counts, costs before income.
std::map<Side, std::vector<const Line*>> scope_of(const Cube& cube, const cube::Query& query,
                                                  const cube::Pivot& pivot,
                                                  const std::vector<Line>& lines) {
  std::map<Side, std::vector<const Line*>> out;
  for (const Nature nature : {Nature::cost, Nature::income}) {
    const cube::Query scope = same_scope(query, nature);
    const cube::Pivot whole = cube.pivot(scope);
    const cube::Plan plan(cube, scope);
    for (const Line& line : lines) {
      each_cell_of(plan, whole, line, [&](const cube::Counted& counted) {
        for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
          if (!scope.columns || pivot.columns[column] == whole.columns[counted.column]) {
            out[{column, side_of(counted)}].push_back(&line);
          }
        }
      });
    }
  }
  return out;
}

// What is eliminated of each of the lines that lie in the unit.
BetweenUnits::ByLine eliminated_of(const ledger::Ledger& ledger,
                                   const std::vector<const Line*>& lines, UnitId below) {
  Charges charges(ledger);
  Amounts amounts;
  for (const Line* line : lines) {
    if (model::in_cut(ledger.units(), line->row.unit, below)) {
      charges.see(*line);
      amounts.emplace(line->uuid.text(), std::pair(line->row.rid, line->amount()));
    }
  }
  BetweenUnits::ByLine out;
  for (const BookedCharge& charge : charges.held()) {
    part(charge.eliminated, charge.cost, charge.cost_lines, amounts, out);
    part(charge.eliminated, charge.income, charge.income_lines, amounts, out);
  }
  return out;
}

}  // namespace

// A plan's charge is not the other side of an actual one, nor that of one month of another's.
void BetweenUnits::each(const cube::Query& query, const cube::Pivot& pivot,
                        base::FunctionRef<void(const Part&)> visit) const {
  if (lines_.empty()) {
    return;
  }
  const auto scope = scope_of(cube_, query, pivot, lines_);
  std::map<std::pair<Side, UnitId>, ByLine> known;
  const auto eliminated = [&](const Side& side, UnitId below) -> const ByLine& {
    const auto [at, is_new] = known.try_emplace({side, below});
    if (const auto found = scope.find(side); is_new && found != scope.end()) {
      at->second = eliminated_of(ledger_, found->second, below);
    }
    return at->second;
  };
  const cube::Plan plan(cube_, query);
  for (const Line& line : lines_) {
    each_cell_of(plan, pivot, line, [&](const cube::Counted& counted) {
      const std::size_t side = side_of(counted);
      const ByLine& parts = eliminated({counted.column, side}, unit_of(pivot, counted.node));
      if (const auto found = parts.find(line.row.rid); found != parts.end()) {
        visit({counted.node, counted.column, side, found->first, found->second});
      }
    });
  }
}

BetweenUnits::Cells BetweenUnits::of(const cube::Query& query, const cube::Pivot& pivot) const {
  Cells out;
  out.cells.resize(pivot.cells.size());
  out.total.resize(pivot.columns.size());
  each(query, pivot, [&](const Part& part) {
    Cells::Sides& sides =
        part.node < 0
            ? out.total[part.column]
            : out.cells[static_cast<std::size_t>(part.node) * pivot.columns.size() + part.column];
    sides[part.side] += part.eliminated;
  });
  return out;
}

BetweenUnits::ByLine BetweenUnits::lines_of(const cube::Query& query, const cube::Pivot& pivot,
                                            Cube::Part part_of) const {
  ByLine out;
  each(query, pivot, [&](const Part& part) {
    const Cube::Part other = part.side == 0 ? Cube::Part::actual : Cube::Part::plan;
    if (part.node < 0 && part.column == 0 && part_of != other) {
      out.emplace(part.line, part.eliminated);
    }
  });
  return out;
}

Result<std::vector<Money>> between_units(const ledger::Ledger& ledger, const Cube& cube,
                                         const BetweenUnits& charges,
                                         const AllocatedSide& allocated) {
  const cube::Query query = query_of(ledger, allocated.side, {}, nullptr);
  const BetweenUnits::ByLine lines =
      charges.lines_of(query, cube.pivot(query), part_of(allocated.side));
  const LedgerNetwork& of = allocated.of;
  std::vector<Money> out(of.objects.size());
  if (lines.empty()) {
    return out;
  }
  std::map<std::pair<cube::ObjectKind, std::uint32_t>, Money> by_account;
  for (const auto& [line, amount] : lines) {
    const auto row = cube.row(line);
    if (const auto account = row ? account_of(*row) : std::nullopt) {
      by_account[{account->kind, account->number}] += amount;
    }
  }
  const auto own = [&by_account](const AccountPlace& place) {
    const auto found = by_account.find({place.kind, place.number});
    return found == by_account.end() ? Money() : found->second;
  };
  Network network = of.network;
  for (std::size_t i = 0; i < of.pools.size(); ++i) {
    network.pools[i].own = own(of.pools[i]);
  }
  for (std::size_t i = 0; i < of.objects.size(); ++i) {
    network.objects[i].own = own(of.objects[i]);
  }
  TRY(const Attribution attribution, allocate(network, allocated.procedure.method,
                                              allocated.procedure.method == Method::step_down
                                                  ? std::optional(allocated.attribution.order)
                                                  : std::nullopt));
  for (std::size_t i = 0; i < of.objects.size(); ++i) {
    out[i] = network.objects[i].own + attribution.attributed[i];
  }
  return out;
}

}  // namespace saimnieks::costing
