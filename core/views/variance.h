// Variance: later − earlier and its percentage, for costs. One rule for every screen.
#pragma once

#include <cstdint>
#include <optional>

namespace saimnieks::views {

enum class Meaning : std::uint8_t { none, favourable, adverse, not_planned };

struct Variance {
  std::int64_t cents = 0;
  // Of |base|, in hundredths of a percent, half away from zero; absent when the base is 0.
  std::optional<std::int64_t> percent_hundredths;
  Meaning meaning = Meaning::none;

  friend bool operator==(const Variance&, const Variance&) = default;
};

__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): only a typedef takes the mark

// V = other − base; for costs, more is adverse (rules of variance in docs/formulas).
[[nodiscard]] constexpr Variance cost_variance(std::int64_t base_cents, std::int64_t other_cents) {
  Variance out;
  out.cents = other_cents - base_cents;
  if (base_cents == 0) {
    out.meaning = other_cents == 0 ? Meaning::none : Meaning::not_planned;
    return out;
  }
  out.meaning = out.cents == 0  ? Meaning::none
                : out.cents > 0 ? Meaning::adverse
                                : Meaning::favourable;
  // In 128 bits no amount that fits a ledger overflows.
  const Wide whole =
      base_cents < 0 ? -static_cast<Wide>(base_cents) : static_cast<Wide>(base_cents);
  const Wide scaled = static_cast<Wide>(out.cents) * 10'000;
  const Wide half = scaled < 0 ? -whole : whole;
  out.percent_hundredths = static_cast<std::int64_t>((2 * scaled + half) / (2 * whole));
  return out;
}

}  // namespace saimnieks::views
