// Laws of judging and merging: a transaction is applied whole or not at all, how pushes are cut
// changes nothing, and the newest of several names stands in whichever order they arrive.
#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "sync/endpoint/row_judge.h"
#include "tests/fakes/seams.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::Uuid;
using oplog::Op;
using oplog::OpVerdict;
using oplog::RowState;

constexpr int kRows = 3;

Uuid uuid(std::uint8_t number) {
  Uuid out;
  out.bytes.fill(number);
  return out;
}
const Uuid kDevice = uuid(200);
const Uuid kLedger = uuid(201);

class Rows final : public RowSource {
 public:
  Rows() {
    for (std::uint8_t i = 0; i < kRows; ++i) {
      RowState state;
      state.fields["amount_cents"] = std::int64_t{0};
      state.version = {uuid(100), i + 1};
      rows[uuid(i)] = state;
    }
  }
  base::Result<std::optional<RowState>> load(std::string_view, const Uuid& row) override {
    const auto found = rows.find(row);
    return found == rows.end() ? std::optional<RowState>() : found->second;
  }
  base::Result<void> save(std::string_view, const Uuid& row, const RowState& state) override {
    rows[row] = state;
    return {};
  }
  // Lines only, in no unit, and nothing that binds them.
  base::Result<void> each(std::string_view,
                          base::FunctionRef<base::Result<void>(const Uuid&, RowState)>) override {
    return {};
  }
  base::Result<void> each_line_of(
      std::int64_t, base::FunctionRef<base::Result<void>(const Uuid&, const RowState&)>) override {
    return {};
  }
  base::Result<std::optional<Op>> op_with(const oplog::OpId&) override {
    return std::optional<Op>();
  }
  base::Result<void> add_writer(const Uuid&, std::string_view) override { return {}; }
  base::Result<bool> has_writer(const Uuid&, std::string_view) override { return false; }
  base::Result<void> add_place(const Uuid&, std::int64_t, const Uuid&) override { return {}; }
  base::Result<void> each_place_of(
      std::int64_t, base::FunctionRef<base::Result<void>(const Uuid&, const Uuid&)>) override {
    return {};
  }
  std::map<Uuid, RowState> rows;
};

oplog::Column column(std::string field, model::Value old, model::Value now) {
  oplog::Column out;
  out.field = std::move(field);
  out.values = {std::move(now)};
  out.has_old = true;
  out.old_values = {std::move(old)};
  return out;
}

// Transactions of amounts, most on top of what another device may have written meanwhile.
std::vector<std::vector<Op>> transactions() {
  std::vector<std::vector<Op>> out;
  std::int64_t n = 1;
  const int count = *rc::gen::inRange(1, 6);
  for (int t = 0; t < count; ++t) {
    const int size = *rc::gen::inRange(1, 5);
    std::vector<Op> ops;
    const std::int64_t first = n;
    for (int i = 0; i < size; ++i) {
      Op op;
      op.id = {kDevice, n++};
      op.rows = {uuid(*rc::gen::inRange<std::uint8_t>(0, kRows))};
      op.base = oplog::OpId{uuid(100), 99};
      op.table = "line";
      op.hlc = {1000 + n, 0};
      op.tx = {first, size};
      op.set = {column("amount_cents", *rc::gen::inRange<std::int64_t>(0, 3),
                       *rc::gen::inRange<std::int64_t>(0, 3))};
      ops.push_back(std::move(op));
    }
    out.push_back(std::move(ops));
  }
  return out;
}

std::vector<OpVerdict> judged(RowJudge& judge, const std::vector<Op>& ops) {
  auto verdicts = judge.judge(ops);
  RC_ASSERT(verdicts.has_value());
  return *verdicts;
}

TEST(JudgeProperties, ARefusedTransactionLeavesEveryRowAsItWas) {
  EXPECT_TRUE(rc::check([] {
    Rows rows;
    for (const std::vector<Op>& ops : transactions()) {
      const auto before = rows.rows;
      RowJudge judge(rows, kLedger);
      const std::vector<OpVerdict> verdicts = judged(judge, ops);
      RC_ASSERT(judge.save().has_value());
      const auto refused = std::count_if(
          verdicts.begin(), verdicts.end(),
          [](const OpVerdict& verdict) { return oplog::refused(verdict.verdict.kind); });
      RC_ASSERT(refused == 0 || static_cast<std::size_t>(refused) == verdicts.size());
      RC_ASSERT(refused == 0 || rows.rows == before);
      RC_TAG(refused == 0 ? "applied" : "refused");
    }
  }));
}

TEST(JudgeProperties, HowPushesAreCutChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    Rows together;
    Rows apart;
    const auto all = transactions();
    RowJudge one(together, kLedger);
    for (const std::vector<Op>& ops : all) {
      const std::vector<OpVerdict> left = judged(one, ops);
      RowJudge alone(apart, kLedger);
      const std::vector<OpVerdict> right = judged(alone, ops);
      RC_ASSERT(left == right);
      RC_ASSERT(alone.save().has_value());
    }
    RC_ASSERT(one.save().has_value());
    RC_ASSERT(together.rows == apart.rows);
  }));
}

TEST(JudgeProperties, TheNewestNoteStandsInWhicheverOrderTheyArrive) {
  EXPECT_TRUE(rc::check([] {
    const auto count = *rc::gen::inRange<std::int64_t>(1, 8);
    std::vector<Op> ops;
    for (std::int64_t i = 0; i < count; ++i) {
      Op op;
      op.id = {uuid(static_cast<std::uint8_t>(150 + i)), 1};
      op.rows = {uuid(0)};
      op.base = oplog::OpId{uuid(100), 1};
      op.table = "line";
      op.hlc = {2000 + i, 0};
      op.tx = {1, 1};
      op.set = {column("note", model::Value(), std::string(1, static_cast<char>('a' + i)))};
      ops.push_back(std::move(op));
    }
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    fakes::FakeRandom dice(seed);
    for (std::size_t i = ops.size(); i > 1; --i) {
      std::swap(ops[i - 1], ops[dice.below(i)]);
    }
    Rows rows;
    for (const Op& op : ops) {
      RowJudge judge(rows, kLedger);
      const std::vector<OpVerdict> verdicts = judged(judge, {op});
      RC_ASSERT(oplog::takes_effect(verdicts.front().verdict.kind));
      RC_ASSERT(judge.save().has_value());
    }
    const model::Value* note = rows.rows.at(uuid(0)).field("note");
    RC_ASSERT(note != nullptr);
    RC_ASSERT(*note == model::Value(std::string(1, static_cast<char>('a' + count - 1))));
  }));
}

}  // namespace
}  // namespace saimnieks::sync::endpoint
