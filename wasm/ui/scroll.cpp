#include "wasm/ui/scroll.h"

#include <algorithm>
#include <cmath>

namespace saimnieks::ui {

namespace {
constexpr float kDecayMs = 325;          // as long as the systems' own flicks
constexpr float kStopsBelow = 0.02F;     // px per ms
constexpr float kFastest = 6.0F;         // px per ms
constexpr std::int64_t kWindowMs = 100;  // of a finger's path
constexpr float kThumbWidth = 6;
constexpr float kShortestThumb = 32;
}  // namespace

void ScrollArea::move_to(float wanted) { offset = std::clamp(wanted, 0.0F, most); }

Rect ScrollArea::thumb() const {
  if (most < 1 || view.empty()) {
    return {};
  }
  const float whole = view.height + most;
  const float height =
      std::min(view.height, std::max(kShortestThumb, view.height * view.height / whole));
  const float top = view.y + (view.height - height) * offset / most;
  return {view.right() - kThumbWidth - 2, top, kThumbWidth, height};
}

void Scrolls::begin_frame(std::int64_t now_ms, bool reduced_motion) {
  const std::int64_t passed = was_moving_ ? std::clamp<std::int64_t>(now_ms - last_ms_, 0, 50) : 0;
  last_ms_ = now_ms;
  for (ScrollArea& area : areas_) {
    if (area.speed == 0) {
      continue;
    }
    const auto ms = static_cast<float>(passed);
    area.move_to(area.offset + area.speed * ms);
    area.speed *= std::exp(-ms / kDecayMs);
    const bool at_end = area.offset <= 0 || area.offset >= area.most;
    if (reduced_motion || std::fabs(area.speed) < kStopsBelow || (at_end && passed > 0)) {
      area.speed = 0;
    }
  }
  was_moving_ = moving();
  for (ScrollArea& area : areas_) {
    area.drawn = false;
  }
}

void Scrolls::end_frame() {
  for (ScrollArea& area : areas_) {
    area.shown = area.drawn;
  }
}

ScrollArea& Scrolls::area(NodeId id) {
  for (ScrollArea& area : areas_) {
    if (area.id == id) {
      return area;
    }
  }
  areas_.push_back({});
  areas_.back().id = id;
  return areas_.back();
}

ScrollArea& Scrolls::draw(NodeId id, const Rect& view, int layer) {
  ScrollArea& known = area(id);
  known.view = view;
  known.layer = layer;
  known.drawn = true;
  return known;
}

ScrollArea* Scrolls::under(Point at, int layer) {
  ScrollArea* found = nullptr;
  for (ScrollArea& area : areas_) {
    const bool here = area.shown && area.layer == layer && area.most >= 1 && area.view.contains(at);
    if (here && (found == nullptr || area.view.height < found->view.height)) {
      found = &area;  // the inner of two
    }
  }
  return found;
}

bool Scrolls::moving() const {
  return std::any_of(areas_.begin(), areas_.end(),
                     [](const ScrollArea& area) { return area.speed != 0; });
}

bool Scrolls::reveal(NodeId id, const Rect& rect, const Covered& covered) {
  ScrollArea& known = area(id);
  const float top = known.view.y + covered.top;
  float wanted = known.offset;
  const float bottom = known.view.bottom() - covered.bottom;
  wanted += std::max(0.0F, rect.bottom() - bottom);
  // The top wins when the rectangle is taller than the view.
  if (rect.y - (wanted - known.offset) < top) {
    wanted = known.offset + rect.y - top;
  }
  const float before = known.offset;
  known.move_to(wanted);
  known.speed = 0;
  return std::fabs(known.offset - before) >= 0.5F;
}

void Flick::start(float y, std::int64_t time_ms) {
  samples_.clear();
  samples_.push_back({y, time_ms});
}

void Flick::move(float y, std::int64_t time_ms) {
  samples_.push_back({y, time_ms});
  std::erase_if(samples_,
                [&](const Sample& sample) { return sample.time_ms < time_ms - kWindowMs; });
}

float Flick::speed(std::int64_t time_ms) const {
  if (samples_.size() < 2 || time_ms - samples_.back().time_ms > kWindowMs) {
    return 0;
  }
  const Sample& first = samples_.front();
  const Sample& last = samples_.back();
  const auto passed = static_cast<float>(std::max<std::int64_t>(1, last.time_ms - first.time_ms));
  return std::clamp((first.y - last.y) / passed, -kFastest, kFastest);
}

}  // namespace saimnieks::ui
