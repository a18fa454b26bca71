// What the tests of control begin with: a municipality 001 with a school 012, a service P1, a code
// and a version of plans; and the words in which rows are entered.
#pragma once

#include "tests/core/ledger_fixture.h"

namespace saimnieks::control {

using ledger::Add;
using ledger::Change;
using ledger::FieldValue;
using ledger::must;
using ledger::number;
using ledger::text;
using model::Table;
using model::Value;

struct SmallTown : ledger::TestLedger {
  SmallTown() {
    create();
    add_dimensions();
    school = model::UnitId{run(ledger::AddUnit{.parent = unit, .code = "012"}).dimension};
  }

  model::UnitId school{};
};

}  // namespace saimnieks::control
