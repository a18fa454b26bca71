// Comparing what is needed with what is held.
#include "core/ledger/vacancies.h"

#include <set>
#include <span>

#include "core/base/utf8.h"

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

std::vector<OfficePlace> needed_offices(const Ledger& ledger, base::Date day) {
  std::vector<OfficePlace> out;
  for (std::uint32_t i = 0; i < ledger.units().size(); ++i) {
    const model::Unit& unit = ledger.units()[UnitId{i}];
    if (unit.usable() && unit.kind && covers(unit.valid_from, unit.valid_to, day)) {
      for (const RoleRow role : needed(*unit.kind)) {
        out.push_back({role, Table::unit, i});
      }
    }
  }
  for (std::uint32_t i = 0; i < ledger.services().size(); ++i) {
    if (ledger.services()[ServiceId{i}].usable()) {
      out.push_back({RoleRow::r7, Table::service, i});
      out.push_back({RoleRow::r8, Table::service, i});
    }
  }
  for (std::uint32_t i = 0; i < ledger.resources().size(); ++i) {
    if (ledger.resources()[model::ResourceId{i}].usable()) {
      out.push_back({RoleRow::r11, Table::resource, i});
    }
  }
  return out;
}

std::vector<OfficePlace> places_of(const model::Appointment& appointment) {
  OfficePlace place{appointment.role, Table::unit, model::index(appointment.unit)};
  if (appointment.service != model::kNoService) {
    place = {appointment.role, Table::service, model::index(appointment.service)};
  } else if (appointment.resource != model::kNoResource) {
    place = {appointment.role, Table::resource, model::index(appointment.resource)};
  }
  std::vector<OfficePlace> out{place};
  if (appointment.also_role) {
    place.role = *appointment.also_role;
    out.push_back(place);
  }
  return out;
}

bool in_force(const model::Appointment& appointment, base::Date day) {
  return !appointment.voided && covers(appointment.valid_from, appointment.valid_to, day);
}

namespace {

// Those of the appointments that `counts` accepts.
base::Result<std::set<OfficePlace>> filled(
    const Ledger& ledger, base::Date day,
    base::FunctionRef<bool(const model::Appointment&)> counts) {
  std::set<OfficePlace> out;
  TRY_DO(ledger.each_fact<model::Appointment>([&](const model::Appointment& one) {
    if (in_force(one, day) && counts(one)) {
      const std::vector<OfficePlace> places = places_of(one);
      out.insert(places.begin(), places.end());
    }
  }));
  return out;
}

}  // namespace

base::Result<std::vector<OfficePlace>> held_offices(const Ledger& ledger, std::string_view holder,
                                                    base::Date day) {
  TRY(const std::set<OfficePlace> held,
      filled(ledger, day, [holder](const model::Appointment& one) {
        return base::trimmed(one.holder) == base::trimmed(holder);
      }));
  return std::vector<OfficePlace>(held.begin(), held.end());
}

base::Result<Vacancies> vacancies(const Ledger& ledger, base::Date day) {
  TRY(const std::set<OfficePlace> held,
      filled(ledger, day, [](const model::Appointment&) { return true; }));
  Vacancies out;
  for (const OfficePlace& place : needed_offices(ledger, day)) {
    if (held.count(place) == 0) {
      out.rows.push_back(place);
    }
  }
  for (const model::Unit& unit : ledger.units().rows()) {
    out.units_without_kind +=
        unit.usable() && !unit.kind && covers(unit.valid_from, unit.valid_to, day) ? 1 : 0;
  }
  return out;
}

}  // namespace saimnieks::ledger
