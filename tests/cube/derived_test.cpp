// The axes that no line carries, and that every total stays closed on every axis there is.
#include "core/cube/derived.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::cube {
namespace {

using ledger::FieldValue;
using ledger::must;
using ledger::TestLedger;
using model::Table;
using model::Value;

Value text(std::string_view value) { return std::string(value); }

struct DerivedCube : TestLedger {
  DerivedCube() {
    create();
    const auto add = [this](Table table, std::vector<FieldValue> fields) {
      return text(run(ledger::Add{table, std::move(fields)}).rows[0].text());
    };
    state = add(Table::unit, {{"code", text("S")}, {"kind", text("state")}});
    municipality = add(Table::unit, {{"code", text("M")}, {"kind", text("municipality")}});
    department = add(Table::unit, {{"code", text("D")}, {"kind", text("department")}});
    of_no_kind = add(Table::unit, {{"code", text("U")}});
    service = add(Table::service, {{"code", text("P1")}});
    car = add(Table::resource, {{"code", text("R1")}, {"kind", text("vehicle")}});
    house = add(Table::resource, {{"code", text("R2")}, {"kind", text("building")}});
    bus = add(Table::resource, {{"code", text("R3")}, {"kind", text("vehicle")}});
    policy = add(Table::policy, {{"code", text("POL")}});
  }
  void line(std::vector<FieldValue> fields) {
    fields.push_back({"amount_cents", Value(std::int64_t{1} << lines++)});
    fields.push_back({"period", Value(std::int64_t{202601})});
    run(ledger::Add{Table::line, std::move(fields)});
  }
  // As it comes from a device whose program is newer.
  void line_of_a_later_catalogue(std::string task) {
    model::Line line;
    line.row.kind = model::LineKind::actual;
    line.row.period = 202601;
    line.row.cents = std::int64_t{1} << lines++;
    line.task = std::move(task);
    line.catalogue = "2099-1";
    const auto bulk = must(ledger->begin_bulk({}));
    must(bulk->add(line));
    must(bulk->commit());
  }
  // "2=3 -=4": each member's code with the sum of its lines, in order; "-" for none.
  [[nodiscard]] std::string members(Axis axis, std::vector<Axis> above = {}) const {
    Cube cube(*ledger);
    must(cube.load());
    Query query;
    query.rows = above;
    query.rows.push_back(axis);
    const Pivot pivot = cube.pivot(query);
    std::string out;
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      const Member& member = pivot.nodes[i].member;
      if (member.axis == axis) {
        out += (out.empty() ? "" : " ") +
               (member.id == model::kNone ? std::string("-") : cube.code_of(member)) + "=" +
               std::to_string(pivot.cell(i, 0).actual_cents);
      }
    }
    return out;
  }
  int lines = 0;
  Value state, municipality, department, of_no_kind, service, car, house, bus, policy;
};

TEST(Derived, LevelScaleAndRoleFollowFromWhatALineIsBookedOn) {
  DerivedCube t;
  t.line({{"unit", t.municipality}, {"service", t.service}});                        // 1
  t.line({{"unit", t.municipality}, {"resource", t.car}});                           // 2
  t.line({{"unit", t.municipality}, {"policy", t.policy}});                          // 4
  t.line({{"unit", t.state}, {"policy", t.policy}});                                 // 8
  t.line({{"unit", t.department}, {"policy", t.policy}});                            // 16
  t.line({{"unit", t.of_no_kind}, {"policy", t.policy}});                            // 32
  t.line({{"unit", t.state}, {"task", text("PU1-1")}});                              // 64
  t.line({{"unit", t.municipality}, {"task", text("PU3-4")}});                       // 128
  t.line({{"unit", t.department}, {"task", text("PU2-4")}, {"role", text("R10")}});  // 256
  t.line({{"unit", t.department}, {"service", t.service}, {"role", text("R8")}});    // 512
  t.line_of_a_later_catalogue("not of this list");                                   // 1024
  EXPECT_EQ(t.members(Axis::level), "1=124 2=513 3=258 -=1152")
      << "a task of several levels has none";
  EXPECT_EQ(t.members(Axis::scale),
            "institution=272 municipality=132 resource=2 service=513 state=72 -=1056");
  EXPECT_EQ(t.members(Axis::role), "R1=72 R10=256 R11=2 R3=4 R8=512 -=1201")
      << "two roles answer for a service, and for an institution's policy: the line must say which";
}

TEST(Derived, ResourcesOfOneKindAreOneMember) {
  DerivedCube t;
  t.line({{"resource", t.car}});
  t.line({{"resource", t.house}});
  t.line({{"resource", t.bus}});
  t.line({{"service", t.service}});
  EXPECT_EQ(t.members(Axis::resource_kind), "building=2 vehicle=5 -=8");
  Cube cube(*t.ledger);
  must(cube.load());
  Query vehicles;
  vehicles.where = {filter(Axis::resource_kind, "vehicle")};
  EXPECT_EQ(cube.pivot(vehicles).total[0].actual_cents, 5);
  const Pivot pivot = cube.pivot(vehicles);
  EXPECT_EQ(cube.lines_behind(vehicles, pivot, -1, 0).size(), 2U);
  Query rows;
  rows.rows = {Axis::resource_kind};
  EXPECT_EQ(cube.name_of(cube.pivot(rows).nodes[0].member), "Ēkas un telpas");
}

TEST(Derived, DirectIsRelativeToTheObject) {
  DerivedCube t;
  t.line({{"service", t.service}});
  t.line({{"resource", t.car}});
  t.line({{"policy", t.policy}});
  t.line({{"task", text("PU3-4")}});
  EXPECT_EQ(t.members(Axis::direct), "direct=5 indirect=10");
  EXPECT_EQ(t.members(Axis::direct, {Axis::object}), "direct=8 direct=4 direct=2 direct=1")
      << "each line is direct to the object that it is booked on";
}

TEST(Derived, EveryTotalIsClosedOnEveryAxisAndItsRestCanBeAskedFor) {
  DerivedCube t;
  t.line({{"service", t.service}});
  t.line({{"unit", t.municipality}, {"resource", t.car}, {"phase", text("provision")}});
  t.line({{"task", text("PU3-4")}, {"channel", text("website")}, {"condition", text("N1-1")}});
  t.line({{"policy", t.policy}, {"regular", text("regular")}, {"role", text("R2")}});
  Cube cube(*t.ledger);
  must(cube.load());
  for (std::size_t i = 0; i < kAxes; ++i) {
    const auto axis = static_cast<Axis>(i);
    Query query;
    query.rows = {axis};
    const Pivot pivot = cube.pivot(query);
    std::int64_t sum = 0;
    std::int64_t rest = 0;
    for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
      const std::int64_t cents = pivot.cell(node, 0).actual_cents;
      sum += pivot.nodes[node].depth == 0 ? cents : 0;
      rest += pivot.nodes[node].member.id == model::kNone ? cents : 0;
    }
    EXPECT_EQ(sum, 15) << name(axis);
    if (axis != Axis::version && axis != Axis::year && axis != Axis::month) {
      Query none;
      none.where = {filter(axis, "")};
      EXPECT_EQ(cube.pivot(none).total[0].actual_cents, rest) << name(axis);
    }
    EXPECT_EQ(axis_from_name(name(axis)), axis);
  }
}

}  // namespace
}  // namespace saimnieks::cube
