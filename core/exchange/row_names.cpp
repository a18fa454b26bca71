#include "core/exchange/row_names.h"

#include <vector>

#include "core/model/unit_tree.h"

namespace saimnieks::exchange {
namespace {

using base::Uuid;
using ledger::Ledger;
using model::Table;

std::vector<std::string_view> split(std::string_view text, char sign) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t at = text.find(sign);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(at + 1);
  }
}

}  // namespace

Uuid named_row(const Ledger& ledger, Table table, std::string_view text) {
  if (table == Table::unit) {
    Uuid uuid;
    bool top = true;
    for (const std::string_view code : split(text, '/')) {
      uuid = model::unit_uuid(ledger.id(), top ? nullptr : &uuid, code);
      top = false;
    }
    return uuid;
  }
  if (table == Table::code) {
    const std::size_t colon = text.rfind(':');
    const std::string_view scheme =
        colon == std::string_view::npos ? model::kEkkScheme : text.substr(0, colon);
    const std::string_view code = colon == std::string_view::npos ? text : text.substr(colon + 1);
    const Uuid built_in = model::catalogue_code_uuid(scheme, code);
    return ledger.codes().find(built_in) != model::kNoCode
               ? built_in
               : model::code_uuid(ledger.id(), scheme, code);
  }
  return model::natural_uuid(ledger.id(), table, {std::string(text)});
}

std::string name_of_row(const Ledger& ledger, Table table, std::uint32_t number) {
  const model::AnyDimension& rows = *ledger.dimension(table);
  std::string text;
  if (table == Table::unit) {
    text = model::path_text(ledger.units(), model::UnitId{number});
  } else if (table == Table::code) {
    const model::Code& code = ledger.codes()[model::CodeId{number}];
    text = code.scheme + ":" + code.code;
  } else if (table == Table::version) {
    text = rows.common(number).name;
  } else {
    text = model::find_field(model::table_info(table), "code")->read(rows.row(number)).text;
  }
  const Uuid& uuid = rows.common(number).uuid;
  return named_row(ledger, table, text) == uuid ? text : uuid.text();
}

}  // namespace saimnieks::exchange
