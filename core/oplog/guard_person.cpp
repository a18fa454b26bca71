// Who may do it: from a change of a row to acts at places, and to the offices of the writer.
#include <algorithm>
#include <array>

#include "core/oplog/guard.h"

namespace saimnieks::oplog {
namespace {

using access::Act;
using access::Decision;
using access::Office;
using access::Place;
using access::Subject;
using base::ErrorCode;
using base::Result;
using base::Uuid;
using model::RoleRow;
using model::Table;

bool in_force(const RowState& state, std::int64_t day) {
  const auto field = [&state](std::string_view name) { return state.field(name); };
  const std::int64_t last = number_of(field, "valid_to");
  return number_of(field, "valid_from") <= day && (last == 0 || day <= last);
}

bool can_appoint(RoleRow row) { return row <= RoleRow::r5; }

// What an update of a need does: decide, or say anew what is needed.
Act act_on_need(const RowState& before, model::ValueOf after) {
  constexpr std::array<std::string_view, 5> kDecision{"state", "granted_cents", "decision_number",
                                                      "decision_date", "reason"};
  const auto was = [&before](std::string_view name) { return before.field(name); };
  const bool stated_again = text_of(was, "state") == model::name(model::NeedState::returned) &&
                            text_of(after, "state") == model::name(model::NeedState::stated);
  const bool decides = std::any_of(kDecision.begin(), kDecision.end(), [&](std::string_view field) {
    return differs(&before, after, field);
  });
  return decides && !stated_again ? Act::decide_need : Act::state_need;
}

Act act_on_version(const RowState* before, model::ValueOf after) {
  const auto to = model::from_name<model::VersionStatus>(text_of(after, "status"))
                      .value_or(model::VersionStatus::draft);
  const bool moves =
      before == nullptr ? to != model::VersionStatus::draft : differs(before, after, "status");
  return !moves                                  ? Act::plan
         : to == model::VersionStatus::submitted ? Act::submit
         : to == model::VersionStatus::draft     ? Act::plan
                                                 : Act::approve;
}

// What names things and says who answers for them: nothing could be entered without it.
bool is_everybodys(Table table) {
  switch (table) {
    case Table::line:
    case Table::schedule:
    case Table::appropriation:
    case Table::amendment:
    case Table::need:
    case Table::commitment:
    case Table::volume:
    case Table::benefit:
    case Table::outcome:
    case Table::conformity:
    case Table::attachment:
    case Table::deviation:
    case Table::turnover:
      return false;
    default:
      return true;
  }
}

}  // namespace

Guard::Found Guard::check_person(const Change& change) {
  TRY(const bool open, is_open());
  const bool appoints = change.table == Table::appointment && change.before == nullptr;
  if ((open && !appoints) || change.table == Table::fork) {
    // Nobody is appointed to anything, or a device says what it was: its enrolment alone decides.
    return writer_.device == access::Enrolment::editor
               ? Found(std::nullopt)
               : Found(Fault{ErrorCode::not_allowed, {}, {}});
  }
  TRY(const std::vector<Deed> deeds, deeds_of(change));
  for (const Deed& deed : deeds) {
    TRY(std::optional<Fault> fault, check_deed(change, deed));
    if (fault) {
      return fault;
    }
  }
  return std::optional<Fault>();
}

Guard::Found Guard::check_deed(const Change& change, const Deed& deed) {
  TRY(const std::vector<Office>* held, offices());
  switch (access::decide(writer_.device, *held, deed.act, deed.place, deed.target)) {
    case Decision::allowed:
      return std::optional<Fault>();
    case Decision::by_exception:
      return excused(change.row) ? Found(std::nullopt)
                                 : Found(Fault{ErrorCode::reason_missing, "exception", {}});
    case Decision::denied:
      break;
  }
  if (writer_.device != access::Enrolment::editor) {
    return Fault{ErrorCode::not_allowed, {}, {}};
  }
  if (deed.act == Act::appoint) {
    return check_first_appointment(change, deed);
  }
  return Fault{ErrorCode::role_not_allowed, {}, writer_.user};
}

// Somebody has to be the first; and where those who could appoint are gone, the next. It is the
// writer himself, since whoever appointed another would shut himself out.
Guard::Found Guard::check_first_appointment(const Change& change, const Deed& deed) {
  TRY(const bool somebody, somebody_appoints());
  if (somebody || change.before != nullptr) {
    return Fault{ErrorCode::role_not_allowed, {}, writer_.user};
  }
  const std::int64_t last = number_of(change.after, "valid_to");
  const bool now =
      number_of(change.after, "valid_from") <= writer_.day && (last == 0 || writer_.day <= last);
  return can_appoint(deed.target) && now && person_of(change.after, "holder") == writer_.user
             ? Found(std::nullopt)
             : Found(Fault{ErrorCode::appoint_yourself_first, "holder", writer_.user});
}

Result<bool> Guard::sees_everything() {
  TRY(const bool open, is_open());
  return open || writer_.device == access::Enrolment::reader;
}

Result<bool> Guard::sees(Table table, const Uuid& row, Side side) {
  TRY(const bool everything, sees_everything());
  if (everything || is_everybodys(table)) {
    return true;
  }
  TRY(const Place place, place_of({table, row, nullptr, side}, side));
  TRY(const std::vector<Office>* held, offices());
  return place.whole_ledger ||  // as the files of a plan's approval
         access::decide(writer_.device, *held, Act::read, place) == Decision::allowed;
}

Result<bool> Guard::is_open() {
  if (!open_) {
    TRY(const bool any, world_.any(Table::appointment));
    open_ = !any;
  }
  return *open_;
}

Result<bool> Guard::somebody_appoints() {
  bool found = false;
  for (const RoleRow row : {RoleRow::r1, RoleRow::r2, RoleRow::r3, RoleRow::r4, RoleRow::r5}) {
    TRY_DO(world_.each(Table::appointment, "role", Value(std::string(model::name(row))),
                       [&](const Uuid&, const RowState& state) {
                         found = found || in_force(state, writer_.day);
                       }));
  }
  return found;
}

Result<const std::vector<Office>*> Guard::offices() {
  if (offices_) {
    return &*offices_;
  }
  std::vector<Office> held;
  std::vector<Uuid> units;
  if (!writer_.user.empty()) {
    TRY_DO(world_.each(Table::appointment, {}, {}, [&](const Uuid&, const RowState& state) {
      const auto field = [&state](std::string_view name) { return state.field(name); };
      const bool his = person_of(field, "holder") == writer_.user && in_force(state, writer_.day);
      for (const std::string_view name : {"role", "also_role"}) {
        if (const auto row = model::from_name<RoleRow>(text_of(field, name)); row && his) {
          held.push_back({*row, {}, uuid_of(field, "service"), uuid_of(field, "resource")});
          units.push_back(uuid_of(field, "unit"));
        }
      }
    }));
  }
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (!units[i].is_nil()) {
      TRY(held[i].units, chain(units[i]));
    }
  }
  offices_ = std::move(held);
  return &*offices_;
}

