// What screens and figures read of the ledger.
#include <algorithm>

#include "core/ledger/impl.h"
#include "core/ledger/ledger.h"
#include "core/ledger/table_sql.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::Uuid;
using model::Line;
using model::LineRow;

Result<Line> line_for_reader(Log& log, const Devices& devices, const StoredLine& stored) {
  Line line = stored;
  const OpId by = devices.op_id(stored.by_device, stored.by_n);
  TRY(const std::optional<Log::Standing> found, log.standing(by));
  line.pending = found && found->own && found->verdict == VerdictKind::pending;
  return line;
}

}  // namespace

UnitId Ledger::find_unit(std::span<const std::string_view> path) const {
  const auto& units = impl_->rows.units();
  Uuid uuid;
  for (std::size_t i = 0; i < path.size(); ++i) {
    uuid = model::unit_uuid(impl_->id, i == 0 ? nullptr : &uuid, path[i]);
  }
  const UnitId found = path.empty() ? model::kNoUnit : units.find(uuid);
  return found != model::kNoUnit && units[found].usable() ? found : model::kNoUnit;
}

ServiceId Ledger::find_service(std::string_view code) const {
  const auto& services = impl_->rows.services();
  const ServiceId found = services.find(model::service_uuid(impl_->id, code));
  return found != model::kNoService && services[found].usable() ? found : model::kNoService;
}

CodeId Ledger::find_code(std::string_view scheme, std::string_view code) const {
  const auto& codes = impl_->rows.codes();
  const CodeId built_in = codes.find(model::catalogue_code_uuid(scheme, code));
  if (built_in != model::kNoCode) {
    return built_in;
  }
  const CodeId found = codes.find(model::code_uuid(impl_->id, scheme, code));
  return found != model::kNoCode && codes[found].usable() ? found : model::kNoCode;
}

VersionId Ledger::find_version(std::string_view label) const {
  const auto& versions = impl_->rows.versions();
  const VersionId found = versions.find(model::version_uuid(impl_->id, label));
  return found != model::kNoVersion && versions[found].usable() ? found : model::kNoVersion;
}

Result<Line> Ledger::line(LineId rid) const {
  TRY(const std::optional<StoredLine> stored, impl_->rows.line(rid));
  if (!stored || !stored->present) {
    return base::fail(ErrorCode::line_unknown, std::to_string(static_cast<std::int64_t>(rid)));
  }
  return line_for_reader(impl_->log, impl_->devices, *stored);
}

Result<std::optional<LineId>> Ledger::find_line(const Uuid& uuid) const {
  TRY(const std::optional<StoredLine> stored, impl_->rows.line(uuid));
  return stored && stored->present ? std::optional(stored->row.rid) : std::nullopt;
}

Result<std::vector<Line>> Ledger::lines(std::span<const LineId> rids) const {
  std::vector<Line> found;
  found.reserve(rids.size());
  for (const LineId rid : rids) {
    TRY(const std::optional<StoredLine> stored, impl_->rows.line(rid));
    if (stored && stored->present) {
      TRY(Line line, line_for_reader(impl_->log, impl_->devices, *stored));
      found.push_back(std::move(line));
    }
  }
  return found;
}

Result<void> Ledger::scan_lines(base::FunctionRef<void(const LineRow&)> visit) const {
  return impl_->rows.scan_all(visit);
}

UnitId Ledger::home_of(const LineRow& line) const { return impl_->rows.home_of(line); }

Result<void> Ledger::scan_whole_lines(base::FunctionRef<void(const Line&)> visit) const {
  constexpr std::int64_t kPiece = 1000;
  LineId after{0};
  while (true) {
    TRY(const LineId last, scan_whole_lines_from(after, kPiece, visit));
    if (last == after) {
      return {};
    }
    after = last;
  }
}

Result<LineId> Ledger::scan_whole_lines_from(LineId after, std::int64_t limit,
                                             base::FunctionRef<void(const Line&)> visit) const {
  std::vector<StoredLine> piece;
  TRY_DO(impl_->rows.read_lines(after, limit, piece));
  for (const StoredLine& line : piece) {
    after = line.row.rid;
    visit(line);
  }
  return after;
}

Result<void> Ledger::each_proof(std::span<const LineId> rids,
                                base::FunctionRef<void(Line&)> visit) const {
  return impl_->rows.each_proof(rids, visit);
}

Result<std::vector<LineId>> Ledger::lines_with_counterparty() const {
  return impl_->rows.lines_with_counterparty();
}

Result<LineId> Ledger::scan_lines_from(LineId after, std::int64_t limit,
                                       base::FunctionRef<void(const LineRow&)> visit) const {
  return impl_->rows.scan(after, limit, visit);
}

Result<LineId> Ledger::scan_columns_from(LineId after, std::int64_t limit,
                                         base::FunctionRef<void(const LineColumns&)> visit_columns,
                                         base::FunctionRef<void(const LineRow&)> visit) const {
  return impl_->rows.scan_columns(after, limit, visit_columns, visit);
}

Result<LineId> Ledger::last_line() const { return impl_->rows.last_line(); }

Result<std::int64_t> Ledger::line_count() const { return impl_->rows.count_lines(); }

namespace {

// The field and its value as the file has it; a reference to a row that is not here fits none.
struct Wanted {
  const model::FieldInfo* field = nullptr;
  model::Cell cell{};
  bool none = false;
};
Result<Wanted> wanted(Rows& rows, model::Table table, const std::optional<FieldValue>& by) {
  Wanted out;
  if (!by) {
    return out;
  }
  out.field = model::find_field(model::table_info(table), by->field);
  if (out.field == nullptr) {
    return base::fail_field(ErrorCode::field_unknown, by->field);
  }
  if (model::is_null(by->value)) {
    return out;
  }
  TRY_DO(model::check_value(*out.field, by->value));
  const std::string* text = model::as_text(by->value);
  if (out.field->type == model::FieldType::reference && text != nullptr &&
      rows.dimension(out.field->target) != nullptr) {
    TRY(const Uuid uuid, Uuid::parse(*text));
    const std::uint32_t number = rows.find(out.field->target, uuid);
    out.none = number == model::kNone;
    out.cell = model::Cell::of(std::int64_t{number});
    return out;
  }
  TRY(out.cell, rows.cell_of(*out.field, by->value));
  return out;
}

}  // namespace

Result<void> Ledger::each_row(model::Table table, const std::optional<FieldValue>& by,
                              base::FunctionRef<void(const RowView&)> visit) const {
  Rows& rows = impl_->rows;
  TRY(const Wanted asked, wanted(rows, table, by));
  if (asked.none) {
    return {};
  }
  return rows.each(table, asked.field, asked.cell, [&](const Query& query) -> Result<void> {
    TRY(const RowState state, rows.state_at(table, query));
    visit({query.uuid_at(kUuidColumn), state});
    return {};
  });
}

Result<void> Ledger::each_struct(model::Table table, const std::optional<FieldValue>& by, void* row,
                                 base::FunctionRef<void(const Uuid&)> visit) const {
  TRY(const Wanted asked, wanted(impl_->rows, table, by));
  if (asked.none) {
    return {};
  }
  return impl_->rows.each(table, asked.field, asked.cell, [&](const Query& query) -> Result<void> {
    int column = kFields;
    for (const model::FieldInfo& field : model::table_info(table).fields) {
      field.write(row, cell_at(query, column++, field));
    }
    visit(query.uuid_at(kUuidColumn));
    return {};
  });
}

}  // namespace saimnieks::ledger
