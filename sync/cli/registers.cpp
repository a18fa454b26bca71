#include "sync/cli/registers.h"

#include "core/exchange/register_file.h"
#include "sync/cli/messages.h"
#include "sync/cli/platform.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using exchange::RegisterRow;
using nlohmann::ordered_json;

ordered_json rows_json(const std::vector<RegisterRow>& rows) {
  ordered_json out = ordered_json::array();
  for (const RegisterRow& row : rows) {
    ordered_json one{{"identifier", row.identifier}};
    if (!row.row.is_nil()) {
      one["row"] = row.row.text();
    }
    for (const RegisterRow::Field& field : row.fields) {
      one["fields"][field.name] =
          row.row.is_nil() ? ordered_json(field.after)
                           : ordered_json{{"before", field.before}, {"after", field.after}};
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Result<RegisterAnswer> compare_register(ledger::Ledger& ledger, const Arguments& arguments) {
  const auto table = model::table_from_name(arguments.files[0]);
  if (!table) {
    return base::fail(ErrorCode::table_unknown, arguments.files[0]);
  }
  if (!arguments.has("apply") && arguments.has("skip-refused")) {
    return base::fail(ErrorCode::usage_invalid, "register --apply");
  }
  const bool void_gone = arguments.has("void-gone");
  TRY(const auto source, FileSource::open(arguments.files[1]));
  TRY(auto found, exchange::RegisterComparison::make(ledger, *table, *source));
  TRY_DO(found.try_out(ledger, void_gone));
  const bool refused = !found.faults().empty() && !arguments.has("skip-refused");
  bool applied = false;
  if (arguments.has("apply") && !refused) {
    TRY(const exchange::CommandList commands, found.commands(void_gone));
    if (commands.count() > 0) {
      TRY_DO(commands.run(ledger));
    }
    applied = true;
  }
  ordered_json faults = ordered_json::array();
  for (const exchange::RegisterFault& fault : found.faults()) {
    faults.push_back(
        {{"place", fault.place},
         {"field", fault.field},
         {"code", std::string(base::error_name(fault.code))},
         {"message", message(base::Error{fault.code, fault.field, fault.value, nullptr})},
         {"value", fault.value}});
  }
  return RegisterAnswer{{{"table", arguments.files[0]},
                         {"added", rows_json(found.added())},
                         {"changed", rows_json(found.changed())},
                         {"gone", rows_json(found.gone())},
                         {"unchanged", found.unchanged()},
                         {"refused", std::move(faults)},
                         {"unused_columns", found.unused_columns()},
                         {"applied", applied}},
                        refused};
}

}  // namespace saimnieks::cli
