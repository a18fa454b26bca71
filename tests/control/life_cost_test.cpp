// What a service and a resource of a small ledger cost over their lives, by hand and at random.
#include "core/control/life_cost.h"

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

using model::Phase;

struct Town : ledger::TestLedger {
  explicit Town(std::uint64_t seed = 1) : TestLedger(seed) {
    create();
    add_dimensions();
    run(Add{Table::resource, {{"code", text("BUS")}, {"kind", text("vehicle")}}});
    run(Add{Table::resource, {{"code", text("IT")}, {"kind", text("technology")}}});
  }
  void use(const char* from, const char* to_table, const char* to) {
    run(Add{Table::usage,
            {{"from_resource", row(Table::resource, from)},
             {std::string("to_") + to_table, row(*model::table_from_name(to_table), to)},
             {"driver", text("equal")},
             {"valid_from", number(20200101)}}});
  }
  void cost(const char* object, const char* of_code, std::int64_t cents, std::int64_t period,
            bool plan, const char* phase = "", const char* regular = "", const char* basis = "") {
    std::vector<FieldValue> fields{{object, row(*model::table_from_name(object), of_code)},
                                   {"amount_cents", number(cents)},
                                   {"period", number(period)}};
    if (plan) {
      fields.push_back({"kind", text("plan")});
      fields.push_back({"version", text(ledger->versions()[version].uuid.text())});
    }
    for (const auto& [field, said] :
         {std::pair("phase", phase), std::pair("regular", regular), std::pair("basis", basis)}) {
      if (*said != 0) {
        fields.push_back({field, text(said)});
      }
    }
    run(Add{Table::line, std::move(fields)});
  }
  [[nodiscard]] LifeQuestion of_service() const {
    return {.object = {cube::ObjectKind::service, model::index(service)}};
  }
};

struct Asked {
  cube::Cube cube;
  LifeCost life;

  Asked(const Town& t, const LifeQuestion& question) : cube(*t.ledger) {
    must(cube.load());
    life = must(life_cost(*t.ledger, cube, question));
  }
};

std::string cents(const PlanActual& of) {
  return std::to_string(of.plan.cents()) + ">" + std::to_string(of.actual.cents());
}

// "creation: one-off 10>12 0>0; …": rows and parts that have amounts.
std::vector<std::string> picture(const LifeCost& life) {
  constexpr std::array kParts{"one-off", "regular", "not said"};
  std::vector<std::string> out;
  for (const LifeRow& row : life.rows) {
    for (std::size_t part = 0; part < row.parts.size(); ++part) {
      std::string line = row.phase ? std::string(model::name(*row.phase)) : "-";
      line += ": " + std::string(kParts[part]);
      bool any = false;
      for (const PlanActual& of : row.parts[part]) {
        line += " " + cents(of);
        any = any || !of.plan.is_zero() || !of.actual.is_zero();
      }
      if (any) {
        out.push_back(line);
      }
    }
  }
  return out;
}

TEST(LifeCost, ShowsEveryPhaseByYearAndWhatNamesNone) {
  Town t;
  t.cost("service", "P1", 100, 202500, true, "creation", "one-off");
  t.cost("service", "P1", 120, 202511, false, "creation", "one-off");
  t.cost("service", "P1", 30, 202601, true, "provision", "regular");
  t.cost("service", "P1", 31, 202601, false, "provision", "regular");
  t.cost("service", "P1", 4, 202602, false, "provision");
  t.cost("service", "P1", 5, 202602, false, "", "one-off");
  t.cost("service", "P1", 999, 202602, false, "creation", "one-off", "budget");
  t.cost("resource", "BUS", 999, 202602, false);
  const Asked asked(t, t.of_service());
  EXPECT_EQ(asked.life.years, (std::vector<int>{2025, 2026}));
  EXPECT_EQ(
      picture(asked.life),
      (std::vector<std::string>{"creation: one-off 100>120 0>0", "provision: regular 0>0 30>31",
                                "provision: not said 0>0 0>4", "-: one-off 0>0 0>5"}));
  ASSERT_EQ(asked.life.rows.size(), 7U);
  EXPECT_EQ(asked.life.rows[0].phase, Phase::planning);
  EXPECT_EQ(asked.life.rows[5].phase, Phase::liquidation);
  EXPECT_FALSE(asked.life.rows[6].phase);
}

