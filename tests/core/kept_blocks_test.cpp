// Lines kept as columns: the same lines, whatever was written since.
#include "core/ledger/kept_blocks.h"

#include "core/ledger/line_columns.h"
#include "tests/core/ledger_fixture.h"
#include "tests/core/random_lines.h"

namespace saimnieks::ledger {
namespace {

using model::LineRow;

constexpr std::uint64_t kSeed = 20'261'127;
constexpr std::int64_t kBlock = KeptBlocks::kLines;

std::vector<LineRow> lines_of(RandomLines& random, std::size_t count, model::Words& words) {
  // Members and amounts of every width.
  const std::uint64_t most = std::uint64_t{1} << (1 + random.below(31));
  const auto half = static_cast<std::int64_t>(std::uint64_t{1} << (1 + random.below(62)));
  std::vector<LineRow> out;
  auto rid = static_cast<std::int64_t>(random.below(1'000'000'000));
  for (std::size_t i = 0; i < count; ++i) {
    rid += 1 + static_cast<std::int64_t>(random.below(3));
    out.push_back(random.line(rid, most, half, words));
  }
  return out;
}

TEST(LineColumns, HoldEveryFieldThatTheCubeCounts) {
  for (std::uint64_t seed = kSeed; seed < kSeed + 60; ++seed) {
    RandomLines random(seed);
    model::Words words;
    const std::vector<LineRow> lines = lines_of(random, seed % 5 * 40, words);
    const std::string bytes = line_columns(lines, words);
    // Another opening has numbered other words before.
    model::Words later;
    later.number("PU7");
    later.number("cits");
    LineColumns back;
    ASSERT_TRUE(read_line_columns(bytes, later, back)) << "seed " << seed;
    ASSERT_EQ(back.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      LineRow expected = lines[i];
      for (model::WordId LineRow::*word :
           {&LineRow::task, &LineRow::condition, &LineRow::channel}) {
        expected.*word = expected.*word == model::kNoWord
                             ? model::kNoWord
                             : later.number(words.text(expected.*word));
      }
      ASSERT_EQ(back.row(i), expected) << "seed " << seed << ", line " << i;
    }
  }
}

TEST(LineColumns, AreRefusedWhenTheyAreCutOrOfAnotherFormat) {
  RandomLines random(kSeed);
  model::Words words;
  const std::string bytes = line_columns(lines_of(random, 30, words), words);
  LineColumns out;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(read_line_columns(std::string_view(bytes).substr(0, size), words, out)) << size;
  }
  EXPECT_FALSE(read_line_columns(bytes + "x", words, out));
  std::string other = bytes;
  other[0] = 99;
  EXPECT_FALSE(read_line_columns(other, words, out));
  for (std::size_t at = 0; at < bytes.size(); ++at) {  // whatever it answers, it does not fall over
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x81);
    static_cast<void>(read_line_columns(damaged, words, out));
  }
}

std::vector<LineRow> all_of(const Ledger& ledger) {
  std::vector<LineRow> out;
  must(ledger.scan_lines([&out](const LineRow& row) { out.push_back(row); }));
  return out;
}

// So many lines that blocks of them are kept, and a few more.
struct LargeLedger : TestLedger {
  static constexpr std::int64_t kCount = 16 * kBlock + 100;

