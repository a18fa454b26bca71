#include "sync/endpoint/sqlite_rows.h"

#include <utility>

#include "core/model/tables.h"
#include "sync/endpoint/line_writers.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::Result;
using ledger::Database;
using ledger::Query;
using ledger::Sql;
using oplog::Op;
using oplog::RowState;

const Sql kRow("SELECT state FROM row_state WHERE tbl = ?1 AND row = ?2");
const Sql kSetRow(
    "INSERT INTO row_state(tbl, row, state, period) VALUES(?1, ?2, ?3, ?4) "
    "ON CONFLICT(tbl, row) DO UPDATE SET state = excluded.state, period = excluded.period");
const Sql kRowsOf("SELECT row, state FROM row_state WHERE tbl = ?1");
const Sql kLinesOf("SELECT row, state FROM row_state WHERE period BETWEEN ?1 AND ?2");
const Sql kOpWith(
    "SELECT text, n, count FROM op WHERE device = ?1 AND n <= ?2 ORDER BY n DESC LIMIT 1");

class SqliteRows final : public RowSource {
 public:
  explicit SqliteRows(Database& db) : db_(db) {}

  Result<std::optional<RowState>> load(std::string_view table, const base::Uuid& row) override {
    Query query(db_, kRow);
    query.bind(table, row);
    TRY(const bool there, query.step());
    if (!there) {
      return std::optional<RowState>();
    }
    TRY(RowState state, RowState::parse(query.text_at(0)));
    return std::optional(std::move(state));
  }
  Result<void> save(std::string_view table, const base::Uuid& row, const RowState& state) override {
    const auto field = [&state](std::string_view name) { return state.field(name); };
    const bool line = table == model::table_info(model::Table::line).name;
    Query query(db_, kSetRow);
    query.bind(table, row, std::string_view(state.text()),
               line ? std::optional(oplog::number_of(field, "period")) : std::nullopt);
    return query.run();
  }
  Result<void> each(
      std::string_view table,
      base::FunctionRef<Result<void>(const base::Uuid& row, RowState state)> visit) override {
    Query query(db_, kRowsOf);
    query.bind(table);
    return visit_rows(query, visit);
  }
  Result<void> each_line_of(
      std::int64_t period,
      base::FunctionRef<Result<void>(const base::Uuid& row, const RowState& state)> visit)
      override {
    constexpr std::int64_t kMonths = 12;
    Query query(db_, kLinesOf);
    query.bind(period, period % 100 == 0 ? period + kMonths : period);
    return visit_rows(query, visit);
  }
  Result<std::optional<Op>> op_with(const oplog::OpId& id) override {
    Query query(db_, kOpWith);
    query.bind(id.device, id.n);
    TRY(const bool there, query.step());
    if (!there || id.n >= query.int_at(1) + query.int_at(2)) {
      return std::optional<Op>();
    }
    TRY(Op op, oplog::parse_op(query.text_at(0)));
    return std::optional(std::move(op));
  }

  Result<void> add_writer(const base::Uuid& line, std::string_view user) override {
    return add_line_writer(db_, line, user);
  }
  Result<bool> has_writer(const base::Uuid& line, std::string_view user) override {
    return has_line_writer(db_, line, user);
  }
  Result<void> add_place(const base::Uuid& line, std::int64_t period,
                         const base::Uuid& unit) override {
    return add_line_place(db_, line, period, unit);
  }
  Result<void> each_place_of(
      std::int64_t period,
      base::FunctionRef<Result<void>(const base::Uuid& line, const base::Uuid& unit)> visit)
      override {
    return each_line_place(db_, period, visit);
  }

 private:
  template <class Visit>
  Result<void> visit_rows(Query& query, Visit& visit) {
    while (true) {
      TRY(const bool more, query.step());
      if (!more) {
        return {};
      }
      TRY(RowState state, RowState::parse(query.text_at(1)));
      TRY_DO(visit(query.uuid_at(0), std::move(state)));
    }
  }
  Database& db_;
};

}  // namespace

std::unique_ptr<RowSource> sqlite_rows(Database& db) { return std::make_unique<SqliteRows>(db); }

}  // namespace saimnieks::sync::endpoint
