// The rules that entry by hand and import share.
#include "core/ledger/draft.h"

namespace saimnieks::ledger {
namespace {

using base::ErrorCode;
using base::fail_field;

}  // namespace

bool is_usable(const Rows& rows, Table table, std::uint32_t number) {
  const model::AnyDimension* dimension = rows.dimension(table);
  return dimension != nullptr && number < dimension->size() && dimension->common(number).usable();
}

Result<void> check_line(const LineInput& line, Usable usable) {
  if (!line.period.valid()) {
    return fail_field(ErrorCode::period_invalid, "period");
  }
  if (!base::line_amount(line.amount.cents())) {
    return fail_field(ErrorCode::amount_out_of_range, "amount_cents");
  }
  if (!usable(Table::unit, model::index(line.unit))) {
    return fail_field(ErrorCode::unit_unknown, "unit");
  }
  if (!usable(Table::service, model::index(line.service))) {
    return fail_field(ErrorCode::service_unknown, "service");
  }
  if (!usable(Table::code, model::index(line.code))) {
    return fail_field(ErrorCode::code_unknown, "code");
  }
  const bool has_version = line.version != model::kNoVersion;
  if (line.kind == LineKind::actual && has_version) {
    return fail_field(ErrorCode::version_not_for_actuals, "version");
  }
  if (line.kind == LineKind::plan && !has_version) {
    return fail_field(ErrorCode::version_missing, "version");
  }
  if (has_version && !usable(Table::version, model::index(line.version))) {
    return fail_field(ErrorCode::version_unknown, "version");
  }
  return line.note.empty() ? Result<void>()
                           : check_field(Table::line, "note", text_or_null(line.note));
}

Result<void> check_field(Table table, std::string_view field, const model::Value& value) {
  return model::check_value(*model::find_field(model::table_info(table), field), value);
}

}  // namespace saimnieks::ledger
