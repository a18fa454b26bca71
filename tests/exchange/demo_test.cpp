// The demonstration municipality: the same to the byte for the same seed, made in small steps, all
// of it or nothing.
#include <algorithm>
#include <set>

#include "core/cube/cube.h"
#include "core/exchange/demo_amounts.h"
#include "tests/exchange/demo_ledger.h"

namespace saimnieks::exchange {
namespace {

using base::Job;
using ledger::must;

TEST(Demo, IsTheSameToTheByteForTheSameSeed) {
  DemoLedger whole;
  EXPECT_EQ(whole.make(kDemoSeed, kDemoLines), Job::State::done);
  EXPECT_EQ(must(whole.ledger->line_count()), kDemoLines);
  EXPECT_EQ(whole.lines_hash(), "29a71c362489a48e7acbc06ced22801fba5b51b7df7195091475e3d9f86c7a81");
  DemoLedger small;
  EXPECT_EQ(small.make(7, 1000), Job::State::done);
  EXPECT_EQ(must(small.ledger->line_count()), 1000);
  EXPECT_EQ(small.lines_hash(), "2e71f1d63c21bf7dc9aa0d07b2e7882bfd0a19b6dcc96c468ee92a1fdd1e2e05");
}

TEST(Demo, HasExactlyAsManyLinesAsAskedFor) {
  for (const std::int64_t lines :
       std::vector<std::int64_t>{1, 14, 999, 1000, 1001, 14'999, 15'001, 20'000, 61'007}) {
    DemoLedger t;
    ASSERT_EQ(t.make(kDemoSeed, lines), Job::State::done);
    EXPECT_EQ(must(t.ledger->line_count()), lines);
    if (lines < 14) {
      continue;
    }
    cube::Cube cube(*t.ledger);
    must(cube.load());
    cube::Query query;
    query.where = {cube::filter(cube::Axis::year, "2025")};
    query.rows = {cube::Axis::service};
    std::int64_t sauna = 0;
    const cube::Pivot pivot = cube.pivot(query);
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      sauna += cube.code_of(pivot.nodes[i].member) == "PIRTS" ? pivot.cell(i, 0).actual_cents : 0;
    }
    EXPECT_EQ(sauna, 852'436) << "the published case in " << lines << " lines";
    if (lines >= 1000) {
      query.where.clear();
      EXPECT_GE(cube.pivot(query).nodes.size(), t.ledger->services().size()) << lines;
    }
  }
}

TEST(Demo, HasABitOfEverything) {
  DemoLedger t;
  ASSERT_EQ(t.make(kDemoSeed, kDemoLines), Job::State::done);
  const ledger::Ledger& ledger = *t.ledger;
  EXPECT_GE(ledger.services().size(), 40U);
  EXPECT_GE(ledger.resources().size(), 30U);
  EXPECT_EQ(ledger.versions().size(), 2U);
  cube::Cube cube(ledger);
  must(cube.load());
  for (std::size_t i = 0; i < cube::kAxes; ++i) {
    cube::Query query;
    query.rows = {static_cast<cube::Axis>(i)};
    const cube::Pivot pivot = cube.pivot(query);
    EXPECT_TRUE(std::any_of(pivot.nodes.begin(), pivot.nodes.end(), [](const cube::Node& node) {
      return node.member.id != model::kNone;
    })) << cube::name(query.rows[0]);
    if (query.rows[0] == cube::Axis::month) {
      EXPECT_GE(pivot.nodes.size(), 24U);
    }
  }
  EXPECT_EQ(cube.code_of({cube::Axis::version, model::index(*cube.default_version())}), "2026");
  bool late = false;
  must(ledger.scan_whole_lines([&](const model::Line& line) {
    late = late || (line.date && line.date->month() > line.row.period % 100);
  }));
  EXPECT_TRUE(late);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

// The published case of a parish sauna: 8,524.36 direct and 257.76 indirect for 1,361 visits.
TEST(Demo, ItsSaunaIsThePublishedOne) {
  DemoLedger t;
  ASSERT_EQ(t.make(kDemoSeed, kDemoLines), Job::State::done);
  cube::Cube cube(*t.ledger);
  must(cube.load());
  cube::Query query;
  query.where = {cube::filter(cube::Axis::service, "PIRTS"),
                 cube::filter(cube::Axis::year, "2025")};
  query.rows = {cube::Axis::code};
  const cube::Pivot sauna = cube.pivot(query);
  EXPECT_EQ(sauna.total[0].actual_cents, 852'436);
  std::int64_t repairs = 0;
  for (std::size_t i = 0; i < sauna.nodes.size(); ++i) {
    repairs += cube.code_of(sauna.nodes[i].member) == "22441" ? sauna.cell(i, 0).actual_cents : 0;
  }
  EXPECT_EQ(repairs, 8'470);
  query.where[0] = cube::filter(cube::Axis::resource, "ADM07");
  EXPECT_EQ(cube.pivot(query).total[0].actual_cents, 25'776);
  std::int64_t visits = 0;
  must(t.ledger->each_fact<model::Volume>([&](const model::Volume& volume) {
    const bool counts =
        volume.version == model::kNoVersion && volume.service == t.ledger->find_service("PIRTS");
    visits += counts ? volume.quantity.millionths() : 0;
  }));
  EXPECT_EQ(visits, std::int64_t{1361} * base::Decimal::kOne);
}

TEST(Demo, ItsResourcesUseEachOtherInALoop) {
  DemoLedger t;
  ASSERT_EQ(t.make(7, 100), Job::State::done);
  std::set<std::pair<std::uint32_t, std::uint32_t>> uses;
  must(t.ledger->each_fact<model::Usage>([&](const model::Usage& usage) {
    uses.emplace(model::index(usage.from_resource), model::index(usage.to_resource));
  }));
  EXPECT_TRUE(std::any_of(uses.begin(), uses.end(), [&](const auto& one) {
    return uses.count({one.second, one.first}) > 0;
  }));
}

// Among ten million lines a bill is of cents, and what it is put right by is not.
TEST(Demo, ABillThatIsPutRightKeepsItsVat) {
  EXPECT_EQ(DemoAmounts::put_right(70'613, -6300), 64'313);
  EXPECT_EQ(DemoAmounts::put_right(70'613, 18'450), 89'063);
  EXPECT_EQ(DemoAmounts::put_right(300, -6300), 150);
  EXPECT_EQ(DemoAmounts::put_right(1, -6300), 0);
}

// Two people have changed the same amount: one change counts, the other waits for a decision.
TEST(Demo, HasOneConflictThatAnEndpointWouldFindToo) {
  DemoLedger t;
  ASSERT_EQ(t.make(kDemoSeed, kDemoLines), Job::State::done);
  const std::vector<ledger::TrayItem> tray = must(t.ledger->tray());
  ASSERT_EQ(tray.size(), 1U);
  EXPECT_EQ(tray[0].verdict.kind, oplog::VerdictKind::conflict);
  EXPECT_EQ(tray[0].verdict.field, "amount_cents");
  EXPECT_EQ(must(t.ledger->pending_summary()).conflicts, 1);
  const base::Uuid row = tray[0].op.rows.front();
  const auto history = must(t.ledger->history(model::Table::line, row));
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[1].user, "Grāmatvedība");
  EXPECT_EQ(history[2].verdict.kind, oplog::VerdictKind::conflict);
  const model::LineId rid = *must(t.ledger->find_line(row));
  const std::int64_t counts = must(t.ledger->line(rid)).row.cents;
  EXPECT_EQ(model::Value(counts), history[1].fields.front().after);
  must(t.ledger->each_fact<model::Attachment>([&](const model::Attachment& file) {
    EXPECT_EQ(file.line.uuid, row);
    EXPECT_TRUE(must(t.ledger->has_content(base::hash_from_hex(file.hash).value())));
  }));

  // The undo of all of it, and of that.
  must(t.ledger->execute(ledger::Undo{}));
  EXPECT_TRUE(must(t.ledger->line(rid)).row.voided);
  EXPECT_FALSE(t.ledger->can_undo());
  must(t.ledger->execute(ledger::Redo{}));
  EXPECT_EQ(must(t.ledger->line(rid)).row.cents, counts);
  EXPECT_TRUE(must(t.ledger->verify()).ok);

  // It can be settled: mine after all.
  ledger::SetLine mine;
  mine.rid = rid;
  mine.amount =
      base::Money::from_cents(*model::as_int(tray[0].op.column("amount_cents")->new_at(0)));
  must(t.ledger->execute(mine));
  must(t.ledger->dismiss(tray[0].id));
  EXPECT_EQ(must(t.ledger->pending_summary()).conflicts, 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(Demo, ComesInSmallStepsWithTheSameBytes) {
  DemoLedger at_once;
  EXPECT_EQ(at_once.make(7, 1000), Job::State::done);
  DemoLedger in_steps;
  DemoJob job(*in_steps.ledger, 7, 1000);
  std::int64_t steps = 0;
  std::int64_t before = -1;
  while (job.step(in_steps.clock, 0) == Job::State::running) {
    ++steps;
    const base::Progress progress = job.progress();
    EXPECT_GT(progress.total, 0);
    EXPECT_GE(progress.done, before);
    before = progress.done;
  }
  EXPECT_GT(steps, 20);
  EXPECT_EQ(before, job.progress().total);
  EXPECT_EQ(in_steps.head(), at_once.head());
}

TEST(Demo, CancelledItLeavesNothingBehind) {
  DemoLedger t;
  DemoJob job(*t.ledger, kDemoSeed, kDemoLines);
  for (int step = 0; step < 10; ++step) {
    ASSERT_EQ(job.step(t.clock, 0), Job::State::running);
  }
  EXPECT_EQ(error_of(t.ledger->execute(ledger::AddVersion{"X"})), "ledger_busy");
  job.cancel();
  EXPECT_EQ(job.step(t.clock, 8), Job::State::cancelled);
  EXPECT_TRUE(t.ledger->empty());
  EXPECT_EQ(must(t.ledger->line_count()), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
  EXPECT_EQ(t.make(7, 100), Job::State::done) << "and it can be made after all";
}

TEST(Demo, RefusesToMakeNothing) {
  DemoLedger t;
  DemoJob job(*t.ledger, kDemoSeed, 0);
  EXPECT_EQ(base::run_to_end(job, t.clock), Job::State::failed);
  EXPECT_EQ(job.error()->code, base::ErrorCode::value_range);
}

}  // namespace
}  // namespace saimnieks::exchange
