// Lines that are split over several objects: to the cent, with all that they say, and undone.
#include "core/scenario/line_split.h"

#include <random>

#include "core/exchange/command_json.h"
#include "core/ledger/generate.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::scenario {
namespace {

using ledger::Add;
using ledger::error_of;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Line;
using model::Table;

struct Town : ledger::TestLedger {
  Town() {
    create();
    add_dimensions();  // service P1
    run(ledger::AddService{"P2", "Bibliotēka"});
    run(ledger::AddService{"P3", "Skola"});
    run(Add{Table::resource, {{"code", text("BUS")}, {"kind", text("vehicle")}}});
  }
  base::Uuid book(std::int64_t cents, std::vector<FieldValue> more = {}) {
    std::vector<FieldValue> fields{{"service", row(Table::service, "P1")},
                                   {"unit", row(Table::unit, "001")},
                                   {"code", row(Table::code, "2200")},
                                   {"amount_cents", number(cents)},
                                   {"period", number(202601)}};
    fields.insert(fields.end(), more.begin(), more.end());
    return run(Add{Table::line, std::move(fields)}).rows.at(0);
  }
  // "service=P2:1"
  [[nodiscard]] SplitTarget target(const char* field, const char* of, const char* weight) const {
    const Table table = model::table_from_name(field).value_or(Table::service);
    return {{field, row(table, of)}, must(base::Decimal9::parse(weight))};
  }
  [[nodiscard]] LineSplit plan(const base::Uuid& line, const std::vector<SplitTarget>& to,
                               std::optional<base::Period> period = {}) const {
    return must(plan_split(*ledger, line, to, period));
  }
  ledger::Committed apply(const LineSplit& split) const {
    return must(must(exchange::CommandList::parse(split.commands.dump())).run(*ledger));
  }
  // Lines that count: "P2 6676/13 R-1 x3.333333 202601", by service or resource, sorted.
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> out;
    must(ledger->scan_whole_lines([&](const Line& line) {
      if (line.row.voided) {
        return;
      }
      const bool of_service = line.row.service != model::kNoService;
      out.push_back((of_service ? ledger->services()[line.row.service].code
                                : ledger->resources()[line.row.resource].code) +
                    " " + std::to_string(line.row.cents) +
                    (line.vat_cents ? "/" + std::to_string(line.vat_cents->cents()) : "") +
                    (line.document.empty() ? "" : " " + line.document) +
                    (line.quantity ? " x" + line.quantity->text() : "") + " " +
                    std::to_string(line.row.period));
    }));
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] Line line(const base::Uuid& uuid) const {
    return must(ledger->line(must(ledger->find_line(uuid)).value()));
  }
  void close() {
    run(Add{Table::closing,
            {{"unit", row(Table::unit, "001")}, {"period", number(202601)}},
            "Viens darbinieks"});
  }
  using Picture = std::vector<std::string>;
};

