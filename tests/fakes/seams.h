// Clock and chance for tests: set by hand and seeded, so that every run is the same run.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/seams.h"

namespace saimnieks::fakes {

class FakeClock : public base::Clock {
 public:
  explicit FakeClock(std::int64_t now_ms = 1'780'000'000'000) : now_ms_(now_ms) {}
  std::int64_t now_ms() override { return now_ms_; }
  // Each question takes a little time, so that budgets end.
  std::int64_t monotonic_us() override { return monotonic_us_ += step_us_; }

  void set_ms(std::int64_t now_ms) { now_ms_ = now_ms; }
  void advance_ms(std::int64_t by_ms) {
    now_ms_ += by_ms;
    monotonic_us_ += by_ms * 1000;
  }
  void set_step_us(std::int64_t step_us) { step_us_ = step_us; }

 private:
  std::int64_t now_ms_;
  std::int64_t monotonic_us_ = 0;
  std::int64_t step_us_ = 1;
};

// splitmix64: small, and good enough to be chance.
class FakeRandom : public base::Random {
 public:
  explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  // 0 … below − 1.
  std::uint64_t below(std::uint64_t below) { return next() % below; }

  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) {
      byte = static_cast<std::byte>(next());
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace saimnieks::fakes
