#include "core/costing/solve.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/costing/eliminate.h"
#include "core/costing/system.h"

namespace saimnieks::costing {
namespace {

using base::ErrorCode;
using base::I128;
using base::U128;

// Twice what 64 bits of cents hold: on the way an approximation may be a little above the truth.
constexpr U128 kMostGross = U128{1} << (64U + kFixedBits);

// Gauss-Seidel in 32 bits: an approximation of what the nodes get when these amounts enter, good to
// about as many bits of the largest one as `kStart`. Nothing when amounts pile up too much.
class Sweeper {
 public:
  explicit Sweeper(const System& system) : system_(system), amounts_(system.size()) {}

  std::optional<std::vector<Fixed>> solve(std::span<const Fixed> residuals) {
    constexpr int kStart = 24;
    constexpr int kStep = 8;
    U128 largest = 0;
    for (const Fixed residual : residuals) {
      largest = std::max(largest, base::magnitude(residual));
    }
    for (int bits = kStart; bits > 0; bits -= kStep) {
      const auto shift = static_cast<unsigned>(std::max(base::bit_width(largest) - bits, 0));
      for (std::uint32_t node = 0; node < system_.size(); ++node) {
        amounts_[node] = static_cast<std::int64_t>(residuals[node] >> shift);
      }
      if (run()) {
        std::vector<Fixed> out;
        for (const std::int64_t gross : gross_) {
          out.push_back(static_cast<Fixed>(gross) * (I128{1} << shift));
        }
        return out;
      }
    }
    return std::nullopt;
  }

 private:
  bool run() {
    // As many as are still cheaper than elimination, and no more than people would wait for.
    constexpr std::size_t kMostSteps = 200'000'000;
    const std::size_t most_sweeps = std::min(64 + std::size_t{4} * system_.size(),
                                             64 + kMostSteps / (system_.first.back() + 1));
    gross_.assign(system_.size(), 0);
    std::int64_t change = 2;
    for (std::size_t sweep = 0; change > 1 && sweep < most_sweeps; ++sweep) {
      change = 0;
      for (std::uint32_t node = 0; node < system_.size(); ++node) {
        // Below 2^30 each, a product with a share is below 2^62, and a 2^16th of it leaves room for
        // the sum of as many as there can be pools.
        std::int64_t sum = 0;
        for (std::uint32_t i = system_.first[node]; i < system_.first[node + 1]; ++i) {
          const System::Incoming link = system_.incoming[i];
          sum += (gross_[link.from] * std::int64_t{link.share}) >> 16;
        }
        const std::int64_t next = amounts_[node] + (sum >> 16);
        if (next >= kMost || next <= -kMost) {
          return false;
        }
        change = std::max(change, std::abs(next - gross_[node]));
        gross_[node] = next;
      }
    }
    return true;
  }

  static constexpr std::int64_t kMost = std::int64_t{1} << 30;
  const System& system_;
  std::vector<std::int64_t> amounts_;
  std::vector<std::int64_t> gross_;
};

class Solver {
 public:
  Solver(const Wiring& wiring, std::span<const std::int64_t> own_cents)
      : wiring_(wiring), system_(make_system(wiring)), gross_(system_.size()) {
    const auto count = wiring.pools.size();
    out_.rate.assign(count, 0);
    out_.shift.assign(count, 0);
    for (const std::int64_t cents : own_cents) {
      out_.gross.push_back(static_cast<Fixed>(cents) * (I128{1} << kFixedBits));
    }
    own_ = out_.gross;
    residuals_.resize(system_.size());
    // Roundings down, one of each link's amount and one of each pool's.
    hidden_ = wiring.links.size() + count;
  }

  base::Result<Solution> run(bool sweeps) {
    TRY_DO(measure());
    if (sweeps) {
      Sweeper sweeper(system_);
      TRY_DO(refine([&] { return sweeper.solve(residuals_); }));
    }
    if (!settled()) {
      if (system_.size() > Elimination::kMostNodes) {
        return base::fail(ErrorCode::allocation_inexact, std::to_string(system_.size()));
      }
      const Elimination elimination(system_);
      TRY_DO(refine([&] { return elimination.solve(residuals_); }));
    }
    if (!settled()) {
      return base::fail(ErrorCode::allocation_inexact);
    }
    collect();
    return std::move(out_);
  }

