// A newer program's first look at an older file: what the log kept of tables and fields that were
// unknown then becomes rows, and rows get the defaults that fields have since.
#include <charconv>

#include "core/ledger/impl.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;

// No text of a person stands before the schema in an op.
const Sql kNewerOps(
    "SELECT 1 FROM op_log WHERE "
    "CAST(substr(text, instr(text, '\"schema\":') + 9, 9) AS INTEGER) > ?1 LIMIT 1",
    Sql::Scan::meant);
const Sql kUnknownTables("SELECT seq, text FROM op_log WHERE tbl >= ?1", Sql::Scan::meant);
const Sql kSetTable("UPDATE op_log SET tbl = ?2 WHERE seq = ?1");
const Sql kAsides("SELECT tbl, row, state FROM confirmed_row", Sql::Scan::meant);
const Sql kSetAside("UPDATE confirmed_row SET state = ?3 WHERE tbl = ?1 AND row = ?2");

// Tables from this number on may have been unknown to the program that logged them.
constexpr int kFirstLaterTable = static_cast<int>(Table::resource);

Result<void> number_tables(Database& db) {
  std::vector<std::pair<std::int64_t, int>> numbers;
  {
    Query query(db, kUnknownTables);
    query.bind(kFirstLaterTable);
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        break;
      }
      TRY(const Op op, oplog::parse_op(query.text_at(1)));
      numbers.emplace_back(query.int_at(0), table_number(op.table));
    }
  }
  for (const auto& [seq, number] : numbers) {
    Query query(db, kSetTable);
    query.bind(seq, number);
    TRY_DO(query.run());
  }
  return {};
}

// States that were set aside hold every default, as those of this program do.
Result<void> complete_asides(Database& db) {
  struct Aside {
    int table;
    Uuid row;
    std::string state;
  };
  std::vector<Aside> changed;
  {
    Query query(db, kAsides);
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        break;
      }
      const auto table = static_cast<int>(query.int_at(0));
      TRY(RowState state, RowState::parse(query.text_at(2)));
      if (table >= model::kTableCount) {
        continue;
      }
      for (const model::FieldInfo& field : model::table_info(static_cast<Table>(table)).fields) {
        if (field.has_default) {
          state.fields.try_emplace(std::string(field.name), model::default_of(field));
        }
      }
      changed.push_back({table, query.uuid_at(1), state.text()});
    }
  }
  for (const Aside& aside : changed) {
    Query query(db, kSetAside);
    query.bind(aside.table, aside.row, aside.state);
    TRY_DO(query.run());
  }
  return {};
}

}  // namespace

// Everything but the log anew. Numbers of rows may change: nothing outside the rows knows them.
Result<void> Ledger::Impl::rebuild_rows() {
  for (const model::TableInfo& table : model::tables()) {
    TRY_DO(db.run(("DELETE FROM " + std::string(table.name)).c_str()));
  }
  TRY_DO(db.run("DELETE FROM field_clock; DELETE FROM confirmed_row"));
  TRY_DO(rows.kept_blocks().drop_all());
  TRY_DO(rows.load_dimensions());
  TRY_DO(rows.add_catalogue());
  const auto lay = [&](LogEntry& entry, bool settled) -> Result<bool> {
    TRY(const Op op, oplog::parse_op(entry.text));
    TRY(const OpVerdict verdict, log.verdict_on(entry));
    TRY_DO(settled ? settler.confirm_bare(op, verdict) : settler.lay_on_top(op, &verdict));
    static_cast<void>(rows.take_changes());  // nobody listens yet
    return true;
  };
  TRY_DO(log.each_settled(0, [&](LogEntry& entry) { return lay(entry, true); }));
  TRY_DO(log.each_unsettled(0, [&](LogEntry& entry) { return lay(entry, false); }));
  settler.forget();
  return {};
}

Result<void> Ledger::Impl::upgrade_rows() {
  TRY(const std::string known, get_meta("rows.schema"));
  std::int64_t from = 1;
  if (!known.empty()) {
    const char* end = known.data() + known.size();
    const auto read = std::from_chars(known.data(), end, from);
    if (read.ptr != end || read.ec != std::errc()) {
      return base::fail(base::ErrorCode::storage_corrupt, "rows.schema");
    }
  }
  if (from >= model::kSchema) {
    return {};
  }
  Transaction transaction(db);
  TRY_DO(transaction.begin());
  TRY_DO(number_tables(db));
  bool newer = false;
  {
    Query query(db, kNewerOps);
    query.bind(from);
    TRY(newer, query.step());
  }
  TRY_DO(newer ? rebuild_rows() : complete_asides(db));
  TRY_DO(put_meta("rows.schema", std::to_string(model::kSchema)));
  return transaction.commit();
}

}  // namespace saimnieks::ledger
