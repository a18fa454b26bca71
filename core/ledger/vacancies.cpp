// Comparing what is needed with what is held.
#include "core/ledger/vacancies.h"

#include <set>
#include <span>
#include <tuple>

namespace saimnieks::ledger {
namespace {

using model::RoleRow;
using model::Table;

std::span<const RoleRow> needed(model::UnitKind kind) {
  static constexpr RoleRow kState[] = {RoleRow::r1};
  static constexpr RoleRow kSector[] = {RoleRow::r2};
  static constexpr RoleRow kMunicipality[] = {RoleRow::r3};
  static constexpr RoleRow kInstitution[] = {RoleRow::r4, RoleRow::r5, RoleRow::r6, RoleRow::r10};
  switch (kind) {
    case model::UnitKind::state:
      return kState;
    case model::UnitKind::sector:
      return kSector;
    case model::UnitKind::municipality:
      return kMunicipality;
    case model::UnitKind::institution:
      return kInstitution;
    case model::UnitKind::department:
      break;
  }
  return {};
}

bool covers(const std::optional<base::Date>& from, const std::optional<base::Date>& to,
            base::Date day) {
  return (!from || *from <= day) && (!to || day <= *to);
}

}  // namespace

base::Result<Vacancies> vacancies(const Ledger& ledger, base::Date day) {
  std::set<std::tuple<RoleRow, Table, std::uint32_t>> held;
  TRY_DO(ledger.each_fact<model::Appointment>([&](const model::Appointment& one) {
    if (one.voided || !covers(one.valid_from, one.valid_to, day)) {
      return;
    }
    const bool of_service = one.service != model::kNoService;
    const Table table = of_service                           ? Table::service
                        : one.resource != model::kNoResource ? Table::resource
                                                             : Table::unit;
    const std::uint32_t number = of_service                 ? model::index(one.service)
                                 : table == Table::resource ? model::index(one.resource)
                                                            : model::index(one.unit);
    held.emplace(one.role, table, number);
    if (one.also_role) {
      held.emplace(*one.also_role, table, number);
    }
  }));
  Vacancies out;
  const auto need = [&](RoleRow role, Table table, std::uint32_t number) {
    if (held.count({role, table, number}) == 0) {
      out.rows.push_back({role, table, number});
    }
  };
  for (std::uint32_t i = 0; i < ledger.units().size(); ++i) {
    const model::Unit& unit = ledger.units()[UnitId{i}];
    if (!unit.usable() || !covers(unit.valid_from, unit.valid_to, day)) {
      continue;
    }
    out.units_without_kind += unit.kind ? 0 : 1;
    for (const RoleRow role : unit.kind ? needed(*unit.kind) : std::span<const RoleRow>()) {
      need(role, Table::unit, i);
    }
  }
  for (std::uint32_t i = 0; i < ledger.services().size(); ++i) {
    if (ledger.services()[ServiceId{i}].usable()) {
      need(RoleRow::r7, Table::service, i);
      need(RoleRow::r8, Table::service, i);
    }
  }
  for (std::uint32_t i = 0; i < ledger.resources().size(); ++i) {
    if (ledger.resources()[model::ResourceId{i}].usable()) {
      need(RoleRow::r11, Table::resource, i);
    }
  }
  return out;
}

}  // namespace saimnieks::ledger
