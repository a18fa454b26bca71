// Where the person was: all of it comes back, and what is gone or not understood falls away without
// taking the rest with it.
#include "core/views/kept_state.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::views {
namespace {

using ledger::TestLedger;
using model::LineKind;
using Part = cube::Cube::Part;

struct KeptLedger : TestLedger {
  KeptLedger() {
    create();
    add_dimensions();
    shown = add(100'00);
  }
  [[nodiscard]] UiState busy_state() const {
    UiState state;
    state.screen = Screen::lines;
    state.compare.base = cube::Side{LineKind::plan, version, 2026};
    state.compare.other = cube::Side{LineKind::actual, std::nullopt, 2026};
    state.compare.through_month = 6;
    state.compare.breakdown = Breakdown::code_unit_service;
    state.compare.expanded = {1, 0xFFFF'FFFF'FFFF'FFFFULL};
    state.compare.closed = {2};
    state.compare.sort = CompareColumn::delta;
    state.compare.descending = true;
    state.compare.query = "skola \"ā\"";
    state.lines.path = {{cube::Axis::unit, model::index(unit)},
                        {cube::Axis::service, model::kNone},
                        {cube::Axis::code, model::index(code)}};
    state.lines.part = Part::actual;
    state.lines.sort = LinesColumn::amount;
    state.lines.descending = true;
    state.lines.query = "alga";
    state.lines.shown = shown;
    state.lines.draft =
        LineDraft{shown, LinesColumn::amount, "12,x", base::ErrorCode::amount_invalid};
    state.form.line = shown;
    state.form.row = ledger->line(shown)->uuid;
    state.form.typed = {{"amount_cents", "1,5"}, {"note", "\"ā\""}};
    state.form.original = {{"amount_cents", "100,00"}};
    state.form.repeated = {"note"};
    state.form.all_fields = true;
    state.place = {0xF000'0001U, 420, 3, 0xF000'0000'0000'0004ULL, 5, true, true};
    return state;
  }
  [[nodiscard]] UiState restored(std::string_view text) const {
    UiState state;
    restore_kept(text, *ledger, state);
    return state;
  }

  model::LineId shown{};
};

void expect_same(const UiState& a, const UiState& b) {
  EXPECT_EQ(a.screen, b.screen);
  EXPECT_EQ(a.compare, b.compare);
  EXPECT_EQ(a.lines, b.lines);
  EXPECT_EQ(a.form, b.form);
  EXPECT_EQ(a.place, b.place);
}

TEST(KeptState, AllOfItComesBack) {
  const KeptLedger t;
  const UiState state = t.busy_state();
  expect_same(t.restored(print_kept(state)), state);
  expect_same(t.restored(print_kept(UiState{})), UiState{});
}

TEST(KeptState, IsCanonicalJson) {
  UiState state;
  state.screen = Screen::compare;
  state.compare.expanded = {0xFFFF'FFFF'FFFF'FFFEULL};
  state.compare.other = cube::Side{LineKind::actual, std::nullopt, 2015};
  EXPECT_EQ(
      print_kept(state),
      R"({"compare":{"breakdown":"unit_service_code","closed":[],"descending":false,)"
      R"("expanded":[-2],"other":{"kind":"actual","year":2015},"query":"","sort":"name"},)"
      R"("form":{"all_fields":false,"original":{},"repeated":[],"typed":{}},)"
      R"("lines":{"descending":false,"part":"both","path":[],"query":""},)"
      R"("place":{"column":0,"focused":false,"grid":0,"page":0,"ring":false,"row":0,"scroll_px":0},)"
      R"("screen":"compare"})");
}

TEST(KeptState, NothingThatIsSecretOrJustSaidIsInIt) {
  UiState state;
  state.token = "SECRET";
  state.message = Message{.key = text::Key::lines_saved, .args = {"SECRET"}};
  EXPECT_EQ(print_kept(state).find("SECRET"), std::string::npos);
}

TEST(KeptState, WhatIsNotUnderstoodIsLeftOut) {
  const KeptLedger t;
  for (const std::string_view text :
       {"", "{", "null", "[]", "7", R"({"compare":[],"lines":7,"place":"x","screen":"moon"})",
        R"({"compare":{"sort":"moon","descending":true,"through_month":13,"expanded":{"a":1}},)"
        R"("place":{"page":1},"screen":3})",
        R"({"compare":{"base":{"kind":"guess"},"other":{"kind":"plan","version":-1}}})",
        R"({"lines":{"path":[{"axis":"unit"}],"sort":"amount"},"screen":"start"})"}) {
    SCOPED_TRACE(text);
    expect_same(t.restored(text), UiState{});
  }
  // The parts do not take each other down.
  const UiState half = t.restored(
      R"({"compare":{"query":"skola","sort":7},"from":"a newer build","screen":"sync"})");
  EXPECT_EQ(half.compare.query, "skola");
  EXPECT_EQ(half.screen, Screen::sync);
}

TEST(KeptState, WhatIsGoneFromTheLedgerFallsAway) {
  KeptLedger t;
  const std::string text = print_kept(t.busy_state());
  for (int step = 0; step < 4; ++step) {  // the line, the version, the service, the unit
    t.run(ledger::Undo{});
  }
  const UiState state = t.restored(text);
  EXPECT_EQ(state.screen, Screen::compare) << "the figure whose lines were shown is gone";
  EXPECT_TRUE(state.lines.path.empty());
  CompareState rest = t.busy_state().compare;
  rest.base.reset();  // its version is gone too
  EXPECT_EQ(state.compare, rest);

  UiState elsewhere = t.busy_state();
  elsewhere.compare.base->version = model::VersionId{77};
  elsewhere.lines.path = {{cube::Axis::code, model::index(t.code)}};
  elsewhere.lines.shown = model::LineId{4711};
  elsewhere.lines.draft->line = model::LineId{4711};
  const UiState found = t.restored(print_kept(elsewhere));
  EXPECT_EQ(found.screen, Screen::lines);
  EXPECT_FALSE(found.compare.base.has_value()) << "the default side takes its place";
  EXPECT_TRUE(found.compare.other.has_value());
  EXPECT_FALSE(found.lines.shown.has_value());
  EXPECT_FALSE(found.lines.draft.has_value());
}

}  // namespace
}  // namespace saimnieks::views
