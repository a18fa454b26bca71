// The network that a small ledger comes to, with figures that can be done by hand.
#include "core/costing/ledger_network.h"

#include <algorithm>

#include "core/costing/allocated_side.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::costing {
namespace {

using ledger::Add;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;
using model::Value;

struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();  // unit 001, service P1, version A
    school = model::UnitId{run(ledger::AddUnit{.parent = unit, .code = "012"}).dimension};
    run(ledger::AddService{"P2", "Bibliotēka"});
    run(ledger::AddService{"P3", "Pirts"});
    resource("BUS");
    resource("IT");
  }
  void resource(const char* of_code) {
    run(Add{Table::resource, {{"code", text(of_code)}, {"kind", text("vehicle")}}});
  }
  // "resource", "service", "policy": a code; "task": itself.
  base::Uuid cost(const char* object, const char* of_code, std::int64_t cents,
                  std::int64_t period = 202601, const char* of_unit = "012") {
    const auto table = model::table_from_name(object);
    return run(Add{Table::line,
                   {{object, table ? row(*table, of_code) : text(of_code)},
                    {"unit", row(Table::unit, of_unit)},
                    {"amount_cents", number(cents)},
                    {"period", number(period)}}})
        .rows.at(0);
  }
  base::Uuid use(const char* from, const char* to_table, const char* to, const char* driver,
                 std::int64_t weight, std::int64_t valid_from = 20260101,
                 std::int64_t valid_to = 0) {
    std::vector<FieldValue> fields{
        {"from_resource", row(Table::resource, from)},
        {std::string("to_") + to_table, row(*model::table_from_name(to_table), to)},
        {"driver", text(driver)},
        {"valid_from", number(valid_from)}};
    if (weight != 0) {
      fields.push_back({"weight", number(weight * base::Decimal::kOne)});
    }
    if (valid_to != 0) {
      fields.push_back({"valid_to", number(valid_to)});
    }
    return run(Add{Table::usage, std::move(fields)}).rows.at(0);
  }
  void volume(const char* of_service, std::int64_t units, std::int64_t period = 202601,
              const char* measure = "") {
    std::vector<FieldValue> fields{{"service", row(Table::service, of_service)},
                                   {"kind", text("provided")},
                                   {"period", number(period)},
                                   {"quantity", number(units * base::Decimal::kOne)}};
    if (*measure != 0) {
      fields.push_back({"measure", text(measure)});
    }
    run(Add{Table::volume, std::move(fields)});
  }
  [[nodiscard]] base::Result<LedgerNetwork> read(const LedgerSide& side) const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return read_network(*ledger, cube, side);
  }
  static LedgerSide month(const char* period = "2026-01") {
    return {.period = must(base::Period::parse(period))};
  }
  model::UnitId school{};
};

std::string cents(base::Money amount) { return std::to_string(amount.cents()); }

// "resource:BUS 100; …| service:P1 5; …| BUS>P1 3; …", by id.
std::string picture(const LedgerNetwork& of) {
  const auto accounts = [](const std::vector<Account>& list) {
    std::vector<std::string> out;
    for (const Account& one : list) {
      out.push_back(one.id + " " + cents(one.own) + "; ");
    }
    std::sort(out.begin(), out.end());
    std::string all;
    for (const std::string& one : out) {
      all += one;
    }
    return all;
  };
  const Network& network = of.network;
  std::vector<std::string> uses;
  for (const Use& use : network.uses) {
    const std::size_t pools = network.pools.size();
    uses.push_back(
        network.pools[use.from].id + ">" +
        (use.to < pools ? network.pools[use.to].id : network.objects[use.to - pools].id) + " " +
        use.weight.text() + "; ");
  }
  std::sort(uses.begin(), uses.end());
  std::string all = accounts(network.pools) + "| " + accounts(network.objects) + "| ";
  for (const std::string& use : uses) {
    all += use;
  }
  return all;
}

