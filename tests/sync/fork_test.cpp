// A ledger file that was copied, after which both went on: the one that the endpoint meets second
// becomes a device of its own, and nothing of it is lost, there twice, or without a trace.
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using client::SyncPhase;
using ledger::must;

// A device, and a copy of its file on a disk of its own: both know the endpoint's secret.
struct Copied {
  // With `waiting`, a line waits to be sent when the copy is made, and so is in both.
  explicit Copied(bool waiting = false) {
    original.add_dimensions();
    original.add(100);
    original.enrol();
    original.settle();
    if (waiting) {
      original.add(20);
    }
    original.client.reset();
    original.ledger.reset();
    copy.client.reset();
    copy.ledger.reset();
    copy.vfs.insert(original.vfs.disk());
    original.reopen();
    original.connect();
    copy.reopen();
    copy.connect();
    copy.unit = original.unit;
    copy.service = original.service;
    copy.code = original.code;
    copy.version = original.version;
  }
  void fork_off() {
    copy.settle();
    EXPECT_EQ(copy.fault(), "op_differs");
    ASSERT_TRUE(copy.client->fork().has_value());
    must(copy.client->fork_off());
  }
  // Everything exchanged, and the same everywhere.
  void expect_same(std::int64_t total) {
    for (int i = 0; i < 2; ++i) {
      original.settle();
      copy.settle();
    }
    EXPECT_EQ(original.fault() + copy.fault(), "");
    EXPECT_EQ(original.waiting() + copy.waiting(), 0);
    EXPECT_EQ(must(original.ledger->pending_summary()).refused, 0);
    EXPECT_EQ(must(copy.ledger->pending_summary()).refused, 0);
    EXPECT_EQ(original.total(), total);
    EXPECT_EQ(copy.picture(), original.picture());
    for (const Desktop* one : {&original, &copy}) {
      const ledger::VerifyReport report = must(one->ledger->verify());
      EXPECT_TRUE(report.ok) << report.first_bad->table << " " << report.first_bad->row << " "
                             << report.first_bad->what;
    }
  }

  Centre centre;
  Desktop original{centre, 1};
  Desktop copy{centre, 2};
};

std::vector<model::Fork> forks(const Desktop& device) {
  std::vector<model::Fork> out;
  must(device.ledger->each_fact<model::Fork>(
      [&out](const model::Fork& one) { out.push_back(one); }));
  return out;
}

TEST(SyncFork, ACopyThatWentOnBecomesADeviceOfItsOwn) {
  Copied t;
  const base::Uuid was = t.copy.ledger->device();
  t.original.add(3);
  t.original.settle();
  t.copy.clock.advance_ms(5);
  const model::LineId line = t.copy.add(40);
  set_amount(t.copy, line, 44);
  t.copy.run(ledger::AddUnit{.code = "002", .name = "Skola"});
  const auto before = must(t.copy.ledger->line_history(line));
  t.fork_off();
  EXPECT_NE(t.copy.ledger->device(), was);
  EXPECT_EQ(t.copy.client->phase(), SyncPhase::not_enrolled);
  EXPECT_EQ(t.copy.total(), 144);
  EXPECT_TRUE(must(t.copy.ledger->verify()).ok);
  // What was said, by whom and when, is as it was.
  const auto after = must(t.copy.ledger->line_history(line));
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].hlc, before[i].hlc);
    EXPECT_EQ(after[i].wall_ms, before[i].wall_ms);
    EXPECT_EQ(after[i].user, before[i].user);
    EXPECT_EQ(after[i].id.device, t.copy.ledger->device());
  }
  t.copy.enrol();
  t.expect_same(147);
  EXPECT_EQ(t.original.ledger->device(), was);
  // It is a device like any other from now on, and the trace is everywhere.
  t.copy.run(ledger::Undo{});
  t.copy.add(1);
  t.original.add(2);
  t.expect_same(150);
  ASSERT_EQ(forks(t.original).size(), 1U);
  const model::Fork fork = forks(t.original).front();
  EXPECT_EQ(fork.origin, was.text());
  EXPECT_EQ(fork.minted_anew, 3);
}

// The old chain can be made again from the new ops, to the hash that the trace keeps.
TEST(SyncFork, TheTraceLeadsBackToWhatItWas) {
  Copied t;
  t.original.add(3);
  t.original.settle();
  const base::Uuid was = t.copy.ledger->device();
  const ledger::LineId line = t.copy.add(40);
  set_amount(t.copy, line, 44);
  const ledger::Outbox old = must(t.copy.ledger->outbox(1000, 1 << 20));
  t.fork_off();
  const model::Fork fork = forks(t.copy).front();
  const ledger::Outbox anew = must(t.copy.ledger->own_log(1, 1000, 1 << 20));
  ASSERT_EQ(anew.items.size(), old.items.size() + 1);
  oplog::Hash hash = old.before;
  const auto back = [&](oplog::OpId& id) {
    id = id.device == t.copy.ledger->device() ? oplog::OpId{was, id.n + fork.origin_n} : id;
  };
  for (std::size_t i = 0; i < old.items.size(); ++i) {
    oplog::Op op = must(oplog::parse_op(anew.items[i].text));
    back(op.id);
    if (op.base) {
      back(*op.base);
    }
    op.tx.first_n += fork.origin_n;
    EXPECT_EQ(oplog::canonical(op), old.items[i].text);
    hash = oplog::chain_next(hash, oplog::canonical(op));
  }
  EXPECT_EQ(base::to_hex(hash), fork.origin_head);
}

