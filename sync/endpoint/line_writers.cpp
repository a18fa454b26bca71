#include "sync/endpoint/line_writers.h"

#include <set>

#include "core/base/utf8.h"
#include "core/model/tables.h"
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

const Sql kOpsOf("SELECT text, verdict FROM op WHERE instr(text, ?1) > 0 ORDER BY seq",
                 Sql::Scan::meant);
const Sql kAddWriter("INSERT INTO line_writer(row, user) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
const Sql kHasWriter("SELECT 1 FROM line_writer WHERE row = ?1 AND user = ?2");

}  // namespace

// First which lines these are, then everybody who wrote one of them.
Result<void> make_line_writers(Database& db) {
  TRY_DO(db.run(kSchema));
  std::set<base::Uuid> changed;
  for (const bool writers : {false, true}) {
    Query query(db, kOpsOf);
    query.bind(std::string_view(R"("table":"line")"));
    while (true) {
      TRY(const bool there, query.step());
      if (!there) {
        break;
      }
      TRY(const Op op, oplog::parse_op(query.text_at(0)));
      TRY(const OpVerdict verdict, parse_verdict(query.text_at(1)));
      const bool counts = op.table == model::table_info(model::Table::line).name;
      for (std::size_t i = 0; counts && i < op.rows.size(); ++i) {
        if (!oplog::takes_effect(verdict.at(i).kind)) {
          continue;
        }
        if (!writers && !op.inserts()) {
          changed.insert(op.rows[i]);
        } else if (writers && changed.count(op.rows[i]) > 0) {
          TRY_DO(add_line_writer(db, op.rows[i], base::trimmed(op.user)));
        }
      }
    }
  }
  return {};
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

}  // namespace saimnieks::sync::endpoint
