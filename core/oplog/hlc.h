// Hybrid logical clock: the user's clock, made to run forward only and to follow what was seen.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/seams.h"

namespace saimnieks::oplog {

struct Hlc {
  std::int64_t ms = 0;        // since 1970, below 2^52
  std::uint16_t counter = 0;  // orders stamps within one millisecond

  [[nodiscard]] std::string text() const;  // "<13 hex ms>-<4 hex counter>": sorts as it orders
  [[nodiscard]] static base::Result<Hlc> parse(std::string_view text);
  friend auto operator<=>(const Hlc&, const Hlc&) = default;
};

class HybridClock {
 public:
  explicit HybridClock(base::Clock& clock, Hlc last = {}) : clock_(clock), last_(last) {}

  // Later than every stamp given or received before; never refuses, whatever the clock says.
  [[nodiscard]] Hlc tick();
  // Follows a stamp from elsewhere, unless it lies more than a day ahead of our own clock: one
  // device a year in the future must not pull the others with it.
  void receive(Hlc other);
  // Our clock's error, measured against the endpoint: added to it from now on.
  void set_offset_ms(std::int64_t offset_ms) { offset_ms_ = offset_ms; }
  [[nodiscard]] Hlc last() const { return last_; }
  void restore(Hlc last) { last_ = last; }  // after a rolled-back transaction

 private:
  [[nodiscard]] std::int64_t now_ms();

  base::Clock& clock_;
  Hlc last_;
  std::int64_t offset_ms_ = 0;
};

}  // namespace saimnieks::oplog
