// Commands, reading, undo: the ledger as a screen uses it.
#include "tests/core/ledger_fixture.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

TEST(Ledger, KeepsWhatWasEntered) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  const LineId rid = t.add(12345);
  EXPECT_EQ(t.total(), 12345);
  t.reopen();
  EXPECT_EQ(t.total(), 12345);
  const model::Line line = must(t.ledger->line(rid));
  EXPECT_EQ(line.amount().cents(), 12345);
  EXPECT_TRUE(line.pending);
  EXPECT_EQ(t.ledger->units()[line.row.unit].name, "Novads");
}

TEST(Ledger, UndoAndRedoSurviveReopening) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  const LineId rid = t.add(100);
  t.run(SetLine{.rid = rid, .amount = Money::from_cents(250)});
  t.reopen();
  ASSERT_TRUE(t.ledger->can_undo());
  EXPECT_EQ(t.ledger->undo_label()->key, "command.set_line");
  t.run(Undo{});
  EXPECT_EQ(t.total(), 100);
  t.reopen();
  ASSERT_TRUE(t.ledger->can_redo());
  t.run(Redo{});
  EXPECT_EQ(t.total(), 250);
  t.run(Undo{});
  t.run(Undo{});
  EXPECT_EQ(t.total(), 0);
  EXPECT_EQ(must(t.ledger->line(rid)).row.voided, true);
}

TEST(Ledger, EveryoneTakesBackWhatTheyDidThemselves) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  must(t.ledger->set_user("Dzidra"));
  t.add(100);
  must(t.ledger->set_user("Bruno"));
  EXPECT_FALSE(t.ledger->can_undo());
  t.add(20);
  must(t.ledger->set_user("Dzidra"));
  t.reopen();
  t.run(Undo{});
  EXPECT_EQ(t.total(), 20);
  EXPECT_FALSE(t.ledger->can_undo());
  must(t.ledger->set_user("Bruno"));
  EXPECT_FALSE(t.ledger->can_redo());
  t.add(3);  // which takes nothing from what Dzidra may do again
  t.run(Undo{});
  t.run(Undo{});
  EXPECT_EQ(t.total(), 0);
  must(t.ledger->set_user("Dzidra"));
  t.run(Redo{});
  EXPECT_EQ(t.total(), 100);
}

TEST(Ledger, AnUnflushedSettingCostsNoFlushAndTakesNothingWithIt) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    TestLedger t(seed);
    t.create();
    t.add_dimensions();
    t.add(100);
    const std::int64_t before = t.vfs.flushes();
    must(t.ledger->set_setting_unflushed("place", "here"));
    EXPECT_EQ(t.vfs.flushes(), before);
    EXPECT_EQ(must(t.ledger->setting("place")), "here");
    t.add(50);
    EXPECT_EQ(t.vfs.flushes(), before + 1) << "what follows is durable again";
    must(t.ledger->set_setting_unflushed("place", "there"));
    // Power fails now.
    t.vfs.crash_at(t.vfs.operations() + 1);
    EXPECT_FALSE(t.ledger->execute(AddVersion{"X"}).has_value());
    t.ledger.reset();
    t.vfs.power_on(seed);
    t.reopen();
    EXPECT_EQ(t.total(), 150);
    const auto place = must(t.ledger->setting("place"));
    EXPECT_TRUE(place == "here" || place == "there") << place.value_or("none");
    EXPECT_TRUE(must(t.ledger->verify()).ok);
  }
}