Result<std::vector<Guard::Deed>> Guard::deeds_of(const Change& change) {
  std::vector<Deed> out;
  if (change.before != nullptr) {
    TRY_DO(add_deeds(
        change, [&change](std::string_view field) { return change.before->field(field); }, out));
  }
  TRY_DO(add_deeds(change, change.after, out));
  return out;
}

Result<void> Guard::add_deeds(const Change& change, Side side, std::vector<Deed>& out) {
  Deed deed;
  TRY(deed.place, place_of(change, side));
  const RowState* before = change.before;
  switch (change.table) {
    case Table::unit:
    case Table::service:
    case Table::resource:
    case Table::policy:
    case Table::source:
    case Table::usage:
    case Table::population:
    case Table::succession:
      deed.act = Act::structure;
      break;
    case Table::code:
    case Table::exception:
      deed.act = Act::common;
      break;
    case Table::version:
      deed.act = act_on_version(before, change.after);
      break;
    case Table::closing:
      deed.act = text_of(change.after, "state") == model::name(model::ClosingState::reopened)
                     ? Act::reopen
                     : Act::close;
      break;
    case Table::appropriation:
    case Table::amendment:
    case Table::threshold:
      deed.act = Act::budget;
      break;
    case Table::need:
      deed.act = before != nullptr ? act_on_need(*before, change.after) : Act::state_need;
      if (before == nullptr && text_of(side, "state") != model::name(model::NeedState::stated) &&
          !text_of(side, "state").empty()) {
        out.push_back(deed);
        deed.act = Act::decide_need;
      }
      break;
    case Table::appointment:
      deed.act = Act::appoint;
      for (const std::string_view field : {"role", "also_role"}) {
        if (const auto row = model::from_name<RoleRow>(text_of(side, field))) {
          deed.target = *row;
          out.push_back(deed);
        }
      }
      return {};
    case Table::duty:
      deed.act = Act::attest;
      deed.target = model::from_name<RoleRow>(text_of(side, "role")).value_or(RoleRow::r12);
      break;
    case Table::allocation:
      deed.act = Act::plan;
      break;
    case Table::attachment:
      deed.act = deed.place.whole_ledger ? Act::plan : before == nullptr ? Act::enter : Act::change;
      break;
    default:
      deed.act = before == nullptr ? Act::enter : Act::change;
      break;
  }
  out.push_back(std::move(deed));
  return {};
}

