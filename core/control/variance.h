// Variance: later − earlier and what it means, of one pair of amounts and of a list of items with
// what their variances come from. One rule for scenario files, ledger and screens.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/decimal9.h"
#include "core/base/explanation.h"
#include "core/base/money.h"
#include "core/base/wide.h"

namespace saimnieks::control {

enum class Kind : std::uint8_t { cost, income };  // benefits are income
enum class Meaning : std::uint8_t { none, favourable, adverse, not_planned };

// "none", "favourable", "adverse", "not-planned": as JSON has it.
[[nodiscard]] std::string_view meaning_name(Meaning meaning);

struct Variance {
  base::Money amount;
  // Of |plan|, in hundredths of a percent, half away from zero; absent when the plan is 0.
  std::optional<base::I128> percent_hundredths;
  Meaning meaning = Meaning::none;

  friend bool operator==(const Variance&, const Variance&) = default;
};

// V = actual − plan, V% = V / |plan| ("Variance" of the methodology's formulas). More cost is
// adverse, more income favourable; a plan of 0 is not planned, unless the actual is 0 too: none.
// V must fit 64 bits, as that of amounts of a ledger does.
[[nodiscard]] Variance variance(Kind kind, base::Money plan, base::Money actual);

// Actual / |plan|: how much of it is executed. Case B2 of the methodology's formulas: a share, not
// a V%. In hundredths of a percent, half away from zero; absent where the plan is 0.
[[nodiscard]] std::optional<base::I128> executed_hundredths(base::Money plan, base::Money actual);

// An amount, or the quantity and price whose product it is.
struct Side {
  struct Product {
    base::Decimal9 quantity;     // not negative
    base::Decimal9 price_cents;  // of one unit
  };
  base::Money amount{};              // unless there is a product
  std::optional<Product> product{};  // its amount is rounded to cents, half away from zero
};

struct Item {
  std::string id;
  Side plan;
  Side actual;
  std::string measure{};  // of both quantities; visits and hours make no mix
};

// What a variance comes from, in cents. Parts sum to the whole: of price and volume, volume is what
// is left; of mix and quantity, quantity.
struct ItemVariance {
  base::Money plan;
  base::Money actual;
  Variance whole;
  std::optional<base::Money> price{};  // absent when a side has no quantity
  std::optional<base::Money> volume{};
};

struct GroupVariance {
  std::vector<ItemVariance> items;
  base::Money plan;
  base::Money actual;
  Variance whole;
  std::optional<base::Money> price{};  // absent when an item has none
  std::optional<base::Money> volume{};
  // Absent, too, when no quantity is planned at all, or items are in different measures.
  std::optional<base::Money> mix{};
  std::optional<base::Money> quantity{};
};

// Cases V1 and "Variance" of the methodology's formulas. Of an item, price = (p_a − p_p) · q_a, in
// cents, half away from zero, volume = V − price. Of all, amounts, price and volume are the items'
// sums; with Q_a all actual quantity, m_i the planned share of an item in all planned quantity and
// s_i its planned price, mix = Σ(q_ai − Q_a·m_i)·s_i, rounded once, quantity = volume − mix. Exact
// before each rounding. Faults, each with a JSON pointer ("/items/2/plan/quantity") as `field`:
// value_range (a negative quantity), amount_out_of_range.
[[nodiscard]] base::Result<GroupVariance> variance(Kind kind, std::span<const Item> items);

// "variance" of two sides that say themselves what they are of.
[[nodiscard]] base::Explanation explain(std::string name, base::Explanation plan,
                                        base::Explanation actual, const ItemVariance& item);

// "variances" of the items, each a "variance" of what was entered or is a "product"; the other
// figures are named by their formula and follow from the node above.
[[nodiscard]] base::Explanation explain(std::span<const Item> items, const GroupVariance& group);

}  // namespace saimnieks::control
