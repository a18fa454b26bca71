#include "core/control/basis_reconciliation.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/control/line_total.h"
#include "core/model/unit_tree.h"

namespace saimnieks::control {
namespace {

using base::Explanation;
using base::Money;
using base::Period;
using base::Result;
using costing::LedgerSide;
using ledger::Ledger;
using model::Line;
using model::LineKind;

constexpr std::array<std::string_view, 4> kMatches{"equal", "different", "only-cost",
                                                   "only-expenditure"};
constexpr std::array<std::string_view, 7> kReasons{
    "", "depreciation", "capital", "paid-before", "paid-later", "cost-before", "cost-later"};

// Whether a line's period lies before (−1), within (0) or after (1) the question's. A year that
// holds the question's month is neither before nor after it, and no part of it.
std::optional<int> side_of(std::int32_t line, Period of) {
  const std::int32_t asked = of.packed();
  if (line == asked || (of.whole_year() && line / 100 == of.year())) {
    return 0;
  }
  if (line / 100 == of.year() && line % 100 == 0) {
    return std::nullopt;
  }
  return line < asked ? -1 : 1;
}

// What is known of a row, and of the same document outside of the question's period.
struct Found {
  BasisRow row;
  bool depreciation = false;
  std::array<bool, 2> cost_elsewhere{};  // before, after
  std::array<bool, 2> paid_elsewhere{};
};

class Reconciler {
 public:
  Reconciler(const Ledger& ledger, const LedgerSide& side, model::UnitId below)
      : ledger_(ledger),
        side_(side),
        below_(below),
        version_(side.kind == LineKind::plan && !side.version ? cube::Cube(ledger).default_version()
                                                              : side.version) {}

  Result<BasisReconciliation> run() {
    TRY_DO(ledger_.each_fact<model::Schedule>([this](const model::Schedule& one) {
      if (one.method == model::ScheduleMethod::straight_line) {
        depreciating_.insert(one.uuid);
      }
    }));
    TRY_DO(ledger_.scan_whole_lines([this](const Line& line) {
      if (counts(line)) {
        see(line);
      }
    }));
    return finish();
  }

 private:
  // Unit, object, task, code, whether it is depreciation, document, period.
  using Key = std::tuple<model::UnitId, model::ServiceId, model::ResourceId, model::PolicyId,
                         std::string, model::CodeId, bool, std::string, std::int32_t>;

  [[nodiscard]] bool counts(const Line& line) const {
    const model::LineRow& row = line.row;
    const bool in_cut = model::in_cut(ledger_.units(), row.unit, below_);
    return !row.voided && in_cut && row.kind == side_.kind && row.nature == model::Nature::cost &&
           (row.kind == LineKind::actual || row.version == version_);
  }

  void see(const Line& line) {
    const model::LineRow& row = line.row;
    const std::optional<int> when = side_of(row.period, side_.period);
    const bool cost = row.basis == model::Basis::cost;
    if (!when || (*when != 0 && line.document.empty())) {
      return;
    }
    const bool object = row.service != model::kNoService || row.resource != model::kNoResource ||
                        row.policy != model::kNoPolicy;
    const std::string task = object ? std::string() : line.task;
    const bool depreciation = cost && depreciating_.count(line.schedule.uuid) > 0;
    const std::int32_t period = line.document.empty() ? row.period : 0;
    Found& found = rows_[{row.unit, row.service, row.resource, row.policy, task, row.code,
                          depreciation, line.document, period}];
    if (*when != 0) {
      (cost ? found.cost_elsewhere : found.paid_elsewhere)[*when < 0 ? 0 : 1] = true;
      return;
    }
    BasisRow& out = found.row;
    found.depreciation = depreciation;
    out.unit = row.unit;
    out.object = {row.service, row.resource, row.policy};
    out.task = task;
    out.code = row.code;
    out.document = line.document;
    if (line.document.empty()) {
      out.period = Period::from_packed(row.period).value_or(Period());
    }
    (cost ? out.cost : out.expenditure) += line.amount();
    (cost ? out.cost_lines : out.expenditure_lines).push_back(line.uuid);
  }

  [[nodiscard]] bool is_capital(model::CodeId code) const {
    return code != model::kNoCode && ledger_.codes()[code].scheme == model::kEkkScheme &&
           ledger_.codes()[code].code.rfind('5', 0) == 0;
  }

