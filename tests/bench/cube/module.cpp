// The cube in a page's worker, given the same columns as its peers: what worker.js calls.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include <emscripten.h>

#include "tests/bench/cube_lines.h"

namespace {

using namespace saimnieks;

std::optional<CubeColumns> columns;
std::optional<BenchCube> bench;
// What the page is to get, until the next call: nodes and cells as they stand in a Pivot, or others
// of their kind.
cube::Pivot pivot;
std::vector<std::int64_t> numbers;

// The services of the largest variances, each with its cents.
void find_top() {
  struct Variance {
    std::int64_t service = 0;
    std::int64_t cents = 0;
  };
  std::vector<Variance> all;
  for (std::size_t node = 0; node < pivot.nodes.size(); ++node) {
    const cube::Cell& cell = pivot.cell(node, 0);
    all.push_back({pivot.nodes[node].member.id, cell.actual_cents - cell.plan_cents});
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(20, all.size()));
  std::partial_sort(all.begin(), end, all.end(), [](const Variance& a, const Variance& b) {
    return std::abs(a.cents) > std::abs(b.cents);
  });
  numbers.clear();
  for (auto at = all.begin(); at != end; ++at) {
    numbers.push_back(at->service);
    numbers.push_back(at->cents);
  }
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void cube_prepare(int lines) {
  columns.emplace(static_cast<std::size_t>(lines));
}
// Where a column begins, to be filled: in the order of the peers' data.
EMSCRIPTEN_KEEPALIVE void* cube_column(int which) {
  void* const places[] = {columns->unit.data(),  columns->service.data(), columns->code.data(),
                          columns->phase.data(), columns->direct.data(),  columns->regular.data(),
                          columns->kind.data(),  columns->month.data(),   columns->cents.data()};
  return places[which];
}
EMSCRIPTEN_KEEPALIVE void cube_load() {
  bench.emplace();
  bench->load(*columns);
  columns.reset();
}
EMSCRIPTEN_KEEPALIVE void cube_roll(int which) {
  pivot = bench->cube().pivot(BenchCube::query(which));
  if (which == 3) {
    find_top();
  }
}
EMSCRIPTEN_KEEPALIVE void cube_drill() {
  static const cube::Query query = BenchCube::query(1);
  static const cube::Pivot whole = bench->cube().pivot(query);
  const std::vector<model::LineId> lines = bench->cube().lines_behind(query, whole, 7, 3);
  numbers.clear();
  for (const model::LineId line : lines) {
    numbers.push_back(static_cast<std::int64_t>(line));
  }
}
EMSCRIPTEN_KEEPALIVE const void* cube_nodes() { return pivot.nodes.data(); }
EMSCRIPTEN_KEEPALIVE int cube_nodes_size() {
  return static_cast<int>(pivot.nodes.size() * sizeof(cube::Node));
}
EMSCRIPTEN_KEEPALIVE const void* cube_cells() { return pivot.cells.data(); }
EMSCRIPTEN_KEEPALIVE int cube_cells_size() {
  return static_cast<int>(pivot.cells.size() * sizeof(cube::Cell));
}
EMSCRIPTEN_KEEPALIVE const void* cube_numbers() { return numbers.data(); }
EMSCRIPTEN_KEEPALIVE int cube_numbers_size() {
  return static_cast<int>(numbers.size() * sizeof(std::int64_t));
}
EMSCRIPTEN_KEEPALIVE void cube_edit(int line) { bench->edit(static_cast<std::size_t>(line)); }
EMSCRIPTEN_KEEPALIVE void cube_forget() { bench->ask_for_others(); }
EMSCRIPTEN_KEEPALIVE int cube_bytes() { return static_cast<int>(bench->cube().bytes()); }

}  // extern "C"
