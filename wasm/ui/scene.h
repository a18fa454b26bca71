// Collects one frame's semantic nodes while widgets draw, and keeps the frame before: input is
// resolved against what the person saw, so a press always meets the widget that was under it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "wasm/ui/semantics.h"
#include "wasm/ui/widgets.h"

namespace saimnieks::ui {

// Strings of one frame: given out as views, all freed at once, memory kept.
class Arena {
 public:
  void clear();
  [[nodiscard]] std::string_view keep(std::string_view text);
  [[nodiscard]] std::string_view join(std::string_view a, std::string_view between,
                                      std::string_view b);

 private:
  [[nodiscard]] char* room(std::size_t size);

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

// What the UI knows of a node beyond what the mirror is told.
struct NodeExtra {
  Rect whole;  // not clipped
  Rect clip;   // of the container it scrolls in
  NodeId scroll = kNoNode;
  Covered covered;        // of the scroll area
  float ring_radius = 6;  // of the focus ring
  bool ring_inside = false;
  bool ring = true;  // false: the widget shows its focus itself
};

// A region that blocks what lies under it: a dialog, an open list.
struct Panel {
  NodeId id = kNoNode;
  Rect rect;
  int layer = 0;
  bool modal = false;
};

[[nodiscard]] NodeId hash_id(NodeId parent, ItemKey key);

class Scene {
 public:
  void begin_frame();
  // Clips rectangles, marks what is inert, chooses tab stops; the frame is then the one shown.
  void end_frame();

  // The id of a child of the open container. Doubles are found by check_unique().
  [[nodiscard]] NodeId id(ItemKey key) const { return hash_id(scope_.back().path, key); }
  // The id of a part that the open container draws itself, whatever keys its user chooses.
  [[nodiscard]] NodeId part(ItemKey key) const {
    return hash_id(hash_id(scope_.back().path, "\1part"), key);
  }
  SemanticNode& add(NodeId id, Role role, std::string_view name, const Rect& rect);
  [[nodiscard]] NodeExtra& extra_of_last() { return now_.extras.back(); }
  // Opens a node as parent of what follows; `path` is what children's ids are hashed with.
  void open(NodeId node, NodeId path);
  void open(NodeId node) { open(node, node); }
  void open_path(NodeId path) { open(scope_.back().node, path); }  // ids only, no node
  void close() { scope_.pop_back(); }
  [[nodiscard]] NodeId parent() const { return scope_.back().node; }

  [[nodiscard]] std::string_view keep(std::string_view text) { return now_.arena.keep(text); }
  [[nodiscard]] Arena& arena() { return now_.arena; }
  [[nodiscard]] int size() const { return static_cast<int>(now_.frame.nodes.size()); }
  [[nodiscard]] SemanticNode& node(int index) {
    return now_.frame.nodes[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] NodeExtra& extra(int index) { return now_.extras[static_cast<std::size_t>(index)]; }
  void shift(int first, int end, float dx, float dy);

  // The clip and scroll area that nodes are added in.
  void push_clip(const Rect& clip, NodeId scroll, const Covered& covered);
  void push_clip_alone(const Rect& clip);  // instead of the one in force
  void pop_clip() { clips_.pop_back(); }
  [[nodiscard]] const NodeExtra& clip() const { return clips_.back(); }

  void open_layer(NodeId panel, const Rect& rect, bool modal);
  void set_panel_rect(NodeId panel, const Rect& rect);
  void close_layer();
  [[nodiscard]] int layer() const { return layer_; }

  // The frame that is on the screen.
  [[nodiscard]] const SemanticFrame& shown() const { return before_.frame; }
  void shown_focus(NodeId id) { before_.frame.focus = id; }
  [[nodiscard]] const NodeExtra* shown_extra(NodeId id) const;
  [[nodiscard]] const std::vector<Panel>& shown_panels() const { return before_.panels; }
  // The node that a press at this place is for; touch reaches nodes of at least 44 px.
  [[nodiscard]] const SemanticNode* hit(Point at, bool touch) const;
  [[nodiscard]] int shown_top_modal_layer() const;

  // The frame being made.
  [[nodiscard]] SemanticFrame& frame() { return now_.frame; }
  [[nodiscard]] const std::vector<Panel>& panels() const { return now_.panels; }
  // Which member of a composite was last in focus (roving tabindex).
  void remember_member(NodeId composite, NodeId member);

 private:
  struct Held {
    SemanticFrame frame;
    std::vector<NodeExtra> extras;
    std::vector<Panel> panels;
    Arena arena;
  };
  struct Level {
    NodeId node = kNoNode;
    NodeId path = kNoNode;
  };

  struct Choice {
    NodeId composite = kNoNode;
    std::size_t best = 0;
    int rank = 0;
  };

  void clip_nodes();
  void choose_tab_stops();
  void check_unique();  // debug builds only

  Held now_;
  Held before_;
  std::vector<Level> scope_;
  std::vector<NodeExtra> clips_;
  std::vector<std::pair<NodeId, NodeId>> roving_;
  std::vector<NodeId> ids_;      // scratch of check_unique
  std::vector<Choice> choices_;  // scratch of choose_tab_stops
  std::vector<int> layer_stack_;
  int layer_ = 0;
  int layers_made_ = 0;
};

}  // namespace saimnieks::ui
