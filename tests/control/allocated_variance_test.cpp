// Plan and actual after the allocation, and what parts them: by hand and at random.
#include "core/control/allocated_variance.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

using base::Money;

struct Town : ledger::TestLedger {
  explicit Town(std::uint64_t seed = 1) : TestLedger(seed) {
    create();
    add_dimensions();
    run(ledger::AddService{"P2", "Bibliotēka"});
    run(ledger::AddService{"P3", "Skola"});
    run(Add{Table::resource, {{"code", text("IT")}, {"kind", text("technology")}}});
    run(Add{Table::resource, {{"code", text("OLD")}, {"kind", text("vehicle")}}});
    run(Add{Table::policy, {{"code", text("DEV")}, {"kind", text("strategy")}}});
  }
  void use(const char* from, const char* to, std::int64_t weight) {
    run(Add{Table::usage,
            {{"from_resource", row(Table::resource, from)},
             {"to_service", row(Table::service, to)},
             {"driver", text("weight")},
             {"weight", number(weight * base::Decimal::kOne)},
             {"valid_from", number(20250101)}}});
  }
  std::vector<FieldValue> of_side(std::vector<FieldValue> fields, bool plan) const {
    if (plan) {
      fields.push_back({"version", text(ledger->versions()[version].uuid.text())});
    }
    return fields;
  }
  void cost(const char* object, const char* of_code, std::int64_t plan, std::int64_t actual,
            std::int64_t period = 202601) {
    for (const bool planned : {true, false}) {
      const std::int64_t cents = planned ? plan : actual;
      if (cents != 0) {
        run(Add{Table::line, of_side({{object, row(*model::table_from_name(object), of_code)},
                                      {"kind", text(planned ? "plan" : "actual")},
                                      {"amount_cents", number(cents)},
                                      {"period", number(period)}},
                                     planned)});
      }
    }
  }
  void volume(const char* of_service, std::int64_t plan, std::int64_t actual,
              const char* measure = "stunda", std::int64_t period = 202601) {
    for (const bool planned : {true, false}) {
      run(Add{Table::volume,
              of_side({{"service", row(Table::service, of_service)},
                       {"kind", text("provided")},
                       {"measure", text(measure)},
                       {"period", number(period)},
                       {"quantity", number((planned ? plan : actual) * base::Decimal::kOne)}},
                      planned)});
    }
  }
  [[nodiscard]] AllocatedVariance ask(const char* through = "2026") const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return must(allocated_variance(*ledger, cube, {.through = must(base::Period::parse(through))}));
  }
};

// "P1 100>120; …= 100>120"
std::string picture(const AllocatedVariance& found) {
  std::string out;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const ItemVariance& one = found.group.items[i];
    out += found.items[i].id + " " + std::to_string(one.plan.cents()) + ">" +
           std::to_string(one.actual.cents()) + "; ";
  }
  return out + "= " + std::to_string(found.group.plan.cents()) + ">" +
         std::to_string(found.group.actual.cents());
}

// "price 5 volume -3 mix 1 quantity -4", what is not 0 or known.
std::string bridge(const AllocatedVariance& found) {
  std::string out;
  for (std::size_t i = 0; i < kCauses; ++i) {
    if (!found.bridge[i].is_zero()) {
      out += (out.empty() ? "" : " ") + std::string(cause_name(static_cast<Cause>(i))) + " " +
             std::to_string(found.bridge[i].cents());
    }
  }
  if (found.mix) {
    out += " mix " + std::to_string(found.mix->cents()) + " quantity " +
           std::to_string(found.quantity->cents());
  }
  return out;
}

TEST(AllocatedVariance, IsOfTotalCostsAndLeavesNothingOut) {
  Town t;
  t.use("IT", "P1", 3);
  t.use("IT", "P2", 1);
  t.cost("resource", "IT", 400, 480);
  t.cost("resource", "OLD", 7, 5);  // nothing uses it
  t.cost("policy", "DEV", 11, 12);
  t.cost("service", "P1", 100, 130);
  t.cost("service", "P2", 50, 0);
  t.cost("service", "P3", 0, 20);
  const AllocatedVariance found = t.ask();
  EXPECT_EQ(picture(found),
            "P1 400>490; P2 150>120; P3 0>20; unallocated 7>5; policies 11>12; = 568>647");
  EXPECT_EQ(bridge(found),
            "direct 30 not-planned 20 not-happened -50 indirect 80 unallocated -2 policies 1");
  EXPECT_EQ(found.group.items[2].whole.meaning, Meaning::not_planned);
}

TEST(AllocatedVariance, LeavesOutWhatIsNotThere) {
  Town t;
  t.use("IT", "P1", 1);
  t.cost("service", "P1", 5, 5);
  EXPECT_EQ(picture(t.ask()), "P1 5>5; = 5>5");
  EXPECT_EQ(picture(t.ask("2025")), "= 0>0");
}

