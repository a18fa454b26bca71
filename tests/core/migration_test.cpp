// Ledgers that the programs of older schemas wrote (schema1.sql … schema5.sql): they migrate,
// verify, and go on.
#include <array>
#include <fstream>
#include <sstream>

#include "core/ledger/database.h"
#include "core/ledger/schema.h"
#include "tests/core/ledger_fixture.h"
#include "tests/core/older_schemas.h"

namespace saimnieks::ledger {
namespace {

struct OldLedger : TestLedger {
  explicit OldLedger(const char* then = "", std::size_t schema = 1) {
    Database db = must(Database::open(vfs.storage(), Database::Mode::create));
    must(db.run(std::string(fixtures::kFiles[schema - 1].content).c_str()));
    constexpr std::array kMigrationsRun{1, 2, 3, 6, 7};
    must(db.run(("PRAGMA application_id=1396787533; PRAGMA user_version=" +
                 std::to_string(kMigrationsRun.at(schema - 1)))
                    .c_str()));
    must(db.run(then));
  }
  void open() { ledger = must(Ledger::open({clock, random}, vfs.storage())); }
  [[nodiscard]] std::string verified() const {
    const VerifyReport report = must(ledger->verify());
    return report.first_bad ? report.first_bad->table + " " + report.first_bad->row + " " +
                                  report.first_bad->what
                            : "ok " + std::to_string(report.lines) + " " + report.head;
  }
};

TEST(Migration, AnOldLedgerKeepsEveryRowAndGoesOn) {
  OldLedger t;
  t.open();
  EXPECT_EQ(t.verified(), "ok 43 cf83eb916b9418d839d3e28025d8358a016fc0c385bfe5d50763f721683f82f8");
  EXPECT_EQ(t.total(), 54'081);
  t.service = t.ledger->find_service("P1");
  const std::string_view path[] = {"001"};
  t.unit = t.ledger->find_unit(path);
  t.code = t.ledger->find_code("EKK", "1100");
  ASSERT_NE(t.unit, model::kNoUnit);
  EXPECT_TRUE(t.ledger->can_redo());
  // The old program approved a plan without a decision, and took it back: it is not done again.
  EXPECT_EQ(error_of(t.ledger->execute(Redo{})), "value_missing decision_number");
  t.run(Undo{});  // of what stands beside it
  t.add(77);
  t.reopen();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
}

// While the old program could not read them, the log kept a table and a field of a newer one.
TEST(Migration, WhatTheOldProgramCouldNotReadIsReadNow) {
  OldLedger t;
  t.open();
  ASSERT_EQ(t.ledger->resources().size(), 1U);
  EXPECT_EQ(t.ledger->resources().rows()[0].name, "Darbinieki");
  int by_web = 0;
  must(t.ledger->scan_lines(
      [&](const model::LineRow& row) { by_web += row.channel != model::kNoWord ? 1 : 0; }));
  EXPECT_EQ(by_web, 1);
}

TEST(Migration, ALedgerOfSchema2LearnsOfDuties) {
  OldLedger t("", 2);
  t.open();
  EXPECT_EQ(t.verified(), "ok 2 c9a4e795da67117c9f77c598c59197690ffb40d13fcf22044ab896cf7e999ff3");
  EXPECT_EQ(t.total(), 2200);
  must(t.ledger->set_user("Anna"));
  t.clock.set_ms(1'790'000'000'000);  // 2026-09-21
  const std::string_view path[] = {"DN"};
  t.run(Add{model::Table::duty,
            {{"role", model::Value(std::string("R3"))},
             {"duty", model::Value(std::string("funding"))},
             {"unit", model::Value(t.ledger->units()[t.ledger->find_unit(path)].uuid.text())},
             {"period", model::Value(std::int64_t{202602})},
             {"evidence", model::Value(std::string("Protokols 4"))},
             {"date", model::Value(std::int64_t{20260301})}}});
  t.reopen();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
}

TEST(Migration, ALedgerOfSchema3LearnsOfThresholds) {
  OldLedger t("", 3);
  t.open();
  EXPECT_EQ(t.verified(), "ok 2 06bd94146739765aac511fce2835128a2e5e3ecfab686147d26121d616f924a5");
  EXPECT_EQ(t.total(), 21'500);
  must(t.ledger->set_user("Anna"));
  t.clock.set_ms(1'790'000'000'000);  // 2026-09-21
  const std::string_view path[] = {"DN"};
  t.run(Add{model::Table::threshold,
            {{"axis", text("service")},
             {"unit", text(t.ledger->units()[t.ledger->find_unit(path)].uuid.text())},
             {"percent", number(10 * base::Decimal::kOne)},
             {"valid_from", number(20260101)}}});
  t.reopen();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
}

TEST(Migration, ALedgerOfSchema4LearnsOfScenarios) {
  OldLedger t("", 4);
  t.open();
  EXPECT_EQ(t.verified(), "ok 3 3dda98a664e3a8b91536018c62bef8bd5eae7b1a5b0bcef6572b5c0f7b3f943e");
  ASSERT_EQ(t.ledger->user(), "Anna");
  EXPECT_TRUE(t.ledger->can_undo());  // what was done then is hers
  std::vector<model::Reach> reaches;
  must(t.ledger->each_fact<model::Allocation>(
      [&](const model::Allocation& one) { reaches.push_back(one.reach); }));
  EXPECT_EQ(reaches, std::vector{model::Reach::period});
  const model::VersionId version = t.ledger->find_version("2026");
  ASSERT_NE(version, model::kNoVersion);
  EXPECT_FALSE(t.ledger->versions()[version].scenario);
  t.run(Change{model::Table::version,
               t.ledger->versions()[version].uuid,
               {{"scenario", model::Value(std::int64_t{1})}}});
  must(t.ledger->set_user("Bruno"));
  EXPECT_FALSE(t.ledger->can_undo());
  t.reopen();
  EXPECT_TRUE(t.ledger->versions()[version].scenario);
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
}

// It has two approved versions of one year, which no program approves any more.
TEST(Migration, ALedgerOfSchema5LearnsOfSuccessions) {
  OldLedger t("", 5);
  t.clock.set_ms(1'796'000'000'000);  // 2026-11-29
  t.open();
  EXPECT_EQ(t.verified(), "ok 3 eac1aab9386db00c57bc62f2aae7f28d79a324fdd18c51c8dc18f849cf61cfaf");
  const std::string_view old_path[] = {"DN", "01"};
  const std::string_view new_path[] = {"DN", "02"};
  const model::Unit& old_school = t.ledger->units()[t.ledger->find_unit(old_path)];
  EXPECT_EQ(old_school.successor, t.ledger->find_unit(new_path));
  for (const char* label : {"2026", "2026 B"}) {
    EXPECT_EQ(t.ledger->versions()[t.ledger->find_version(label)].status,
              model::VersionStatus::approved);
  }
  t.run(Add{model::Table::succession,
            {{"unit", text(old_school.uuid.text())},
             {"successor", text(t.ledger->units()[t.ledger->find_unit(new_path)].uuid.text())}}});
  t.reopen();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
}

TEST(Migration, IsDoneOnceAndAFaultIsStillFound) {
  OldLedger t("UPDATE line SET cents = cents + 1 WHERE rid = 1");
  // The rows are made of the log anew here, so the alteration is gone with them.
  t.open();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
  t.ledger.reset();
  {
    Database db = must(Database::open(t.vfs.storage(), Database::Mode::existing));
    must(db.run("UPDATE line SET cents = cents + 1 WHERE rid = 1"));
  }
  t.open();
  EXPECT_NE(t.verified().find("amount_cents"), std::string::npos);
}

// Without ops of a newer program the rows stay as they are, and what was set aside is completed.
TEST(Migration, RowsSetAsideGetTheNewDefaults) {
  OldLedger t(
      "DELETE FROM op_log WHERE text LIKE '%\"schema\":2%'; "
      "DELETE FROM device WHERE uuid = x'01890a5dac96774bbcceb302099a8057'; "
      "DELETE FROM line WHERE uuid = x'01890a5dac96774bbcceb302099a8059'");
  t.open();
  EXPECT_EQ(t.verified().substr(0, 3), "ok ");
  EXPECT_EQ(t.ledger->resources().size(), 0U);
}

TEST(Migration, ADamagedNoteOfItsSchemaIsSaid) {
  for (const char* note : {"soon", "1x", "99999999999999999999"}) {
    OldLedger t(("INSERT INTO meta VALUES ('rows.schema', '" + std::string(note) + "')").c_str());
    const auto opened = Ledger::open({t.clock, t.random}, t.vfs.storage());
    ASSERT_FALSE(opened) << note;
    EXPECT_EQ(opened.error().code, ErrorCode::storage_corrupt) << note;
  }
}

}  // namespace
}  // namespace saimnieks::ledger
