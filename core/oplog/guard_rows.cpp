// Plan versions, closings, needs, appointments and reasons.
#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/catalogue/catalogue.h"
#include "core/model/facts.h"
#include "core/oplog/guard.h"

namespace saimnieks::oplog {
namespace {

using base::ErrorCode;
using base::Result;
using base::Uuid;
using model::NeedState;
using model::RoleRow;
using model::Table;
using model::VersionStatus;

constexpr std::string_view kVoided = "voided";

std::string_view text_before(const RowState* before, std::string_view field) {
  return text_of(
      [before](std::string_view name) { return before == nullptr ? nullptr : before->field(name); },
      field);
}

// Null for a row that the catalogue's table of roles does not have.
const catalogue::RoleRow* catalogue_row(RoleRow row) {
  for (const catalogue::RoleRow& one : catalogue::current().role_rows) {
    if (one.entry->code == model::name(row)) {
      return &one;
    }
  }
  return nullptr;
}

// Exactly one person at a time.
bool has_one_holder(RoleRow row) {
  const catalogue::RoleRow* found = catalogue_row(row);
  return found != nullptr && found->holder == catalogue::Holder::one;
}

// Whether the row may be of that unit; where the unit's kind is not said, nothing speaks against
// it.
bool kind_fits(RoleRow row, model::ValueOf unit) {
  const auto kind = model::from_name<model::UnitKind>(text_of(unit, "kind"));
  const catalogue::RoleRow* found = catalogue_row(row);
  // The scales of services and resources are no kinds of unit.
  const auto wanted =
      found == nullptr ? std::nullopt : model::from_name<model::UnitKind>(found->scale->code);
  return !kind || !wanted || kind == wanted;
}

// The rows with one holder that an appointment fills.
std::vector<RoleRow> single_rows(model::ValueOf side) {
  std::vector<RoleRow> out;
  for (const std::string_view field : {"role", "also_role"}) {
    const auto row = model::from_name<RoleRow>(text_of(side, field));
    if (row && has_one_holder(*row)) {
      out.push_back(*row);
    }
  }
  return out;
}

bool overlap(model::ValueOf a, model::ValueOf b) {
  constexpr std::int64_t kEver = 99'991'231;
  const auto last = [](model::ValueOf side) {
    const std::int64_t day = number_of(side, "valid_to");
    return day == 0 ? kEver : day;
  };
  return number_of(a, "valid_from") <= last(b) && number_of(b, "valid_from") <= last(a);
}

}  // namespace

bool Guard::excused(const Uuid& row) const { return excused_.count(row.text()) > 0; }

Guard::Found Guard::check_rows(const Change& change) {
  const bool gone = number_of(change.after, kVoided) != 0;
  switch (change.table) {
    case Table::version:
      return check_version(change);
    case Table::closing:
      return check_closing(change);
    case Table::need:
      return check_need(change);
    case Table::appointment:
      return gone ? Found(std::nullopt) : check_appointment(change);
    case Table::unit: {
      TRY(std::optional<Fault> fault, gone ? Found(std::nullopt) : check_unit_kind(change));
      return fault || gone ? Found(fault) : check_successor(change);
    }
    case Table::duty:
      return check_duty(change);
    case Table::deviation:
      return check_deviation(change);
    case Table::exception:
      return check_exception(change);
    case Table::attachment:
      return check_attachment(change);
    case Table::fork:
      return gone ? Found(Fault{ErrorCode::row_stays, std::string(kVoided), {}})
                  : Found(std::nullopt);
    case Table::succession:
      return gone ? Found(std::nullopt) : check_succession(change);
    case Table::commitment:
    case Table::volume:
    case Table::benefit:
    case Table::outcome:
    case Table::turnover:
      return fixed(change);  // figures beside lines change no more than lines do
    default:
      return std::optional<Fault>();
  }
}

// draft → submitted → approved → superseded, and no other way but one: who has submitted a version
// may take it back before it is approved.
Guard::Found Guard::check_version(const Change& change) {
  if (writer_.schema < 2) {
    return std::optional<Fault>();  // its program knew no such way
  }
  const auto status = [](std::string_view name) {
    return model::from_name<VersionStatus>(name).value_or(VersionStatus::draft);
  };
  const VersionStatus from = status(text_before(change.before, "status"));
  const VersionStatus to = status(text_of(change.after, "status"));
  const bool gone = number_of(change.after, kVoided) != 0;
  const bool own = from == VersionStatus::submitted &&
                   base::trimmed(text_before(change.before, "submitted_by")) == writer_.user;
  if (gone) {
    return from == VersionStatus::draft || own
               ? Found(std::nullopt)
               : Found(Fault{ErrorCode::version_locked, std::string(kVoided), {}});
  }
  const auto passed = [&](std::string_view field) -> std::optional<Fault> {
    return person_of(change.after, field) == writer_.user
               ? std::nullopt
               : std::optional(Fault{ErrorCode::version_state, std::string(field), {}});
  };
  if (to == from) {
    const bool fixed = from == VersionStatus::approved || from == VersionStatus::superseded;
    for (const model::FieldInfo& field : model::table_info(Table::version).fields) {
      const bool stamp = field.name == "submitted_by" || field.name == "approved_by";
      if ((fixed || stamp) && differs(change.before, change.after, field.name)) {
        return Fault{fixed ? ErrorCode::version_locked : ErrorCode::version_state,
                     std::string(field.name),
                     {}};
      }
    }
    return std::optional<Fault>();
  }
  const bool anew = change.before != nullptr && change.before->voided();
  if (to == VersionStatus::draft && (own || anew) && !says(change.after, "submitted_by")) {
    return std::optional<Fault>();
  }
  if (change.before == nullptr || static_cast<int>(to) != static_cast<int>(from) + 1) {
    return Fault{ErrorCode::version_state, "status", std::string(model::name(to))};
  }
  if (to == VersionStatus::submitted) {
    return passed("submitted_by");
  }
  if (to == VersionStatus::superseded) {
    return std::optional<Fault>();
  }
  for (const std::string_view field : {"decision_number", "decision_date"}) {
    if (!says(change.after, field)) {
      return Fault{ErrorCode::value_missing, std::string(field), {}};
    }
  }
  if (auto other = passed("approved_by")) {
    return other;
  }
  const bool same = person_of(change.after, "submitted_by") == writer_.user;
  return same && !excused(change.row)
             ? Found(Fault{ErrorCode::separation_of_duties, "approved_by", writer_.user})
             : check_replaced(change);
}

// What is approved takes the place of what was approved of the same; both are done at once.
Guard::Found Guard::check_replaced(const Change& change) {
  constexpr int kFirstSchema = 6;
  if (writer_.schema < kFirstSchema) {
    return std::optional<Fault>();  // its program did not do it
  }
  TRY(Replaced replaced, replaced_by(change.row));
  for (const Uuid& other : replaced.versions) {
    if (!replaced.fault && superseded_.count(other) == 0) {
      replaced.fault = Fault{ErrorCode::version_overlaps, "status", other.text()};
    }
  }
  return std::move(replaced.fault);
}

Result<Guard::Replaced> Guard::replaced_by(const Uuid& version) {
  std::map<Uuid, std::string> approved;
  TRY_DO(world_.each(Table::version, "status", Value(std::string(name(VersionStatus::approved))),
                     [&](const Uuid& row, const RowState& state) {
                       const auto side = [&state](std::string_view of) { return state.field(of); };
                       if (row != version) {
                         approved.emplace(row, text_of(side, "label"));
                       }
                     }));
  if (approved.empty()) {
    return Replaced{};
  }
  std::map<Uuid, std::set<World::Planned>> planned;
  TRY_DO(world_.each_planned([&](const Uuid& of, const World::Planned& one) {
    if (of == version || approved.count(of) > 0) {
      planned[of].insert(one);
    }
  }));
  Replaced out;
  const std::set<World::Planned>& own = planned[version];
  for (const auto& [other, label] : approved) {
    const std::set<World::Planned>& theirs = planned[other];
    const auto lacks = [&own](const World::Planned& one) { return own.count(one) == 0; };
    const auto missing = std::find_if(theirs.begin(), theirs.end(), lacks);
    if (std::all_of(theirs.begin(), theirs.end(), lacks)) {
      continue;  // they plan something else
    }
    if (missing == theirs.end()) {
      out.versions.push_back(other);
      continue;
    }
    TRY(const std::optional<RowState> unit, world_.find(Table::unit, missing->unit));
    const std::string code(
        unit ? text_of([&unit](std::string_view of) { return unit->field(of); }, "code")
             : std::string_view("-"));
    out.fault = Fault{ErrorCode::version_overlaps, "status",
                      label + ": " + code + " " + std::to_string(missing->year)};
  }
  return out;
}

Guard::Found Guard::check_closing(const Change& change) {
  if (number_of(change.after, kVoided) != 0) {
    return Fault{ErrorCode::row_stays, std::string(kVoided), {}};
  }
  const bool closes = text_of(change.after, "state") != model::name(model::ClosingState::reopened);
  const bool stood = change.before != nullptr && text_before(change.before, "state") !=
                                                     model::name(model::ClosingState::reopened);
  if (!closes) {
    // Each reopening has a reason of its own, not the one that is left from the last.
    return change.before == nullptr ? Found(Fault{ErrorCode::value_range, "state", {}})
           : stood && !differs(change.before, change.after, "reason")
               ? Found(Fault{ErrorCode::reason_missing, "reason", {}})
               : Found(std::nullopt);
  }
  if (stood) {
    return differs(change.before, change.after, "closed_by")
               ? Found(Fault{ErrorCode::row_stays, "closed_by", {}})
               : Found(std::nullopt);
  }
  if (person_of(change.after, "closed_by") != writer_.user) {
    return Fault{ErrorCode::value_range, "closed_by", writer_.user};
  }
  if (excused(change.row)) {
    return std::optional<Fault>();
  }
  const Uuid unit = uuid_of(change.after, "unit");
  TRY(const bool wrote, world_.wrote_lines(writer_.user, number_of(change.after, "period"),
                                           [&](const Uuid& of) -> Result<bool> {
                                             TRY(const std::vector<Uuid> units, chain(of));
                                             return std::find(units.begin(), units.end(), unit) !=
                                                    units.end();
                                           }));
  return wrote ? Found(Fault{ErrorCode::separation_of_duties, "closed_by", writer_.user})
               : Found(std::nullopt);
}

// What was granted or cut was granted or cut of this amount, for this reason: it stays, but that
// the level above may return all of it. Who cuts or returns says why, each time.
Guard::Found Guard::check_need(const Change& change) {
  constexpr std::array<std::string_view, 5> kReturn{"state", "granted_cents", "decision_number",
                                                    "decision_date", "reason"};
  const auto before = model::from_name<NeedState>(text_before(change.before, "state"));
  const auto after = model::from_name<NeedState>(text_of(change.after, "state"));
  const bool decided = before == NeedState::granted || before == NeedState::cut;
  const bool returns = after == NeedState::returned && before != after;
  if (decided) {
    for (const model::FieldInfo& field : model::table_info(Table::need).fields) {
      const bool may =
          returns && std::find(kReturn.begin(), kReturn.end(), field.name) != kReturn.end();
      if (!may && differs(change.before, change.after, field.name)) {
        return Fault{ErrorCode::need_decided, std::string(field.name), {}};
      }
    }
  }
  const bool explains = returns || (after == NeedState::cut && before != after);
  return change.before != nullptr && explains && !differs(change.before, change.after, "reason")
             ? Found(Fault{ErrorCode::reason_missing, "reason", {}})
             : Found(std::nullopt);
}

// A unit does not become another kind while somebody holds a row of the one that it is.
Guard::Found Guard::check_unit_kind(const Change& change) {
  if (change.before == nullptr || !differs(change.before, change.after, "kind")) {
    return std::optional<Fault>();
  }
  std::optional<Fault> found;
  TRY_DO(world_.each(
      Table::appointment, "unit", Value(change.row.text()),
      [&](const Uuid&, const RowState& state) {
        const auto side = [&state](std::string_view name) { return state.field(name); };
        const auto row = model::from_name<RoleRow>(text_of(side, "role"));
        if (row && !kind_fits(*row, change.after)) {
          found = Fault{ErrorCode::unit_kind_unfit, "kind", std::string(model::name(*row))};
        }
      }));
  return found;
}

// A duty is stated by whoever does it, and what was said of a closed period stays.
Guard::Found Guard::check_duty(const Change& change) {
  const bool gone = number_of(change.after, kVoided) != 0;
  const bool states = change.before == nullptr || change.before->voided();
  const bool restates = differs(change.before, change.after, "evidence") ||
                        differs(change.before, change.after, "date");
  if (!gone && person_of(change.after, "done_by") != writer_.user &&
      (states || restates || differs(change.before, change.after, "done_by"))) {
    return Fault{ErrorCode::value_range, "done_by", writer_.user};
  }
  if (!gone && states && first_day(number_of(change.after, "period")) > writer_.day) {
    return Fault{ErrorCode::period_not_begun, "period",
                 std::to_string(number_of(change.after, "period"))};
  }
  if (change.before == nullptr) {
    return std::optional<Fault>();
  }
  TRY(const access::Place place, place_of(change, change.after));
  TRY(const bool shut, closed(place.units.empty() ? Uuid() : place.units.front(),
                              number_of(change.after, "period")));
  return shut ? Found(Fault{ErrorCode::period_closed, "period", {}}) : Found(std::nullopt);
}

Guard::Found Guard::check_appointment(const Change& change) {
  const Uuid of_unit = uuid_of(change.after, "unit");
  const auto role = model::from_name<RoleRow>(text_of(change.after, "role"));
  const bool placed = change.before == nullptr || differs(change.before, change.after, "role") ||
                      differs(change.before, change.after, "unit");
  if (role && placed && !of_unit.is_nil()) {
    TRY(const std::optional<RowState> unit, world_.find(Table::unit, of_unit));
    if (unit && !kind_fits(*role, [&unit](std::string_view field) { return unit->field(field); })) {
      return Fault{ErrorCode::unit_kind_unfit, "unit", std::string(model::name(*role))};
    }
  }
  const std::vector<RoleRow> rows = single_rows(change.after);
  if (rows.empty()) {
    return std::optional<Fault>();
  }
  std::string_view scope = "unit";
  for (const std::string_view field : {"service", "resource"}) {
    scope = says(change.after, field) ? field : scope;
  }
  if (!says(change.after, scope)) {
    return std::optional<Fault>();
  }
  const Value* where = change.after(scope);
  const Uuid unit = uuid_of(change.after, "unit");
  std::optional<Fault> found;
  TRY_DO(
      world_.each(Table::appointment, scope, *where, [&](const Uuid& row, const RowState& state) {
        const auto other = [&state](std::string_view field) { return state.field(field); };
        const std::vector<RoleRow> held = single_rows(other);
        const Uuid in_unit = uuid_of(other, "unit");
        const bool one_place = unit.is_nil() || in_unit.is_nil() || unit == in_unit;
        const bool one_row = std::any_of(rows.begin(), rows.end(), [&held](RoleRow one) {
          return std::find(held.begin(), held.end(), one) != held.end();
        });
        if (row != change.row && one_place && one_row && overlap(change.after, other)) {
          found = Fault{ErrorCode::appointment_overlap, "valid_from",
                        std::string(text_of(other, "holder")), true};
        }
      }));
  return found;
}

}  // namespace saimnieks::oplog