// Without a unit of its own, a row lies where its service, resource or policy belongs.
Result<void> Guard::place_object(Side side, Place& place) {
  TRY(const Uuid unit, home_of(world_, side));
  const std::pair<std::string_view, Table> objects[] = {{"service", Table::service},
                                                        {"resource", Table::resource},
                                                        {"from_resource", Table::resource},
                                                        {"policy", Table::policy}};
  for (const auto& [field, table] : objects) {
    const Uuid object = uuid_of(side, field);
    if (object.is_nil()) {
      continue;
    }
    (table == Table::service ? place.service : place.resource) =
        table == Table::policy ? Uuid() : object;
    place.subject = table == Table::service    ? Subject::service
                    : table == Table::resource ? Subject::resource
                                               : Subject::policy;
    break;
  }
  TRY(place.units, chain(unit));
  return {};
}

Result<Place> Guard::place_of(const Change& change, Side side) {
  Place place;
  // A row that stands for another one lies where that lies.
  const auto of = [this, &place](Table table, const Uuid& row) -> Result<void> {
    TRY(const std::optional<RowState> state, world_.find(table, row));
    return state ? place_object([&](std::string_view name) { return state->field(name); }, place)
                 : Result<void>();
  };
  switch (change.table) {
    case Table::version:
    case Table::allocation:
      place.whole_ledger = true;
      return place;
    case Table::code:
    case Table::source:
    case Table::exception:
      return place;
    case Table::unit: {
      TRY(place.units, chain(change.before == nullptr ? uuid_of(side, "parent") : change.row));
      return place;
    }
    case Table::amendment:
      TRY_DO(of(Table::appropriation, uuid_of(side, "appropriation")));
      return place;
    case Table::attachment:
      place.whole_ledger = !uuid_of(side, "version").is_nil();
      TRY_DO(of(Table::line, uuid_of(side, "line")));
      TRY_DO(of(Table::closing, uuid_of(side, "closing")));
      return place;
    case Table::threshold:
      place.whole_ledger = uuid_of(side, "unit").is_nil();  // it holds everywhere
      break;
    default:
      break;
  }
  TRY_DO(place_object(side, place));
  if (change.table == Table::service) {
    place.service = change.row;
    place.subject = Subject::service;
  } else if (change.table == Table::resource) {
    place.resource = change.row;
    place.subject = Subject::resource;
  } else if (change.table == Table::policy) {
    place.subject = Subject::policy;
  }
  return place;
}

}  // namespace saimnieks::oplog
