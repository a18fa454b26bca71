#include "core/control/reconciliation.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

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

cube::Query query_of(const ReconciliationQuestion& question) {
  cube::Query query;
  query.where = {cube::filter(question.period),
                 cube::filter(Axis::basis, model::name(question.basis))};
  return query;
}

// What each unit itself has booked on each code itself.
std::vector<Booked> booked(const cube::Cube& cube, const ReconciliationQuestion& question) {
  cube::Query query = query_of(question);
  query.rows = {Axis::unit, Axis::code};
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

// What the accounts say, by unit and code, and where lines count beside it.
class Accounts {
 public:
  using Place = std::pair<UnitId, CodeId>;

  Accounts(const Ledger& ledger, const cube::Cube& cube, const ReconciliationQuestion& question)
      : ledger_(ledger), cube_(cube), question_(question) {}

  Result<void> read() {
    return ledger_.each_fact<model::Turnover>([this](const model::Turnover& one) {
      const bool in_time =
          one.period == question_.period ||
          (question_.period.whole_year() && one.period.year() == question_.period.year());
      const bool in_cut = model::in_cut(ledger_.units(), one.unit, question_.below);
      if (!one.voided && one.basis == question_.basis && in_time && in_cut) {
        turnovers_[{one.unit, one.code}].emplace_back(one.uuid, one.amount_cents);
        units_.insert(one.unit);
      }
    });
  }
  [[nodiscard]] const std::map<Place, std::vector<std::pair<base::Uuid, Money>>>& turnovers()
      const {
    return turnovers_;
  }
  [[nodiscard]] const std::set<UnitId>& units() const { return units_; }

  // Every place at which what a unit has booked on a code counts: at each unit above it whose
  // accounts are known, on the nearest code that these have.
  [[nodiscard]] std::vector<Place> places(UnitId of, CodeId code) const {
    std::vector<Place> out;
    for (UnitId unit = of; unit != model::kNoUnit; unit = ledger_.units()[unit].parent) {
      if (units_.count(unit) > 0) {
        out.emplace_back(unit, nearest(unit, code));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] CodeId nearest(UnitId unit, CodeId code) const {
    if (code == model::kNoCode) {
      return code;
    }
    const auto chain = cube_.lineage({Axis::code, model::index(code)});
    for (auto above = chain.rbegin(); above != chain.rend(); ++above) {
      if (turnovers_.count({unit, CodeId{above->id}}) > 0) {
        return CodeId{above->id};
      }
    }
    return code;
  }

  const Ledger& ledger_;
  const cube::Cube& cube_;
  const ReconciliationQuestion& question_;
  std::map<Place, std::vector<std::pair<base::Uuid, Money>>> turnovers_;
  std::set<UnitId> units_;
};

base::Explanation total(std::string name, std::vector<base::Explanation> inputs, Money amount) {
  return {std::move(name), std::to_string(amount.cents()), base::ExplainedUnit::cents, "total",
          std::move(inputs)};
}

}  // namespace

Result<std::vector<ReconciliationRow>> reconciliation(const Ledger& ledger, const cube::Cube& cube,
                                                      const ReconciliationQuestion& question) {
  Accounts accounts(ledger, cube, question);
  TRY_DO(accounts.read());
  std::map<Accounts::Place, ReconciliationRow> rows;
  for (const auto& [place, turnovers] : accounts.turnovers()) {
    ReconciliationRow& row = rows[place];
    row.turnover = Money();
    for (const auto& [uuid, amount] : turnovers) {
      *row.turnover += amount;
    }
  }
  for (const Booked& one : booked(cube, question)) {
    if (one.amount.is_zero()) {
      continue;
    }
    for (const Accounts::Place& place : accounts.places(one.unit, one.code)) {
      rows[place].booked += one.amount;
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

Result<std::vector<model::LineId>> booked_lines(const Ledger& ledger, const cube::Cube& cube,
                                                const ReconciliationQuestion& question) {
  Accounts accounts(ledger, cube, question);
  TRY_DO(accounts.read());
  cube::Query query = query_of(question);
  query.rows = {Axis::unit};
  const cube::Pivot pivot = cube.pivot(query);
  std::vector<model::LineId> out;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const UnitId unit{pivot.nodes[i].member.id};
    if (accounts.units().count(unit) > 0) {
      const auto lines = cube.lines_behind(query, pivot, static_cast<std::int32_t>(i), 0,
                                           cube::Cube::Part::actual);
      out.insert(out.end(), lines.begin(), lines.end());
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());  // of a unit within another one
  return out;
}

Result<std::vector<base::Explanation>> explain(const Ledger& ledger, const cube::Cube& cube,
                                               const ReconciliationQuestion& question,
                                               const std::vector<ReconciliationRow>& rows) {
  constexpr std::size_t kAtOnce = 4096;  // whole lines in memory
  constexpr std::int32_t kAll = -1;
  Accounts accounts(ledger, cube, question);
  TRY_DO(accounts.read());
  const cube::Query query = query_of(question);
  const std::vector<model::LineId> behind =
      cube.lines_behind(query, cube.pivot(query), kAll, 0, cube::Cube::Part::actual);
  std::map<Accounts::Place, std::vector<base::Explanation>> lines;
  for (std::size_t at = 0; at < behind.size(); at += kAtOnce) {
    const auto some = std::span(behind).subspan(at, std::min(kAtOnce, behind.size() - at));
    TRY(const std::vector<model::Line> read, ledger.lines(some));
    for (const model::Line& line : read) {
      for (const Accounts::Place& place : accounts.places(line.row.unit, line.row.code)) {
        lines[place].push_back(base::Explanation::entered_cents(line.uuid.text(), line.row.cents));
      }
    }
  }
  std::vector<base::Explanation> out;
  for (const ReconciliationRow& row : rows) {
    const Accounts::Place place(row.unit, row.code);
    std::vector<base::Explanation> said;
    if (const auto found = accounts.turnovers().find(place); found != accounts.turnovers().end()) {
      for (const auto& [uuid, amount] : found->second) {
        said.push_back(base::Explanation::entered_cents(uuid.text(), amount.cents()));
      }
    }
    out.push_back({"difference",
                   std::to_string(row.difference().cents()),
                   base::ExplainedUnit::cents,
                   "difference",
                   {total("booked", std::move(lines[place]), row.booked),
                    total("turnover", std::move(said), row.turnover.value_or(Money()))}});
  }
  return out;
}

}  // namespace saimnieks::control
