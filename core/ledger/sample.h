// A sample of lines for an audit, which anybody can draw again. Which lines it holds follows from
// the seed and the lines' ids alone: not from their order in the file, the device or the program.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/sha256.h"
#include "core/ledger/ledger.h"

namespace saimnieks::ledger {

struct SampledLine {
  base::Hash rank{};  // SHA-256 of "SEED\nROW"
  model::Line line{};
  Ledger::LastWrite written{};
  std::vector<model::Attachment> attachments{};
};

struct Sample {
  // What it was drawn from: lines that are not voided.
  std::int64_t population = 0;
  std::vector<SampledLine> lines{};  // least rank first
};

// The `count` lines of the least ranks; all of them when there are fewer. Reads every line once.
// storage_*.
[[nodiscard]] base::Result<Sample> draw_sample(const Ledger& ledger, std::string_view seed,
                                               std::size_t count);

}  // namespace saimnieks::ledger
