// Unit cost: what one visit, one place, one case of a service costs, by the sheet of the
// paid-service method: direct lines, indirect lines, volume, price, and what rounding the price
// does.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/explanation.h"
#include "core/base/money.h"

namespace saimnieks::costing {

struct CostLine {
  std::string code;  // of the economic classification; "" where a sheet names none
  base::Money amount;
};

struct Sheet {
  std::vector<CostLine> direct;
  std::vector<CostLine> indirect;
  std::optional<base::Decimal9> volume{};  // not negative; absent or 0: there is no volume
};

struct UnitCost {
  base::Money direct;
  base::Money indirect;
  base::Money total;
  std::optional<base::Money> price{};     // absent without volume
  std::optional<base::Money> recovery{};  // price · volume − total: below 0, too little comes in
};

// C = (direct + indirect) / volume ("Unit cost" and case U1 of the methodology's formulas; the
// method of prices of paid public services). In cents; price and recovery are rounded once each,
// half away from zero. Faults, with a JSON pointer as `field`: value_range ("/volume", a negative
// one), amount_out_of_range ("/direct", "/indirect", "": beyond 64 bits).
[[nodiscard]] base::Result<UnitCost> unit_cost(const Sheet& sheet);

// "unit-cost": the price; below it the "total" of the "total"s of the lines, the volume, and the
// "recovery".
[[nodiscard]] base::Explanation explain(const Sheet& sheet, const UnitCost& cost);

}  // namespace saimnieks::costing