TEST(LedgerNetwork, TakesCostsAndUsesOfThePeriod) {
  Town t;
  t.cost("resource", "BUS", 10000);
  t.cost("resource", "IT", 4000);
  t.cost("resource", "BUS", 7, 202602);  // another month
  t.cost("resource", "BUS", 9, 202600);  // of the year: of no month
  t.cost("service", "P1", 500);
  t.run(Add{Table::policy, {{"code", text("DEV")}}});
  t.cost("policy", "DEV", 60);
  t.use("BUS", "service", "P1", "weight", 3);
  t.use("BUS", "service", "P2", "weight", 1);
  t.use("IT", "resource", "BUS", "equal", 0);
  t.use("IT", "service", "P2", "equal", 0);
  const LedgerNetwork found = must(t.read(Town::month()));
  EXPECT_EQ(picture(found),
            "resource:BUS 10000; resource:IT 4000; | service:P1 500; service:P2 0; | "
            "resource:BUS>service:P1 3; resource:BUS>service:P2 1; resource:IT>resource:BUS 1; "
            "resource:IT>service:P2 1; ");
  EXPECT_EQ(found.policies.cents(), 60);
  EXPECT_EQ(found.total.cents(), 14560);
  // Closed: what is attributed, unallocated, own and of policies is all there is.
  const Attribution answer = must(allocate(found.network, Method::reciprocal));
  base::Money sum = found.policies + answer.unallocated;
  for (std::size_t i = 0; i < found.objects.size(); ++i) {
    sum += answer.attributed[i] + found.network.objects[i].own;
  }
  EXPECT_EQ(sum, found.total);
  const auto p1 = static_cast<std::size_t>(found.network.objects[0].id == "service:P1" ? 0 : 1);
  EXPECT_EQ(answer.attributed[p1].cents(), 9000);  // 3/4 of 10000 + 2000
  // The year has all of it.
  EXPECT_EQ(must(t.read(Town::month("2026"))).total.cents(), 14576);
}

TEST(LedgerNetwork, UsesAreThoseOfTheLastDay) {
  Town t;
  t.cost("resource", "BUS", 100, 202602);
  t.use("BUS", "service", "P1", "equal", 0, 20260101, 20260227);
  t.use("BUS", "service", "P2", "equal", 0, 20260228);
  EXPECT_EQ(picture(must(t.read(Town::month("2026-02")))),
            "resource:BUS 100; | service:P2 0; | resource:BUS>service:P2 1; ");
  t.cost("resource", "BUS", 100);
  EXPECT_EQ(picture(must(t.read(Town::month()))),
            "resource:BUS 100; | service:P1 0; | resource:BUS>service:P1 1; ");
}

// What months of equal cost would give on: a user of half the year is one of half the cost.
TEST(LedgerNetwork, AYearsUsesAreTheirSharesOfItsMonths) {
  Town t;
  t.cost("resource", "BUS", 1200, 202600);
  t.use("BUS", "service", "P1", "equal", 0, 20250101, 20260630);
  t.use("BUS", "service", "P2", "weight", 7, 20260701);  // by another driver, but never beside it
  EXPECT_EQ(picture(must(t.read(Town::month("2026")))),
            "resource:BUS 1200; | service:P1 0; service:P2 0; | resource:BUS>service:P1 6; "
            "resource:BUS>service:P2 6; ");
  LedgerSide side = Town::month("2026-08");
  EXPECT_EQ(picture(must(t.read(side))),
            "resource:BUS 0; | service:P2 0; | resource:BUS>service:P2 7; ");
  side.reach = Reach::to_date;
  EXPECT_EQ(picture(must(t.read(side))),
            "resource:BUS 0; | service:P1 0; service:P2 0; | resource:BUS>service:P1 6; "
            "resource:BUS>service:P2 2; ");
  // Two users in the half-year of one of them: a third and two thirds of these months.
  t.use("BUS", "service", "P3", "equal", 0, 20260101, 20260630);
  t.use("IT", "service", "P1", "weight", 5, 20260101, 20260331);  // nobody's afterwards
  t.use("IT", "service", "P2", "weight", 5, 20260201, 20260331);
  EXPECT_EQ(picture(must(t.read(Town::month("2026")))),
            "resource:BUS 1200; resource:IT 0; | service:P1 0; service:P2 0; service:P3 0; | "
            "resource:BUS>service:P1 3; resource:BUS>service:P2 6; resource:BUS>service:P3 3; "
            "resource:IT>service:P1 2; resource:IT>service:P2 1; ");
}

