// Verify: whatever is altered in log or rows is found and named; what is sound is left in peace.
#include "core/ledger/database.h"
#include "tests/core/ledger_fixture.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

std::string bad_of(const VerifyReport& report) {
  if (!report.first_bad) {
    return report.ok ? "ok" : "not ok without a reason";
  }
  return report.first_bad->table + " " + report.first_bad->what;
}

// A ledger with lines by hand and by import, edits, a void, an undo, notes and names.
void fill(TestLedger& t) {
  t.create();
  t.add_dimensions();
  LineInput noted = t.line(7);
  noted.note = "piezīme";
  t.run(AddLine{noted});
  const LineId rid = t.add(100);
  t.run(SetLine{.rid = rid, .amount = Money::from_cents(200), .note = "cita"});
  t.run(VoidLine{t.add(300)});
  t.run(RenameUnit{t.unit, "Novada dome"});
  t.run(RenameService{t.service, "Sauna"});
  t.run(Undo{});
  auto bulk = must(t.ledger->begin_bulk({}));
  for (int i = 0; i < 40; ++i) {
    const std::string_view path[] = {"001",
                                     "00" + std::to_string(i % 3 + 2) == "002" ? "002" : "003"};
    LineInput line = t.line(i, LineKind::plan);
    line.unit = must(bulk->unit(path, {}));
    line.code = must(bulk->code("other", "C" + std::to_string(i % 4), "Kods"));
    must(bulk->add(line));
  }
  must(bulk->commit());
  t.run(SetVersionStatus{.version = t.version, .status = VersionStatus::submitted});
}

// Runs SQL behind the ledger's back.
void tamper(TestLedger& t, const std::string& sql) {
  t.ledger.reset();
  {
    Database db = must(Database::open(t.vfs.storage(), Database::Mode::existing));
    must(db.run(sql.c_str()));
  }
  t.ledger = must(Ledger::open({t.clock, t.random}, t.vfs.storage()));
}

TEST(Verify, ASoundLedgerIsSound) {
  TestLedger t;
  fill(t);
  const VerifyReport report = must(t.ledger->verify());
  EXPECT_EQ(bad_of(report), "ok");
  EXPECT_EQ(report.lines, 42);
  EXPECT_EQ(report.head.size(), 64U);
  t.reopen();
  EXPECT_EQ(must(t.ledger->verify()).head, report.head);
}

TEST(Verify, NamesWhatWasAltered) {
  const std::pair<const char*, const char*> cases[] = {
      {"UPDATE line SET cents = cents + 1 WHERE rid = 2", "line amount_cents"},
      {"UPDATE line SET period = 202602 WHERE rid = 2", "line period"},
      {"UPDATE line SET kind = 1 - kind WHERE rid = 20", "line kind"},
      {"UPDATE line SET voided = 1 WHERE rid = 2", "line voided"},
      {"UPDATE line SET voided = 0 WHERE rid = 3", "line voided"},
      {"UPDATE line SET note = 'x' WHERE rid = 1", "line note"},
      {"UPDATE line SET note = NULL WHERE rid = 1", "line note"},
      {"UPDATE line SET unit = unit + 1 WHERE rid = 10", "line unit"},
      {"UPDATE line SET service = 0, code = 3 WHERE rid = 2", "line code"},
      {"UPDATE line SET version = NULL WHERE rid = 10", "line version"},
      {"UPDATE line SET by_n = by_n + 1 WHERE rid = 10", "line by"},
      {"UPDATE line SET present = 0 WHERE rid = 10", "line missing"},
      {"UPDATE line SET uuid = randomblob(16) WHERE rid = 10", "line unexpected"},
      {"DELETE FROM line WHERE rid = 10", "line missing"},
      {"INSERT INTO line (uuid, kind, unit, service, code, version, period, cents, note, voided, "
       "present, by_device, by_n, basis, nature) SELECT randomblob(16), kind, unit, service, code, "
       "version, period, cents, note, voided, present, by_device, by_n, basis, nature FROM line "
       "WHERE rid = 2",
       "line unexpected"},
      {"UPDATE unit SET name = 'x' WHERE id = 0", "unit name"},
      {"UPDATE unit SET code = 'x' WHERE id = 0", "unit code"},
      {"UPDATE unit SET parent = NULL WHERE id = 1", "unit parent"},
      {"UPDATE unit SET voided = 1 WHERE id = 1", "unit voided"},
      {"UPDATE unit SET present = 0 WHERE id = 1", "unit missing"},
      {"UPDATE unit SET by_n = 77 WHERE id = 1", "unit by"},
      {"UPDATE service SET name = 'x'", "service name"},
      {"UPDATE code SET name = 'x' WHERE scheme = 'other'", "code name"},
      {"UPDATE version SET status = 2", "version status"},
      {"UPDATE field_clock SET hlc = '0000000000001-0000' WHERE field = 'note'",
       "field_clock value"},
      {"DELETE FROM field_clock WHERE tbl = 0", "unit clock"},
      {"INSERT INTO confirmed_row VALUES (4, randomblob(16), '{}')", "confirmed_row unexpected"},
      {"UPDATE op_log SET text = replace(text, 'Anna', 'Inga') WHERE n = 3", "op_log hash"},
      {"UPDATE op_log SET hash = randomblob(32) WHERE n = 3", "op_log hash"},
      {"DELETE FROM op_log WHERE n = 3", "op_log missing"},
      {"DELETE FROM op_log WHERE seq = (SELECT max(seq) FROM op_log)", "op_log missing"},
      {"UPDATE op_log SET count = 2 WHERE n = 3", "op_log n"},
      {"UPDATE op_log SET tx = 1 WHERE n = 3", "op_log tx"},
      {"UPDATE op_log SET tbl = 1 WHERE n = 1", "op_log tbl"},
      {"UPDATE op_log SET row = randomblob(16) WHERE n = 3", "op_log row"},
      {"UPDATE op_log SET row = NULL WHERE n = 3", "op_log row"},
      {"UPDATE op_log SET wall = wall + 1 WHERE n = 3", "op_log wall"},
      {"UPDATE op_log SET own = 0 WHERE n = 3", "op_log own"},
      {"UPDATE device SET last_hash = randomblob(32)", "device last_hash"},
      {"UPDATE device SET last_n = last_n - 1", "op_log missing"},
      {"UPDATE device SET last_hlc = '0000000000001-0000'", "device last_hlc"},
      {"UPDATE meta SET value = '01890a5d-ac96-774b-bcce-b302099a8057' WHERE key = 'ledger'",
       "op_log hash"},
  };
  for (const auto& [sql, wanted] : cases) {
    TestLedger t;
    fill(t);
    tamper(t, sql);
    EXPECT_EQ(bad_of(must(t.ledger->verify())), wanted) << sql;
  }
}

