// How much of a total is charges between its units, whatever cut it is of.
#include "core/costing/between_units.h"

#include <algorithm>

#include "core/costing/ledger_consolidation.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::costing {
namespace {

using cube::Axis;
using cube::Cube;
using ledger::Add;
using ledger::Change;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;
using model::UnitId;

// 001 with the institutions A and B; C stands beside 001. Services P1 and P2.
struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();
    run(ledger::AddService{"P2", "Bibliotēka"});
    for (const auto& [parent, name] :
         {std::pair(unit, "A"), std::pair(unit, "B"), std::pair(model::kNoUnit, "C")}) {
      const UnitId made{run(ledger::AddUnit{.parent = parent, .code = name}).dimension};
      run(Change{Table::unit, ledger->units()[made].uuid, {{"kind", text("institution")}}, {}});
    }
  }
  base::Uuid book(const char* of_unit, const char* nature, std::int64_t cents,
                  const char* counterparty, const char* document,
                  const std::vector<FieldValue>& more = {}) {
    std::vector<FieldValue> fields{{"nature", text(nature)},
                                   {"amount_cents", number(cents)},
                                   {"unit", row(Table::unit, of_unit)}};
    if (*counterparty != 0) {
      fields.push_back({"counterparty", row(Table::unit, counterparty)});
      fields.push_back({"document", text(document)});
    }
    const auto says = [&more](const char* field) {
      return std::any_of(more.begin(), more.end(),
                         [&](const FieldValue& one) { return one.field == field; });
    };
    if (!says("service") && !says("resource")) {
      fields.push_back({"service", row(Table::service, "P1")});
    }
    if (!says("period")) {
      fields.push_back({"period", number(202601)});
    }
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  // Of the total's actual side, by column.
  [[nodiscard]] std::vector<std::int64_t> of_total(const cube::Query& query) const {
    Cube cube(*ledger);
    must(cube.load());
    const BetweenUnits charges = must(BetweenUnits::read(*ledger, cube));
    const cube::Pivot pivot = cube.pivot(query);
    std::vector<std::int64_t> out;
    for (const auto& [plan, actual] : charges.of(query, pivot).total) {
      out.push_back(actual.cents());
    }
    return out;
  }
  [[nodiscard]] std::vector<std::int64_t> where(const std::vector<cube::Filter>& filters) const {
    cube::Query query;
    query.where = filters;
    return of_total(query);
  }
  using Cents = std::vector<std::int64_t>;
};

TEST(BetweenUnits, AreWhatAConsolidationEliminates) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 500, "B", "R-1");
  t.book("B", "cost", 100, "", "");
  t.book("C", "cost", 70, "A", "R-2");
  t.book("A", "income", 70, "C", "R-2");
  t.book("B", "cost", 9, "A", "R-3");  // which nobody has as income
  EXPECT_EQ(t.where({}), Town::Cents{570});
  EXPECT_EQ(t.where({cube::filter(Axis::unit, "001")}), Town::Cents{500});
  EXPECT_EQ(t.where({cube::filter(Axis::unit, "001/B")}), Town::Cents{0});
  const LedgerConsolidation whole =
      must(consolidate_ledger(*t.ledger, {.period = must(base::Period::parse("2026"))}));
  EXPECT_EQ(whole.total.left.eliminated.cents(), 570);
  EXPECT_EQ(t.where({cube::filter(Axis::nature, "income")}), Town::Cents{570});
  EXPECT_EQ(t.where({cube::filter(Axis::basis, "budget")}), Town::Cents{0});
}

TEST(BetweenUnits, AreNoneWithoutCharges) {
  Town t;
  t.book("B", "cost", 500, "", "");
  EXPECT_EQ(t.where({}), Town::Cents{0});
}

// The other side is looked for in all of the units' lines, not in the cut alone.
TEST(BetweenUnits, OfACutAreWhatItsLinesHaveOfThem) {
  Town t;
  const FieldValue library{"service", t.row(Table::service, "P2")};
  t.book("B", "cost", 100, "A", "R-1");
  t.book("B", "cost", 200, "A", "R-1", {library});
  t.book("A", "income", 300, "B", "R-1");
  EXPECT_EQ(t.where({cube::filter(Axis::service, "P2")}), Town::Cents{200});
  EXPECT_EQ(t.where({cube::filter(Axis::service, "P1")}), Town::Cents{100});
  EXPECT_EQ(t.where({cube::filter(Axis::service, "P1"), cube::filter(Axis::unit, "001/A")}),
            Town::Cents{0});
}