TEST(LedgerNetwork, WeightsFollowTheDriver) {
  Town t;
  t.cost("resource", "BUS", 100);
  t.cost("service", "P1", 70);
  t.cost("service", "P2", -20);
  t.volume("P1", 40);
  t.volume("P1", 2);
  t.volume("P2", 8, 202602);
  t.resource("VAN");
  t.cost("resource", "VAN", 100);
  t.use("BUS", "service", "P1", "volume", 0);
  t.use("BUS", "service", "P2", "volume", 0);
  t.use("VAN", "service", "P1", "direct-cost-share", 0);
  t.use("VAN", "service", "P2", "direct-cost-share", 0);
  t.use("VAN", "resource", "BUS", "direct-cost-share", 0);
  EXPECT_EQ(picture(must(t.read(Town::month()))),
            "resource:BUS 100; resource:VAN 100; | service:P1 70; service:P2 -20; | "
            "resource:BUS>service:P1 42; resource:VAN>resource:BUS 100; "
            "resource:VAN>service:P1 70; ");
  EXPECT_EQ(picture(must(t.read(Town::month("2026")))),
            "resource:BUS 100; resource:VAN 100; | service:P1 70; service:P2 -20; | "
            "resource:BUS>service:P1 42; resource:BUS>service:P2 8; "
            "resource:VAN>resource:BUS 100; resource:VAN>service:P1 70; ");
}

TEST(LedgerNetwork, WhatCanNotBeWeighedIsNamed) {
  const auto fault = [](auto prepare) {
    Town t;
    prepare(t);
    const auto found = t.read(Town::month());
    return ledger::error_of(found) + (found ? "" : " " + found.error().context);
  };
  EXPECT_EQ(fault([](Town& t) {
              t.use("BUS", "service", "P1", "weight", 1);
              t.use("BUS", "service", "P2", "equal", 0);
            }),
            "drivers_mixed driver BUS");
  EXPECT_EQ(fault([](Town& t) { t.use("BUS", "service", "P1", "area", 0); }),
            "value_missing weight BUS");
  EXPECT_EQ(fault([](Town& t) { t.use("BUS", "resource", "IT", "volume", 0); }),
            "scope_unfit driver BUS");
}

// Management of a unit goes to the services with costs in it and below; that of nobody stays.
TEST(LedgerNetwork, ManagementFollowsTheCostsOfItsUnit) {
  Town t;
  t.cost("task", "PU3-4", 1000, 202601, "001");
  t.cost("task", "PU3-4", 30, 202601, "012");
  t.cost("service", "P1", 300, 202601, "001");
  t.cost("service", "P2", 100, 202601, "012");
  t.run(Add{Table::line,
            {{"task", text("PU3-4")}, {"amount_cents", number(5)}, {"period", number(202601)}}});
  const LedgerNetwork found = must(t.read(Town::month()));
  EXPECT_EQ(picture(found),
            "management: 5; management:001 1000; management:001/012 30; | service:P1 300; "
            "service:P2 100; | management:001/012>service:P2 100; management:001>service:P1 300; "
            "management:001>service:P2 100; ");
  const Attribution answer = must(allocate(found.network, Method::direct));
  EXPECT_EQ(answer.unallocated.cents(), 5);
  EXPECT_EQ(found.total.cents(), 1435);
}

TEST(LedgerNetwork, PlansAreASideOfTheirOwn) {
  Town t;
  t.cost("service", "P1", 999);
  ledger::LineInput plan = t.line(250, model::LineKind::plan);
  t.run(ledger::AddLine{plan});
  LedgerSide side = Town::month();
  side.kind = model::LineKind::plan;
  EXPECT_EQ(picture(must(t.read(side))), "| service:P1 250; | ");
  t.run(ledger::AddVersion{"B"});
  side.version = t.ledger->find_version("A");
  EXPECT_EQ(must(t.read(side)).total.cents(), 250);
  side.version = t.ledger->find_version("B");
  EXPECT_EQ(must(t.read(side)).total.cents(), 0);
}

