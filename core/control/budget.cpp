#include "core/control/budget.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/control/budget_entries.h"
#include "core/control/line_total.h"
#include "core/control/plan_and_actual.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using ledger::Ledger;
using model::SourceId;
using model::UnitId;

using Months = std::array<Money, 13>;

int last_month(base::Period through) { return through.whole_year() ? 12 : through.month(); }

std::size_t part_of(base::Period period) { return static_cast<std::size_t>(period.month()); }

// What is spent, by unit, source and month.
struct Spent {
  cube::Query query;
  cube::Pivot pivot;

  Spent(const Cube& cube, int year) {
    query.rows = {Axis::unit, Axis::source};
    query.columns = Axis::month;
    query.where = {cube::filter(Axis::year, std::to_string(year)),
                   cube::filter(Axis::basis, model::name(model::Basis::budget))};
    pivot = cube.pivot(query);
  }
  // visit(place, period, node, column) of every cell.
  template <class Visit>
  Result<void> each(Visit visit) const {
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      const cube::Node& node = pivot.nodes[i];
      if (node.member.axis != Axis::source) {
        continue;  // a unit's sum
      }
      const UnitId unit{pivot.nodes[static_cast<std::size_t>(node.parent)].member.id};
      for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
        if (const auto period = base::Period::from_packed(std::int64_t{pivot.columns[column].id})) {
          TRY_DO(visit(BudgetPlace{unit, SourceId{node.member.id}}, *period, i, column));
        }
      }
    }
    return {};
  }
};

Months by_month(const std::vector<BudgetEntry>& entries) {
  Months out{};
  for (const BudgetEntry& one : entries) {
    out[part_of(one.period)] += one.amount;
  }
  return out;
}

// What of an order is not yet paid: never less than nothing of it, and never more than it.
Money open(Money ordered, Money paid) {
  return ordered > Money() ? ordered - std::min(std::max(paid, Money()), ordered) : ordered;
}

void add_committed(const BudgetOrder& order, BudgetRow& row) {
  const Months ordered = by_month(order.ordered);
  const Months paid = by_month(order.paid);
  Money ordered_so_far;
  Money paid_so_far;
  Money before;
  for (std::size_t part = 0; part < row.parts.size(); ++part) {
    ordered_so_far += ordered[part];
    paid_so_far += paid[part];
    const Money now = open(ordered_so_far, paid_so_far);
    row.parts[part].committed += now - before;
    before = now;
  }
}

Explanation total(std::string name, std::vector<Explanation> inputs, Money amount) {
  return {std::move(name), std::to_string(amount.cents()), base::ExplainedUnit::cents, "total",
          std::move(inputs)};
}

Explanation rows_of(std::string name, const std::vector<BudgetEntry>& entries) {
  std::vector<Explanation> inputs;
  Money sum;
  for (const BudgetEntry& one : entries) {
    inputs.push_back(Explanation::entered_cents(one.row.text(), one.amount.cents()));
    sum += one.amount;
  }
  return total(std::move(name), std::move(inputs), sum);
}

// By period, as the figures of months are.
Explanation by_period(std::string name, const std::vector<BudgetEntry>& entries) {
  std::map<base::Period, std::vector<BudgetEntry>> periods;
  for (const BudgetEntry& one : entries) {
    periods[one.period].push_back(one);
  }
  std::vector<Explanation> inputs;
  Money sum;
  for (const auto& [period, of] : periods) {
    inputs.push_back(rows_of(period.iso(), of));
    for (const BudgetEntry& one : of) {
      sum += one.amount;
    }
  }
  return total(std::move(name), std::move(inputs), sum);
}

Explanation committed(const BudgetEntries& of, Money amount) {
  Explanation out = rows_of("committed", of.without_document);
  for (const auto& [document, order] : of.orders) {
    Explanation ordered = rows_of("ordered", order.ordered);
    Explanation paid = rows_of("paid", order.paid);
    Money both[2];
    for (const BudgetEntry& one : order.ordered) {
      both[0] += one.amount;
    }
    for (const BudgetEntry& one : order.paid) {
      both[1] += one.amount;
    }
    out.inputs.push_back({document,
                          std::to_string(open(both[0], both[1]).cents()),
                          base::ExplainedUnit::cents,
                          "open",
                          {std::move(ordered), std::move(paid)}});
  }
  out.value = std::to_string(amount.cents());
  return out;
}

// "free" of its four parts.
Explanation free_of(const BudgetFigures& of, std::array<Explanation, 4> parts) {
  Explanation funding =
      total("funding", {std::move(parts[0]), std::move(parts[1])}, of.granted + of.amended);
  Explanation used =
      total("used", {std::move(parts[2]), std::move(parts[3])}, of.spent + of.committed);
  return {"free",
          std::to_string(of.free().cents()),
          base::ExplainedUnit::cents,
          "difference",
          {std::move(funding), std::move(used)}};
}