TEST(Ledger, BulkWriteIsOneTransaction) {
  TestLedger t;
  t.create();
  {
    auto bulk = must(t.ledger->begin_bulk({.detail = "file.csv"}));
    EXPECT_EQ(error_of(t.ledger->execute(AddVersion{"X"})), "ledger_busy");
    const std::string_view path[] = {"001", "002"};
    const std::string_view names[] = {"Novads", "Skola"};
    const auto version = must(bulk->version("A"));
    for (int i = 0; i < 1200; ++i) {
      LineInput line{.kind = LineKind::plan,
                     .unit = must(bulk->unit(path, names)),
                     .service = must(bulk->service("P" + std::to_string(i % 7), "Pakalpojums")),
                     .code = must(bulk->code("EKK", "1100", "")),
                     .version = version,
                     .period = *Period::parse("2014"),
                     .amount = Money::from_cents(i)};
      must(bulk->add(line));
    }
    const Committed committed = must(bulk->commit());
    EXPECT_EQ(committed.ops, 1200 + 2 + 7 + 1);
  }
  EXPECT_EQ(t.total(), 1199 * 1200 / 2);
  t.reopen();
  EXPECT_EQ(t.total(), 1199 * 1200 / 2);
  const VerifyReport report = must(t.ledger->verify());
  EXPECT_TRUE(report.ok) << (report.first_bad
                                 ? report.first_bad->table + " " + report.first_bad->row + " " +
                                       report.first_bad->what
                                 : "");
  EXPECT_EQ(report.lines, 1200);
  t.run(Undo{});
  EXPECT_EQ(t.total(), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
  t.run(Redo{});
  EXPECT_EQ(t.total(), 1199 * 1200 / 2);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

// `lines` lines of one cent in one command.
void import(TestLedger& t, int lines) {
  const auto bulk = must(t.ledger->begin_bulk({.detail = "file.csv"}));
  for (int i = 0; i < lines; ++i) {
    must(bulk->add(t.line(1)));
  }
  must(bulk->commit());
}

TEST(Ledger, UndoInStepsIsOneTransaction) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  import(t, 2600);
  const std::int64_t revision = t.ledger->revision();
  const auto job = must(t.ledger->begin_undo());
  int steps = 0;
  while (job->step(t.clock, 0) == base::Job::State::running) {
    ++steps;
    EXPECT_EQ(t.ledger->revision(), revision);
    EXPECT_LE(job->progress().done, job->progress().total);
    EXPECT_EQ(error_of(t.ledger->execute(AddVersion{"X"})), "ledger_busy");
  }
  EXPECT_GE(steps, 2 * 6) << "2600 lines are six documents, read and written one by one";
  EXPECT_EQ(job->committed().ops, 2600);
  EXPECT_EQ(t.total(), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
  const auto again = must(t.ledger->begin_redo());
  EXPECT_EQ(base::run_to_end(*again, t.clock), base::Job::State::done);
  EXPECT_EQ(t.total(), 2600);
  EXPECT_EQ(error_of(t.ledger->begin_redo()), "nothing_to_redo");
}

TEST(Ledger, UndoGivenUpAtAnyStepLeavesNothing) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  import(t, 1100);
  bool ended = false;
  for (int steps = 0; !ended; ++steps) {
    SCOPED_TRACE(steps);
    auto job = must(t.ledger->begin_undo());
    for (int i = 0; i < steps && !ended; ++i) {
      ended = job->step(t.clock, 0) != base::Job::State::running;
    }
    if (ended) {
      break;
    }
    if (steps % 2 == 0) {
      job->cancel();
      EXPECT_EQ(job->step(t.clock, 0), base::Job::State::cancelled);
    }
    job.reset();
    EXPECT_EQ(t.total(), 1100);
    ASSERT_TRUE(t.ledger->can_undo());
    ASSERT_TRUE(must(t.ledger->verify()).ok);
  }
  EXPECT_EQ(t.total(), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(Ledger, AnUndoThatFailsSaysWhyAndMakesWayForTheOneBefore) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  const LineId line = t.add(100);
  t.run(SetLine{.rid = line, .amount = Money::from_cents(250)});
  TestLedger other(2, "other");
  fakes::JudgingEndpoint endpoint;
  const auto exchange = [&endpoint](TestLedger& ledger) {
    must(ledger.ledger->record_verdicts(endpoint.push(must(ledger.ledger->outbox(1000, 1 << 20)))));
    const std::string cursor = ledger.ledger->sync_state().cursor;
    must(ledger.ledger->apply_feed(
        endpoint.feed(cursor.empty() ? 0 : std::stoll(cursor), 1000, ledger.ledger->device()),
        std::to_string(endpoint.head())));
  };
  exchange(t);
  other.create({t.ledger->id(), "Bruno"});
  exchange(other);
  other.run(SetLine{.rid = LineId{1}, .amount = Money::from_cents(300)});
  exchange(other);
  exchange(t);
  const auto job = must(t.ledger->begin_undo());
  EXPECT_EQ(base::run_to_end(*job, t.clock), base::Job::State::failed);
  EXPECT_EQ(job->error()->code, ErrorCode::changed_since);
  EXPECT_EQ(t.total(), 300);
  EXPECT_EQ(t.ledger->undo_label()->key, "command.add_line");
}

TEST(Ledger, TheJournalIsCopiedIntoTheFileWhenAsked) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  EXPECT_FALSE(t.ledger->wants_tidying());
  import(t, 9000);
  EXPECT_TRUE(t.ledger->wants_tidying());
  {
    const auto bulk = must(t.ledger->begin_bulk({}));
    EXPECT_FALSE(t.ledger->wants_tidying()) << "not in the middle of an import";
    EXPECT_EQ(error_of(t.ledger->tidy()), "ledger_busy");
  }
  must(t.ledger->tidy());
  EXPECT_FALSE(t.ledger->wants_tidying());
  t.add(7);
  EXPECT_FALSE(t.ledger->wants_tidying()) << "the journal has begun anew";
  t.reopen();
  EXPECT_EQ(t.total(), 9007);
}

}  // namespace
}  // namespace saimnieks::ledger
