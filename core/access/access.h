// Who may do what. One decision function, asked by the ledger, the screens and the endpoint; denies
// what it does not know. Roles grow here; callers do not change.
#pragma once

#include <cstdint>

#include "core/base/uuid.h"
#include "core/model/tables.h"

namespace saimnieks::access {

// What an enrolled device may do in one ledger.
enum class Role : std::uint8_t {
  none,
  reader,
  editor,  // lines, dimensions and versions
};

enum class Act : std::uint8_t { read, write };

[[nodiscard]] bool allows(Role role, Act act, model::Table table);

}  // namespace saimnieks::access
