// A Job is long work cut into steps, so that frames go on between them and cancel works.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/seams.h"

namespace saimnieks::base {

struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: not known yet
  std::string_view
      phase_key;  // a translation key ("job.import.reading"); lives as long as the program
};

class Job {
 public:
  enum class State : std::uint8_t { running, done, failed, cancelled };

  virtual ~Job() = default;
  // Works for about `budget_ms` (one indivisible piece may overrun it slightly) and returns. After
  // done, failed or cancelled it does nothing more. A budget of 0 still makes some progress.
  virtual State step(Clock& clock, std::int64_t budget_ms) = 0;
  // Leaves nothing behind; the next step() answers cancelled.
  virtual void cancel() = 0;
  [[nodiscard]] virtual Progress progress() const = 0;
  // Set when failed.
  [[nodiscard]] virtual const std::optional<Error>& error() const = 0;
};

// Steps until it ends: command line and tests.
inline Job::State run_to_end(Job& job, Clock& clock) {
  Job::State state = Job::State::running;
  while (state == Job::State::running) {
    state = job.step(clock, 1000);
  }
  return state;
}

// A stopwatch for step(): true once the budget is spent.
class Budget {
 public:
  Budget(Clock& clock, std::int64_t budget_ms)
      : clock_(clock), end_us_(clock.monotonic_us() + budget_ms * 1000) {}
  [[nodiscard]] bool spent() { return clock_.monotonic_us() >= end_us_; }

 private:
  Clock& clock_;
  std::int64_t end_us_;
};

}  // namespace saimnieks::base
