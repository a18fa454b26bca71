// Power fails at every write and every flush of what a ledger does, and disks run full or do not
// answer: what is found afterwards is the state before or the state after, never one between.
#include <cstdint>
#include <functional>
#include <set>

#include <sqlite3.h>

#include "core/base/sha256.h"
#include "tests/core/ledger_fixture.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

using base::Result;
using fakes::Disk;
using fakes::DiskEvent;

// What a test does to a ledger that is open.
using Act = std::function<Result<void>(Ledger&)>;

Act command(Command given) {
  return [given = std::move(given)](Ledger& ledger) -> Result<void> {
    TRY_DO(ledger.execute(given));
    return {};
  };
}

// Lines over a few units, services and codes, most of which are new.
Act import(int lines) {
  return [lines](Ledger& ledger) -> Result<void> {
    TRY(const auto bulk, ledger.begin_bulk({.detail = "budget.csv"}));
    TRY(const VersionId version, bulk->version("B"));
    for (int i = 0; i < lines; ++i) {
      const std::string school = std::to_string(100 + i % 9);
      const std::string_view path[] = {"001", school};
      const std::string_view names[] = {"Novads", "Skola"};
      LineInput line{.kind = LineKind::plan,
                     .version = version,
                     .period = *Period::parse("2026"),
                     .amount = Money::from_cents(i)};
      TRY(line.unit, bulk->unit(path, names));
      TRY(line.service, bulk->service("S" + std::to_string(i % 5), "Mācības"));
      TRY(line.code, bulk->code("EKK", i % 2 == 0 ? "1100" : "2200", ""));
      TRY_DO(bulk->add(line));
    }
    TRY_DO(bulk->commit());
    return {};
  };
}

// Every table of a ledger file, every row of it, as one hash; and its pages are sound.
std::string content_of(const fakes::MemoryVfs& vfs) {
  const base::Storage storage = vfs.storage();
  sqlite3* db = nullptr;
  base::Sha256 all;
  const auto add = [](void* to, int count, char** values, char**) {
    for (int i = 0; i < count; ++i) {
      const std::string value = values[i] == nullptr ? "null" : values[i];
      static_cast<base::Sha256*>(to)->update(std::to_string(value.size()) + ":" + value);
    }
    return 0;
  };
  const auto gather = [](void* to, int, char** values, char**) {
    *static_cast<std::string*>(to) += values[0];
    return 0;
  };
  std::string soundness;
  std::string tables;
  EXPECT_EQ(
      sqlite3_open_v2(storage.path.c_str(), &db, SQLITE_OPEN_READWRITE, storage.vfs_name.c_str()),
      SQLITE_OK);
  sqlite3_exec(db, "PRAGMA locking_mode=EXCLUSIVE", nullptr, nullptr, nullptr);
  EXPECT_EQ(sqlite3_exec(db, "PRAGMA integrity_check", gather, &soundness, nullptr), SQLITE_OK);
  EXPECT_EQ(soundness, "ok");
  EXPECT_EQ(sqlite3_exec(db,
                         "SELECT coalesce(group_concat('SELECT ''' || name || ''', ' || columns || "
                         "' FROM ' || name, ';'), '') FROM (SELECT m.name AS name, "
                         "group_concat('quote(' || c.name || ')') AS columns FROM sqlite_schema m "
                         "JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT "
                         "LIKE 'sqlite_%' GROUP BY m.name ORDER BY m.name)",
                         gather, &tables, nullptr),
            SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, tables.c_str(), add, &all, nullptr), SQLITE_OK);
  sqlite3_close(db);
  return base::to_hex(all.finish());
}

std::string bad_of(const VerifyReport& report) {
  return report.first_bad
             ? report.first_bad->table + " " + report.first_bad->row + " " + report.first_bad->what
             : "ok";
}

// What the program itself shows, and where its log ends.
struct View {
  std::vector<std::string> picture;
  oplog::Hash head{};

