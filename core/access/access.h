// Who may see and do what: one decision function, asked by the ledger's commands and its Sight, and
// so by screens and the command line, and by the endpoint. It denies what it does not know. The
// outer gate is the device's enrolment; within it decides which rows of the methodology's table of
// roles a person holds, and where. Where nobody is appointed to anything, there is nothing to
// decide by: see docs/roles.md.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/uuid.h"
#include "core/model/facts.h"

namespace saimnieks::access {

// What an enrolled device may do in one ledger.
enum class Enrolment : std::uint8_t { none, reader, editor };

enum class Act : std::uint8_t {
  read,
  enter,    // lines, volumes, benefits, outcomes, conformity, commitments, schedules, attachments
  change,   // the same, once they stand
  plan,     // versions of plans, while they are drafts
  submit,   // a version
  approve,  // a version, or supersede it
  close,    // a unit's period
  reopen,   // a unit's period
  state_need,   // for funding
  decide_need,  // grant, cut or return it
  budget,       // appropriations and their amendments
  structure,    // units, services, resources, policies, sources of funding, uses of resources
  appoint,      // and end appointments
  common,       // what belongs to no place: own codes of lists, reasons for exceptions
  attest,       // that a duty of the row is done
};
inline constexpr int kActCount = 15;

// Where a thing lies as seen from who holds a row: in the unit (or service, resource) itself, in a
// unit below it, in one above, elsewhere, or nowhere yet.
enum class Scope : std::uint8_t { own, below, above, elsewhere, nowhere };
inline constexpr int kScopeCount = 5;

enum class Subject : std::uint8_t { management, service, resource, policy };

// A row of the table of roles, as somebody holds it.
struct Office {
  model::RoleRow row{};
  std::vector<base::Uuid> units{};  // the unit, and those above it; of R7 … R9, R11, R12 often none
  base::Uuid service{};             // of R7, R8, R9
  base::Uuid resource{};            // of R11, R12
};

struct Place {
  bool whole_ledger = false;        // a version of plans, which lies in no unit
  std::vector<base::Uuid> units{};  // the unit, and those above it; none: not said yet
  base::Uuid service{};
  base::Uuid resource{};
  Subject subject = Subject::management;
};

enum class Decision : std::uint8_t {
  denied,
  allowed,
  // Only as an exception with a reason: where nobody stands above, the same person's level; for a
  // duty, a level above its holder.
  by_exception,
};

// The table: one row of roles, one act, one relation of places.
[[nodiscard]] bool row_may(model::RoleRow row, Act act, Scope scope, Subject subject);
// Whether a row may appoint somebody to the other one.
[[nodiscard]] bool may_appoint(model::RoleRow row, model::RoleRow other);

[[nodiscard]] Scope scope_of(const Office& office, const Place& place);

// The decision. `target` of Act::appoint is the row that is filled, of Act::attest the row whose
// duty it is, else it says nothing.
[[nodiscard]] Decision decide(Enrolment device, std::span<const Office> offices, Act act,
                              const Place& place, model::RoleRow target = model::RoleRow::r12);

}  // namespace saimnieks::access
