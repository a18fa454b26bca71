#include "core/costing/between_units.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/base/wide.h"
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

}  // namespace

Result<BetweenUnits> BetweenUnits::read(const ledger::Ledger& ledger, const Cube& cube) {
  BetweenUnits out(ledger, cube);
  TRY(const std::vector<LineId> charges, ledger.lines_with_counterparty());
  TRY(out.lines_, ledger.lines(charges));
  return out;
}

BetweenUnits::ByLine BetweenUnits::around(const cube::Query& query, const cube::Member& column,
                                          UnitId below, Cube::Part part_of) const {
  Charges charges(ledger_);
  Amounts amounts;
  for (const Nature nature : {Nature::cost, Nature::income}) {
    const cube::Query scope = same_scope(query, nature);
    const cube::Pivot pivot = cube_.pivot(scope);
    const auto at = scope.columns ? std::find(pivot.columns.begin(), pivot.columns.end(), column)
                                  : pivot.columns.begin();
    if (at == pivot.columns.end()) {
      continue;
    }
    constexpr std::int32_t kAll = -1;
    const std::vector<LineId> counted = cube_.lines_behind(
        scope, pivot, kAll, static_cast<std::size_t>(at - pivot.columns.begin()), part_of);
    for (const Line& line : lines_) {
      const bool counts = std::binary_search(counted.begin(), counted.end(), line.row.rid) &&
                          model::in_cut(ledger_.units(), line.row.unit, below);
      if (counts) {
        charges.see(line);
        amounts.emplace(line.uuid.text(), std::pair(line.row.rid, line.amount()));
      }
    }
  }
  ByLine out;
  for (const BookedCharge& charge : charges.held()) {
    part(charge.eliminated, charge.cost, charge.cost_lines, amounts, out);
    part(charge.eliminated, charge.income, charge.income_lines, amounts, out);
  }
  return out;
}

BetweenUnits::ByLine BetweenUnits::lines_of(const cube::Query& query, const cube::Pivot& pivot,
                                            std::int32_t node, std::size_t column,
                                            Cube::Part part_of) const {
  ByLine out;
  // A plan's charge is not the other side of an actual one.
  for (const Cube::Part one : {Cube::Part::plan, Cube::Part::actual}) {
    const bool asked = part_of == Cube::Part::both || part_of == one;
    const ByLine found = asked && !lines_.empty()
                             ? around(query, pivot.columns[column], unit_of(pivot, node), one)
                             : ByLine();
    if (found.empty()) {
      continue;
    }
    const std::vector<LineId> counted = cube_.lines_behind(query, pivot, node, column, one);
    for (const auto& [line, amount] : found) {
      if (std::binary_search(counted.begin(), counted.end(), line)) {
        out.emplace(line, amount);
      }
    }
  }
  return out;
}

Money BetweenUnits::of(const cube::Query& query, const cube::Pivot& pivot, std::int32_t node,
                       std::size_t column, Cube::Part part_of) const {
  Money out;
  for (const auto& [line, amount] : lines_of(query, pivot, node, column, part_of)) {
    out += amount;
  }
  return out;
}

Result<std::vector<Money>> between_units(const ledger::Ledger& ledger, const Cube& cube,
                                         const BetweenUnits& charges,
                                         const AllocatedSide& allocated) {
  constexpr std::int32_t kAll = -1;
  const cube::Query query = query_of(ledger, allocated.side, {}, nullptr);
  const BetweenUnits::ByLine lines =
      charges.lines_of(query, cube.pivot(query), kAll, 0, part_of(allocated.side));
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
