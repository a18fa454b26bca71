// Natural keys become row ids here, and nowhere else.
#include "core/model/dimension.h"

#include <unordered_set>

#include "core/catalogue/catalogue.h"

namespace saimnieks::model {

using base::name_uuid;
using base::Uuid;

Uuid unit_uuid(const Uuid& ledger, const Uuid* parent, std::string_view code) {
  return name_uuid(ledger, "unit", {parent == nullptr ? std::string() : parent->text(), code});
}

Uuid service_uuid(const Uuid& ledger, std::string_view code) {
  return name_uuid(ledger, "service", {code});
}

Uuid code_uuid(const Uuid& ledger, std::string_view scheme, std::string_view code) {
  return name_uuid(ledger, "code", {scheme, code});
}

Uuid version_uuid(const Uuid& ledger, std::string_view label) {
  return name_uuid(ledger, "version", {label});
}

Uuid natural_uuid(const Uuid& ledger, Table table, const std::vector<std::string>& parts) {
  const std::string_view name = table_info(table).name;
  if (parts.size() == 1) {
    return name_uuid(ledger, name, {parts[0]});
  }
  Uuid out = name_uuid(ledger, name, {parts[0], parts[1]});
  for (std::size_t i = 2; i < parts.size(); ++i) {
    out = name_uuid(out, name, {parts[i]});  // within what the parts before it name
  }
  return out;
}

Uuid catalogue_code_uuid(std::string_view scheme, std::string_view code) {
  // The nil uuid is no ledger's: what derives from it belongs to all.
  return name_uuid(Uuid{}, "code", {scheme, code});
}

bool is_catalogue_code(const Uuid& uuid) {
  static const std::unordered_set<Uuid> known = [] {
    std::unordered_set<Uuid> out;
    for (const catalogue::Entry& entry : catalogue::economic_codes()) {
      out.insert(catalogue_code_uuid(kEkkScheme, entry.code));
    }
    return out;
  }();
  return known.count(uuid) > 0;
}

}  // namespace saimnieks::model
