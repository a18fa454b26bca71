#include "sync/endpoint/line_writers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "core/base/utf8.h"
#include "core/model/tables.h"
#include "core/oplog/guard.h"
#include "sync/protocol/messages.h"

namespace saimnieks::sync::endpoint {
namespace {

using base::Result;
using ledger::Database;
using ledger::Query;
using ledger::Sql;
using oplog::Op;
using oplog::OpVerdict;

constexpr const char* kSchema = R"(
CREATE TABLE line_writer(row BLOB NOT NULL, user TEXT NOT NULL, PRIMARY KEY(row, user))
  STRICT, WITHOUT ROWID;
)";

constexpr const char* kPlaces = R"(
CREATE TABLE line_place(period INTEGER NOT NULL, row BLOB NOT NULL, unit BLOB NOT NULL,
  PRIMARY KEY(period, row, unit)) STRICT, WITHOUT ROWID;
)";
const Sql kStateOf("SELECT state FROM row_state WHERE tbl = ?1 AND row = ?2");
const Sql kAddPlace(
    "INSERT INTO line_place(period, row, unit) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING");
const Sql kPlacesOf("SELECT row, unit FROM line_place WHERE period BETWEEN ?1 AND ?2");
const Sql kOpsOf("SELECT text, verdict FROM op WHERE instr(text, ?1) > 0 ORDER BY seq",
                 Sql::Scan::meant);
const Sql kAddWriter("INSERT INTO line_writer(row, user) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
const Sql kHasWriter("SELECT 1 FROM line_writer WHERE row = ?1 AND user = ?2");

// Every change of a line that took effect, in the log's order.
Result<void> each_change(Database& db,
                         base::FunctionRef<Result<void>(const Op& op, std::size_t row)> visit) {
  Query query(db, kOpsOf);
  query.bind(std::string_view(R"("table":"line")"));
  while (true) {
    TRY(const bool there, query.step());
    if (!there) {
      return {};
    }
    TRY(const Op op, oplog::parse_op(query.text_at(0)));
    TRY(const OpVerdict verdict, parse_verdict(query.text_at(1)));
    const bool counts = op.table == model::table_info(model::Table::line).name;
    for (std::size_t row = 0; counts && row < op.rows.size(); ++row) {
      if (oplog::takes_effect(verdict.at(row).kind)) {
        TRY_DO(visit(op, row));
      }
    }
  }
}

}  // namespace

// First which lines these are, then everybody who wrote one of them.
Result<void> make_line_writers(Database& db) {
  TRY_DO(db.run(kSchema));
  std::set<base::Uuid> changed;
  TRY_DO(each_change(db, [&changed](const Op& op, std::size_t row) -> Result<void> {
    if (!op.inserts()) {
      changed.insert(op.rows[row]);
    }
    return {};
  }));
  return each_change(db, [&](const Op& op, std::size_t row) -> Result<void> {
    return changed.count(op.rows[row]) > 0
               ? add_line_writer(db, op.rows[row], base::trimmed(op.user))
               : Result<void>();
  });
}

Result<void> add_line_writer(Database& db, const base::Uuid& line, std::string_view user) {
  Query query(db, kAddWriter);
  query.bind(line, user);
  return query.run();
}

Result<bool> has_line_writer(Database& db, const base::Uuid& line, std::string_view user) {
  Query query(db, kHasWriter);
  query.bind(line, user);
  return query.step();
}

namespace {

constexpr std::string_view kPlaceFields[] = {"period", "unit", "service", "resource", "policy"};

bool moves(const Op& op) {
  return !op.inserts() &&
         std::any_of(std::begin(kPlaceFields), std::end(kPlaceFields),
                     [&op](std::string_view field) { return op.column(field) != nullptr; });
}

// The unit of what a line is for, as it is now: where a line without a unit lies.
Result<base::Uuid> home_of(Database& db, const std::map<std::string_view, model::Value>& place) {
  const auto reference = [&place](std::string_view field) {
    const auto found = place.find(field);
    const std::string* text = found == place.end() ? nullptr : model::as_text(found->second);
    const auto uuid = base::Uuid::parse(text == nullptr ? std::string_view() : *text);
    return uuid ? *uuid : base::Uuid();
  };
  if (const base::Uuid own = reference("unit"); !own.is_nil()) {
    return own;
  }
  for (const std::string_view object : {"service", "resource", "policy"}) {
    const base::Uuid row = reference(object);
    if (row.is_nil()) {
      continue;
    }
    Query query(db, kStateOf);
    query.bind(object, row);
    TRY(const bool there, query.step());
    if (there) {
      TRY(const oplog::RowState state, oplog::RowState::parse(query.text_at(0)));
      return oplog::uuid_of([&state](std::string_view name) { return state.field(name); }, "unit");
    }
  }
  return base::Uuid();
}

}  // namespace

// First which lines were moved, then where they lay each time.
Result<void> make_line_places(Database& db) {
  TRY_DO(db.run(kPlaces));
  std::map<base::Uuid, std::map<std::string_view, model::Value>> moved;
  TRY_DO(each_change(db, [&moved](const Op& op, std::size_t row) -> Result<void> {
    if (moves(op)) {
      moved[op.rows[row]];
    }
    return {};
  }));
  return each_change(db, [&](const Op& op, std::size_t row) -> Result<void> {
    const auto line = moved.find(op.rows[row]);
    if (line == moved.end()) {
      return {};
    }
    if (moves(op)) {
      TRY(const base::Uuid unit, home_of(db, line->second));
      const std::int64_t* period = model::as_int(line->second["period"]);
      if (!unit.is_nil() && period != nullptr) {
        TRY_DO(add_line_place(db, op.rows[row], *period, unit));
      }
    }
    for (const std::string_view field : kPlaceFields) {
      if (const oplog::Column* column = op.column(field)) {
        line->second[field] = column->new_at(row);
      }
    }
    return {};
  });
}

Result<void> add_line_place(Database& db, const base::Uuid& line, std::int64_t period,
                            const base::Uuid& unit) {
  Query query(db, kAddPlace);
  query.bind(period, line, unit);
  return query.run();
}

Result<void> each_line_place(
    Database& db, std::int64_t period,
    base::FunctionRef<Result<void>(const base::Uuid& line, const base::Uuid& unit)> visit) {
  constexpr std::int64_t kMonths = 12;
  Query query(db, kPlacesOf);
  query.bind(period, period % 100 == 0 ? period + kMonths : period);
  while (true) {
    TRY(const bool there, query.step());
    if (!there) {
      return {};
    }
    TRY_DO(visit(query.uuid_at(0), query.uuid_at(1)));
  }
}

}  // namespace saimnieks::sync::endpoint
