// What an auditor asks: who changed what of an object, and a sample that can be drawn again.
#include "core/ledger/sample.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Table;

struct Audited : TestLedger {
  Audited() {
    create();
    add_dimensions();
  }
  void as(std::string_view user) { must(ledger->set_user(user)); }
  // "line amount_cents", a change each: the table and the fields that it gives a new value.
  [[nodiscard]] std::vector<std::string> changes(const HistoryQuestion& question) const {
    std::vector<std::string> out;
    must(ledger->each_change(question, [&out](const HistoryEntry& entry) -> base::Result<bool> {
      std::string text = entry.user + ": " + entry.table;
      for (const HistoryEntry::Field& field : entry.fields) {
        text += field.before ? " " + field.name : "";
      }
      out.push_back(text + (entry.fields.front().before ? "" : " made"));
      return true;
    }));
    return out;
  }
};

TEST(History, OfAnObjectHoldsWhateverNamesItOrOnceDid) {
  Audited t;
  const Uuid service = t.ledger->services()[t.service].uuid;
  const auto other = model::ServiceId{t.run(AddService{"P2", "Cits"}).dimension};
  const LineId stays = t.add(100);
  t.as("Bruno");
  t.run(SetLine{.rid = stays, .amount = Money::from_cents(110)});
  const LineId leaves = t.add(5);
  t.run(SetLine{.rid = leaves, .service = other});
  t.as("Anna");
  t.run(SetLine{.rid = leaves, .amount = Money::from_cents(6)});  // names P1 no more
  t.run(RenameService{t.service, "Pirts un saimniecība"});
  LineInput elsewhere = t.line(7);
  elsewhere.service = other;
  t.run(AddLine{elsewhere});
  EXPECT_EQ(
      t.changes({.about = service}),
      (std::vector<std::string>{"Anna: service made", "Anna: line made", "Bruno: line amount_cents",
                                "Bruno: line made", "Bruno: line service",
                                "Anna: line amount_cents", "Anna: service name"}));
  EXPECT_EQ(t.changes({.about = service, .user = "Bruno"}),
            (std::vector<std::string>{"Bruno: line amount_cents", "Bruno: line made",
                                      "Bruno: line service"}));
}

TEST(History, OfImportedLinesIsTheirRowsOfTheBlock) {
  Audited t;
  const auto other = model::ServiceId{t.run(AddService{"P2", "Cits"}).dimension};
  auto bulk = must(t.ledger->begin_bulk({"command.import", "f.csv"}));
  for (int i = 0; i < 10; ++i) {
    LineInput line = t.line(i);
    line.service = i % 3 == 0 ? other : t.service;
    must(bulk->add(line));
  }
  must(bulk->commit());
  EXPECT_EQ(t.changes({.about = t.ledger->services()[other].uuid}).size(), 1U + 4U);
  t.run(Undo{});  // a block that changes those lines and does not name the service
  EXPECT_EQ(t.changes({.about = t.ledger->services()[other].uuid}).size(), 1U + 4U + 4U);
}

TEST(History, OfAPersonInATime) {
  Audited t;
  t.as("Bruno");
  t.add(1);
  const std::int64_t between = t.clock.now_ms() + 1;
  t.clock.advance_ms(10);
  t.add(2);
  EXPECT_EQ(t.changes({.user = "Bruno"}).size(), 2U);
  EXPECT_EQ(t.changes({.user = "Bruno", .from_ms = between}).size(), 1U);
  EXPECT_EQ(t.changes({.user = "Bruno", .until_ms = between}).size(), 1U);
  EXPECT_EQ(t.changes({.user = "Zane"}).size(), 0U);
}

std::vector<std::string> ids(const Sample& sample) {
  std::vector<std::string> out;
  for (const SampledLine& one : sample.lines) {
    out.push_back(one.line.uuid.text());
  }
  return out;
}

TEST(Sample, IsTheSameForTheSameSeedWhateverTheOrderOfLines) {
  Audited t;
  std::vector<model::Line> lines;
  for (int i = 0; i < 40; ++i) {
    lines.push_back(must(t.ledger->line(t.add(i))));
  }
  t.run(VoidLine{lines[3].row.rid});
  const Sample sample = must(draw_sample(*t.ledger, "7", 5));
  EXPECT_EQ(sample.population, 39);
  ASSERT_EQ(sample.lines.size(), 5U);
  EXPECT_NE(ids(must(draw_sample(*t.ledger, "8", 5))), ids(sample));
  EXPECT_EQ(must(draw_sample(*t.ledger, "7", 99)).lines.size(), 39U);
  EXPECT_EQ(must(draw_sample(*t.ledger, "7", 0)).lines.size(), 0U);

  // By hand, and in the other order.
  std::vector<std::pair<std::string, std::string>> ranked;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line->uuid != lines[3].uuid) {
      const std::string text = line->uuid.text();
      ranked.emplace_back(base::to_hex(base::sha256("7\n" + text)), text);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(ids(sample)[i], ranked[i].second);
    EXPECT_EQ(base::to_hex(sample.lines[i].rank), ranked[i].first);
  }
}

TEST(Sample, SaysWhoWroteEachLineAndWhichFilesItHas) {
  Audited t;
  const LineId rid = t.add(100);
  const Uuid row = must(t.ledger->line(rid)).uuid;
  const std::string hash(64, 'a');
  t.run(Add{Table::attachment,
            {{"hash", hash},
             {"name", std::string("rekins.pdf")},
             {"media_type", std::string("application/pdf")},
             {"size", std::int64_t{3}},
             {"line", row.text()}}});
  t.run(SetLine{.rid = rid, .amount = Money::from_cents(110)});
  const Sample sample = must(draw_sample(*t.ledger, "1", 1));
  ASSERT_EQ(sample.lines.size(), 1U);
  const SampledLine& line = sample.lines[0];
  ASSERT_EQ(line.attachments.size(), 1U);
  EXPECT_EQ(line.attachments[0].hash, hash);
  const auto history = must(t.ledger->line_history(rid));
  EXPECT_EQ(line.written.op, history.back().id);
  EXPECT_EQ(base::to_hex(line.written.chain), must(t.ledger->verify()).head)
      << "it is the newest op";
}

}  // namespace
}  // namespace saimnieks::ledger
