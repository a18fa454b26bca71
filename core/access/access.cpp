// The decision: what is not named here is denied.
#include "core/access/access.h"

#include <algorithm>
#include <array>

namespace saimnieks::access {
namespace {

using model::RoleRow;
using Scopes = std::uint8_t;

constexpr Scopes bit(Scope scope) {
  return static_cast<Scopes>(1U << static_cast<unsigned>(scope));
}
constexpr Scopes kNever = 0;
constexpr Scopes kOwn = bit(Scope::own);
constexpr Scopes kBelow = bit(Scope::below);
constexpr Scopes kAbove = bit(Scope::above);
constexpr Scopes kNowhere = bit(Scope::nowhere);
constexpr Scopes kHere = kOwn | kNowhere;  // what is not placed yet may be placed by them
constexpr Scopes kTree = kOwn | kBelow | kNowhere;
constexpr Scopes kAnyPlan = kOwn | kAbove;  // a version of plans belongs to all
constexpr Scopes kAttest = kOwn;            // whoever holds the row, and nobody else

constexpr unsigned subject_bit(Subject subject) { return 1U << static_cast<unsigned>(subject); }
constexpr unsigned kManagement = subject_bit(Subject::management);
constexpr unsigned kServices = subject_bit(Subject::service);
constexpr unsigned kResources = subject_bit(Subject::resource);
constexpr unsigned kPolicies = subject_bit(Subject::policy);
constexpr unsigned kAll = kManagement | kServices | kResources | kPolicies;

struct Row {
  unsigned subjects;
  std::array<Scopes, kActCount> scopes;  // by Act
};

// The twelve rows. The state and the sectors coordinate: they decide, reopen and grant below, and
// leave the entries of institutions to these. A municipality also enters for its institutions,
// since one accounting office often keeps the books of all.
constexpr std::array<Row, 12> kRows{{
    // subjects,               read      enter  change plan      submit    approve close
    //   reopen  state_need  decide  budget         structure appoint common
    //   attest
    {kAll,
     {kTree, kHere, kHere, kAnyPlan, kAnyPlan, kOwn, kOwn,  //
      kBelow, kTree, kBelow, kOwn | kBelow, kTree, kTree, kHere, kAttest}},
    {kAll,
     {kTree, kHere, kHere, kAnyPlan, kAnyPlan, kOwn, kOwn,  //
      kBelow, kTree, kBelow, kOwn | kBelow, kTree, kTree, kHere, kAttest}},
    {kAll,
     {kTree, kTree, kTree, kAnyPlan, kAnyPlan, kOwn, kOwn,  //
      kBelow, kTree, kBelow, kOwn | kBelow, kTree, kTree, kHere, kAttest}},
    {kServices | kPolicies | kManagement,
     {kTree, kTree, kTree, kAnyPlan, kAnyPlan, kOwn, kOwn | kBelow,  //
      kBelow, kTree, kBelow, kOwn | kBelow, kTree, kTree, kHere, kAttest}},
    {kResources | kPolicies | kManagement,
     {kTree, kTree, kTree, kAnyPlan, kAnyPlan, kNever, kOwn | kBelow,  //
      kNever, kTree, kNever, kNever, kTree, kTree, kHere, kAttest}},
    {kServices | kManagement,
     {kTree, kTree, kTree, kAnyPlan, kAnyPlan, kNever, kNever,  //
      kNever, kTree, kNever, kNever, kTree, kNever, kHere, kAttest}},
    {kServices,
     {kOwn, kOwn, kOwn, kAnyPlan, kAnyPlan, kNever, kNever,  //
      kNever, kOwn, kNever, kNever, kNever, kNever, kHere, kAttest}},
    {kServices,
     {kOwn, kOwn, kOwn, kNever, kNever, kNever, kNever,  //
      kNever, kOwn, kNever, kNever, kNever, kNever, kHere, kAttest}},
    {kServices,
     {kOwn, kNever, kNever, kNever, kNever, kNever, kNever,  //
      kNever, kOwn, kNever, kNever, kNever, kNever, kNever, kAttest}},
    {kResources | kManagement,
     {kTree, kTree, kTree, kAnyPlan, kAnyPlan, kNever, kNever,  //
      kNever, kTree, kNever, kNever, kTree, kNever, kHere, kAttest}},
    {kResources,
     {kOwn, kOwn, kOwn, kAnyPlan, kAnyPlan, kNever, kNever,  //
      kNever, kOwn, kNever, kNever, kNever, kNever, kHere, kAttest}},
    {kResources,
     {kOwn, kNever, kNever, kNever, kNever, kNever, kNever,  //
      kNever, kOwn, kNever, kNever, kNever, kNever, kNever, kAttest}},
}};

constexpr std::size_t at(RoleRow row) { return static_cast<std::size_t>(row); }
constexpr bool of_service(RoleRow row) { return row >= RoleRow::r7 && row <= RoleRow::r9; }
constexpr bool of_resource(RoleRow row) { return row >= RoleRow::r11; }

bool holds(const std::vector<base::Uuid>& units, const base::Uuid& unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

// These acts are no entry for one object: they belong to whoever's level it is. Who answers for
// services there sees what the resources of the unit cost.
constexpr bool asks_subject(Act act) {
  return act != Act::read && act != Act::plan && act != Act::submit && act != Act::approve &&
         act != Act::close && act != Act::reopen && act != Act::decide_need && act != Act::budget &&
         act != Act::common && act != Act::appoint && act != Act::attest;
}

}  // namespace

bool row_may(RoleRow row, Act act, Scope scope, Subject subject) {
  const auto place = static_cast<std::size_t>(act);
  if (at(row) >= kRows.size() || place >= std::size_t{kActCount}) {
    return false;
  }
  const Row& may = kRows[at(row)];
  if (act == Act::common && scope == Scope::nowhere) {
    return (may.scopes[place] & kNowhere) != 0;
  }
  return (may.scopes[place] & bit(scope)) != 0 &&
         (!asks_subject(act) || (may.subjects & subject_bit(subject)) != 0);
}

bool may_appoint(RoleRow row, RoleRow other) {
  switch (row) {
    case RoleRow::r1:
    case RoleRow::r2:
    case RoleRow::r3:
      return at(other) < kRows.size();
    case RoleRow::r4:  // services' rows of its institution
      return other == RoleRow::r6 || of_service(other);
    case RoleRow::r5:
      return other == RoleRow::r10 || (of_resource(other) && at(other) < kRows.size());
    default:
      return false;
  }
}

Scope scope_of(const Office& office, const Place& place) {
  const bool by_unit = !of_service(office.row) && !of_resource(office.row);
  if (place.whole_ledger) {
    return by_unit && office.units.size() == 1 ? Scope::own : Scope::above;
  }
  if (place.units.empty() && place.service.is_nil() && place.resource.is_nil()) {
    return Scope::nowhere;
  }
  if (!by_unit) {
    const bool same = of_service(office.row)
                          ? !place.service.is_nil() && place.service == office.service
                          : !place.resource.is_nil() && place.resource == office.resource;
    const bool here = office.units.empty() || holds(place.units, office.units.front());
    return same && here ? Scope::own : Scope::elsewhere;
  }
  if (place.units.empty()) {
    return Scope::nowhere;
  }
  if (office.units.empty()) {
    return Scope::elsewhere;
  }
  if (place.units.front() == office.units.front()) {
    return Scope::own;
  }
  return holds(place.units, office.units.front())   ? Scope::below
         : holds(office.units, place.units.front()) ? Scope::above
                                                    : Scope::elsewhere;
}

Decision decide(Enrolment device, std::span<const Office> offices, Act act, const Place& place,
                RoleRow target) {
  if (device != Enrolment::editor) {
    // The readers' token is given for reading everything, to whoever holds no office here.
    return device == Enrolment::reader && act == Act::read ? Decision::allowed : Decision::denied;
  }
  bool exception = false;
  for (const Office& office : offices) {
    const Scope scope = scope_of(office, place);
    const bool fits = (act != Act::appoint || may_appoint(office.row, target)) &&
                      (act != Act::attest || office.row == target);
    if (fits && row_may(office.row, act, scope, place.subject)) {
      return Decision::allowed;
    }
    const bool nobody_above = (act == Act::reopen || act == Act::decide_need) &&
                              scope == Scope::own && place.units.size() == 1 &&
                              row_may(office.row, act, Scope::below, place.subject);
    const bool stands_in = act == Act::attest && (scope == Scope::own || scope == Scope::below) &&
                           may_appoint(office.row, target);
    exception = exception || nobody_above || stands_in;
  }
  return exception ? Decision::by_exception : Decision::denied;
}

}  // namespace saimnieks::access
