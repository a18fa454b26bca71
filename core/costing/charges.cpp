#include "core/costing/charges.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saimnieks::costing {
namespace {

using base::Money;
using ledger::Ledger;
using model::Line;
using model::UnitId;

constexpr std::array<std::string_view, 5> kStates{"agreed", "differs", "cost-only", "income-only",
                                                  "unplaced"};

// From the top to the unit itself.
std::vector<UnitId> chain(const Ledger& ledger, UnitId unit) {
  std::vector<UnitId> out;
  for (UnitId at = unit; at != model::kNoUnit; at = ledger.units()[at].parent) {
    out.push_back(at);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// The lowest that both lie in.
UnitId above_both(const Ledger& ledger, UnitId one, UnitId other) {
  const std::vector<UnitId> a = chain(ledger, one);
  const std::vector<UnitId> b = chain(ledger, other);
  UnitId out = model::kNoUnit;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) {
    out = a[i];
  }
  return out;
}

}  // namespace

std::string_view state_name(ChargeState state) { return kStates[static_cast<std::size_t>(state)]; }

void Charges::see(const Line& line) {
  if (line.counterparty == model::kNoUnit) {
    return;
  }
  const bool income = line.row.nature == model::Nature::income;
  UnitId from = income ? line.row.unit : line.counterparty;
  UnitId to = income ? line.counterparty : line.row.unit;
  if (institution_of(from) != institution_of(to)) {
    from = institution_of(from);
    to = institution_of(to);
  }
  BookedCharge& charge = charges_[{from, to, line.document}];
  charge.from = from;
  charge.to = to;
  charge.document = line.document;
  (income ? charge.income : charge.cost) += line.amount();
  (income ? charge.income_lines : charge.cost_lines).push_back(line.uuid);
}

std::vector<BookedCharge> Charges::held() const {
  std::vector<BookedCharge> out;
  out.reserve(charges_.size());
  for (const auto& [key, charge] : charges_) {
    out.push_back(charge);
    hold(out.back());
  }
  return out;
}

// The institution that a unit is or lies in; the unit itself where there is none.
UnitId Charges::institution_of(UnitId unit) const {
  for (UnitId at = unit; at != model::kNoUnit; at = ledger_.units()[at].parent) {
    if (ledger_.units()[at].kind == model::UnitKind::institution) {
      return at;
    }
  }
  return unit;
}

void Charges::hold(BookedCharge& charge) const {
  if (charge.from == model::kNoUnit || charge.to == model::kNoUnit || charge.from == charge.to) {
    charge.state = ChargeState::unplaced;
    return;
  }
  charge.above = above_both(ledger_, charge.from, charge.to);
  if (charge.income_lines.empty() || charge.cost_lines.empty()) {
    charge.state = charge.income_lines.empty() ? ChargeState::cost_only : ChargeState::income_only;
    return;
  }
  const auto [less, more] = std::minmax(charge.cost, charge.income);
  charge.eliminated = less > Money() ? less : more < Money() ? more : Money();
  charge.state = less == more ? ChargeState::agreed : ChargeState::differs;
}

}  // namespace saimnieks::costing
