// The funding needs of a small municipality, decided on and not.
#include "core/control/needs.h"

#include <algorithm>
#include <random>

#include "tests/control/small_town.h"

namespace saimnieks::control {
namespace {

struct Town : SmallTown {
  Town() {
    run(ledger::AddUnit{.code = "002"});
    run(Change{Table::service, ledger->services()[service].uuid, {{"sector", text("culture")}}});
    run(Add{Table::resource, {{"code", text("BUS")}, {"kind", text("staff")}}});
  }
  void need(const char* of_unit, std::int64_t cents, const char* state = "stated",
            std::int64_t granted = 0, std::int64_t priority = 1, std::vector<FieldValue> more = {},
            std::int64_t period = 202600) {
    std::vector<FieldValue> fields{{"unit", row(Table::unit, of_unit)},
                                   {"period", number(period)},
                                   {"amount_cents", number(cents)},
                                   {"priority", number(priority)},
                                   {"justification", text("The roof leaks")}};
    fields.insert(fields.end(), more.begin(), more.end());
    const base::Uuid made = run(Add{Table::need, std::move(fields)}).rows.at(0);
    if (std::string_view(state) != "stated") {
      std::vector<FieldValue> decision{{"state", text(state)}, {"reason", text("It can wait")}};
      if (std::string_view(state) != "returned") {
        decision.push_back({"granted_cents", number(granted)});
      }
      run(Change{Table::need, made, std::move(decision), "Viens darbinieks"});
    }
  }
  [[nodiscard]] Needs ask(model::UnitId below = model::kNoUnit,
                          std::optional<model::VersionId> of = {}) const {
    return must(needs(*ledger, 2026, below, of));
  }
  // "3: 100=60+20+10+10 gap 40": how many, needed = granted + cut + returned + undecided.
  static std::string picture(const NeedFigures& of) {
    const auto cents = [](base::Money amount) { return std::to_string(amount.cents()); };
    EXPECT_EQ(of.granted + of.cut + of.returned + of.undecided, of.needed);
    return std::to_string(of.needs) + ": " + cents(of.needed) + "=" + cents(of.granted) + "+" +
           cents(of.cut) + "+" + cents(of.returned) + "+" + cents(of.undecided) + " gap " +
           cents(of.gap());
  }
};

TEST(Needs, SaysWhatIsMissingAndWhatNobodyHasDecided) {
  Town t;
  t.need("012", 100, "granted", 100);
  t.need("012", 70, "cut", 50);
  t.need("012", 30, "returned");
  t.need("012", 9);
  EXPECT_EQ(Town::picture(t.ask().total), "4: 209=150+20+30+9 gap 59");
}

TEST(Needs, AddsUnitsBelowAndLeavesOutOthers) {
  Town t;
  t.need("001", 1);
  t.need("012", 20, "cut", 5);
  t.need("002", 300);
  const Needs all = t.ask();
  ASSERT_EQ(all.units.size(), 3U);
  EXPECT_EQ(Town::picture(all.units[0].figures), "2: 21=5+15+0+1 gap 16");
  EXPECT_EQ(Town::picture(all.units[1].figures), "1: 20=5+15+0+0 gap 15");
  EXPECT_EQ(Town::picture(all.total), "3: 321=5+15+0+301 gap 316");
  const Needs of_school = t.ask(t.school);
  ASSERT_EQ(of_school.units.size(), 1U);
  EXPECT_EQ(Town::picture(of_school.total), "1: 20=5+15+0+0 gap 15");
}

TEST(Needs, PartsByObjectSectorAndPriority) {
  Town t;
  const FieldValue service{"service", t.row(Table::service, "P1")};
  t.need("012", 1, "stated", 0, 2, {service});
  t.need("012", 20, "stated", 0, 1, {{"resource", t.row(Table::resource, "BUS")}});
  t.need("012", 300, "stated", 0, 1, {}, 202605);
  t.need("012", 7000, "stated", 0, 1, {}, 202500);  // of another year
  const Needs found = t.ask();
  ASSERT_EQ(found.objects.size(), 3U);
  EXPECT_EQ(found.objects[0].figures.needed.cents(), 1);
  EXPECT_EQ(found.objects[1].figures.needed.cents(), 20);
  EXPECT_EQ(found.objects[2].figures.needed.cents(), 300);
  ASSERT_EQ(found.sectors.size(), 2U);
  EXPECT_EQ(found.sectors[0].figures.needed.cents(), 320);
  EXPECT_EQ(found.sectors[1].sector, "culture");
  ASSERT_EQ(found.priorities.size(), 2U);
  EXPECT_EQ(found.priorities[0].figures.needed.cents(), 320);
  EXPECT_EQ(found.rows.back().amount_cents.cents(), 1);  // priority 2 comes last
}

// A need that is carried from a draft into the next is there twice.
TEST(Needs, NeverAddsVersionsOfPlans) {
  Town t;
  const model::VersionId other{t.run(ledger::AddVersion{"B"}).dimension};
  const auto of = [&](model::VersionId version) {
    return std::vector<FieldValue>{{"version", text(t.ledger->versions()[version].uuid.text())}};
  };
  t.need("012", 5);
  t.need("012", 10, "stated", 0, 1, of(t.version));
  t.need("012", 300, "stated", 0, 1, of(other));
  EXPECT_EQ(t.ask().total.needed.cents(), 305);  // the newest
  EXPECT_EQ(t.ask(model::kNoUnit, t.version).total.needed.cents(), 15);
}

TEST(Needs, ExplainsEachFigureByItsRows) {
  Town t;
  t.need("012", 100, "granted", 100);
  t.need("012", 70, "cut", 50);
  t.need("001", 30, "returned");
  t.need("012", 9);
  const Needs found = t.ask();
  const base::Explanation why = explain(found, found.total, "needs");
  ASSERT_EQ(why.inputs.size(), 4U);
  const auto said = [](const base::Explanation& of) { return of.name + " " + of.value; };
  EXPECT_EQ(said(why.inputs[0]), "gap 59");
  EXPECT_EQ(said(why.inputs[0].inputs[0]), "needed 209");
  EXPECT_EQ(said(why.inputs[0].inputs[1]), "granted 150");
  EXPECT_EQ(said(why.inputs[1]), "cut 20");
  EXPECT_EQ(said(why.inputs[1].inputs[0]), "decided 170");
  EXPECT_EQ(said(why.inputs[2]), "returned 30");
  EXPECT_EQ(said(why.inputs[3]), "undecided 9");
  EXPECT_EQ(why.inputs[0].inputs[1].inputs[1].name, found.rows[1].uuid.text());
  EXPECT_EQ(why.inputs[0].inputs[1].inputs[1].value, "50");
  const Needs of_school = t.ask(t.school);
  EXPECT_EQ(said(explain(of_school, of_school.units[0].figures, "needs").inputs[2]), "returned 0");
}

TEST(Needs, EveryPartingComesToTheTotal) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    Town t;
    for (int i = 0; i < 40; ++i) {
      const char* units[] = {"001", "012", "002"};
      const char* states[] = {"stated", "granted", "cut", "returned"};
      std::vector<FieldValue> object;
      if (dice() % 3 == 0) {
        object.push_back({"service", t.row(Table::service, "P1")});
      } else if (dice() % 2 == 0) {
        object.push_back({"resource", t.row(Table::resource, "BUS")});
      }
      const auto roll = [&dice](unsigned sides) {
        return static_cast<std::int64_t>(dice() % sides);
      };
      const std::int64_t needed = 1 + roll(100);
      const std::string_view state = states[dice() % 4];
      // A cut grants less than is needed, a grant no more than that.
      const std::int64_t granted = std::min(needed - (state == "cut" ? 1 : 0), roll(120));
      t.need(units[dice() % 3], needed, state.data(), granted, 1 + roll(3), std::move(object));
    }
    const Needs found = t.ask();
    const std::string total = Town::picture(found.total);
    const auto check = [&total](const auto& rows) {
      NeedFigures sum;
      for (const auto& row : rows) {
        Town::picture(row.figures);
        sum.needs += row.figures.needs;
        sum.needed += row.figures.needed;
        sum.granted += row.figures.granted;
        sum.cut += row.figures.cut;
        sum.returned += row.figures.returned;
        sum.undecided += row.figures.undecided;
      }
      EXPECT_EQ(Town::picture(sum), total);
    };
    check(found.objects);
    check(found.sectors);
    check(found.priorities);
    // Of units, those that have nothing above them.
    std::vector<Needs::OfUnit> tops;
    for (const Needs::OfUnit& one : found.units) {
      if (t.ledger->units()[one.unit].parent == model::kNoUnit) {
        tops.push_back(one);
      }
    }
    check(tops);
  }
}

}  // namespace
}  // namespace saimnieks::control
