// How long the UI takes to build a frame, natively: ui_bench prints one JSON object.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "tests/ui/allocations.h"
#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using Clock = std::chrono::steady_clock;

double us_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

struct Times {
  std::vector<double> build;
  std::vector<double> diff;

  static double median(std::vector<double> list) {
    std::sort(list.begin(), list.end());
    return list[list.size() / 2];
  }
};

void frame(ui::Ui& ui, Gallery& gallery, ui::FrameInput& input, Times& times) {
  input.now_ms += 16;
  const auto start = Clock::now();
  ui.begin_frame(input);
  gallery.conformity(ui);
  ui.end_frame();
  times.build.push_back(us_since(start));
  const auto told = Clock::now();
  static_cast<void>(ui.take_semantic_diff());
  times.diff.push_back(us_since(told));
  static_cast<void>(ui.take_glyph_texture());
  static_cast<void>(ui.take_requests());
}

}  // namespace

int bench() {
  Gallery gallery;
  gallery.pivot = Pivot(Pivot::many(5000));
  ui::Ui ui(test_fonts());
  ui::FrameInput input{.size = {1920, 1080}, .pixel_ratio = 2};
  Times first;
  frame(ui, gallery, input, first);
  Times still;
  const long before = allocations();
  for (int i = 0; i < 200; ++i) {
    frame(ui, gallery, input, still);
  }
  const long allocated = (allocations() - before) / 200;
  Times scrolling;
  for (int i = 0; i < 200; ++i) {
    ui.push(ui::WheelEvent{.at = {900, 700}, .dy = 37, .modifiers = {}});
    frame(ui, gallery, input, scrolling);
  }
  std::printf(
      "{\"first_frame_us\":%.0f,\"still_build_us\":%.0f,\"still_diff_us\":%.0f,"
      "\"scroll_build_us\":%.0f,\"scroll_diff_us\":%.0f,\"allocations_a_frame\":%ld,"
      "\"nodes\":%zu}\n",
      first.build.front(), Times::median(still.build), Times::median(still.diff),
      Times::median(scrolling.build), Times::median(scrolling.diff), allocated,
      ui.semantics().nodes.size());
  return 0;
}

}  // namespace saimnieks::tests

int main() { return saimnieks::tests::bench(); }