TEST(Verify, FindsAnAlterationThatLaterEditsWereBuiltOn) {
  TestLedger t;
  fill(t);
  tamper(t, "UPDATE line SET cents = 5000 WHERE rid = 2");
  t.run(SetLine{.rid = LineId{2}, .amount = Money::from_cents(1)});
  EXPECT_EQ(bad_of(must(t.ledger->verify())), "op_log old");
}

// Any byte of the file: either it is found, or the ledger's content is untouched by it.
TEST(Verify, AFlippedByteIsFoundOrHarmless) {
  TestLedger t;
  fill(t);
  auto bulk = must(t.ledger->begin_bulk({"command.import", "rows.csv"}));
  for (int i = 0; i < 200; ++i) {
    must(bulk->add(t.line(i)));
  }
  must(bulk->commit());
  bulk.reset();
  const auto wanted = t.picture();
  t.ledger.reset();
  const auto sound = *t.vfs.content("ledger.db");
  fakes::FakeRandom random(5);
  int found = 0;
  for (int round = 0; round < 400; ++round) {
    fakes::Content& content = *t.vfs.content("ledger.db");
    content = sound;
    for (const std::string& path : t.vfs.paths()) {
      if (path != "ledger.db") {
        t.vfs.remove(path);
      }
    }
    const auto at = static_cast<std::size_t>(random.below(content.size()));
    std::array<std::uint8_t, 1> byte{};
    content.read(at, byte);
    byte[0] = static_cast<std::uint8_t>(byte[0] ^ (1U << random.below(8)));
    content.write(at, byte);
    auto opened = Ledger::open({t.clock, t.random}, t.vfs.storage());
    if (!opened) {
      ++found;
      continue;
    }
    t.ledger = std::move(*opened);
    const auto report = t.ledger->verify();
    if (!report || !report->ok) {
      ++found;
    } else {
      EXPECT_EQ(t.picture(), wanted) << "byte " << at;
    }
    t.ledger.reset();
  }
  EXPECT_GT(found, 30);  // the rest of a small file is free space
}

TEST(Verify, WorksInStepsAndStartsAnewAfterACommand) {
  TestLedger t;
  fill(t);
  auto job = t.ledger->begin_verify();
  fakes::FakeClock clock;
  clock.set_step_us(100'000);  // every step is one piece
  EXPECT_EQ(job->step(clock, 0), base::Job::State::running);
  EXPECT_EQ(job->step(clock, 0), base::Job::State::running);
  t.add(5);
  base::Job::State state = base::Job::State::running;
  int steps = 0;
  while (state == base::Job::State::running) {
    state = job->step(clock, 0);
    ++steps;
  }
  EXPECT_EQ(state, base::Job::State::done);
  EXPECT_GT(steps, 5);
  EXPECT_EQ(bad_of(job->report()), "ok");
  EXPECT_EQ(job->report().lines, 43);

  auto cancelled = t.ledger->begin_verify();
  cancelled->cancel();
  EXPECT_EQ(cancelled->step(clock, 8), base::Job::State::cancelled);

  auto during = t.ledger->begin_verify();
  auto bulk = must(t.ledger->begin_bulk({}));
  EXPECT_EQ(during->step(clock, 8), base::Job::State::failed);
  EXPECT_EQ(during->error()->code, ErrorCode::ledger_busy);
}

}  // namespace
}  // namespace saimnieks::ledger