  [[nodiscard]] BasisReason reason_of(const Found& found) const {
    const BasisMatch match = found.row.match;
    if (match == BasisMatch::equal) {
      return BasisReason::unsaid;
    }
    if (match == BasisMatch::only_cost && found.depreciation) {
      return BasisReason::depreciation;
    }
    if (match == BasisMatch::only_expenditure && is_capital(found.row.code)) {
      return BasisReason::capital;
    }
    if (match != BasisMatch::only_expenditure) {
      for (const std::size_t after : {0U, 1U}) {
        if (found.paid_elsewhere[after]) {
          return after == 0 ? BasisReason::paid_before : BasisReason::paid_later;
        }
      }
    }
    if (match != BasisMatch::only_cost) {
      for (const std::size_t after : {0U, 1U}) {
        if (found.cost_elsewhere[after]) {
          return after == 0 ? BasisReason::cost_before : BasisReason::cost_later;
        }
      }
    }
    return BasisReason::unsaid;
  }

  [[nodiscard]] BasisReconciliation finish() {
    BasisReconciliation out;
    std::map<std::pair<BasisMatch, BasisReason>, BasisSum> sums;
    for (auto& [key, found] : rows_) {
      BasisRow& row = found.row;
      if (row.cost_lines.empty() && row.expenditure_lines.empty()) {
        continue;  // all of it is of other periods
      }
      row.match = row.expenditure_lines.empty() ? BasisMatch::only_cost
                  : row.cost_lines.empty()      ? BasisMatch::only_expenditure
                  : row.cost == row.expenditure ? BasisMatch::equal
                                                : BasisMatch::different;
      row.reason = reason_of(found);
      BasisSum& sum = sums[{row.match, row.reason}];
      sum.match = row.match;
      sum.reason = row.reason;
      ++sum.rows;
      sum.cost += row.cost;
      sum.expenditure += row.expenditure;
      out.cost += row.cost;
      out.expenditure += row.expenditure;
      out.rows.push_back(std::move(row));
    }
    for (const auto& [kind, sum] : sums) {
      out.sums.push_back(sum);
    }
    return out;
  }

  const Ledger& ledger_;
  const LedgerSide& side_;
  model::UnitId below_;
  std::optional<model::VersionId> version_;
  std::set<base::Uuid> depreciating_;
  std::map<Key, Found> rows_;
};

// The "total" of one side of the rows.
Result<Explanation> explain_side(const Ledger& ledger, const BasisReconciliation& of,
                                 std::string name, Money amount,
                                 std::vector<base::Uuid> BasisRow::*ids) {
  Explanation out{
      std::move(name), std::to_string(amount.cents()), base::ExplainedUnit::cents, "total", {}};
  for (const BasisSum& sum : of.sums) {
    std::vector<model::LineId> lines;
    for (const BasisRow& row : of.rows) {
      if (row.match != sum.match || row.reason != sum.reason) {
        continue;
      }
      for (const base::Uuid& id : row.*ids) {
        TRY(const std::optional<model::LineId> line, ledger.find_line(id));
        if (line) {
          lines.push_back(*line);
        }
      }
    }
    std::string kind(match_name(sum.match));
    if (sum.reason != BasisReason::unsaid) {
      kind += " " + std::string(reason_name(sum.reason));
    }
    LineTotal total(std::move(kind));
    TRY_DO(total.add(ledger, lines));
    if (!lines.empty()) {
      out.inputs.push_back(total.explanation());
    }
  }
  return out;
}

}  // namespace

std::string_view match_name(BasisMatch match) { return kMatches[static_cast<std::size_t>(match)]; }
std::string_view reason_name(BasisReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

Result<BasisReconciliation> reconcile_bases(const Ledger& ledger, const LedgerSide& side,
                                            model::UnitId below) {
  return Reconciler(ledger, side, below).run();
}

Result<Explanation> explain(const Ledger& ledger, const BasisReconciliation& of) {
  TRY(Explanation expenditure,
      explain_side(ledger, of, "expenditure", of.expenditure, &BasisRow::expenditure_lines));
  TRY(Explanation cost, explain_side(ledger, of, "cost", of.cost, &BasisRow::cost_lines));
  return Explanation{"difference",
                     std::to_string((of.expenditure - of.cost).cents()),
                     base::ExplainedUnit::cents,
                     "difference",
                     {std::move(expenditure), std::move(cost)}};
}

}  // namespace saimnieks::control