TEST(AllocatedVariance, PartsOwnCostsByPriceAndVolume) {
  Town t;
  t.use("IT", "P1", 1);
  t.cost("resource", "IT", 100, 160);
  t.cost("service", "P1", 1000, 1320);
  t.volume("P1", 10, 11);
  const AllocatedVariance found = t.ask();
  // Own: 120 a unit instead of 100, 11 of them; one more at 100. With IT 1480 / 11 is no price of
  // billionths that gives 1480 again, or it is; either way the sum is kept.
  EXPECT_EQ(bridge(found), "price 220 volume 100 indirect 60 mix 0 quantity 100");
  EXPECT_EQ(found.group.whole.amount.cents(), 380);
}

TEST(AllocatedVariance, KnowsMixOnlyAmongUnitsOfOneMeasure) {
  Town t;
  t.cost("service", "P1", 1000, 2000);
  t.cost("service", "P2", 1000, 500);
  t.volume("P1", 10, 20);
  t.volume("P2", 5, 1);
  // 21 units instead of 15 at 2/3 of 100 and 1/3 of 200 would be 800 more; it was 200 more by
  // volume: 20 · 100 + 1 · 200 − 2000.
  EXPECT_EQ(bridge(t.ask()), "price 300 volume 200 mix -600 quantity 800");
  t.cost("service", "P3", 100, 100);
  t.volume("P3", 1, 1, "apmeklējums");
  EXPECT_EQ(bridge(t.ask()), "price 300 volume 200");
}

TEST(AllocatedVariance, DoesNotGuessWhereUnitsCannotBeCompared) {
  Town t;
  t.cost("service", "P1", 1000, 2000);
  t.volume("P1", 10, 20);
  t.volume("P1", 1, 1, "apmeklējums");
  EXPECT_EQ(bridge(t.ask()), "direct 1000");
  Town other;
  other.cost("service", "P1", 1000, 2000);
  other.volume("P1", 10, 0);
  EXPECT_EQ(bridge(other.ask()), "direct 1000");
}

TEST(AllocatedVariance, GoesUpToAMonthWithoutWhatIsOfTheYear) {
  Town t;
  t.use("IT", "P1", 1);
  for (const std::int64_t period : {202600, 202601, 202602, 202603}) {
    t.cost("service", "P1", 10, 20, period);
    t.cost("resource", "IT", 1, 2, period);
    t.cost("policy", "DEV", 100, 100, period);
  }
  EXPECT_EQ(picture(t.ask("2026-02")), "P1 22>44; policies 200>200; = 222>244");
  EXPECT_EQ(picture(t.ask("2026")), "P1 44>88; policies 400>400; = 444>488");
}

// Whatever is booked, the rows come to all that the cube has, each row's causes to its variance,
// and the bridge to the whole.
TEST(AllocatedVariance, StaysClosed) {
  constexpr std::array kServices{"P1", "P2", "P3"};
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Town t(seed);
    std::uint64_t state = seed * 0x9E3779B97F4A7C15ULL;
    const auto below = [&state](std::uint64_t limit) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<std::int64_t>((state >> 33U) % limit);
    };
    for (const char* service : kServices) {
      if (below(3) > 0) {
        t.use("IT", service, 1 + below(5));
      }
      if (below(3) > 0) {
        t.volume(service, below(9), 1 + below(9), below(3) > 0 ? "stunda" : "reize");
      }
      t.cost("service", service, below(3) * below(1000), below(3) * below(1000), 202602);
    }
    t.cost("resource", "IT", below(2) * below(5000), below(5000) - 900);
    t.cost("resource", "OLD", below(50), below(2) * below(50));
    t.cost("policy", "DEV", below(50), below(50), 202600);
    const AllocatedVariance found = t.ask();
    cube::Cube cube(*t.ledger);
    must(cube.load());
    cube::Query all;
    all.where.push_back(cube::filter(must(base::Period::parse("2026"))));
    const cube::Cell total = cube.pivot(all).total[0];
    EXPECT_EQ(found.group.plan.cents(), total.plan_cents);
    EXPECT_EQ(found.group.actual.cents(), total.actual_cents);
    Money sum;
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
      Money of_row;
      for (const Money cause : found.rows[i].causes) {
        of_row += cause;
      }
      EXPECT_EQ(of_row, found.group.items[i].whole.amount) << found.items[i].id;
      sum += of_row;
    }
    Money bridged;
    for (const Money cause : found.bridge) {
      bridged += cause;
    }
    EXPECT_EQ(bridged, found.group.whole.amount);
    EXPECT_EQ(sum, found.group.whole.amount);
    if (found.mix) {
      EXPECT_EQ(*found.mix + *found.quantity,
                found.bridge[static_cast<std::size_t>(Cause::volume)]);
    }
    const AllocatedWhy why = must(explain(*t.ledger, cube, found));
    EXPECT_EQ(why.bridge.value, std::to_string(found.group.whole.amount.cents()));
    EXPECT_EQ(why.variances.value, why.bridge.value);
  }
}

}  // namespace
}  // namespace saimnieks::control
