// Turns events into what widgets ask for in a frame: which node was pressed, which key is for the
// focused one, what was typed. Everything is resolved against the nodes of the frame on the screen,
// so a pointer, a key, the mirror and a test all take the same path.
#pragma once

#include <deque>
#include <optional>

#include "wasm/ui/input.h"
#include "wasm/ui/scene.h"
#include "wasm/ui/scroll.h"

namespace saimnieks::ui {

// A pointer in a text field: where the caret goes, or the selection's other end.
struct TextPointer {
  NodeId id = kNoNode;
  Point at;
  int clicks = 1;
  bool extend = false;
};

// One frame's worth of events.
struct FrameEvents {
  NodeId pressed = kNoNode;
  int clicks = 0;               // of a pointer; 0 = a key or the mirror pressed it
  std::optional<KeyEvent> key;  // for the focused widget, until one takes it
  std::optional<TextEvent> text;
  std::optional<SetValueEvent> value;
  std::optional<TextPointer> text_pointer;
  NodeId outside = kNoNode;  // the panel that a press beside it wants closed
  bool copy = false;
};

class Interaction {
 public:
  Interaction(Scene& scene, Scrolls& scrolls) : scene_(scene), scrolls_(scrolls) {}

  bool push(InputEvent event);
  [[nodiscard]] bool has_queued() const { return !queue_.empty(); }
  void begin_frame();
  void end_frame();  // the focus finds a new place when its widget is gone

  [[nodiscard]] FrameEvents& events() { return events_; }
  [[nodiscard]] NodeId focus() const { return focus_; }
  [[nodiscard]] bool focus_is_visible() const { return focus_visible_; }
  [[nodiscard]] NodeId hovered() const { return hovered_; }  // in a grid the row
  [[nodiscard]] NodeId held() const { return held_; }        // pointer is down on it
  [[nodiscard]] bool by_touch() const { return pointer_kind_ != PointerKind::mouse; }
  [[nodiscard]] Point pointer() const { return pointer_; }

  void set_focus(NodeId id, bool visible);
  void focus_when_shown(NodeId id) { wanted_ = id; }
  [[nodiscard]] bool focus_moved() const { return focus_ != focus_before_; }
  // Something was pressed, typed or chosen: the screen may be another one after this frame.
  [[nodiscard]] bool had_activation() const { return had_activation_; }
  // A key of the focused widget `id`, if it is one of its own kind; the caller takes it.
  [[nodiscard]] const KeyEvent* key_for(NodeId id) const;
  void take_key() { events_.key.reset(); }
  // A widget that has an open list or an edited cell wants all keys, Escape and Enter too.
  void grab_keys(NodeId id) { next_grab_ = id; }

 private:
  // False: the event ends this frame's worth.
  bool handle(const PointerEvent& event);
  bool handle(const WheelEvent& event);
  bool handle(const KeyEvent& event);
  bool handle(const FocusEvent& event);
  bool handle(const PressEvent& event);
  bool handle(const SetValueEvent& event);
  bool handle(const TextEvent& event);
  bool handle(const CopyEvent& event);

  bool pointer_down(const PointerEvent& event);
  void pointer_move(const PointerEvent& event);
  bool pointer_up(const PointerEvent& event);
  bool close_panel_outside(Point at);
  bool move_in_composite(const SemanticNode& node, KeyCode code);
  void move_by_tab(bool backwards);
  [[nodiscard]] bool usable(const SemanticNode* node) const;
  [[nodiscard]] NodeId hover_at(Point at) const;
  [[nodiscard]] int layer_at(Point at) const;
  void follow_dialogs();
  void replace_lost_focus();
  [[nodiscard]] NodeId first_in_layer(int layer) const;

  struct DialogReturn {
    NodeId dialog = kNoNode;
    NodeId back = kNoNode;
  };

  Scene& scene_;
  Scrolls& scrolls_;
  std::deque<InputEvent> queue_;
  FrameEvents events_;
  NodeId focus_ = kNoNode;
  NodeId focus_before_ = kNoNode;
  NodeId wanted_ = kNoNode;
  NodeId grab_ = kNoNode;
  NodeId next_grab_ = kNoNode;
  bool focus_visible_ = false;
  bool had_activation_ = false;
  bool last_was_pointer_ = false;
  NodeId hovered_ = kNoNode;
  NodeId held_ = kNoNode;
  NodeId text_held_ = kNoNode;
  NodeId scroll_held_ = kNoNode;
  NodeId thumb_held_ = kNoNode;
  float thumb_grip_ = 0;
  bool dragging_ = false;
  Point down_at_;
  Point pointer_;
  PointerKind pointer_kind_ = PointerKind::mouse;
  Flick flick_;
  std::vector<NodeId> order_;  // focusable nodes of the last frame, in order
  std::vector<NodeId> next_order_;
  std::vector<DialogReturn> returns_;
};

}  // namespace saimnieks::ui