Explanation explain_sum(const Budget& budget) {
  constexpr std::array<const char*, 4> kNames{"granted", "amended", "spent", "committed"};
  constexpr std::array<Money BudgetFigures::*, 4> kFigures{
      &BudgetFigures::granted, &BudgetFigures::amended, &BudgetFigures::spent,
      &BudgetFigures::committed};
  std::array<Explanation, 4> parts;
  for (std::size_t at = 0; at < kNames.size(); ++at) {
    std::vector<Explanation> inputs;
    for (std::size_t i = 0; i < budget.rows.size(); ++i) {
      const std::string number = std::to_string(i);
      inputs.push_back(Explanation::seen_cents(
          number, (budget.rows[i].sum.*kFigures[at]).cents(),
          {"/rows/" + number + "/explanation", "free", at < 2 ? "funding" : "used", kNames[at]}));
    }
    parts[at] = total(kNames[at], std::move(inputs), budget.sum.*kFigures[at]);
  }
  return free_of(budget.sum, std::move(parts));
}

}  // namespace

void BudgetFigures::add(const BudgetFigures& other) {
  granted += other.granted;
  amended += other.amended;
  spent += other.spent;
  committed += other.committed;
}

std::vector<model::LineId> spent_lines(const Cube& cube, base::Period through, UnitId below) {
  constexpr std::int32_t kAll = -1;
  Spent spent(cube, through.year());
  if (below != model::kNoUnit) {
    spent.query.where.push_back(filter_below(cube, below));
  }
  spent.query.rows.clear();
  spent.pivot = cube.pivot(spent.query);
  std::vector<model::LineId> out;
  for (std::size_t column = 0; column < spent.pivot.columns.size(); ++column) {
    if (static_cast<int>(spent.pivot.columns[column].id % 100) <= last_month(through)) {
      const auto lines =
          cube.lines_behind(spent.query, spent.pivot, kAll, column, Cube::Part::actual);
      out.insert(out.end(), lines.begin(), lines.end());
    }
  }
  return out;
}

Result<Budget> budget(const Ledger& ledger, const Cube& cube, base::Period through, UnitId below) {
  TRY(const EntriesByPlace entries, budget_entries(ledger, cube, through, below));
  std::map<BudgetPlace, BudgetRow> rows;
  for (const auto& [place, of] : entries) {
    BudgetRow& row = rows[place];
    for (const BudgetEntry& one : of.granted) {
      row.parts[part_of(one.period)].granted += one.amount;
    }
    for (const BudgetEntry& one : of.amended) {
      row.parts[part_of(one.period)].amended += one.amount;
    }
    add_committed({of.without_document, {}}, row);
    for (const auto& [document, order] : of.orders) {
      add_committed(order, row);
    }
  }
  const Spent spent(cube, through.year());
  const BudgetCut cut{ledger, through, below};
  TRY_DO(spent.each([&](const BudgetPlace& place, base::Period period, std::size_t node,
                        std::size_t column) -> Result<void> {
    if (cut.holds(place.first, period)) {
      rows[place].parts[part_of(period)].spent +=
          Money::from_cents(spent.pivot.cell(node, column).actual_cents);
    }
    return {};
  }));
  Budget out;
  out.through = through;
  for (auto& [place, row] : rows) {
    row.unit = place.first;
    row.source = place.second;
    row.sum = row.parts[0];
    for (int month = 1; month <= last_month(through); ++month) {
      const auto part = static_cast<std::size_t>(month);
      row.sum.add(row.parts[part]);
      row.free_after[part - 1] = row.sum.free();
      if (row.gap_from == 0 && row.sum.free().is_negative()) {
        row.gap_from = month;
      }
    }
    out.sum.add(row.sum);
    out.rows.push_back(row);
  }
  return out;
}

Result<BudgetWhy> explain(const Ledger& ledger, const Cube& cube, const Budget& budget) {
  const Spent spent(cube, budget.through.year());
  std::map<BudgetPlace, Explanation> lines;
  TRY_DO(spent.each([&](const BudgetPlace& place, base::Period period, std::size_t node,
                        std::size_t column) -> Result<void> {
    if (!BudgetCut{ledger, budget.through, model::kNoUnit}.holds(place.first, period)) {
      return {};
    }
    LineTotal of(period.iso());
    TRY_DO(
        of.add(ledger, cube.lines_behind(spent.query, spent.pivot, static_cast<std::int32_t>(node),
                                         column, Cube::Part::actual)));
    if (!of.explanation().inputs.empty()) {
      lines[place].inputs.push_back(of.explanation());
    }
    return {};
  }));
  TRY(const EntriesByPlace entries, budget_entries(ledger, cube, budget.through, model::kNoUnit));
  BudgetWhy out;
  for (const BudgetRow& row : budget.rows) {
    const BudgetPlace place(row.unit, row.source);
    const auto found = entries.find(place);
    const BudgetEntries of = found == entries.end() ? BudgetEntries() : found->second;
    out.rows.push_back(
        free_of(row.sum, {by_period("granted", of.granted), by_period("amended", of.amended),
                          total("spent", std::move(lines[place].inputs), row.sum.spent),
                          committed(of, row.sum.committed)}));
  }
  out.sum = explain_sum(budget);
  return out;
}

}  // namespace saimnieks::control
