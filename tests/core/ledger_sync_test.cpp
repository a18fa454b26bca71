// Two ledgers and a judging endpoint: what is written on one is read on the other.
#include "core/oplog/chain.h"
#include "tests/core/ledger_fixture.h"
#include "tests/fakes/judging_endpoint.h"

namespace saimnieks::ledger {
namespace {

void push(TestLedger& t, fakes::JudgingEndpoint& endpoint) {
  must(t.ledger->record_verdicts(endpoint.push(must(t.ledger->outbox(1000, 1 << 20)))));
}

void pull(TestLedger& t, const fakes::JudgingEndpoint& endpoint) {
  const std::string& cursor = t.ledger->sync_state().cursor;
  const std::int64_t after = cursor.empty() ? 0 : std::stoll(cursor);
  const auto entries = endpoint.feed(after, 1000, t.ledger->device());
  must(t.ledger->apply_feed(entries, std::to_string(endpoint.head())));
}

std::string bad_of(Ledger& ledger) {
  const VerifyReport report = must(ledger.verify());
  return report.first_bad ? report.first_bad->table + " " + report.first_bad->what : "ok";
}

TEST(LedgerSync, TwoDevicesEndWithTheSameRows) {
  fakes::JudgingEndpoint endpoint;
  TestLedger a(1, "memory_a");
  a.create();
  a.add_dimensions();
  const LineId rid = a.add(100);
  push(a, endpoint);
  pull(a, endpoint);
  TestLedger b(2, "memory_b");
  b.create({a.ledger->id(), "Bruno"});
  pull(b, endpoint);
  EXPECT_EQ(a.picture(), b.picture());

  a.run(SetLine{.rid = rid, .amount = Money::from_cents(200)});
  b.run(SetLine{.rid = LineId{1}, .amount = Money::from_cents(300)});
  EXPECT_EQ(b.total(), 300);
  push(a, endpoint);
  push(b, endpoint);
  EXPECT_EQ(must(b.ledger->pending_summary()).conflicts, 1);
  EXPECT_EQ(b.total(), 100);  // the refused amount has left the row
  pull(b, endpoint);
  pull(a, endpoint);
  EXPECT_EQ(b.total(), 200);
  EXPECT_EQ(a.picture(), b.picture());
  EXPECT_EQ(bad_of(*a.ledger), "ok");
  EXPECT_EQ(bad_of(*b.ledger), "ok");
}

// Rules grow. What was accepted before one of them came is taken as it is, since a verdict once
// given stands.
TEST(LedgerSync, WhatWasAcceptedBeforeARuleIsTakenAsItIs) {
  TestLedger t;
  t.create();
  const base::Uuid other = must(base::Uuid::parse("019ff5da-0000-7000-8000-0000000000aa"));
  oplog::Op op;
  op.id = {other, 1};
  op.tx = {1, 1};
  op.rows = {must(base::Uuid::parse("019ff5da-0000-7000-8000-000000000001"))};
  op.table = "benefit";  // without a method
  op.user = "Bruno";
  op.hlc = *oplog::Hlc::parse("019ff5dac9674-0001");
  op.set = {{.field = "amount_cents", .values = {number(5)}},
            {.field = "period", .values = {number(202601)}}};
  ASSERT_FALSE(oplog::check_op(op));
  const std::string canonical = oplog::canonical(op);
  FeedEntry entry;
  entry.seq = 1;
  entry.id = op.id;
  entry.text = canonical;
  entry.hash = oplog::chain_next(oplog::chain_start(t.ledger->id(), other), canonical);
  entry.verdict.verdict.kind = oplog::VerdictKind::accepted;
  const auto applied = t.ledger->apply_feed(std::span(&entry, 1), "1");
  ASSERT_EQ(error_of(applied), "no error");
  std::int64_t benefits = 0;
  must(t.ledger->each_fact<model::Benefit>([&](const model::Benefit&) { ++benefits; }));
  EXPECT_EQ(benefits, 1);
  EXPECT_EQ(bad_of(*t.ledger), "ok");
}

// What is asked for in every frame is remembered; a verdict, which changes no row, is news too.
TEST(LedgerSync, WhatWaitsIsKnownAfterEveryWrite) {
  fakes::JudgingEndpoint endpoint;
  TestLedger t;
  t.create();
  t.add_dimensions();
  const auto waiting = [&t] { return must(t.ledger->pending_summary()).ops; };
  EXPECT_EQ(waiting(), 3);
  t.add(100);
  EXPECT_EQ(waiting(), 4);
  EXPECT_EQ(t.ledger->undo_label()->key, "command.add_line");
  EXPECT_FALSE(t.ledger->redo_label());
  t.run(Undo{});
  EXPECT_EQ(waiting(), 5);
  EXPECT_EQ(t.ledger->undo_label()->key, "command.add_version");
  EXPECT_EQ(t.ledger->redo_label()->key, "command.add_line");
  push(t, endpoint);
  EXPECT_EQ(waiting(), 0);
  {
    auto bulk = must(t.ledger->begin_bulk({.detail = "file.csv"}));
    must(bulk->version("B"));
    static_cast<void>(waiting());  // whatever it is now, it may be taken back
    static_cast<void>(t.ledger->redo_label());
  }
  EXPECT_EQ(waiting(), 0) << "the bulk write was given up";
  EXPECT_EQ(t.ledger->redo_label()->key, "command.add_line");
}

TEST(LedgerSync, TheOutboxSendsATransactionWhole) {
  TestLedger t;
  t.create();
  t.add_dimensions();
  EXPECT_EQ(must(t.ledger->outbox(1, 1)).items.size(), 1U);
  EXPECT_EQ(must(t.ledger->outbox(1000, 1 << 20)).items.size(), 3U);
}

}  // namespace
}  // namespace saimnieks::ledger
