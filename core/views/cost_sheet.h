// CostSheet: the sheet of the paid-service method for one service and period as a page that prints
// on A4. Whoever reads it on paper can compute every figure of it anew. Pure text: it reads no
// ledger and no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/period.h"
#include "core/costing/allocation.h"
#include "core/costing/unit_cost.h"
#include "core/text/text.h"

namespace saimnieks::views {

struct SheetLine {
  std::string code;  // of the classification, a resource or a unit; empty: none
  std::string name;  // may be empty
  base::Money amount;
};

enum class SheetSide : std::uint8_t { actual, plan, forecast };

struct CostSheet {
  std::string unit;  // that provides the service; empty: none is said
  std::string service_code;
  std::string service_name;
  base::Period period{};
  SheetSide side = SheetSide::actual;
  std::string version;  // of plans
  costing::Method method = costing::Method::reciprocal;
  std::vector<SheetLine> direct;
  std::vector<SheetLine> indirect;  // by resource or management that they come from
  std::optional<base::Decimal9> volume{};
  std::string measure;
  costing::UnitCost cost{};  // of these lines and this volume
  std::string catalogue;     // its version
  base::Date made{};
  std::string ledger;  // its name, for whoever wants to look behind the figures
};

// One self-contained HTML document in UTF-8, without scripts and without anything from elsewhere.
// "Unit cost" of the methodology's formulas; amounts in euro and cents, and nothing is rounded
// here.
[[nodiscard]] std::string cost_sheet_page(const CostSheet& sheet,
                                          text::Language language = text::Language::lv);

}  // namespace saimnieks::views