 private:
  // What is left is of the order of what rounding hides anyway.
  [[nodiscard]] bool settled() const { return left_ <= 4 * hidden_; }

  // Mends the gross costs by what `approximate` makes of the residuals, while that helps.
  template <class Approximate>
  base::Result<void> refine(const Approximate& approximate) {
    constexpr U128 kLeastGain = 16;
    for (U128 before = ~U128{0}; !settled() && left_ <= before / kLeastGain;) {
      before = left_;
      const std::optional<std::vector<Fixed>> correction = approximate();
      if (!correction) {
        return {};
      }
      for (std::uint32_t node = 0; node < system_.size(); ++node) {
        if (__builtin_add_overflow(gross_[node], (*correction)[node], &gross_[node])) {
          return too_large(node);
        }
      }
      TRY_DO(measure());
    }
    return {};
  }

  // Rates from the gross costs, and residuals from the rates.
  base::Result<void> measure() {
    for (std::uint32_t node = 0; node < system_.size(); ++node) {
      const U128 size = base::magnitude(gross_[node]);
      if (size >= kMostGross) {
        return too_large(node);
      }
      const U128 sum = system_.sums[node];
      const int width = base::bit_width(sum);
      const auto rate = static_cast<I128>(
          base::divide(base::multiply(size, U128{1} << static_cast<unsigned>(width)), sum)
              .quotient.low);
      const std::uint32_t pool = system_.pools[node];
      out_.shift[pool] = static_cast<std::uint8_t>(width);
      out_.rate[pool] = gross_[node] < 0 ? -rate : rate;
    }
    left_ = 0;
    for (std::uint32_t node = 0; node < system_.size(); ++node) {
      I128 sum = own_[system_.pools[node]] - out_.given(system_.pools[node], system_.sums[node]);
      for (std::uint32_t i = system_.first[node]; i < system_.first[node + 1]; ++i) {
        const std::uint32_t from = system_.pools[system_.incoming[i].from];
        if (__builtin_add_overflow(sum, out_.given(from, system_.weights[i]), &sum)) {
          return too_large(node);
        }
      }
      residuals_[node] = sum;
      left_ = __builtin_add_overflow(left_, base::magnitude(sum), &left_) ? ~U128{0} : left_;
    }
    return {};
  }

  [[nodiscard]] base::Result<void> too_large(std::uint32_t node) const {
    return base::fail_field(
        ErrorCode::amount_out_of_range,
        "/pools/" + std::to_string(wiring_.pools[system_.pools[node]]) + "/cents");
  }

  // Gross costs from the rates, and those of pools that only receive.
  void collect() {
    for (const std::uint32_t pool : system_.pools) {
      out_.gross[pool] = out_.given(pool, wiring_.sums[pool]);
    }
    for (const std::uint32_t pool : system_.pools) {
      for (const Wiring::Link& link : wiring_.of(pool)) {
        if (link.to < wiring_.pools.size() && wiring_.sums[link.to] == 0) {
          out_.gross[link.to] += out_.given(pool, link.weight);
        }
      }
    }
    out_.doubt = static_cast<I128>(left_ + hidden_);
  }

  const Wiring& wiring_;
  const System system_;
  Solution out_;
  std::vector<Fixed> own_;        // by pool
  std::vector<Fixed> gross_;      // by node, as far as it is known
  std::vector<Fixed> residuals_;  // by node, of the rates that follow from it
  U128 left_ = 0;                 // the sum of the residuals' sizes
  U128 hidden_ = 0;
};

}  // namespace

base::Result<Solution> solve(const Wiring& wiring, std::span<const std::int64_t> own_cents,
                             bool sweeps) {
  return Solver(wiring, own_cents).run(sweeps);
}

}  // namespace saimnieks::costing