// 10 of 30 cents are eliminated: 3.33 after the first line, 6.67 after the second.
TEST(BetweenUnits, PartsComeToTheWhole) {
  Town t;
  const FieldValue library{"service", t.row(Table::service, "P2")};
  for (int i = 0; i < 2; ++i) {
    t.book("B", "cost", 10, "A", "R-1");
  }
  t.book("B", "cost", 10, "A", "R-1", {library});
  t.book("A", "income", 10, "B", "R-1");
  EXPECT_EQ(t.where({}), Town::Cents{10});
  EXPECT_EQ(t.where({cube::filter(Axis::service, "P1")}), Town::Cents{7});
  EXPECT_EQ(t.where({cube::filter(Axis::service, "P2")}), Town::Cents{3});
}

TEST(BetweenUnits, KeepTimeAndSidesApart) {
  Town t;
  t.book("B", "cost", 100, "A", "R-1");
  t.book("A", "income", 100, "B", "R-1", {{"period", number(202602)}});
  EXPECT_EQ(t.where({cube::filter(Axis::year, "2026")}), Town::Cents{100});
  cube::Query by_month;
  by_month.columns = Axis::month;
  EXPECT_EQ(t.of_total(by_month), Town::Cents{0});  // each month by itself
  t.book("A", "income", 40, "B", "R-1");
  EXPECT_EQ(t.of_total(by_month), Town::Cents{40});
  t.book("B", "cost", 5, "A", "R-9");
  t.book("A", "income", 5, "B", "R-9",
         {{"kind", text("plan")}, {"version", text(t.ledger->versions()[t.version].uuid.text())}});
  EXPECT_EQ(t.where({cube::filter(Axis::year, "2026")}), Town::Cents{100});
}

// Costs and income are apart where they are rows, and the total has costs alone.
TEST(BetweenUnits, OfATotalAreWhatCountsInIt) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 500, "B", "R-1");
  cube::Query query;
  query.rows = {Axis::nature};
  EXPECT_EQ(t.of_total(query), Town::Cents{500});
}

TEST(BetweenUnits, ANodeOfAUnitIsOfThatUnit) {
  Town t;
  t.book("B", "cost", 500, "A", "R-1");
  t.book("A", "income", 500, "B", "R-1");
  t.book("C", "cost", 70, "A", "R-2");
  t.book("A", "income", 70, "C", "R-2");
  Cube cube(*t.ledger);
  must(cube.load());
  const BetweenUnits charges = must(BetweenUnits::read(*t.ledger, cube));
  cube::Query query;
  query.rows = {Axis::unit};
  const cube::Pivot pivot = cube.pivot(query);
  std::string out;
  const BetweenUnits::Cells cells = charges.of(query, pivot);
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    out += cube.code_of(pivot.nodes[i].member) + " " + std::to_string(cells.cells[i][1].cents()) +
           "; ";
  }
  EXPECT_EQ(out, "001 500; B 0; C 0; ");
}

// A charge that a pool has booked reaches the services as its other costs do.
TEST(BetweenUnits, GoThroughAnAllocation) {
  Town t;
  t.run(Add{Table::resource, {{"code", text("IT")}, {"kind", text("technology")}}});
  const FieldValue servers{"resource", t.row(Table::resource, "IT")};
  t.book("B", "cost", 100, "A", "R-1", {servers});
  t.book("B", "cost", 100, "", "", {servers});
  t.book("B", "cost", 8, "A", "R-2");
  t.book("A", "income", 100, "B", "R-1");
  t.book("A", "income", 8, "B", "R-2");
  for (const auto& [service, weight] : {std::pair("P1", 1), std::pair("P2", 3)}) {
    t.run(Add{Table::usage,
              {{"from_resource", t.row(Table::resource, "IT")},
               {"to_service", t.row(Table::service, service)},
               {"driver", text("weight")},
               {"weight", number(weight * base::Decimal::kOne)},
               {"valid_from", number(20260101)}}});
  }
  Cube cube(*t.ledger);
  must(cube.load());
  const AllocatedSide side = must(allocate_side(
      *t.ledger, cube, {.period = must(base::Period::parse("2026-01"))}, {Method::step_down, {}}));
  const BetweenUnits charges = must(BetweenUnits::read(*t.ledger, cube));
  const auto by_object = must(between_units(*t.ledger, cube, charges, side));
  std::string out;
  for (std::size_t i = 0; i < by_object.size(); ++i) {
    out += side.of.network.objects[i].id + " " + std::to_string(by_object[i].cents()) + "; ";
    EXPECT_EQ(lines_behind(*t.ledger, cube, side, side.of.objects[i]).size(), i == 0 ? 3U : 2U);
  }
  EXPECT_EQ(out, "service:P1 33; service:P2 75; ");
}

}  // namespace
}  // namespace saimnieks::costing
