// A ledger with the demonstration municipality.
#pragma once

#include <string>

#include "core/base/sha256.h"
#include "core/exchange/demo.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {

struct DemoLedger : ledger::TestLedger {
  DemoLedger() { create(); }
  // The hash over the whole log: every op of it, rows and ids and all.
  [[nodiscard]] std::string head() const {
    return base::to_hex(ledger::must(ledger->own_log(1, INT64_MAX, INT64_MAX)).items.back().hash);
  }
  // Of the lines and their axes alone, however they were packed into ops.
  [[nodiscard]] std::string lines_hash() const {
    base::Sha256 hash;
    for (const std::string& line : picture()) {
      hash.update(line + "\n");
    }
    return base::to_hex(hash.finish());
  }
  base::Job::State make(std::uint64_t seed, std::int64_t lines) {
    DemoJob job(*ledger, seed, lines);
    return base::run_to_end(job, clock);
  }
};

}  // namespace saimnieks::exchange