  friend bool operator==(const View&, const View&) = default;
};

View view_of(const TestLedger& t) {
  return {t.picture(), must(t.ledger->own_log(INT64_MAX, 1, 1)).before};
}

void verify(TestLedger& t) {
  const VerifyReport report = must(t.ledger->verify());
  ASSERT_TRUE(report.ok) << bad_of(report);
}

AddLine following(const TestLedger& t) {
  AddLine add{t.line(777)};
  add.line.note = "pēc tam";
  return add;
}

// Where a session began, and what was done to the disk in it.
struct Recording {
  Disk before;
  std::vector<DiskEvent> events;
  std::vector<std::size_t> answered;  // events done when each act had its answer
  std::vector<std::string> contents;  // before the first act, and after each
  int tidied = 0;                     // times that the journal was copied into the file
};

std::string content_of(const Disk& disk) {
  fakes::MemoryVfs vfs("content");
  vfs.insert(disk);
  return content_of(vfs);
}

// The ledger stays open, so that the acts find a WAL in use; at the end it is closed, which copies
// the WAL into the file.
Recording record(TestLedger& t, const std::vector<Act>& acts) {
  Recording out;
  out.before = t.vfs.disk();
  out.contents.push_back(content_of(out.before));
  t.vfs.record(&out.events);
  for (const Act& act : acts) {
    t.clock.advance_ms(1);
    must(act(*t.ledger));
    out.answered.push_back(out.events.size());
    out.contents.push_back(content_of(t.vfs.disk()));
    EXPECT_NE(out.contents.back(), out.contents[out.contents.size() - 2]);
    if (t.ledger->wants_tidying()) {
      must(t.ledger->tidy());
      ++out.tidied;
      EXPECT_EQ(content_of(t.vfs.disk()), out.contents.back());
    }
  }
  t.ledger.reset();
  t.vfs.record(nullptr);
  EXPECT_EQ(content_of(t.vfs.disk()), out.contents.back());
  return out;
}

// To verify costs more than opening and going on, and reads nothing but what is in `verified`.
void check_found(const TestLedger& pattern, const Recording& recording, std::size_t done,
                 const Disk& left, std::set<std::string>& verified) {
  std::size_t answered = 0;
  while (answered < recording.answered.size() && recording.answered[answered] <= done) {
    ++answered;
  }
  const std::string found = content_of(left);
  const bool before = found == recording.contents[answered];
  const bool after =
      answered + 1 < recording.contents.size() && found == recording.contents[answered + 1];
  ASSERT_TRUE(before || after) << answered << " answers were given";

  TestLedger t(done + 1, "found");
  t.vfs.insert(left);
  t.ledger = must(Ledger::open({t.clock, t.random}, t.vfs.storage()));
  t.unit = pattern.unit;
  t.service = pattern.service;
  t.code = pattern.code;
  const std::int64_t total = t.total();
  const bool is_new = verified.insert(found).second;
  if (is_new) {
    verify(t);
  }
  t.run(following(t));
  ASSERT_EQ(t.total(), total + 777);
  if (is_new) {
    verify(t);
  }
}

void survives_power_cuts(TestLedger& t, const std::vector<Act>& acts, int seeds, int tidied = 0) {
  const Recording recording = record(t, acts);
  ASSERT_GT(recording.events.size(), 3U);
  ASSERT_GE(recording.tidied, tidied);
  std::set<std::string> verified;
  for (int seed = 1; seed <= seeds; ++seed) {
    fakes::each_power_cut(
        recording.before, recording.events, static_cast<std::uint64_t>(seed) * 1'000'003,
        [&](std::size_t done, const Disk& left) {
          SCOPED_TRACE("seed " + std::to_string(seed) + ", power lost at event " +
                       std::to_string(done) + " of " + std::to_string(recording.events.size()));
          check_found(t, recording, done, left, verified);
        });
    if (testing::Test::HasFatalFailure()) {
      return;
    }
  }
}

