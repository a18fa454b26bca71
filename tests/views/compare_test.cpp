// What the comparison shows: which months stand beside each other, what is open at first, and what
// the sentence above the figures says.
#include "core/views/compare.h"

#include "core/views/overview.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::views {
namespace {

using ledger::LineInput;
using ledger::must;
using ledger::TestLedger;
using model::LineKind;

struct TestComparison : TestLedger {
  TestComparison() {
    create();
    add_dimensions();
  }
  void enter(LineKind kind, const char* period, std::int64_t cents) {
    LineInput input = line(cents, kind);
    input.period = *base::Period::parse(period);
    run(ledger::AddLine{input});
  }
  // 100 € a month planned for the whole year, 110 € spent in the first `months`.
  void year_of_months(int months) {
    for (int month = 1; month <= 12; ++month) {
      const std::string period =
          "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month);
      enter(LineKind::plan, period.c_str(), 100'00);
      if (month <= months) {
        enter(LineKind::actual, period.c_str(), 110'00);
      }
    }
  }
  const CompareView& view(const CompareState& state = {}) {
    cube.emplace(*ledger);
    must(cube->load());
    comparison.emplace(*cube);
    return comparison->update(state, words);
  }

  Words words;
  std::optional<cube::Cube> cube;
  std::optional<Comparison> comparison;
};

CompareState through(int month) {
  CompareState state;
  state.through_month = month;
  return state;
}

TEST(Comparison, HalfAYearStandsBesideTheSameHalfOfThePlan) {
  TestComparison t;
  t.year_of_months(6);
  const CompareView& view = t.view();
  EXPECT_EQ(view.whole.base_cents, 600'00);
  EXPECT_EQ(view.whole.other_cents, 660'00);
  EXPECT_EQ(view.spans[view.span].label, "janv.–jūn.");
  EXPECT_FALSE(view.unequal);
  EXPECT_NE(view.message.find("2026. gada faktiskās izmaksas (janv.–jūn.) ir par 60"),
            std::string::npos)
      << view.message;
}

TEST(Comparison, IsBuiltAnewOnlyWhenSomethingHasChanged) {
  TestComparison t;
  t.year_of_months(6);
  static_cast<void>(t.view());
  const auto built = [&t](const CompareState& state) {
    const std::uint64_t before = t.comparison->version();
    static_cast<void>(t.comparison->update(state, t.words));
    return t.comparison->version() != before;
  };
  EXPECT_FALSE(built({}));
  t.words.now_ms += 1000;
  EXPECT_FALSE(built({})) << "time alone is no news";
  EXPECT_TRUE(built(through(1)));
  EXPECT_FALSE(built(through(1)));
  t.words.texts = text::Catalog(text::Language::en);
  EXPECT_TRUE(built(through(1)));
  EXPECT_FALSE(built(through(1)));
}

TEST(Comparison, AnyMonthOrTheWholeYearCanBeChosen) {
  TestComparison t;
  t.year_of_months(6);
  EXPECT_EQ(t.view(through(1)).whole.base_cents, 100'00);
  const CompareView& year = t.view(through(cube::kWholeYear));
  EXPECT_EQ(year.whole.base_cents, 1200'00);
  EXPECT_TRUE(year.unequal) << "half a year of actuals against a whole one of plan";
  EXPECT_NE(year.note.find("tikai par janv.–jūn."), std::string::npos) << year.note;
}

TEST(Comparison, AWholeYearsLineIsNeverCutIntoMonths) {
  TestComparison t;
  t.enter(LineKind::plan, "2026", 1200'00);
  t.enter(LineKind::actual, "2026-01", 110'00);
  const CompareView& view = t.view(through(1));
  EXPECT_EQ(view.spans.size(), 1U);
  EXPECT_EQ(view.whole.base_cents, 1200'00);
  EXPECT_TRUE(view.unequal);
}

TEST(Comparison, TheLinesBehindAFigureEndWithItsMonths) {
  TestComparison t;
  t.year_of_months(3);
  t.view();
  EXPECT_EQ(t.comparison->lines_of({}, cube::Cube::Part::plan).size(), 3U);
  EXPECT_EQ(t.comparison->lines_of({}, cube::Cube::Part::actual).size(), 3U);
}

TEST(Comparison, OpensDownToTheFirstLevelWithAChoice) {
  TestComparison t;
  const model::UnitId whole = t.unit;
  for (const char* code : {"01", "02"}) {
    t.unit = model::UnitId{
        t.run(ledger::AddUnit{.parent = whole, .code = code, .name = code}).dimension};
    t.enter(LineKind::plan, "2026", 100'00);
    t.enter(LineKind::actual, "2026", 90'00 + 20'00 * (code[1] - '1'));
  }
  const CompareView& view = t.view();
  ASSERT_EQ(view.rows.size(), 3U) << "the only top row is open, those below it are not";
  EXPECT_EQ(view.tops, 2U);
  EXPECT_EQ(view.adverse_tops, 1U);
  const std::uint64_t top = view.rows[0].key;
  CompareState closed;
  closed.closed.insert(top);
  EXPECT_EQ(t.view(closed).rows.size(), 1U);
}

TEST(Comparison, GoesIntoAFileAsItIsSeen) {
  TestComparison t;
  t.run(ledger::RenameUnit{t.unit, "=1+1;\"x\""});
  t.enter(LineKind::plan, "2026", 100'00);
  t.enter(LineKind::actual, "2026", 90'50);
  t.view();
  const std::string file = t.comparison->file(t.words);
  EXPECT_NE(file.find("Plāns A · 2026, viss gads, €;Faktiski · 2026, viss gads, €"),
            std::string::npos)
      << file;
  EXPECT_NE(file.find("1;001;\"'=1+1;\"\"x\"\"\";100,00;90,50;-9,50;-9,50\r\n"), std::string::npos)
      << file;
  EXPECT_NE(file.find(";;Kopā;100,00;90,50;-9,50;-9,50\r\n"), std::string::npos) << file;
}

struct Spent {
  const char* unit;
  std::int64_t cents;
};

// 100 € planned for each unit.
std::string message_of(const std::vector<Spent>& all) {
  TestComparison t;
  for (const Spent& spent : all) {
    t.unit = model::UnitId{
        t.run(ledger::AddUnit{.code = spent.unit, .name = std::string("Nodaļa ") + spent.unit})
            .dimension};
    t.enter(LineKind::plan, "2026", 100'00);
    t.enter(LineKind::actual, "2026", spent.cents);
  }
  std::string message = t.view().message;
  for (const std::string_view blank : {"\u00A0", "\u202F"}) {
    for (std::size_t at = 0; (at = message.find(blank)) != std::string::npos;) {
      message.replace(at, blank.size(), " ");
    }
  }
  return message;
}

// "More than half" is of what moves the total its way, not of what is left after savings elsewhere.
TEST(Comparison, TheSentenceNamesWhatMovesTheTotal) {
  EXPECT_NE(message_of({{"B", 130'00}, {"C", 110'00}})
                .find("ir par 40 € (20,0 %) lielākas, nekā plānots; vairāk nekā pusi no tā rada "
                      "Nodaļa B (+30 €)"),
            std::string::npos)
      << message_of({{"B", 130'00}, {"C", 110'00}});
  const std::string offset =
      message_of({{"B", 121'00}, {"C", 120'00}, {"D", 120'00}, {"E", 80'00}});
  EXPECT_NE(offset.find("; lielākā novirze – Nodaļa B (+21 €)"), std::string::npos) << offset;
  const std::string large = message_of({{"B", 3'100'000'000}, {"C", 100'00}});
  EXPECT_NE(large.find("ir par 31,0 milj. €"), std::string::npos)
      << "ten million and more are said in millions: " << large;
}

TEST(ColumnRoles, TheShortestMappingSaysTheSame) {
  const exchange::Target plan{LineKind::plan, "A"};
  exchange::Mapping mapping;
  mapping.by_year = {{2024, plan}, {2025, plan}};
  exchange::Mapping one = mapping;
  one.by_year.clear();
  one.target = plan;
  EXPECT_EQ(shortest(mapping, {2024, 2025}), one);
  EXPECT_EQ(shortest(mapping, {2023, 2024, 2025}).by_year, mapping.by_year)
      << "2023 is left out, and that must be said";
  mapping.by_year[2025] = {};
  mapping.target = plan;
  EXPECT_EQ(shortest(mapping, {2024, 2025}).by_year, mapping.by_year);
  EXPECT_EQ(shortest(mapping, {2024, 2025}).target, exchange::Target{});
}

TEST(Overview, ShowsTheMonthsOfAYearThatHasThem) {
  TestComparison t;
  t.year_of_months(6);
  t.view();
  const OverviewView view = build_overview(*t.comparison, {}, {}, t.words);
  ASSERT_EQ(view.periods.size(), 12U);
  EXPECT_EQ(view.periods[0].label, "janv.");
  EXPECT_TRUE(view.periods[5].has_actual);
  EXPECT_FALSE(view.periods[6].has_actual);
  EXPECT_EQ(view.periods[6].variance.cents, 0) << "what is still to come has no variance";
  EXPECT_EQ(view.chart_title.substr(0, 31), "Virs plāna – 6 mēneši no 6");
}

// The month that is named is the one that is most above plan, whatever was saved in another.
TEST(Overview, NamesTheMonthThatIsMostAbovePlan) {
  TestComparison t;
  for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
    t.enter(LineKind::plan, month, 100'00);
  }
  t.enter(LineKind::actual, "2026-01", 40'00);
  t.enter(LineKind::actual, "2026-02", 110'00);
  t.enter(LineKind::actual, "2026-03", 100'00);
  t.view();
  const OverviewView view = build_overview(*t.comparison, {}, {}, t.words);
  EXPECT_NE(view.chart_title.find("1 mēnesis no 3, visvairāk februāris"), std::string::npos)
      << view.chart_title;
}

TEST(Overview, ShowsYearsWhereThereAreNoMonths) {
  TestComparison t;
  t.enter(LineKind::plan, "2025", 100'00);
  t.enter(LineKind::actual, "2026", 120'00);
  t.view();
  const OverviewView view = build_overview(*t.comparison, {}, {}, t.words);
  ASSERT_EQ(view.periods.size(), 2U);
  EXPECT_EQ(view.periods[0].label, "2025");
}

}  // namespace
}  // namespace saimnieks::views
