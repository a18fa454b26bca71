#include "core/control/duties.h"

#include <algorithm>
#include <map>

namespace saimnieks::control {
namespace {

using base::Result;
using ledger::Ledger;
using ledger::OfficePlace;
using model::RoleRow;
using model::Table;
using model::UnitId;

// The unit that a place lies in; none when nothing is said.
UnitId unit_of(const Ledger& ledger, const OfficePlace& place) {
  switch (place.table) {
    case Table::service:
      return ledger.services()[model::ServiceId{place.number}].unit;
    case Table::resource:
      return ledger.resources()[model::ResourceId{place.number}].unit;
    default:
      return UnitId{place.number};
  }
}

// One roll-up of the period, by the number of its rows.
class Figures {
 public:
  Figures(const cube::Cube& cube, base::Period period, cube::Axis rows, const char* object) {
    cube::Query query;
    query.rows = {rows};
    query.where.push_back(cube::filter(period));
    if (object != nullptr) {
      query.where.push_back({cube::Axis::object, object});
    }
    const cube::Pivot pivot = cube.pivot(query);
    for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
      cells_.emplace(pivot.nodes[i].member.id, pivot.cell(i, 0));
    }
  }
  void put(std::uint32_t number, OfficeDuties& out) const {
    const auto found = cells_.find(number);
    if (found != cells_.end()) {
      out.planned = {base::Money::from_cents(found->second.plan_cents), found->second.plan_lines};
      out.actual = {base::Money::from_cents(found->second.actual_cents),
                    found->second.actual_lines};
    }
  }

 private:
  std::map<std::uint32_t, cube::Cell> cells_;
};

class AllFigures {
 public:
  AllFigures(const cube::Cube& cube, base::Period period)
      : units_(cube, period, cube::Axis::unit, nullptr),
        services_in_units_(cube, period, cube::Axis::unit, "service"),
        resources_in_units_(cube, period, cube::Axis::unit, "resource"),
        services_(cube, period, cube::Axis::service, nullptr),
        resources_(cube, period, cube::Axis::resource, nullptr) {}

  void put(OfficeDuties& out) const {
    const OfficePlace& place = out.place;
    const Figures& of_unit = place.role == RoleRow::r6 ? services_in_units_
                             : place.role == RoleRow::r5 || place.role == RoleRow::r10
                                 ? resources_in_units_
                                 : units_;
    (place.table == Table::service    ? services_
     : place.table == Table::resource ? resources_
                                      : of_unit)
        .put(place.number, out);
  }

 private:
  Figures units_;
  Figures services_in_units_;
  Figures resources_in_units_;
  Figures services_;
  Figures resources_;
};

OfficePlace place_of(const model::Duty& duty) {
  if (duty.service != model::kNoService) {
    return {duty.role, Table::service, model::index(duty.service)};
  }
  return duty.resource != model::kNoResource
             ? OfficePlace{duty.role, Table::resource, model::index(duty.resource)}
             : OfficePlace{duty.role, Table::unit, model::index(duty.unit)};
}

bool in_order(const OfficePlace& a, const OfficePlace& b) {
  return std::tie(a.table, a.number, a.role) < std::tie(b.table, b.number, b.role);
}

}  // namespace

Result<Duties> duties(const Ledger& ledger, const cube::Cube& cube, const DutyQuestion& question) {
  Duties out;
  out.last_day = base::Date::last_of(question.period);
  std::map<OfficePlace, OfficeDuties, decltype(&in_order)> rows(&in_order);
  const auto row_of = [&](const OfficePlace& place) -> OfficeDuties& {
    OfficeDuties& row = rows[place];
    row.place = place;
    return row;
  };
  for (const OfficePlace& place : ledger::needed_offices(ledger, out.last_day)) {
    row_of(place);
  }
  TRY_DO(ledger.each_fact<model::Appointment>([&](const model::Appointment& one) {
    if (ledger::in_force(one, out.last_day)) {
      for (const OfficePlace& place : ledger::places_of(one)) {
        row_of(place).holders.push_back(one.holder);
      }
    }
  }));
  const ledger::FieldValue of_period{"period",
                                     model::Value(std::int64_t{question.period.packed()})};
  TRY_DO(ledger.each_fact<model::Duty>(
      [&](const model::Duty& one) {
        if (!one.voided) {
          row_of(place_of(one)).done[static_cast<std::size_t>(one.duty)] =
              DutyDone{one.uuid, one.evidence, one.done_by, one.date};
        }
      },
      of_period));
  const AllFigures figures(cube, question.period);
  for (auto& [place, row] : rows) {
    if (question.below != model::kNoUnit &&
        !model::lies_in(ledger.units(), unit_of(ledger, place), question.below)) {
      continue;
    }
    figures.put(row);
    const auto done = std::count_if(row.done.begin(), row.done.end(),
                                    [](const auto& one) { return one.has_value(); });
    out.done += done;
    (out.last_day < question.today ? out.overdue : out.open) +=
        static_cast<std::int64_t>(kDuties) - done;
    out.vacancies += row.holders.empty() ? 1 : 0;
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace saimnieks::control