// An institution with two lines, a plan version and something to undo; open.
void prepare(TestLedger& t) {
  t.create();
  t.add_dimensions();
  t.add(100);
  t.run(SetLine{.rid = t.add(200), .amount = Money::from_cents(250)});
}

const Act kEdit = command(SetLine{.rid = LineId{1}, .amount = Money::from_cents(4711)});

TEST(LedgerPowerCut, OneEdit) {
  TestLedger t;
  prepare(t);
  survives_power_cuts(t, {kEdit}, 10);
}

TEST(LedgerPowerCut, ImportAndItsUndoAndRedo) {
  TestLedger t;
  prepare(t);
  survives_power_cuts(t, {import(1500), kEdit, command(Undo{}), command(Undo{}), command(Redo{})},
                      1, 1);
}

// A ledger that has sent its ops to an endpoint and has heard nothing yet, beside one that has
// written over the same line before it.
struct Exchange {
  explicit Exchange(int lines) {
    prepare(first);
    push(first);
    pull(first);
    second.create({first.ledger->id(), "Bruno"});
    pull(second);
    second.unit = second.ledger->find_unit(std::vector<std::string_view>{"001"});
    second.service = second.ledger->find_service("P1");
    second.code = second.ledger->find_code("EKK", "1100");
    must(kEdit(*first.ledger));
    must(import(lines)(*first.ledger));
    push(first);
    second.run(SetLine{.rid = LineId{1}, .amount = Money::from_cents(300)});
    second.add(5);
    verdicts = endpoint.push(must(second.ledger->outbox(1000, 1 << 20)));
  }
  void push(TestLedger& t) {
    must(t.ledger->record_verdicts(endpoint.push(must(t.ledger->outbox(1000, 1 << 20)))));
  }
  [[nodiscard]] std::vector<FeedEntry> feed(TestLedger& t) const {
    const std::string& cursor = t.ledger->sync_state().cursor;
    return endpoint.feed(cursor.empty() ? 0 : std::stoll(cursor), 1000, t.ledger->device());
  }
  void pull(TestLedger& t) { must(t.ledger->apply_feed(feed(t), std::to_string(endpoint.head()))); }
  // What the second ledger does next.
  [[nodiscard]] std::vector<Act> acts() {
    return {[this](Ledger& ledger) { return ledger.record_verdicts(verdicts); },
            [entries = feed(second), head = endpoint.head()](Ledger& ledger) -> Result<void> {
              TRY_DO(ledger.apply_feed(entries, std::to_string(head)));
              return {};
            }};
  }

  fakes::JudgingEndpoint endpoint;
  TestLedger first{1, "first"};
  TestLedger second{2, "second"};
  std::vector<OpVerdictFor> verdicts;
};

TEST(LedgerPowerCut, VerdictsAndFeed) {
  Exchange exchange(700);
  ASSERT_EQ(exchange.verdicts.front().verdict.verdict.kind, oplog::VerdictKind::conflict);
  survives_power_cuts(exchange.second, exchange.acts(), 4);
  exchange.second.reopen();
  EXPECT_EQ(exchange.second.total(), exchange.first.total() + 5);
}

// Before a ledger is made there is none, and then it can be made anew.
TEST(LedgerPowerCut, Making) {
  std::vector<DiskEvent> events;
  std::size_t answered = 0;
  {
    TestLedger t;
    t.vfs.record(&events);
    t.create();
    answered = events.size();
    t.ledger.reset();
  }
  fakes::each_power_cut({}, events, 1, [&](std::size_t done, const Disk& left) {
    SCOPED_TRACE("power lost at event " + std::to_string(done));
    TestLedger t(done + 1, "found");
    t.vfs.insert(left);
    auto opened = Ledger::open({t.clock, t.random}, t.vfs.storage());
    if (opened) {
      t.ledger = std::move(*opened);
    } else {
      ASSERT_EQ(error_of(opened), "ledger_missing");
      ASSERT_LT(done, answered);
      t.create();
    }
    t.add_dimensions();
    t.add(1);
    verify(t);
  });
}