TEST(LifeCost, HasWhatIsAttributedBesideItsOwn) {
  Town t;
  t.use("IT", "resource", "BUS");
  t.use("BUS", "service", "P1");
  t.cost("resource", "BUS", 60, 202401, true);
  t.cost("resource", "BUS", 70, 202501, false);
  t.cost("resource", "IT", 5, 202502, false);
  const Asked of_service(t, t.of_service());
  EXPECT_EQ(of_service.life.years, (std::vector<int>{2024, 2025}));
  EXPECT_TRUE(picture(of_service.life).empty());
  EXPECT_EQ(cents(of_service.life.attributed[0]) + " " + cents(of_service.life.attributed[1]),
            "60>0 0>75");
  LifeQuestion bus;
  bus.object = {cube::ObjectKind::resource, 0};
  const Asked of_bus(t, bus);
  EXPECT_EQ(picture(of_bus.life), std::vector<std::string>{"-: not said 60>0 0>70"});
  EXPECT_EQ(cents(of_bus.life.attributed[1]), "0>5");
}

TEST(LifeCost, NeverAddsVersionsOfAPlan) {
  Town t;
  t.cost("service", "P1", 100, 202500, true, "creation");
  t.run(ledger::AddVersion{"B"});
  const model::VersionId a = t.version;
  t.version = t.ledger->find_version("B");
  t.cost("service", "P1", 70, 202600, true, "creation");
  t.use("BUS", "service", "P1");
  t.cost("resource", "BUS", 9, 202600, true);
  const Asked newest(t, t.of_service());
  EXPECT_EQ(picture(newest.life), std::vector<std::string>{"creation: not said 70>0"});
  EXPECT_EQ(cents(newest.life.attributed[0]), "9>0");
  LifeQuestion older = t.of_service();
  older.version = a;
  const Asked then(t, older);
  EXPECT_EQ(picture(then.life), std::vector<std::string>{"creation: not said 100>0"});
  EXPECT_EQ(cents(then.life.attributed[0]), "0>0");
}

// Whatever lines say, rows come to what the cube has of the service, and explanations to the rows.
TEST(LifeCost, StaysClosed) {
  constexpr std::array kPhases{"",          "planning",    "creation",   "introduction",
                               "provision", "maintenance", "liquidation"};
  constexpr std::array kRegular{"", "one-off", "regular"};
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Town t(seed);
    std::uint64_t state = seed * 0x9E3779B97F4A7C15ULL;
    const auto below = [&state](std::size_t limit) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<std::size_t>(state >> 33U) % limit;
    };
    for (int i = 0; i < 40; ++i) {
      t.cost(
          "service", "P1", static_cast<std::int64_t>(below(5000)) - 900,
          static_cast<std::int64_t>(2024 + below(3)) * 100 + static_cast<std::int64_t>(below(13)),
          below(2) == 0, kPhases[below(7)], kRegular[below(3)], below(5) == 0 ? "budget" : "");
    }
    const LifeQuestion question = t.of_service();
    const Asked asked(t, question);
    PlanActual sum;
    for (const LifeRow& row : asked.life.rows) {
      for (const auto& part : row.parts) {
        for (const PlanActual& of : part) {
          sum.plan += of.plan;
          sum.actual += of.actual;
        }
      }
    }
    cube::Query all;
    all.where = {{cube::Axis::service, "P1"}};
    const cube::Cell total = asked.cube.pivot(all).total[0];
    EXPECT_EQ(cents(sum),
              std::to_string(total.plan_cents) + ">" + std::to_string(total.actual_cents));
    base::Money plan;
    std::int64_t lines = 0;
    for (const auto& sides : must(explain(*t.ledger, asked.cube, question, asked.life))) {
      plan += base::Money::from_cents(std::stoll(sides[0].value));
      for (const base::Explanation& side : sides) {
        for (const base::Explanation& year : side.inputs) {
          lines += static_cast<std::int64_t>(year.inputs.size());
        }
      }
    }
    EXPECT_EQ(plan, sum.plan);
    EXPECT_EQ(lines, total.lines());
  }
}

}  // namespace
}  // namespace saimnieks::control