TEST(LedgerNetwork, AServicesSheetAndItsLines) {
  Town t;
  const base::Uuid fuel = t.cost("resource", "BUS", 25776);
  t.use("BUS", "service", "P1", "equal", 0);
  ledger::LineInput pay = t.line(409500);
  t.run(ledger::AddLine{pay});
  t.cost("service", "P1", 442936);
  t.volume("P1", 1361);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const LedgerSide side = Town::month();
  const LedgerNetwork network = must(read_network(*t.ledger, cube, side));
  const Attribution answer = must(allocate(network.network, Method::reciprocal));
  const ServiceSheet sheet = must(sheet_of(*t.ledger, cube, side, network, answer, t.service));
  ASSERT_EQ(sheet.sheet.direct.size(), 2U);
  EXPECT_EQ(sheet.sheet.direct[0].code + " " + cents(sheet.sheet.direct[0].amount), "1100 409500");
  EXPECT_EQ(sheet.sheet.direct[1].code + " " + cents(sheet.sheet.direct[1].amount), " 442936");
  ASSERT_EQ(sheet.sheet.indirect.size(), 1U);
  EXPECT_EQ(sheet.sheet.indirect[0].code, "resource:BUS");
  const UnitCost cost = must(unit_cost(sheet.sheet));
  EXPECT_EQ(cost.price->cents(), 645);      // case U1
  EXPECT_EQ(cost.recovery->cents(), -367);  // too little comes in
  const AccountLines lines = must(AccountLines::read(*t.ledger, cube, side));
  const base::Explanation own = lines.explain(network.pools[0], "own");
  EXPECT_EQ(own.value + " " + std::string(own.formula), "25776 total");
  ASSERT_EQ(own.inputs.size(), 1U);
  EXPECT_EQ(own.inputs[0].name + " " + own.inputs[0].value, fuel.text() + " 25776");
  EXPECT_EQ(lines.explain(network.objects[0], "P1").value, "852436");
  EXPECT_EQ(lines.explain(network.objects[0], "P1", t.code).value, "409500");
  t.volume("P1", 3, 202601, "stunda");
  const LedgerNetwork mixed = must(read_network(*t.ledger, cube, side));
  EXPECT_EQ(ledger::error_of(sheet_of(*t.ledger, cube, side, mixed, answer, t.service)),
            "measures_mixed measure");
}

TEST(AllocatedSide, KnowsWhatEveryAccountComesTo) {
  Town t;
  t.cost("resource", "BUS", 300);
  t.cost("resource", "IT", 100);
  t.cost("service", "P1", 50);
  t.use("IT", "resource", "BUS", "equal", 0);
  t.use("BUS", "service", "P1", "weight", 3);
  t.use("BUS", "service", "P2", "weight", 1);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const AllocatedSide side = must(allocate_side(*t.ledger, cube, Town::month(), Procedure{}));
  const AccountPlace pirts{cube::ObjectKind::service, model::index(t.service)};
  const AttributedCost cost = cost_of(side, pirts);
  EXPECT_EQ(cents(cost.own) + " " + cents(cost.attributed) + " " + cents(cost.total()),
            "50 300 350");
  ASSERT_EQ(cost.parts.size(), 1U);
  EXPECT_EQ(cost.parts[0].code + " " + cents(cost.parts[0].amount), "resource:BUS 300");
  const AttributedCost bus = cost_of(side, side.of.pools[0]);
  EXPECT_EQ(cents(bus.own) + " " + cents(bus.attributed), "300 100");
  EXPECT_EQ(cost_of(side, {cube::ObjectKind::service, 99}).total().cents(), 0);
  const AccountLines lines = must(AccountLines::read(*t.ledger, cube, side.side));
  const base::Explanation why = explain(cost, pirts, lines, "cost", "/allocation");
  EXPECT_EQ(why.value + " " + std::string(why.formula), "350 total");
  EXPECT_EQ(why.inputs[0].value + " " + why.inputs[1].value, "50 300");
  // Both go on in the allocation, at nodes of the same value.
  using See = std::vector<std::string>;
  EXPECT_EQ(why.inputs[1].inputs[0].see, (See{"/allocation", "allocation", "objects", "service:P1",
                                              "attributed", "resource:BUS"}));
  const base::Explanation given = explain(bus, side.of.pools[0], lines, "bus", "/allocation");
  EXPECT_EQ(given.inputs[1].value + " " + std::string(given.inputs[1].formula), "100 received");
  EXPECT_EQ(given.inputs[1].inputs[0].value, "400");
  EXPECT_EQ(given.inputs[1].inputs[0].see,
            (See{"/allocation", "allocation", "pools", "resource:BUS"}));
  const base::Explanation all = must(explain(side, lines, "/explanation"));
  EXPECT_EQ(all.inputs[1].inputs[0].name, "service:P1");
  EXPECT_EQ(all.inputs[1].inputs[0].inputs[0].inputs[0].value, "50");  // a line
  t.use("IT", "service", "P1", "weight", 1);
  EXPECT_EQ(ledger::error_of(allocate_side(*t.ledger, cube, side.side, Procedure{})),
            "drivers_mixed driver");
}

