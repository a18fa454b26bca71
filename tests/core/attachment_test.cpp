// Attachments: the bytes lie in the ledger once, by their hash, and what a row says of a content is
// what the content says itself.
#include "core/ledger/content_size.h"
#include "core/ledger/database.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

constexpr std::string_view kBill = "%PDF-1.7 a bill";
constexpr std::string_view kScan = "\x89PNG\r\n\x1A\n a scan";

struct Files : TestLedger {
  Files() {
    create();
    add_dimensions();
    bill = must(ledger->line(add(100))).uuid;
  }
  [[nodiscard]] base::Result<Committed> attach(std::string name, std::string_view content) {
    return ledger->execute(
        Attach{.name = std::move(name), .content = content, .to = {{model::Table::line, bill}}});
  }
  [[nodiscard]] std::vector<model::Attachment> rows() const {
    std::vector<model::Attachment> out;
    must(ledger->each_fact<model::Attachment>(
        [&out](const model::Attachment& one) { out.push_back(one); }));
    return out;
  }
  [[nodiscard]] std::string bad() const {
    const VerifyReport report = must(ledger->verify());
    return report.first_bad ? report.first_bad->table + " " + report.first_bad->what : "ok";
  }
  [[nodiscard]] std::int64_t stored() { return must(ledger->verify()).contents; }
  // Runs SQL behind the ledger's back.
  void tamper(const char* sql) {
    ledger.reset();
    must(must(Database::open(vfs.storage(), Database::Mode::existing)).run(sql));
    ledger = must(Ledger::open({clock, random}, vfs.storage()));
  }

  base::Uuid bill{};
};

TEST(Attachment, RowAndContentAreOneCommand) {
  Files t;
  const Committed done = must(t.attach("bill.pdf", kBill));
  EXPECT_EQ(done.ops, 1);
  ASSERT_EQ(done.rows.size(), 1U);
  const auto rows = t.rows();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].uuid, done.rows[0]);
  EXPECT_EQ(rows[0].name, "bill.pdf");
  EXPECT_EQ(rows[0].media_type, "application/pdf");
  EXPECT_EQ(rows[0].size, static_cast<std::int64_t>(kBill.size()));
  EXPECT_EQ(rows[0].hash, base::to_hex(base::sha256(kBill)));
  EXPECT_EQ(rows[0].line.uuid, t.bill);
  t.reopen();
  EXPECT_EQ(must(t.ledger->content(base::sha256(kBill))), kBill);
  EXPECT_EQ(t.bad(), "ok");
}

TEST(Attachment, OneContentIsStoredOnceHoweverOftenItIsAttached) {
  Files t;
  must(t.attach("bill.pdf", kBill));
  must(t.attach("the same bill.pdf", kBill));
  must(t.attach("scan.png", kScan));
  EXPECT_EQ(t.rows().size(), 3U);
  EXPECT_EQ(t.stored(), 2);
}

// Undone, done again or voided: an op names the content, so it stays.
TEST(Attachment, TheContentStaysWhateverBecomesOfTheRow) {
  Files t;
  must(t.attach("bill.pdf", kBill));
  t.run(Undo{});
  EXPECT_TRUE(t.rows()[0].voided);
  EXPECT_EQ(must(t.ledger->content(base::sha256(kBill))), kBill);
  t.run(Redo{});
  EXPECT_FALSE(t.rows()[0].voided);
  t.run(Void{model::Table::attachment, t.rows()[0].uuid, {}});
  EXPECT_EQ(t.stored(), 1);
  EXPECT_EQ(t.bad(), "ok");
}

TEST(Attachment, WhatIsRefusedLeavesNothing) {
  Files t;
  const std::string large(static_cast<std::size_t>(kMostContentBytes) + 1, 'x');
  EXPECT_EQ(error_of(t.attach("empty.txt", "")), "file_empty content");
  EXPECT_EQ(error_of(t.attach("large.txt", large)), "file_too_large content");
  EXPECT_EQ(error_of(t.attach("bill.pdf", kScan)), "file_type_differs media_type");
  EXPECT_EQ(error_of(t.attach("", kScan)), "value_missing name");
  EXPECT_EQ(error_of(t.ledger->execute(Attach{
                .name = "a.pdf", .content = kBill, .to = {{model::Table::line, base::Uuid()}}})),
            "line_unknown line");
  EXPECT_EQ(t.rows().size(), 0U);
  EXPECT_EQ(t.stored(), 0);
  must(t.attach("large.txt", std::string_view(large).substr(1)));
  EXPECT_EQ(t.stored(), 1);
}

