// Lines that come as columns count as the same lines one by one.
#include "core/cube/cube.h"
#include "core/ledger/kept_blocks.h"
#include "core/ledger/line_columns.h"
#include "tests/core/ledger_fixture.h"
#include "tests/core/random_lines.h"

namespace saimnieks::cube {
namespace {

using ledger::must;
using ledger::TestLedger;
using model::LineRow;

constexpr std::uint64_t kSeed = 20'261'128;

TEST(Lines, TakeColumnsAsTheyTakeRows) {
  ledger::RandomLines random(kSeed);
  model::Words words;
  Lines by_row;
  Lines by_column;
  // Ever wider ones, each block over a part of the one before.
  for (const std::int64_t members : {3, 254, 255, 70'000}) {
    std::vector<LineRow> rows;
    const std::int64_t first = 1 + members % 100;
    for (std::int64_t i = 0; i < 500; ++i) {
      rows.push_back(
          random.line(first + i, static_cast<std::uint64_t>(members), members * members, words));
    }
    ledger::LineColumns columns;
    ASSERT_TRUE(ledger::read_line_columns(ledger::line_columns(rows, words), words, columns));
    const std::size_t size = std::max(by_row.size(), static_cast<std::size_t>(first) + 499);
    by_row.grow(size);
    by_column.grow(size);
    for (const LineRow& row : rows) {
      by_row.set(row);
    }
    by_column.set(columns);
    EXPECT_EQ(by_column.present(), by_row.present());
    for (std::size_t at = 0; at < size; ++at) {
      ASSERT_EQ(by_column.row(at), by_row.row(at)) << members << " members, line " << at + 1;
    }
  }
}

TEST(Cube, CountsBlocksThatAreKeptAsColumns) {
  constexpr std::int64_t kBlock = ledger::KeptBlocks::kLines;
  TestLedger t;
  t.create();
  t.add_dimensions();
  const auto import = [&t](std::int64_t lines, std::int64_t cents) {
    const auto bulk = must(t.ledger->begin_bulk({}));
    for (std::int64_t i = 0; i < lines; ++i) {
      must(bulk->add(t.line(cents + i)));
    }
    must(bulk->commit());
  };
  import(3 * kBlock - 7, 1);
  import(2 * kBlock, -70'000);
  t.run(ledger::Undo{});  // so that lines are missing in the middle
  import(16 * kBlock, 3'000'000'000);
  t.run(ledger::VoidLine{model::LineId{17}});
  Cube by_row(*t.ledger);
  must(by_row.load());
  t.ledger->on_change(&by_row);
  while (t.ledger->wants_tidying()) {
    must(t.ledger->tidy());
  }
  t.run(ledger::VoidLine{model::LineId{kBlock + 1}});  // whose block goes
  Cube kept(*t.ledger);
  must(kept.load());
  t.ledger->on_change(nullptr);
  EXPECT_EQ(kept.size(), by_row.size());
  const std::int64_t last = static_cast<std::int64_t>(must(t.ledger->last_line()));
  std::int64_t counted = 0;
  for (std::int64_t rid = 1; rid <= last; ++rid) {
    const auto row = kept.row(model::LineId{rid});
    ASSERT_EQ(row, by_row.row(model::LineId{rid})) << rid;
    counted += row ? row->cents : 0;
  }
  EXPECT_EQ(counted, t.total());
}

}  // namespace
}  // namespace saimnieks::cube