// Nobody has seen the network that a place in it would point into.
TEST(AllocatedSide, NamesWhatIsAtFaultAndNoPlace) {
  Town t;
  t.cost("resource", "BUS", 300);
  t.use("IT", "resource", "BUS", "equal", 0);
  t.use("BUS", "resource", "IT", "equal", 0);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const auto refused = allocate_side(*t.ledger, cube, Town::month(), Procedure{});
  EXPECT_EQ(ledger::error_of(refused), "allocation_loop");
  EXPECT_NE(refused.error().context.find("BUS"), std::string::npos);
}

TEST(AllocatedSide, ClosesPoolsInTheOrderThatIsStated) {
  Town t;
  t.cost("resource", "BUS", 300);
  t.cost("resource", "IT", 100);
  t.use("IT", "resource", "BUS", "equal", 0);
  t.use("IT", "service", "P2", "equal", 0);
  t.use("BUS", "resource", "IT", "weight", 1);
  t.use("BUS", "service", "P1", "weight", 3);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const auto by = [&](std::vector<std::string> order) {
    return allocate_side(*t.ledger, cube, Town::month(), {Method::step_down, std::move(order)});
  };
  const auto shares = [&](const AllocatedSide& side) {
    std::string out;
    for (const char* code : {"P1", "P2"}) {
      const auto service = model::index(t.ledger->find_service(code));
      out += cents(cost_of(side, {cube::ObjectKind::service, service}).attributed) + " ";
    }
    return out;
  };
  EXPECT_EQ(shares(must(by({"resource:IT", "resource:BUS"}))), "350 50 ");
  EXPECT_EQ(shares(must(by({"resource:BUS", "resource:IT"}))), "225 175 ");
  // A resource without costs has nothing to give this month, and may be named among the others.
  t.run(Add{Table::resource, {{"code", text("HALL")}, {"kind", text("vehicle")}}});
  const AllocatedSide idle = must(by({"resource:BUS", "resource:HALL", "resource:IT"}));
  EXPECT_EQ(shares(idle), "225 175 ");
  EXPECT_EQ(*idle.procedure.order, (std::vector<std::string>{"resource:BUS", "resource:IT"}));
  const auto refusal = [&](std::vector<std::string> order) {
    const auto side = by(std::move(order));
    return ledger::error_of(side) + ": " + side.error().context;
  };
  EXPECT_EQ(refusal({"resource:IT", "resource:VAN"}), "id_unknown: resource:VAN");
  EXPECT_EQ(refusal({"resource:IT"}), "order_incomplete: resource:BUS");
  EXPECT_EQ(refusal({"resource:IT", "resource:IT"}), "order_incomplete: resource:IT");
  EXPECT_EQ(refusal({"service:P1", "resource:IT"}), "id_unknown: service:P1");
}

