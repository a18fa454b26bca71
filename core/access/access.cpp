// The decision: what is not named here is denied.
#include "core/access/access.h"

namespace saimnieks::access {

bool allows(Role role, Act act, model::Table) {
  switch (role) {
    case Role::none:
      return false;
    case Role::reader:
      return act == Act::read;
    case Role::editor:
      return act == Act::read || act == Act::write;
  }
  return false;
}

}  // namespace saimnieks::access
