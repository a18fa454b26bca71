// Figures of the cube: roll-ups, an edit and a drill-down over ever more lines. Prints; asserts
// nothing.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "tests/bench/cube_lines.h"

namespace {

using namespace saimnieks;

// The processor's time of many runs, the median and the best: on a busy machine a clock on the wall
// would count the others' work, and even so the second means more.
struct Times {
  double median_ms = 0;
  double best_ms = 0;
};

// `prepare` is not timed.
template <class Prepare, class Work>
Times times_of(int runs, const Prepare& prepare, const Work& work) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    prepare();
    const std::clock_t start = std::clock();
    work();
    times.push_back(static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[0]};
}

void print(const Times& times) { std::printf(" %8.2f /%7.2f", times.median_ms, times.best_ms); }

void print(BenchCube& bench, std::size_t lines) {
  CubeColumns columns(lines);
  columns.make();
  bench.load(columns);
  const cube::Cube& cube = bench.cube();
  const int runs = lines > 1'000'000 ? 11 : 31;
  std::printf("  %10zu", lines);
  std::size_t sink = 0;
  for (int which = 0; which < BenchCube::kQueries; ++which) {
    const cube::Query query = BenchCube::query(which);
    print(times_of(
        runs, [&] { bench.ask_for_others(); }, [&] { sink += cube.pivot(query).nodes.size(); }));
  }
  const cube::Query query = BenchCube::query(1);
  const cube::Pivot pivot = cube.pivot(query);
  std::size_t line = 0;
  print(times_of(
      runs, [] {},
      [&] {
        bench.edit(line++);
        sink += cube.pivot(query).nodes.size();
      }));
  print(times_of(
      runs, [] {}, [&] { sink += cube.lines_behind(query, pivot, 7, 3).size(); }));
  std::printf(" %8.1f\n", static_cast<double>(cube.bytes()) / static_cast<double>(lines));
  if (sink == 0) {
    std::abort();
  }
}

}  // namespace

int main(int argc, char**) {
  std::printf("  %10s %17s %17s %17s %17s %17s %17s %8s\n", "lines", "unit x kind", "svc x month",
              "code x phase", "service", "an edit", "drill-down", "bytes");
  std::printf("  %10s %17s\n", "", "median / best, ms");
  for (const std::size_t lines : {10'000U, 100'000U, 1'000'000U, 10'000'000U}) {
    if (argc > 1 && lines > 1'000'000) {
      break;
    }
    BenchCube bench;
    print(bench, lines);
  }
  return 0;
}