TEST(AllocatedSide, IsOfTheYearsFirstMonthsWhereThatIsAsked) {
  Town t;
  t.cost("service", "P1", 1, 202601);
  t.cost("service", "P1", 10, 202602);
  t.cost("service", "P1", 100, 202603);
  t.cost("service", "P1", 1000, 202600);  // belongs to no month
  t.cost("service", "P1", 5000, 202501);
  t.volume("P1", 3, 202601);
  t.volume("P1", 4, 202602);
  t.volume("P1", 5, 202603);
  t.volume("P1", 6, 202600);
  t.volume("P1", 8, 202512);
  LedgerSide side = Town::month("2026-02");
  EXPECT_EQ(must(t.read(side)).total.cents(), 10);
  EXPECT_EQ(must(t.read(side)).provided.begin()->second.quantity.text(), "4");
  side.reach = Reach::to_date;
  const LedgerNetwork network = must(t.read(side));
  EXPECT_EQ(network.total.cents(), 11);
  EXPECT_EQ(picture(network), "| service:P1 11; | ");
  EXPECT_EQ(network.provided.begin()->second.quantity.text(), "7");
  cube::Cube cube(*t.ledger);
  must(cube.load());
  const AccountLines lines = must(AccountLines::read(*t.ledger, cube, side));
  EXPECT_EQ(lines.explain(network.objects[0], "own").value, "11");
  side.kind = model::LineKind::plan;
  EXPECT_EQ(must(t.read(side)).total.cents(), 0);
  side.period = must(base::Period::parse("2026"));
  side.kind = model::LineKind::actual;
  EXPECT_EQ(must(t.read(side)).total.cents(), 1111);
}

// What was actual up to the month, and what is planned after it and for no month.
TEST(LedgerNetwork, AForecastIsActualAndThePlanOfTheRest) {
  Town t;
  const auto plan = [&t](const char* service, std::int64_t cents, std::int32_t period) {
    ledger::LineInput line = t.line(cents, model::LineKind::plan);
    line.service = t.ledger->find_service(service);
    line.period = must(base::Period::from_packed(period));
    t.run(ledger::AddLine{line});
  };
  t.cost("service", "P1", 1, 202601);
  t.cost("service", "P1", 10, 202602);
  t.cost("service", "P1", 100, 202603);   // after the month: not known yet
  t.cost("service", "P1", 1000, 202600);  // belongs to no month
  t.cost("resource", "BUS", 50, 202601);
  plan("P1", 20'000, 202602);  // was to be spent by now
  plan("P1", 300'000, 202603);
  plan("P2", 4'000'000, 202600);
  plan("P2", 7, 202503);
  t.use("BUS", "service", "P1", "equal", 0, 20260101, 20261130);
  t.use("BUS", "service", "P2", "equal", 0, 20261201);  // in one month of the year
  t.volume("P1", 3, 202601);
  t.volume("P1", 5, 202603);
  for (const std::int32_t period : {202602, 202603, 202600, 202503}) {
    t.run(Add{Table::volume,
              {{"service", text(t.ledger->services()[t.ledger->find_service("P1")].uuid.text())},
               {"kind", text("provided")},
               {"version", text(t.ledger->versions()[t.ledger->find_version("A")].uuid.text())},
               {"period", number(period)},
               {"quantity", number((period % 10 + 1) * 10 * base::Decimal::kOne)}}});
  }
  LedgerSide side = Town::month("2026-02");
  side.reach = Reach::forecast;
  for (const model::LineKind kind : {model::LineKind::plan, model::LineKind::actual}) {
    side.kind = kind;
    const LedgerNetwork network = must(t.read(side));
    EXPECT_EQ(picture(network),
              "resource:BUS 50; | service:P1 300011; service:P2 4000000; | "
              "resource:BUS>service:P1 11; resource:BUS>service:P2 1; ");
    EXPECT_EQ(network.total.cents(), 4'300'061);
    ASSERT_EQ(network.provided.size(), 1U);
    EXPECT_EQ(network.provided.begin()->second.quantity.text(), "53");  // 3, then 40 and 10
    cube::Cube cube(*t.ledger);
    must(cube.load());
    const AccountLines lines = must(AccountLines::read(*t.ledger, cube, side));
    const auto p1 = static_cast<std::size_t>(network.network.objects[0].id == "service:P1" ? 0 : 1);
    const base::Explanation own = lines.explain(network.objects[p1], "own");
    EXPECT_EQ(own.value, "300011");
    EXPECT_EQ(own.inputs.size(), 3U);
  }
}

}  // namespace
}  // namespace saimnieks::costing
