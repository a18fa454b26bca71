// Where the focus goes by itself after a frame: into a new dialog, back from a closed one, to the
// title of a new page, to the neighbour of a widget that is gone.
#include <algorithm>
#include <utility>

#include "wasm/ui/interaction.h"

namespace saimnieks::ui {

// The first thing that Tab reaches, or a title before it that takes the focus.
NodeId Interaction::first_in_layer(int layer) const {
  const auto& nodes = scene_.shown().nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const SemanticNode& node) {
    const bool title = node.role == Role::heading && (node.states & state::focusable) != 0;
    return node.layer == layer && (title || (node.states & state::tab_stop) != 0) && usable(&node);
  });
  return found == nodes.end() ? kNoNode : found->id;
}

// A new dialog takes the focus, a closed one gives it back to where it came from.
void Interaction::follow_dialogs() {
  for (const Panel& panel : scene_.shown_panels()) {
    const bool known = std::any_of(returns_.begin(), returns_.end(),
                                   [&](const auto& entry) { return entry.dialog == panel.id; });
    if (panel.modal && !known) {
      returns_.push_back({panel.id, focus_});
      const SemanticNode* focused = scene_.shown().find(focus_);
      if (focused == nullptr || focused->layer != panel.layer) {
        const NodeId first = first_in_layer(panel.layer);
        set_focus(first != kNoNode ? first : panel.id, focus_visible_ || !last_was_pointer_);
      }
    }
  }
  for (std::size_t i = returns_.size(); i > 0; --i) {
    const DialogReturn entry = returns_[i - 1];
    const bool open = std::any_of(scene_.shown_panels().begin(), scene_.shown_panels().end(),
                                  [&](const Panel& panel) { return panel.id == entry.dialog; });
    if (!open) {
      returns_.erase(returns_.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      if (!usable(scene_.shown().find(focus_))) {
        set_focus(entry.back, focus_visible_);
      }
    }
  }
}

// The focused widget has gone. With its page: to the new page's title, which says what it is and
// does nothing when a key is pressed once too often. Else to the nearest one before it that is
// still there, so that the next Tab goes on from about the same place.
void Interaction::replace_lost_focus() {
  if (focus_ == kNoNode || usable(scene_.shown().find(focus_))) {
    return;
  }
  for (const SemanticNode& node : scene_.shown().nodes) {
    const bool title = node.role == Role::heading && node.level == 1 && usable(&node);
    if (title && std::find(order_.begin(), order_.end(), node.id) == order_.end()) {
      return set_focus(node.id, focus_visible_);
    }
  }
  NodeId found = kNoNode;
  for (const NodeId id : order_) {
    if (id == focus_) {
      break;
    }
    if (usable(scene_.shown().find(id))) {
      found = id;
    }
  }
  set_focus(found, focus_visible_);
}

void Interaction::end_frame() {
  follow_dialogs();
  if (wanted_ != kNoNode && usable(scene_.shown().find(wanted_))) {
    set_focus(std::exchange(wanted_, kNoNode), !last_was_pointer_);
  }
  replace_lost_focus();
  next_order_.clear();
  for (const SemanticNode& node : scene_.shown().nodes) {
    if ((node.states & state::focusable) != 0) {
      next_order_.push_back(node.id);
    }
  }
  std::swap(order_, next_order_);
  if (hovered_ != kNoNode && scene_.shown().find(hovered_) == nullptr) {
    hovered_ = kNoNode;
  }
}

}  // namespace saimnieks::ui
