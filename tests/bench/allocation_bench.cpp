// Figures of the allocation: reciprocal, of the size that one large municipality may have, beside
// Eigen's sparse solver where that is there. Prints; asserts nothing.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/costing/allocation.h"
#include "core/costing/solve.h"
#include "tests/bench/must.h"
#include "tests/costing/seeded_network.h"

#ifdef SAIMNIEKS_EIGEN
#include <Eigen/SparseLU>
#endif

namespace {

using namespace saimnieks;
using namespace saimnieks::costing;

template <class Work>
double median_ms(const Work& work) {
  constexpr int kRuns = 15;
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    times.push_back(took.count());
  }
  std::nth_element(times.begin(), times.begin() + kRuns / 2, times.end());
  return times[kRuns / 2];
}

void print(const char* what, double value, const char* unit) {
  std::printf("  %-52s %9.2f %s\n", what, value, unit);
}

std::vector<std::int64_t> own_costs(const Network& network, const Wiring& wiring) {
  std::vector<std::int64_t> out;
  for (const std::uint32_t pool : wiring.pools) {
    out.push_back(network.pools[pool].own.cents());
  }
  return out;
}

#ifdef SAIMNIEKS_EIGEN
// The same question in floating point: the system put together, factorised and solved, and the
// amounts carried to the objects, in cents and not rounded.
std::vector<double> with_eigen(const Network& network) {
  const auto count = static_cast<int>(network.pools.size());
  const auto number = [](const base::Decimal9& weight) {
    return static_cast<double>(weight.billionths()) / 1e9;
  };
  std::vector<double> sums(network.pools.size());
  for (const Use& use : network.uses) {
    sums[use.from] += number(use.weight);
  }
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::VectorXd own(count);
  for (int i = 0; i < count; ++i) {
    entries.emplace_back(i, i, 1.0);
    own[i] = static_cast<double>(network.pools[static_cast<std::size_t>(i)].own.cents());
  }
  for (const Use& use : network.uses) {
    if (use.to < network.pools.size()) {
      entries.emplace_back(static_cast<int>(use.to), static_cast<int>(use.from),
                           -number(use.weight) / sums[use.from]);
    }
  }
  Eigen::SparseMatrix<double> matrix(count, count);
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
  const Eigen::VectorXd gross = solver.solve(own);
  std::vector<double> out(network.objects.size());
  for (const Use& use : network.uses) {
    if (use.to >= network.pools.size()) {
      out[use.to - network.pools.size()] +=
          gross[static_cast<int>(use.from)] * number(use.weight) / sums[use.from];
    }
  }
  return out;
}
#endif

void full_size() {
  const Network network = seeded_network(2026, 800, 1'500, 50'000);
  std::printf("800 pools, 1,500 objects, 50,000 links, 60 %% of them between pools (seed 2026)\n");
  const Attribution answer = must(allocate(network, Method::reciprocal));
  print("reciprocal", median_ms([&] { must(allocate(network, Method::reciprocal)); }), "ms");
  print("  of that: wiring",
        median_ms([&] { must(wire(network, Method::reciprocal, std::nullopt)); }), "ms");
  const Wiring wiring = must(wire(network, Method::reciprocal, std::nullopt));
  const std::vector<std::int64_t> own = own_costs(network, wiring);
  print("  of that: solving", median_ms([&] { must(solve(wiring, own)); }), "ms");
  print("step-down", median_ms([&] { must(allocate(network, Method::step_down)); }), "ms");
  print("direct", median_ms([&] { must(allocate(network, Method::direct)); }), "ms");
  Network month = network;
  print("reciprocal, twelve months", median_ms([&] {
          for (int i = 0; i < 12; ++i) {
            month.pools[static_cast<std::size_t>(i)].own = base::Money::from_cents(i * 1'000);
            must(allocate(month, Method::reciprocal));
          }
        }),
        "ms");
  print("certified: all amounts together within",
        std::ldexp(static_cast<double>(answer.doubt), -kFixedBits) * 1e12, "10⁻¹² cent");
#ifdef SAIMNIEKS_EIGEN
  std::vector<double> theirs;
  print("Eigen SparseLU, floating point, not rounded",
        median_ms([&] { theirs = with_eigen(network); }), "ms");
  double worst = 0;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    worst =
        std::max(worst, std::abs(theirs[i] - static_cast<double>(answer.attributed[i].cents())));
  }
  print("  largest difference to an object's cents", worst, "cent (rounding: up to 1)");
#endif
}

void growth() {
  std::printf("reciprocal, as it grows (62 links a pool)\n");
  for (const std::uint32_t pools : {50U, 200U, 800U, 3'200U}) {
    const Network network = seeded_network(1, pools, pools * 2, pools * 62);
    const std::string what =
        std::to_string(pools) + " pools, " + std::to_string(pools * 62) + " links";
    print(what.c_str(), median_ms([&] { must(allocate(network, Method::reciprocal)); }), "ms");
  }
}

void elimination() {
  const Network network = seeded_network(3, 200, 400, 8'000);
  const Wiring wiring = must(wire(network, Method::reciprocal, std::nullopt));
  const std::vector<std::int64_t> own = own_costs(network, wiring);
  std::printf("200 pools, 8,000 links, solving\n");
  print("by sweeps", median_ms([&] { must(solve(wiring, own)); }), "ms");
  print("by elimination, as for loops with hardly a way out",
        median_ms([&] { must(solve(wiring, own, false)); }), "ms");
}

}  // namespace

int main() {
  full_size();
  growth();
  elimination();
  return 0;
}