// What waited when the copy was made is in both, is sent by whoever comes first, and is no fork.
TEST(SyncFork, WhatBothHaveIsNotMintedAnew) {
  Copied t(true);
  t.original.add(3);
  t.original.settle();
  t.copy.add(40);
  t.fork_off();
  EXPECT_EQ(forks(t.copy).front().minted_anew, 1);
  t.copy.enrol();
  t.expect_same(163);
}

TEST(SyncFork, AnImportAndAnUndoAreMintedAnewToo) {
  Copied t;
  t.original.add(3);
  t.original.settle();
  {
    auto bulk = must(t.copy.ledger->begin_bulk({}));
    for (int i = 0; i < 700; ++i) {  // more than one block
      must(bulk->add(t.copy.line(1)));
    }
    must(bulk->commit());
  }
  t.copy.run(ledger::Undo{});
  t.copy.run(ledger::Redo{});
  t.fork_off();
  t.copy.run(ledger::Undo{});
  t.copy.run(ledger::Redo{});
  t.copy.enrol();
  t.expect_same(803);
}

// The copy may be the first: then the original is the one that goes on under another name.
TEST(SyncFork, WhoeverComesSecondIsTheNewDevice) {
  Copied t;
  t.copy.add(40);
  t.copy.settle();
  t.original.add(3);
  t.original.settle();
  EXPECT_EQ(t.original.fault(), "op_differs");
  const auto forked = must(t.original.client->fork_off());
  EXPECT_EQ(forked.was, t.copy.ledger->device());
  t.original.enrol();
  t.expect_same(143);
}

// A copy of the copy, and a second fork of one device.
TEST(SyncFork, AForkCanForkAgain) {
  Copied t;
  t.original.add(3);
  t.original.settle();
  t.copy.add(40);
  t.fork_off();
  t.copy.enrol();
  t.expect_same(143);
  Desktop third(t.centre, 3);
  third.client.reset();
  third.ledger.reset();
  t.copy.client.reset();
  t.copy.ledger.reset();
  third.vfs.insert(t.copy.vfs.disk());
  t.copy.reopen();
  t.copy.connect();
  third.reopen();
  third.connect();
  t.copy.add(5);
  t.copy.settle();
  third.run(ledger::AddUnit{.code = "003", .name = "Trešā"});
  third.settle();
  ASSERT_EQ(third.fault(), "op_differs");
  must(third.client->fork_off());
  third.enrol();
  third.settle();
  EXPECT_EQ(third.fault(), "");
  t.expect_same(148);
  EXPECT_EQ(third.picture().size(), t.copy.picture().size());
  EXPECT_TRUE(must(third.ledger->verify()).ok);
  EXPECT_EQ(forks(t.original).size(), 2U);
}

TEST(SyncFork, WithoutAForkNothingIsDone) {
  Copied t;
  EXPECT_EQ(ledger::error_of(t.copy.client->fork_off()), "not_found");
  t.copy.add(40);
  const auto first = must(t.copy.ledger->outbox(1, 1)).items.front().id;
  EXPECT_EQ(ledger::error_of(t.copy.ledger->fork_off({first.device, first.n + 1})), "not_found");
  EXPECT_EQ(ledger::error_of(t.copy.ledger->fork_off({first.device, first.n - 1})), "not_found");
  EXPECT_EQ(ledger::error_of(t.copy.ledger->fork_off({base::Uuid(), first.n})), "not_found");
  t.copy.settle();
  t.expect_same(140);
}

// A person does not write the trace, and nobody takes it back.
TEST(SyncFork, TheTraceStays) {
  Copied t;
  t.original.add(3);
  t.original.settle();
  t.copy.add(40);
  t.fork_off();
  t.copy.enrol();
  t.expect_same(143);
  const model::Fork fork = forks(t.original).front();
  EXPECT_EQ(
      ledger::error_of(t.original.ledger->execute(ledger::Void{model::Table::fork, fork.uuid, {}})),
      "row_stays voided");
  EXPECT_EQ(ledger::error_of(t.original.ledger->execute(
                ledger::Add{model::Table::fork, {{"origin", ledger::text("x")}}})),
            "table_unknown");
}

// Power fails at every write of it: the file is then the old device's or the new one's, and goes
// on.
TEST(SyncFork, PowerFailsAtEveryWrite) {
  for (std::int64_t moment = 1;; ++moment) {
    SCOPED_TRACE("power lost at write " + std::to_string(moment));
    Copied t;
    t.original.add(3);
    t.original.settle();
    const ledger::LineId line = t.copy.add(40);
    set_amount(t.copy, line, 44);
    t.copy.settle();
    ASSERT_TRUE(t.copy.client->fork().has_value());
    t.copy.vfs.crash_at(t.copy.vfs.operations() + moment);
    static_cast<void>(t.copy.client->fork_off());
    const bool crashed = t.copy.vfs.crashed();
    t.copy.power_cut(static_cast<std::uint64_t>(moment));
    ASSERT_TRUE(must(t.copy.ledger->verify()).ok);
    ASSERT_EQ(t.copy.total(), 144);
    if (t.copy.ledger->device() == t.original.ledger->device()) {
      t.fork_off();
    }
    // Killed once more before it is enrolled.
    t.copy.kill();
    ASSERT_EQ(t.copy.client->phase(), SyncPhase::not_enrolled);
    t.copy.client->enrol("", "guessed");
    t.copy.wire.deliver();
    ASSERT_EQ(t.copy.fault(), "token_invalid");
    t.copy.enrol();
    t.expect_same(147);
    ASSERT_EQ(forks(t.original).size(), 1U);
    if (!crashed) {
      ASSERT_GT(moment, 3);
      return;
    }
  }
}

}  // namespace
}  // namespace saimnieks::sync