TEST(LineSplit, PutsPartsInThePlaceOfALine) {
  Town t;
  const base::Uuid bill = t.book(10001, {{"document", text("R-1")},
                                         {"vat", text("cost")},
                                         {"vat_cents", number(20)},
                                         {"quantity", number(10'000'000)},
                                         {"unit_price_cents", number(1'000'100'000)},
                                         {"note", text("Siltums")}});
  const LineSplit split =
      t.plan(bill, {t.target("service", "P1", "1"), t.target("service", "P2", "1"),
                    t.target("resource", "BUS", "1"), t.target("service", "P3", "0")});
  EXPECT_EQ(t.lines().size(), 1U) << "only looked at";
  EXPECT_EQ(split.parts.parts[0] + split.parts.parts[1] + split.parts.parts[2],
            base::Money::from_cents(10001));
  EXPECT_EQ(split.line_of[3], std::nullopt);
  const ledger::Committed done = t.apply(split);
  EXPECT_EQ(t.lines(),
            (Town::Picture{"BUS 3333/6 R-1 x3.333333 202601", "P1 3334/7 R-1 x3.333334 202601",
                           "P2 3334/7 R-1 x3.333333 202601"}));
  const Line part = t.line(done.rows.at(split.line_of[1].value()));
  EXPECT_EQ(part.note, "Siltums");
  EXPECT_EQ(part.corrects.uuid, bill);
  EXPECT_EQ(part.unit_price_cents, std::nullopt);
  EXPECT_TRUE(t.line(bill).row.voided);
  EXPECT_EQ(error_of(plan_split(*t.ledger, bill, {}, {})), "line_unknown row");
  must(t.ledger->execute(ledger::Undo{}));
  EXPECT_EQ(t.lines(), Town::Picture{"P1 10001/20 R-1 x10 202601"});
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(LineSplit, TakesTheFilesAlong) {
  Town t;
  const base::Uuid bill = t.book(100);
  t.run(ledger::Attach{"bill.txt", "forty euro", {{Table::line, bill}}, {}});
  const LineSplit split =
      t.plan(bill, {t.target("service", "P2", "1"), t.target("service", "P3", "1")});
  const ledger::Committed done = t.apply(split);
  std::vector<base::Uuid> with_files;
  must(t.ledger->each_fact<model::Attachment>([&](const model::Attachment& one) {
    EXPECT_EQ(one.hash, base::to_hex(base::sha256("forty euro")));
    with_files.push_back(one.line.uuid);
  }));
  EXPECT_EQ(with_files, (std::vector<base::Uuid>{bill, done.rows.at(*split.line_of[0]),
                                                 done.rows.at(*split.line_of[1])}));
}

TEST(LineSplit, LeavesAClosedPeriodAsItIs) {
  Town t;
  const base::Uuid bill = t.book(100);
  t.close();
  const std::vector<SplitTarget> to{t.target("service", "P2", "2"), t.target("service", "P3", "1")};
  EXPECT_EQ(error_of(plan_split(*t.ledger, bill, to, {})), "period_closed period");
  EXPECT_EQ(error_of(plan_split(*t.ledger, bill, to, base::Period::parse("2026-01").value())),
            "period_closed period");
  const LineSplit split = t.plan(bill, to, base::Period::parse("2026-02").value());
  EXPECT_TRUE(split.closed);
  t.apply(split);
  EXPECT_EQ(t.lines(),
            (Town::Picture{"P1 -100 202602", "P1 100 202601", "P2 67 202602", "P3 33 202602"}));
  EXPECT_EQ(t.total(), 100);
  must(t.ledger->execute(ledger::Undo{}));
  EXPECT_EQ(t.lines(), Town::Picture{"P1 100 202601"});
}

TEST(LineSplit, RefusesWhatWouldLoseTheAmount) {
  Town t;
  const base::Uuid bill = t.book(100);
  const auto ask = [&](const std::vector<SplitTarget>& to,
                       std::optional<base::Period> period = {}) {
    return error_of(plan_split(*t.ledger, bill, to, period));
  };
  EXPECT_EQ(ask({}), "value_range to");
  EXPECT_EQ(ask({t.target("service", "P2", "0")}), "value_range to");
  EXPECT_EQ(ask({t.target("service", "P2", "2"), t.target("service", "P3", "-1")}),
            "value_range /weights/1");
  EXPECT_EQ(ask({t.target("service", "P2", "2"), t.target("service", "P2", "1")}), "id_twice to");
  EXPECT_EQ(ask({t.target("service", "P2", "1")}, base::Period::parse("2026-02").value()),
            "scope_unfit period");
  EXPECT_EQ(error_of(plan_split(*t.ledger, base::Uuid(), {}, {})), "line_unknown row");
}

// Else the next bringing up of schedules would void the parts.
TEST(LineSplit, PartsAreNoLinesOfTheSchedule) {
  Town t;
  t.run(Add{Table::schedule,
            {{"name", text("Noma")},
             {"unit", t.row(Table::unit, "001")},
             {"service", t.row(Table::service, "P1")},
             {"amount_cents", number(90)},
             {"every_months", number(1)},
             {"first_period", number(202601)},
             {"last_period", number(202601)}}});
  const ledger::GenerateOptions options{must(base::Period::parse("2026-12")),
                                        must(base::Period::parse("2026-12"))};
  must(ledger::generate_lines(*t.ledger, options));
  base::Uuid made;
  must(t.ledger->scan_whole_lines([&made](const Line& line) { made = line.uuid; }));
  t.apply(t.plan(made, {t.target("service", "P2", "1"), t.target("service", "P3", "1")}));
  must(ledger::generate_lines(*t.ledger, options));
  EXPECT_EQ(t.lines(), (Town::Picture{"P2 45 202601", "P3 45 202601"}));
}

TEST(LineSplit, LosesNoCentWhateverIsSplit) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    const auto roll = [&dice](unsigned sides) { return static_cast<std::int64_t>(dice() % sides); };
    Town t;
    std::int64_t total = 0;
    for (int i = 0; i < 20; ++i) {
      const std::int64_t rolled = roll(2000) - 1000;
      const std::int64_t cents = rolled == 0 ? 1 : rolled;
      const std::int64_t vat = cents * roll(22) / 121;
      const base::Uuid bill = t.book(cents, {{"vat", text("cost")}, {"vat_cents", number(vat)}});
      total += cents;
      std::vector<SplitTarget> to;
      for (const char* service : {"P1", "P2", "P3"}) {
        to.push_back(t.target("service", service, std::to_string(roll(5) + 1).c_str()));
      }
      t.apply(t.plan(bill, to));
    }
    EXPECT_EQ(t.total(), total);
    must(t.ledger->scan_whole_lines([](const Line& line) {
      if (!line.row.voided) {
        EXPECT_NE(line.row.cents, 0);
      }
    }));
  }
}

}  // namespace
}  // namespace saimnieks::scenario
