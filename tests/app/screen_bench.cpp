// What a frame of the real comparison costs, natively: a year's budget imported, a row opened, the
// pointer moving from row to row. screen_bench [FRAMES] prints one JSON object. Instructions, which
// no other work on the machine disturbs:
//   valgrind --tool=callgrind --toggle-collect='*measured_frame*' build/bench/bin/screen_bench
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/app/app_driver.h"
#include "tests/ui/allocations.h"

namespace saimnieks::tests {
namespace {

using Clock = std::chrono::steady_clock;

std::string budget() {
  const char* shared = std::getenv("SAIMNIEKS_SHARED");
  std::ifstream file(
      std::string(shared == nullptr ? "../shared" : shared) + "/data/madrid-gastos-2012-2015.csv",
      std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// As the browser's worker does it; answers the bytes that the page is told.
__attribute__((noinline)) std::size_t measured_frame(AppDriver& app) {
  app.session().frame(app.input);
  ui::Ui& ui = app.session().ui();
  static_cast<void>(ui.take_glyph_texture());
  const std::size_t told = ui.take_semantic_diff().size();
  static_cast<void>(ui.take_requests());
  return told;
}

template <class Number>
Number median(std::vector<Number> list) {
  std::sort(list.begin(), list.end());
  return list[list.size() / 2];
}

void bench(int frames) {
  AppDriver app({.size = {1280, 800}});
  app.give_file("madrid-gastos-2012-2015.csv", budget());
  app.press(ui::Role::button, "Importēt 20\u202F217 ierakstu");
  app.press(ui::Role::button, "Atbilstība");
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto row = std::find_if(nodes.begin(), nodes.end(), [](const ui::SemanticNode& node) {
    return node.role == ui::Role::rowheader && (node.states & ui::state::collapsed) != 0;
  });
  app.session().input(ui::SetValueEvent{row->id, "true"});
  app.settle();
  static_cast<void>(measured_frame(app));
  std::vector<double> times;
  std::vector<std::size_t> told;
  long taken = 0;
  for (int i = 0; i < frames; ++i) {
    const ui::Point at{static_cast<float>(400 + i % 120 * 5),
                       static_cast<float>(300 + i % 12 * 30)};
    app.session().input(
        ui::PointerEvent{.phase = ui::PointerPhase::move, .at = at, .modifiers = {}});
    app.input.now_ms += 16;
    const long before = allocations();
    const auto start = Clock::now();
    told.push_back(measured_frame(app));
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    taken += allocations() - before;
  }
  std::printf("{\"frame_us\":%.0f,\"allocations_a_frame\":%ld,\"diff_bytes\":%zu,\"nodes\":%zu}\n",
              median(times), taken / frames, median(told),
              app.session().ui().semantics().nodes.size());
}

}  // namespace
}  // namespace saimnieks::tests

int main(int count, char** arguments) {
  saimnieks::tests::bench(count > 1 ? std::atoi(arguments[1]) : 120);
  return 0;
}
