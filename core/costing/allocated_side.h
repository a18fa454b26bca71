// One side of a ledger allocated: what a service or resource comes to with what is attributed to
// it, and how, down to the lines. For whatever is asked of costs after the allocation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/costing/ledger_network.h"

namespace saimnieks::costing {

// How pools are given on.
struct Procedure {
  Method method = Method::reciprocal;
  // In which step-down closes the pools, by their ids; none: as allocate() proposes. A pool that
  // has nothing to give on this side may be in it, so that one order serves several periods.
  std::optional<std::vector<std::string>> order{};
};

struct AllocatedSide {
  LedgerSide side;
  Procedure procedure;  // its order of pools that there are
  LedgerNetwork of;
  Attribution attribution;
};

// read_network(), then allocate(). Faults are theirs; what is at fault is in the context, since
// nobody has seen the network that a `field` would point into.
[[nodiscard]] base::Result<AllocatedSide> allocate_side(const ledger::Ledger& ledger,
                                                        const cube::Cube& cube,
                                                        const LedgerSide& side,
                                                        const Procedure& procedure);

// Of a service its own cost and what each pool gives it; of a resource its own cost and what it
// gets of other resources before it gives on (gross − own, whose parts are rounded for nobody). In
// cents, as allocate() has rounded them.
struct AttributedCost {
  base::Money own;
  base::Money attributed;
  std::vector<CostLine> parts;  // by the pools' ids; of services, they come to what is attributed
  std::string account;          // its id in the network
  std::string gross;            // of a resource its gross cost in cents, to nine digits

  [[nodiscard]] base::Money total() const { return own + attributed; }
};
// Nothing, where the network has no such account.
[[nodiscard]] AttributedCost cost_of(const AllocatedSide& allocated, const AccountPlace& place);

// The lines that its cost comes from, in order of rid: its own, and those of every pool whose cost
// reaches it by the method.
[[nodiscard]] std::vector<model::LineId> lines_behind(const ledger::Ledger& ledger,
                                                      const cube::Cube& cube,
                                                      const AllocatedSide& allocated,
                                                      const AccountPlace& place);

// "total": "own" down to its lines, and "attributed": of services the "total" of the pools' parts,
// of resources what is "received" of its gross cost. These go on in the allocation's explanation,
// which the answer has at the place `at`.
[[nodiscard]] base::Explanation explain(const AttributedCost& cost, const AccountPlace& place,
                                        const AccountLines& lines, std::string name,
                                        const std::string& at);
// Where it says what a pool gives to a service.
[[nodiscard]] std::vector<std::string> see_part(const std::string& at, const std::string& account,
                                                const std::string& pool);

// The whole allocation, with the lines below every own cost and the rows below every weight. The
// lines are the same side's; `at` is where the answer has it.
[[nodiscard]] base::Result<base::Explanation> explain(const AllocatedSide& allocated,
                                                      const AccountLines& lines,
                                                      const std::string& at);

}  // namespace saimnieks::costing
