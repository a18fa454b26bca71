// Comparing two sets of rows.
#include "core/ledger/compare.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;

const Sql kAllLines("SELECT uuid FROM line WHERE present = 1 ORDER BY rid", Sql::Scan::meant);
const Sql kClocks("SELECT row, tbl, field || ' ' || hlc FROM field_clock ORDER BY tbl, row, field",
                  Sql::Scan::meant);
const Sql kAsides("SELECT row, tbl, state FROM confirmed_row ORDER BY tbl, row", Sql::Scan::meant);

constexpr Table kDimensions[] = {Table::unit, Table::service, Table::code, Table::version};

// The uuids of all present rows of a dimension.
template <class Row>
void collect(const model::Dimension<Row>& dimension, std::vector<Uuid>& out) {
  for (const Row& row : dimension.rows()) {
    if (row.present) {
      out.push_back(row.uuid);
    }
  }
}

std::vector<Uuid> present_rows(const Rows& rows, Table table) {
  std::vector<Uuid> out;
  switch (table) {
    case Table::unit:
      collect(rows.units(), out);
      break;
    case Table::service:
      collect(rows.services(), out);
      break;
    case Table::code:
      collect(rows.codes(), out);
      break;
    case Table::version:
      collect(rows.versions(), out);
      break;
    case Table::line:
      break;
  }
  return out;
}

// The first field in which two states differ.
std::string difference(const RowState& a, const RowState& b) {
  for (const auto& [name, value] : a.fields) {
    const model::Value* other = b.field(name);
    if (other == nullptr || *other != value) {
      return name;
    }
  }
  for (const auto& [name, value] : b.fields) {
    if (a.field(name) == nullptr) {
      return name;
    }
  }
  return a.version != b.version ? "by" : "clock";
}

}  // namespace

void RowCompare::bad(std::string_view table, const Uuid& row, std::string_view what) {
  if (!first_bad_) {
    first_bad_ = {std::string(table), row.text(), std::string(what)};
  }
}

Result<bool> RowCompare::step(base::Budget& budget) {
  switch (phase_) {
    case Phase::dimensions:
      for (const Table table : kDimensions) {
        TRY_DO(compare_table(table));
      }
      phase_ = Phase::lines;
      break;
    case Phase::lines: {
      TRY(const bool ended, compare_lines(budget));
      phase_ = ended ? Phase::missing : Phase::lines;
      break;
    }
    case Phase::missing:
      TRY_DO(find_missing());
      phase_ = Phase::clocks;
      break;
    case Phase::clocks:
      TRY_DO(compare_lists(kClocks, "field_clock"));
      TRY_DO(compare_lists(kAsides, "confirmed_row"));
      phase_ = Phase::end;
      break;
    case Phase::end:
      break;
  }
  return first_bad_.has_value() || phase_ == Phase::end;
}

Result<void> RowCompare::compare_table(Table table) {
  for (const Uuid& uuid : present_rows(file_, table)) {
    TRY_DO(compare_row(table, uuid));
  }
  for (const Uuid& uuid : present_rows(replica_, table)) {
    TRY(const auto there, file_.version(table, uuid));
    if (!there) {
      bad(model::table_info(table).name, uuid, "missing");
    }
  }
  return {};
}

Result<void> RowCompare::compare_row(Table table, const Uuid& uuid) {
  TRY(const std::optional<RowState> found, file_.load(table, uuid));
  TRY(const std::optional<RowState> made, replica_.load(table, uuid));
  if (!found || !made) {
    bad(model::table_info(table).name, uuid, found ? "unexpected" : "missing");
  } else if (*found != *made) {
    bad(model::table_info(table).name, uuid, difference(*found, *made));
  }
  return {};
}

Result<bool> RowCompare::compare_lines(base::Budget& budget) {
  std::vector<StoredLine> batch;
  while (!first_bad_) {
    batch.clear();
    TRY_DO(file_.read_lines(after_, 256, batch));
    if (batch.empty()) {
      return true;
    }
    for (const StoredLine& line : batch) {
      TRY_DO(compare_line(line));
      lines_ += line.row.voided ? 0 : 1;
    }
    compared_ += static_cast<std::int64_t>(batch.size());
    after_ = batch.back().row.rid;
    if (budget.spent()) {
      return false;
    }
  }
  return true;
}

Result<void> RowCompare::compare_line(const StoredLine& line) {
  TRY(const std::optional<StoredLine> made, replica_.line(line.uuid));
  if (!made || !made->present) {
    bad("line", line.uuid, "unexpected");
    return {};
  }
  const auto same = [&](Table table, auto mine, auto theirs) {
    return file_.uuid_of(table, model::index(mine)) ==
           replica_.uuid_of(table, model::index(theirs));
  };
  const model::LineRow& a = line.row;
  const model::LineRow& b = made->row;
  const char* what = a.cents != b.cents                                             ? "amount_cents"
                     : a.period != b.period                                         ? "period"
                     : a.kind != b.kind                                             ? "kind"
                     : a.voided != b.voided                                         ? "voided"
                     : line.note != made->note                                      ? "note"
                     : !same(Table::unit, a.unit, b.unit)                           ? "unit"
                     : !same(Table::service, a.service, b.service)                  ? "service"
                     : !same(Table::code, a.code, b.code)                           ? "code"
                     : !same(Table::version, a.version, b.version)                  ? "version"
                     : line.by_device != made->by_device || line.by_n != made->by_n ? "by"
                                                                                    : nullptr;
  if (what != nullptr) {
    bad("line", line.uuid, what);
  }
  return {};
}

// The file has lost lines when it has fewer than the log makes.
Result<void> RowCompare::find_missing() {
  TRY(const std::int64_t made, replica_.count_lines());
  if (made == compared_) {
    return {};
  }
  Query query(replica_db_, kAllLines);
  while (!first_bad_) {
    TRY(const bool more, query.step());
    if (!more) {
      break;
    }
    const Uuid uuid = query.uuid_at(0);
    TRY(const auto there, file_.version(Table::line, uuid));
    if (!there) {
      bad("line", uuid, "missing");
    }
  }
  return {};
}

Result<void> RowCompare::compare_lists(const Sql& sql, const char* table) {
  Query mine(file_db_, sql);
  Query theirs(replica_db_, sql);
  while (!first_bad_) {
    TRY(const bool more, mine.step());
    TRY(const bool other, theirs.step());
    if (!more && !other) {
      break;
    }
    if (!more || !other) {
      bad(table, more ? mine.uuid_at(0) : theirs.uuid_at(0), more ? "unexpected" : "missing");
    } else if (mine.uuid_at(0) != theirs.uuid_at(0) || mine.int_at(1) != theirs.int_at(1) ||
               mine.text_at(2) != theirs.text_at(2)) {
      bad(table, mine.uuid_at(0), "value");
    }
  }
  return {};
}

}  // namespace saimnieks::ledger