  LargeLedger() {
    create();
    add_dimensions();
    auto bulk = must(ledger->begin_bulk({}));
    for (std::int64_t i = 0; i < kCount; ++i) {
      must(bulk->add(line(i)));
    }
    must(bulk->commit());
  }
  void tidy() {
    while (ledger->wants_tidying()) {
      must(ledger->tidy());
    }
  }
  // Behind the ledger's back.
  std::int64_t ask(const std::string& sql) {
    ledger.reset();
    std::int64_t answer = 0;
    {
      Database db = must(Database::open(vfs.storage(), Database::Mode::existing));
      answer = must(db.ask_int(sql.c_str()));
    }
    ledger = must(Ledger::open({clock, random}, vfs.storage()));
    return answer;
  }
};

TEST(KeptBlocks, AreReadForTheLinesThatTheyHold) {
  LargeLedger t;
  const std::vector<LineRow> lines = all_of(*t.ledger);
  ASSERT_EQ(static_cast<std::int64_t>(lines.size()), LargeLedger::kCount);
  t.tidy();
  EXPECT_EQ(t.ask("SELECT count(*) FROM kept_block"), 16) << "what is not full is read row by row";
  EXPECT_EQ(all_of(*t.ledger), lines);
  // They are what is read: with other columns in its place the block shows these.
  t.ask(
      "UPDATE kept_columns SET columns = (SELECT columns FROM kept_columns WHERE block = 0) "
      "WHERE block = 1 RETURNING 0");
  EXPECT_NE(all_of(*t.ledger), lines);
  const VerifyReport report = must(t.ledger->verify());
  ASSERT_TRUE(report.first_bad);
  EXPECT_EQ(report.first_bad->table + " " + report.first_bad->what, "line kept_columns");
  EXPECT_EQ(report.first_bad->row, must(t.ledger->line(LineId{kBlock + 1})).uuid.text());
  // What is no columns at all is as if it were not there.
  t.ask("UPDATE kept_columns SET columns = x'0102' RETURNING 0");
  EXPECT_EQ(all_of(*t.ledger), lines);
  EXPECT_TRUE(must(t.ledger->verify()).ok);

  // From wherever the reading begins, and in whatever pieces.
  for (const std::int64_t after : {std::int64_t{0}, kBlock - 1, kBlock, kBlock + 1, 16 * kBlock}) {
    std::int64_t next = after + 1;
    LineId at{after};
    while (true) {
      const LineId last = must(t.ledger->scan_lines_from(at, 1'000, [&next](const LineRow& row) {
        EXPECT_EQ(row.rid, LineId{next});
        ++next;
      }));
      if (last == at) {
        break;
      }
      at = last;
    }
    EXPECT_EQ(next, LargeLedger::kCount + 1) << after;
  }
}

TEST(KeptBlocks, GoWithWhatTouchesTheirLines) {
  LargeLedger t;
  t.tidy();
  t.run(SetLine{.rid = LineId{5}, .amount = Money::from_cents(-7)});
  t.run(VoidLine{LineId{3 * kBlock}});
  t.run(VoidLine{LineId{3 * kBlock + 1}});
  EXPECT_EQ(t.ask("SELECT group_concat(block) = '1,4,5,6,7,8,9,10,11,12,13,14,15' FROM kept_block"),
            1);
  const std::vector<LineRow> lines = all_of(*t.ledger);
  EXPECT_EQ(lines[4].cents, -7);
  EXPECT_TRUE(lines[static_cast<std::size_t>(3 * kBlock) - 1].voided);
  EXPECT_TRUE(lines[static_cast<std::size_t>(3 * kBlock)].voided);
  EXPECT_FALSE(t.ledger->wants_tidying()) << "a few edits are not worth it";
  EXPECT_TRUE(must(t.ledger->verify()).ok);

  // What fails has dropped nothing, and is not seen.
  {
    auto bulk = must(t.ledger->begin_bulk({}));
    must(bulk->add(t.line(1)));
    must(bulk->run(SetLine{.rid = LineId{kBlock + 1}, .amount = Money::from_cents(9)}));
    EXPECT_EQ(all_of(*t.ledger)[static_cast<std::size_t>(kBlock)].cents, 9)
        << "within the transaction";
  }
  EXPECT_EQ(all_of(*t.ledger), lines);
  EXPECT_EQ(t.ask("SELECT count(*) FROM kept_block"), 13);

  t.run(Undo{});
  t.run(Undo{});
  t.run(Undo{});
  t.run(Undo{});  // of the import
  EXPECT_EQ(t.ask("SELECT count(*) FROM kept_block"), 0);
  EXPECT_EQ(t.total(), 0);
  t.tidy();
  EXPECT_EQ(t.ask("SELECT count(*) FROM kept_block"), 16);
  EXPECT_EQ(t.total(), 0);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

}  // namespace
}  // namespace saimnieks::ledger
