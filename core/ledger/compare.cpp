// Comparing two sets of rows.
#include "core/ledger/compare.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;

const Sql kClocks("SELECT row, tbl, field || ' ' || hlc FROM field_clock ORDER BY tbl, row, field",
                  Sql::Scan::meant);
const Sql kAsides("SELECT row, tbl, state FROM confirmed_row ORDER BY tbl, row", Sql::Scan::meant);

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

std::uint32_t number_in(const model::Cell& cell) {
  return static_cast<std::uint32_t>(cell.integer);
}

}  // namespace

void RowCompare::bad(std::string_view table, const Uuid& row, std::string_view what) {
  if (!first_bad_) {
    first_bad_ = {std::string(table), row.text(), std::string(what)};
  }
}

Result<bool> RowCompare::step(base::Budget& budget) {
  switch (phase_) {
    case Phase::tables:
      for (const model::TableInfo& info : model::tables()) {
        if (info.kind != model::TableKind::line) {
          TRY_DO(compare_table(info.table));
        }
      }
      phase_ = Phase::lines;
      break;
    case Phase::lines: {
      TRY(const bool ended, compare_lines(budget));
      phase_ = ended ? Phase::missing : Phase::lines;
      break;
    }
    case Phase::missing: {
      // The file has lost lines when it has fewer than the log makes.
      TRY(const std::int64_t made, replica_.count_lines());
      if (made != compared_) {
        TRY_DO(find_missing(Table::line));
      }
      phase_ = Phase::clocks;
      break;
    }
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
  std::vector<Uuid> rows;
  const auto gather = [&rows](const Uuid& uuid) { rows.push_back(uuid); };
  TRY_DO(file_.each_present(table, gather));
  for (const Uuid& uuid : rows) {
    TRY_DO(compare_row(table, uuid));
  }
  return find_missing(table);
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
  for (const model::FieldInfo& field : model::table_info(Table::line).fields) {
    const model::Line& here = line;
    const model::Line& there = *made;
    const model::Cell mine = field.cell(&here);
    const model::Cell theirs = field.cell(&there);
    // Numbers of dimension rows differ from file to file: what counts is the row.
    const bool by_number = field.type == model::FieldType::reference &&
                           mine.kind == model::Cell::Kind::integer && mine.kind == theirs.kind;
    const bool same = by_number ? file_.uuid_of(field.target, number_in(mine)) ==
                                      replica_.uuid_of(field.target, number_in(theirs))
                                : mine == theirs;
    if (!same) {
      bad("line", line.uuid, field.name);
      return {};
    }
  }
  if (line.by_device != made->by_device || line.by_n != made->by_n) {
    bad("line", line.uuid, "by");
  }
  return {};
}

// Rows that the log makes and the file has not.
Result<void> RowCompare::find_missing(Table table) {
  std::vector<Uuid> rows;
  TRY_DO(replica_.each_present(table, [&rows](const Uuid& uuid) { rows.push_back(uuid); }));
  for (const Uuid& uuid : rows) {
    TRY(const auto there, file_.version(table, uuid));
    if (!there) {
      bad(model::table_info(table).name, uuid, "missing");
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
