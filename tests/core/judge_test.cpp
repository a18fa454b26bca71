// The judge: every pair of writes that can meet on one row.
#include "core/oplog/judge.h"

#include <gtest/gtest.h>

#include "tests/fakes/seams.h"

namespace saimnieks::oplog {
namespace {

using base::Uuid;

const Uuid kMine = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8001");
const Uuid kOther = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8002");
const Uuid kRow = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8003");
const Uuid kUnit = *Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8004");

Op make(const Uuid& device, std::int64_t n, std::optional<OpId> base, std::string table = "line") {
  Op op;
  op.id = {device, n};
  op.base = base;
  op.rows = {kRow};
  op.table = std::move(table);
  op.hlc = {1000 + n, 0};
  op.tx = {n, 1};
  return op;
}

Op& with(Op& op, std::string field, std::optional<Value> old, Value now) {
  Column column{.field = std::move(field), .values = {std::move(now)}};
  if (old) {
    column.has_old = true;
    column.old_values = {*old};
  }
  op.set.push_back(std::move(column));
  return op;
}

Op line_insert() {
  Op op = make(kMine, 1, std::nullopt);
  with(op, "amount_cents", {}, std::int64_t{100});
  with(op, "code", {}, kUnit.text());
  with(op, "kind", {}, std::string("actual"));
  with(op, "note", {}, Value());
  with(op, "period", {}, std::int64_t{202601});
  with(op, "service", {}, kUnit.text());
  return with(op, "unit", {}, kUnit.text());
}

// A line of 100 cents, as its insert left it.
RowState line() {
  RowState state;
  const Op insert = line_insert();
  const Judgement judgement = judge(insert, 0, nullptr);
  EXPECT_EQ(judgement.verdict.kind, VerdictKind::accepted);
  apply(insert, 0, judgement, state);
  return state;
}

Verdict apply_to(const Op& op, RowState& state) {
  const Judgement judgement = judge(op, 0, &state);
  apply(op, 0, judgement, state);
  return judgement.verdict;
}

Op amount(const Uuid& device, std::int64_t n, OpId base, std::int64_t old, std::int64_t now) {
  Op op = make(device, n, base);
  return with(op, "amount_cents", std::int64_t{old}, std::int64_t{now});
}

Op note(const Uuid& device, std::int64_t n, OpId base, Value old, const char* now) {
  Op op = make(device, n, base);
  return with(op, "note", std::move(old), std::string(now));
}

Op void_it(const Uuid& device, std::int64_t n, OpId base) {
  Op op = make(device, n, base);
  return with(op, "voided", std::int64_t{0}, std::int64_t{1});
}

TEST(Judge, InsertsFillDefaultsAndLeaveNullOut) {
  const RowState state = line();
  EXPECT_EQ(*state.field("voided"), Value(std::int64_t{0}));
  EXPECT_EQ(state.field("note"), nullptr);
  EXPECT_TRUE(state.clocks.empty());
  EXPECT_EQ(state.version, (OpId{kMine, 1}));
}

TEST(Judge, CurrentBaseIsAccepted) {
  RowState state = line();
  EXPECT_EQ(apply_to(amount(kOther, 1, state.version, 100, 200), state).kind,
            VerdictKind::accepted);
  EXPECT_EQ(*state.field("amount_cents"), Value(std::int64_t{200}));
  EXPECT_EQ(state.version, (OpId{kOther, 1}));
}

TEST(Judge, OtherFieldsMerge) {
  RowState state = line();
  const OpId base = state.version;
  apply_to(note(kOther, 1, base, Value(), "x"), state);
  EXPECT_EQ(apply_to(amount(kMine, 2, base, 100, 200), state).kind, VerdictKind::merged);
  EXPECT_EQ(*state.field("amount_cents"), Value(std::int64_t{200}));
  EXPECT_EQ(*state.field("note"), Value(std::string("x")));
}

TEST(Judge, SameFieldConflictsAndEarlierStays) {
  RowState state = line();
  const OpId base = state.version;
  apply_to(amount(kOther, 1, base, 100, 200), state);
  const Verdict verdict = apply_to(amount(kMine, 2, base, 100, 300), state);
  EXPECT_EQ(verdict.kind, VerdictKind::conflict);
  EXPECT_EQ(verdict.field, "amount_cents");
  EXPECT_EQ(*state.field("amount_cents"), Value(std::int64_t{200}));
  EXPECT_EQ(state.version, (OpId{kOther, 1}));
}

TEST(Judge, NothingOfAConflictIsApplied) {
  RowState state = line();
  const OpId base = state.version;
  apply_to(amount(kOther, 1, base, 100, 200), state);
  Op both = amount(kMine, 2, base, 100, 300);
  with(both, "note", Value(), std::string("mine"));
  EXPECT_EQ(apply_to(both, state).kind, VerdictKind::conflict);
  EXPECT_EQ(state.field("note"), nullptr);
}

TEST(Judge, EqualValuesCloseByThemselves) {
  RowState state = line();
  const OpId base = state.version;
  apply_to(amount(kOther, 1, base, 100, 200), state);
  EXPECT_EQ(apply_to(amount(kMine, 2, base, 100, 200), state).kind, VerdictKind::merged);
  // The next op of its author builds on it, not on what it met.
  EXPECT_EQ(apply_to(amount(kMine, 3, {kMine, 2}, 200, 250), state).kind, VerdictKind::accepted);
}

TEST(Judge, TheNewerClockWinsANote) {
  for (const bool mine_is_newer : {false, true}) {
    RowState state = line();
    const OpId base = state.version;
    Op theirs = note(kOther, 1, base, Value(), "theirs");
    Op mine = note(kMine, 2, base, Value(), "mine");
    theirs.hlc = {5000, 0};
    mine.hlc = {mine_is_newer ? 6000 : 4000, 0};
    apply_to(theirs, state);
    EXPECT_EQ(apply_to(mine, state).kind, VerdictKind::merged);
    EXPECT_EQ(*state.field("note"), Value(std::string(mine_is_newer ? "mine" : "theirs")));
  }
}

TEST(Judge, DeletingAgainstEditingConflictsBothWays) {
  RowState voided = line();
  const OpId base = voided.version;
  apply_to(void_it(kOther, 1, base), voided);
  EXPECT_EQ(apply_to(amount(kMine, 2, base, 100, 200), voided).kind, VerdictKind::conflict);
  EXPECT_EQ(apply_to(note(kMine, 3, base, Value(), "x"), voided).kind, VerdictKind::conflict);
  EXPECT_EQ(apply_to(void_it(kMine, 4, base), voided).kind, VerdictKind::merged);  // both void

  RowState edited = line();
  apply_to(note(kOther, 1, base, Value(), "x"), edited);
  EXPECT_EQ(apply_to(void_it(kMine, 2, base), edited).kind, VerdictKind::conflict);
  EXPECT_FALSE(edited.voided());
}

TEST(Judge, WritingAVoidedRowKnowinglyIsRefused) {
  RowState state = line();
  apply_to(void_it(kMine, 2, state.version), state);
  const Verdict verdict = apply_to(amount(kMine, 3, state.version, 100, 200), state);
  EXPECT_EQ(verdict.kind, VerdictKind::rejected);
  EXPECT_EQ(verdict.code, base::ErrorCode::row_voided);
}

TEST(Judge, AnUpdateOfNothingWaits) {
  EXPECT_EQ(judge(amount(kMine, 2, {kOther, 1}, 1, 2), 0, nullptr).verdict.kind, VerdictKind::held);
}

TEST(Judge, TheSameLineTwiceIsRefusedTheSameUnitMerges) {
  const RowState state = line();
  EXPECT_EQ(judge(line_insert(), 0, &state).verdict.code, base::ErrorCode::row_exists);

  RowState unit;
  Op first = make(kOther, 1, std::nullopt, "unit");
  with(first, "code", {}, std::string("001"));
  with(first, "name", {}, std::string("Novads"));
  apply(first, 0, judge(first, 0, nullptr), unit);
  Op again = make(kMine, 5, std::nullopt, "unit");
  with(again, "code", {}, std::string("001"));
  with(again, "name", {}, std::string("Novada dome"));
  EXPECT_EQ(apply_to(again, unit).kind, VerdictKind::merged);
  EXPECT_EQ(*unit.field("name"), Value(std::string("Novada dome")));  // its clock is newer
}

TEST(Judge, AnActualNeverGetsAVersion) {
  RowState state = line();
  Op op = make(kMine, 2, state.version);
  with(op, "version", Value(), kUnit.text());
  EXPECT_EQ(apply_to(op, state).kind, VerdictKind::rejected);
}

TEST(Judge, StatesAreReadBack) {
  RowState state = line();
  apply_to(note(kOther, 1, state.version, Value(), "a \"quoted\" ā\n"), state);
  EXPECT_EQ(*RowState::parse(state.text()), state);
}

TEST(Judge, DamagedStatesAreRefused) {
  const std::string device = kOther.text();
  const auto parse = [&](const std::string& clocks, const std::string& fields,
                         const std::string& version) {
    return RowState::parse("{\"clocks\":" + clocks + ",\"fields\":" + fields +
                           ",\"version\":" + version + "}");
  };
  const std::string id = "[\"" + device + "\",1]";
  EXPECT_TRUE(parse("{}", "{}", id));
  EXPECT_FALSE(parse("[]", "{}", id));
  EXPECT_FALSE(parse("{\"name\":7}", "{}", id));
  EXPECT_FALSE(parse("{\"name\":\"late\"}", "{}", id));
  EXPECT_FALSE(parse("{}", "7", id));
  EXPECT_FALSE(parse("{}", "{}", "{}"));
  EXPECT_FALSE(parse("{}", "{}", "[]"));
  EXPECT_FALSE(parse("{}", "{}", "[\"" + device + "\"]"));
  EXPECT_FALSE(parse("{}", "{}", "[1,1]"));
  EXPECT_FALSE(parse("{}", "{}", "[\"" + device + "\",\"1\"]"));
  EXPECT_FALSE(parse("{}", "{}", "[\"device\",1]"));
  for (const char* text : {"", "{}", "[]", "7", "nonsense", "{\"clocks\":{},\"fields\":{}}"}) {
    EXPECT_FALSE(RowState::parse(text)) << text;
  }
}

TEST(Judge, ReferencesAreFound) {
  std::vector<std::string> found;
  for_each_reference(
      line_insert(), 0, [&](model::Table target, const Uuid& uuid, std::string_view field) {
        EXPECT_EQ(uuid, kUnit);
        found.push_back(std::string(field) + ">" + std::string(model::table_info(target).name));
      });
  EXPECT_EQ(found, (std::vector<std::string>{"code>code", "service>service", "unit>unit"}));
}

TEST(Verdict, ExceptionsStandBesideTheDocumentsVerdict) {
  OpVerdict verdict;
  verdict.verdict.kind = VerdictKind::accepted;
  verdict.exceptions.push_back({3, {VerdictKind::rejected, base::ErrorCode::unit_unknown, "unit"}});
  EXPECT_EQ(verdict.at(2).kind, VerdictKind::accepted);
  EXPECT_EQ(verdict.at(3).kind, VerdictKind::rejected);
  for (const auto kind :
       {VerdictKind::pending, VerdictKind::accepted, VerdictKind::merged, VerdictKind::conflict,
        VerdictKind::held, VerdictKind::rejected, VerdictKind::duplicate}) {
    EXPECT_EQ(verdict_kind_from_name(name(kind)), kind);
  }
}

}  // namespace
}  // namespace saimnieks::oplog
