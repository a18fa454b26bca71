// Every statement of the program against the migrated schema.
#include "core/ledger/schema.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/ledger/database.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

Database migrated(const base::Storage& storage) {
  Database db = must(Database::open(storage, Database::Mode::create));
  must(db.start_journal());
  must(migrate(db));
  return db;
}

TEST(Schema, MigratesAnEmptyFileOnce) {
  fakes::MemoryVfs vfs;
  Database db = migrated(vfs.storage());
  EXPECT_EQ(must(db.ask_int("PRAGMA user_version")), newest_schema());
  EXPECT_EQ(must(db.ask_int("PRAGMA application_id")), kApplicationId);
  must(migrate(db));  // again: nothing to do
  must(db.run("PRAGMA user_version=999"));
  EXPECT_EQ(error_of(migrate(db)), "schema_newer");
}

TEST(Schema, EveryTableIsStrict) {
  fakes::MemoryVfs vfs;
  Database db = migrated(vfs.storage());
  EXPECT_EQ(must(db.ask_int("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND "
                            "type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")),
            0);
}

TEST(Schema, EveryStatementPreparesAndScansOnlyOnPurpose) {
  fakes::MemoryVfs vfs;
  Database db = migrated(vfs.storage());
  int count = 0;
  for (const Sql* sql = Sql::first(); sql != nullptr; sql = sql->next(), ++count) {
    const std::string explain = "EXPLAIN QUERY PLAN " + std::string(sql->text());
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db.handle(), explain.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sql->text() << ": " << sqlite3_errmsg(db.handle());
    bool scans = false;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const std::string detail = reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
      scans =
          scans || detail.rfind("SCAN", 0) == 0 || detail.find("TEMP B-TREE") != std::string::npos;
    }
    sqlite3_finalize(statement);
    if (!sql->may_scan()) {
      EXPECT_FALSE(scans) << sql->text();
    }
  }
  EXPECT_GT(count, 40);
}

// The migrations and the description in core/model say the same of every table.
TEST(Schema, TheFileHasTheDescribedColumns) {
  fakes::MemoryVfs vfs;
  Database db = migrated(vfs.storage());
  for (const model::TableInfo& table : model::tables()) {
    std::set<std::string> wanted = {table.kind == model::TableKind::line ? "rid 0" : "id 0",
                                    "uuid 1", "present 1", "by_device 1", "by_n 1"};
    for (const model::FieldInfo& field : table.fields) {
      wanted.insert(std::string(field.column) + (field.nullable ? " 0" : " 1"));
    }
    const std::string ask = "SELECT name || ' ' || \"notnull\" FROM pragma_table_info('" +
                            std::string(table.name) + "')";
    std::set<std::string> found;
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(db.handle(), ask.c_str(), -1, &statement, nullptr), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      found.insert(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    }
    sqlite3_finalize(statement);
    EXPECT_EQ(found, wanted) << table.name;
    EXPECT_TRUE(std::is_sorted(
        table.fields.begin(), table.fields.end(),
        [](const model::FieldInfo& a, const model::FieldInfo& b) { return a.name < b.name; }))
        << table.name;
  }
}

TEST(Schema, EveryPartOfANaturalKeyTellsRowsApart) {
  const base::Uuid ledger;
  for (const model::TableInfo& table : model::tables()) {
    const auto parts = static_cast<std::size_t>(
        std::count_if(table.fields.begin(), table.fields.end(),
                      [](const model::FieldInfo& field) { return field.key > 0; }));
    if (parts == 0) {
      continue;
    }
    std::set<base::Uuid> rows{
        model::natural_uuid(ledger, table.table, std::vector<std::string>(parts))};
    for (std::size_t i = 0; i < parts; ++i) {
      std::vector<std::string> key(parts);
      key[i] = "x";
      rows.insert(model::natural_uuid(ledger, table.table, key));
    }
    EXPECT_EQ(rows.size(), parts + 1) << table.name;
  }
}

TEST(Schema, ForeignFilesAreNotTouched) {
  fakes::MemoryVfs vfs;
  fakes::FakeClock clock;
  fakes::FakeRandom random;
  const Seams seams{clock, random};
  EXPECT_EQ(error_of(Ledger::open(seams, vfs.storage("absent.db"))), "ledger_missing");
  EXPECT_EQ(vfs.content("absent.db"), nullptr);

  {
    Database other = must(Database::open(vfs.storage("other.db"), Database::Mode::create));
    must(other.run("CREATE TABLE theirs (a)"));
  }
  const fakes::Bytes before = vfs.content("other.db")->bytes();
  EXPECT_EQ(error_of(Ledger::open(seams, vfs.storage("other.db"))), "not_a_ledger");
  EXPECT_EQ(error_of(Ledger::create(seams, vfs.storage("other.db"), {})), "not_a_ledger");
  EXPECT_EQ(vfs.content("other.db")->bytes(), before);

  static_cast<void>(vfs.open("text.db", true));
  const fakes::Bytes text(5000, 'x');
  *vfs.content("text.db") = fakes::Content(text);
  EXPECT_EQ(error_of(Ledger::open(seams, vfs.storage("text.db"))), "not_a_ledger");
  EXPECT_EQ(error_of(Ledger::create(seams, vfs.storage("text.db"), {})), "not_a_ledger");
  EXPECT_EQ(vfs.content("text.db")->bytes(), text);

  static_cast<void>(vfs.open("empty.db", true));
  EXPECT_EQ(error_of(Ledger::open(seams, vfs.storage("empty.db"))), "ledger_missing");
  EXPECT_TRUE(Ledger::create(seams, vfs.storage("empty.db"), {}));
  EXPECT_EQ(error_of(Ledger::create(seams, vfs.storage("empty.db"), {})), "ledger_exists");
}

TEST(Schema, ALedgerOfANewerProgramIsRefused) {
  TestLedger t;
  t.create();
  t.ledger.reset();
  {
    Database db = must(Database::open(t.vfs.storage(), Database::Mode::existing));
    must(db.run("PRAGMA user_version=999"));
  }
  EXPECT_EQ(error_of(Ledger::open({t.clock, t.random}, t.vfs.storage())), "schema_newer");
}

TEST(Schema, OneOwnerAtATime) {
  TestLedger t;
  t.create();
  EXPECT_EQ(error_of(Ledger::open({t.clock, t.random}, t.vfs.storage())), "storage_in_use");
}

}  // namespace
}  // namespace saimnieks::ledger
