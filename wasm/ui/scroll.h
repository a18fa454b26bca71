// Scroll areas: offset, flick and thumb, kept by the area's id. Movement has its own clock only
// while something moves, so that an idle screen draws no frames.
#pragma once

#include <cstdint>
#include <vector>

#include "wasm/ui/semantics.h"

namespace saimnieks::ui {

struct ScrollArea {
  NodeId id = kNoNode;
  float offset = 0;  // CSS px, 0 … most
  float most = 0;
  float speed = 0;  // CSS px per ms; positive moves the content up
  Rect view;
  int layer = 0;
  bool shown = false;  // drawn in the frame that is on the screen
  bool drawn = false;  // drawn in the frame being made

  void move_to(float wanted);
  [[nodiscard]] Rect thumb() const;  // empty when all is in sight
};

class Scrolls {
 public:
  void begin_frame(std::int64_t now_ms, bool reduced_motion);
  void end_frame();

  ScrollArea& area(NodeId id);
  // Widgets say where their area is; the content's height decides how far it moves.
  ScrollArea& draw(NodeId id, const Rect& view, int layer);
  [[nodiscard]] ScrollArea* under(Point at, int layer);
  [[nodiscard]] bool moving() const;
  // The least movement that brings `rect` into sight, between what covers the area's edges. The
  // rectangle is one of the frame that is being built: once a frame, or it moves twice as far.
  bool reveal(NodeId id, const Rect& rect, const Covered& covered);

 private:
  std::vector<ScrollArea> areas_;
  std::int64_t last_ms_ = 0;
  bool was_moving_ = false;
};

// The speed of a finger over its last tenth of a second.
class Flick {
 public:
  void start(float y, std::int64_t time_ms);
  void move(float y, std::int64_t time_ms);
  [[nodiscard]] float speed(std::int64_t time_ms) const;  // px per ms, positive = content up

 private:
  struct Sample {
    float y = 0;
    std::int64_t time_ms = 0;
  };
  std::vector<Sample> samples_;
};

}  // namespace saimnieks::ui