// Several files are one command: the second is refused, and the first is not here either.
TEST(Attachment, AllFilesOrNone) {
  Files t;
  const std::pair<const char*, std::string_view> files[] = {{"a.pdf", kBill}, {"b.pdf", kScan}};
  const auto done = t.ledger->execute_all(
      2, [&](std::size_t i, std::span<const base::Uuid>) -> base::Result<Command> {
        return Attach{.name = files[i].first, .content = files[i].second, .to = {}};
      });
  EXPECT_EQ(error_of(done), "file_type_differs media_type");
  EXPECT_EQ(t.stored(), 0);
}

// Who types what a file is, is believed only where the file is not here.
TEST(Attachment, NothingElseCanBeSaidOfAContentThatIsHere) {
  Files t;
  const auto typed = [&](std::string_view content, std::int64_t size, const char* media) {
    return t.ledger->execute(Add{model::Table::attachment,
                                 {{"hash", base::to_hex(base::sha256(content))},
                                  {"name", "typed.pdf"},
                                  {"media_type", std::string(media)},
                                  {"size", size}},
                                 {}});
  };
  must(t.attach("bill.pdf", kBill));
  const auto size = static_cast<std::int64_t>(kBill.size());
  EXPECT_EQ(error_of(typed(kBill, size + 1, "application/pdf")), "content_differs size");
  EXPECT_EQ(error_of(typed(kBill, size, "text/plain")), "content_differs media_type");
  must(typed(kBill, size, "application/pdf"));
  must(t.ledger->execute(Add{model::Table::attachment,
                             {{"hash", base::to_hex(base::sha256(kBill))}, {"name", "told.pdf"}},
                             {}}));
  EXPECT_EQ(t.rows().back().media_type, "application/pdf");
  EXPECT_EQ(t.rows().back().size, size);
  must(typed(kScan, 7, "text/plain"));
  const VerifyReport report = must(t.ledger->verify());
  EXPECT_TRUE(report.ok);
  ASSERT_EQ(report.missing.size(), 1U);
  EXPECT_EQ(report.missing[0].row, t.rows().back().uuid);
  EXPECT_EQ(error_of(t.ledger->content(base::sha256(kScan))), "content_missing hash");
  // When the content comes, the row that says something else of it is named.
  must(t.ledger->keep_content(base::sha256(kScan), kScan));
  EXPECT_EQ(t.bad(), "attachment size");
}

TEST(Attachment, OnlyNamedContentsAreKeptAndOnlyTheirOwnBytes) {
  Files t;
  EXPECT_EQ(error_of(t.ledger->keep_content(base::sha256(kScan), kScan)), "not_found hash");
  must(t.attach("bill.pdf", kBill));
  t.tamper("DELETE FROM blob");
  EXPECT_EQ(error_of(t.ledger->keep_content(base::sha256(kBill), kScan)), "content_differs hash");
  must(t.ledger->keep_content(base::sha256(kBill), kBill));
  EXPECT_EQ(t.bad(), "ok");
}

TEST(Attachment, AnAlteredContentIsFound) {
  Files t;
  must(t.attach("bill.pdf", kBill));
  t.tamper("UPDATE blob SET content = x'00'");
  EXPECT_EQ(t.bad(), "blob hash");
  EXPECT_EQ(error_of(t.ledger->content(base::sha256(kBill))), "storage_corrupt");
  t.tamper("UPDATE blob SET content = CAST('%PDF-1.7 a bill' AS BLOB), size = 1");
  EXPECT_EQ(t.bad(), "blob hash");
}

// A signed file belongs to an approval or a close, and to one thing only.
TEST(Attachment, BelongsToALineAVersionOrAClosing) {
  Files t;
  t.approve(t.version);
  const base::Uuid version = t.ledger->versions()[t.version].uuid;
  must(t.ledger->execute(
      Attach{.name = "decision.pdf", .content = kBill, .to = {{model::Table::version, version}}}));
  EXPECT_EQ(t.rows()[0].version, t.version);
  const auto closed = must(t.ledger->execute(
      Add{model::Table::closing,
          {{"unit", t.ledger->units()[t.unit].uuid.text()}, {"period", std::int64_t{202601}}},
          "Viens darbinieks"}));
  must(t.ledger->execute(Attach{
      .name = "close.pdf", .content = kBill, .to = {{model::Table::closing, closed.rows[0]}}}));
  EXPECT_EQ(t.rows()[1].closing.uuid, closed.rows[0]);
  EXPECT_EQ(error_of(t.ledger->execute(
                Change{model::Table::attachment, t.rows()[1].uuid, {{"line", t.bill.text()}}, {}})),
            "object_several closing");
  t.reopen();
  EXPECT_EQ(t.bad(), "ok");
}

}  // namespace
}  // namespace saimnieks::ledger
