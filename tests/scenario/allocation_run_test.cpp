// Allocations that are kept in a small ledger, and run again.
#include "core/scenario/allocation_run.h"

#include <tuple>

#include "core/scenario/verbs.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::scenario {
namespace {

using ledger::Add;
using ledger::error_of;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;

// A bus of 100 cents that two services use as 1 to 2.
struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();  // service P1
    run(ledger::AddService{"P2", "Bibliotēka"});
    run(Add{Table::resource, {{"code", text("BUS")}, {"kind", text("vehicle")}}});
    for (const auto& [user, weight] : {std::pair("P1", 1), std::pair("P2", 2)}) {
      run(Add{Table::usage,
              {{"from_resource", row(Table::resource, "BUS")},
               {"to_service", row(Table::service, user)},
               {"driver", text("weight")},
               {"weight", number(weight * base::Decimal::kOne)},
               {"valid_from", number(20260101)}}});
    }
    bill = run(Add{Table::line,
                   {{"resource", row(Table::resource, "BUS")},
                    {"unit", row(Table::unit, "001")},
                    {"amount_cents", number(100)},
                    {"period", number(202601)}}})
               .rows.at(0);
  }
  base::Uuid keep(costing::Method method = costing::Method::reciprocal) {
    const cube::Cube cube = filled();
    const costing::LedgerNetwork of = must(costing::read_network(*ledger, cube, side));
    return must(keep_run(*ledger, side, of.network, {method, {}}, "Domei"));
  }
  [[nodiscard]] cube::Cube filled() const {
    cube::Cube cube(*ledger);
    must(cube.load());
    return cube;
  }
  [[nodiscard]] RunAgain again(const base::Uuid& of) const {
    return must(run_again(*ledger, filled(), of));
  }
  static std::string attributed(const RunAgain& of) {
    std::string out;
    for (const auto& object : of.answer["objects"]) {
      out += object["id"].get<std::string>() + " " +
             std::to_string(object["attributed_cents"].get<std::int64_t>()) + "; ";
    }
    return out;
  }
  base::Uuid bill{};
  costing::LedgerSide side{.period = must(base::Period::parse("2026-01"))};
};

TEST(AllocationRun, ComesToTheSameCentsAgain) {
  Town t;
  const base::Uuid run = t.keep();
  const RunAgain again = t.again(run);
  EXPECT_EQ(Town::attributed(again), "service:P1 33; service:P2 67; ");
  EXPECT_TRUE(again.same_result);
  EXPECT_TRUE(again.same_input);
  EXPECT_EQ(again.side.period.iso(), "2026-01");
}

TEST(AllocationRun, KeepsTheOrderThatWasStated) {
  Town t;
  t.run(Add{Table::resource, {{"code", text("IT")}, {"kind", text("technology")}}});
  t.run(Add{Table::line,
            {{"resource", t.row(Table::resource, "IT")},
             {"unit", t.row(Table::unit, "001")},
             {"amount_cents", number(90)},
             {"period", number(202601)}}});
  for (const auto& [from, table, to] :
       {std::tuple("IT", Table::resource, "BUS"), std::tuple("IT", Table::service, "P1")}) {
    t.run(Add{Table::usage,
              {{"from_resource", t.row(Table::resource, from)},
               {table == Table::resource ? "to_resource" : "to_service", t.row(table, to)},
               {"driver", text("equal")},
               {"valid_from", number(20260101)}}});
  }
  const auto keep = [&t](std::optional<std::vector<std::string>> order) {
    const cube::Cube cube = t.filled();
    const costing::LedgerNetwork of = must(costing::read_network(*t.ledger, cube, t.side));
    return must(keep_run(*t.ledger, t.side, of.network,
                         {costing::Method::step_down, std::move(order)}, ""));
  };
  // The bus first: what the computers give to it then has nobody left but the first service.
  const RunAgain stated = t.again(keep({{"resource:BUS", "resource:IT"}}));
  EXPECT_EQ(Town::attributed(stated), "service:P1 123; service:P2 67; ");
  EXPECT_TRUE(stated.same_result);
  EXPECT_TRUE(stated.same_input);
  const RunAgain proposed = t.again(keep({}));
  EXPECT_EQ(Town::attributed(proposed), "service:P1 93; service:P2 97; ");
  EXPECT_TRUE(proposed.same_input);
}

TEST(AllocationRun, KnowsThatTheLedgerHasMovedOn) {
  Town t;
  const base::Uuid run = t.keep();
  t.run(ledger::Change{Table::line, t.bill, {{"amount_cents", number(400)}}});
  const RunAgain again = t.again(run);
  EXPECT_EQ(Town::attributed(again), "service:P1 33; service:P2 67; ");
  EXPECT_TRUE(again.same_result);
  EXPECT_FALSE(again.same_input);
  EXPECT_EQ(Town::attributed(t.again(t.keep())), "service:P1 133; service:P2 267; ");
}

TEST(AllocationRun, KnowsAForecastFromItsMonth) {
  Town t;
  t.side.reach = costing::Reach::forecast;
  t.side.kind = model::LineKind::plan;
  t.side.version = t.version;
  const RunAgain again = t.again(t.keep());
  EXPECT_EQ(again.side.reach, costing::Reach::forecast);
  EXPECT_TRUE(again.same_result);
  EXPECT_TRUE(again.same_input);
}

TEST(AllocationRun, SeesAnotherResult) {
  Town t;
  const base::Uuid honest = t.keep();
  std::string input;
  must(t.ledger->each_fact<model::Allocation>(
      [&input](const model::Allocation& one) { input = one.input.uuid.text(); }));
  const base::Uuid forged = t.run(Add{Table::allocation,
                                      {{"method", text("reciprocal")},
                                       {"kind", text("actual")},
                                       {"period", number(202601)},
                                       {"input", text(input)},
                                       {"result_hash", text(std::string(64, '0'))}}})
                                .rows.at(0);
  EXPECT_TRUE(t.again(honest).same_result);
  EXPECT_FALSE(t.again(forged).same_result);
}

TEST(AllocationRun, IsOneCommandThatOneUndoTakesBack) {
  Town t;
  const base::Uuid run = t.keep();
  t.run(ledger::Undo{});
  int living = 0;
  must(t.ledger->each_fact<model::Allocation>(
      [&living](const model::Allocation& one) { living += one.voided ? 0 : 1; }));
  must(t.ledger->each_fact<model::Attachment>(
      [&living](const model::Attachment& one) { living += one.voided ? 0 : 1; }));
  EXPECT_EQ(living, 0);
  t.run(ledger::Redo{});
  EXPECT_TRUE(t.again(run).same_result);
}

TEST(AllocationRun, IsKeptByItsMethod) {
  Town t;
  const base::Uuid run = t.keep(costing::Method::step_down);
  EXPECT_TRUE(t.again(run).same_input);
  EXPECT_TRUE(t.again(run).answer.contains("order"));
  EXPECT_EQ(error_of(run_again(*t.ledger, t.filled(), t.bill)), "row_unknown");
  EXPECT_EQ(error_of(t.ledger->execute(Add{Table::allocation,
                                           {{"method", text("direct")},
                                            {"kind", text("plan")},
                                            {"period", number(202601)},
                                            {"input", text(run.text())},
                                            {"result_hash", text(std::string(64, '0'))}}})),
            "row_unknown input");
}

}  // namespace
}  // namespace saimnieks::scenario