enum class Fault { once, from_there_on, full };
constexpr Fault kFaults[] = {Fault::once, Fault::from_there_on, Fault::full};
const char* name(Fault fault) {
  return fault == Fault::once ? "once" : fault == Fault::full ? "full" : "from there on";
}

void break_disk(fakes::MemoryVfs& vfs, Fault fault, std::int64_t operation) {
  if (fault == Fault::full) {
    vfs.full_from(operation);
  } else {
    vfs.fail_between(operation, fault == Fault::once ? operation : INT64_MAX);
  }
}

// The disk breaks at each operation of the act in turn. Afterwards it is whole again.
void survives_failures(TestLedger& t, const Act& act, Fault fault) {
  const Disk before = t.vfs.disk();
  const View view_before = view_of(t);
  std::int64_t stops = 0;
  for (std::int64_t moment = 1;; ++moment) {
    SCOPED_TRACE(std::string(name(fault)) + ", operation " + std::to_string(moment));
    t.ledger.reset();
    t.vfs.insert(before);
    t.reopen();
    const std::int64_t first = t.vfs.operations() + moment;
    break_disk(t.vfs, fault, first);
    t.clock.advance_ms(1);
    const Result<void> answer = act(*t.ledger);
    const bool reached = t.vfs.operations() >= first;
    if (fault == Fault::from_there_on && !answer) {
      ASSERT_FALSE(t.ledger->execute(following(t)).has_value()) << "the disk is still broken";
    }
    t.vfs.heal();
    const View view = view_of(t);
    if (answer) {
      ASSERT_NE(view, view_before);
      if (!reached) {
        ASSERT_GT(moment, 3);
        break;
      }
      continue;  // the WAL is copied after the answer: that may fail, and is done again later
    }
    ASSERT_EQ(view.picture, view_before.picture) << error_of(answer);
    ASSERT_EQ(view.head, view_before.head) << error_of(answer);
    // The program is killed now: nothing of what was answered with an error may come back.
    fakes::MemoryVfs elsewhere("elsewhere");
    elsewhere.insert(t.vfs.disk());
    const std::string killed = content_of(elsewhere);
    const Result<Committed> next = t.ledger->execute(following(t));
    if (!next) {
      ASSERT_EQ(error_of(next), "ledger_stopped");
      ++stops;
    } else {
      ASSERT_EQ(killed, content_of(before)) << "it came back";
    }
    const View live = view_of(t);
    t.reopen();
    ASSERT_TRUE(!next || view_of(t) == live);
    t.run(following(t));
    verify(t);
  }
  t.ledger.reset();
  EXPECT_TRUE(fault == Fault::from_there_on || stops == 0) << "one fault must not stop the ledger";
}

TEST(LedgerDiskFailure, OneEdit) {
  for (const Fault fault : kFaults) {
    TestLedger t;
    prepare(t);
    survives_failures(t, kEdit, fault);
  }
}

TEST(LedgerDiskFailure, ImportAndItsUndoAndRedo) {
  for (const Fault fault : kFaults) {
    TestLedger t;
    prepare(t);
    survives_failures(t, import(60), fault);
    t.reopen();
    survives_failures(t, command(Undo{}), fault);
    t.reopen();
    survives_failures(t, command(Redo{}), fault);
  }
}

TEST(LedgerDiskFailure, VerdictsAndFeed) {
  for (const Fault fault : kFaults) {
    Exchange exchange(60);
    for (const Act& act : exchange.acts()) {
      survives_failures(exchange.second, act, fault);
      exchange.second.reopen();
    }
  }
}

}  // namespace
}  // namespace saimnieks::ledger
