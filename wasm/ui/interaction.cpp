#include "wasm/ui/interaction.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace saimnieks::ui {

namespace {

constexpr float kSlop = 8;          // a finger that moves further scrolls and does not press
constexpr float kWheelMost = 1000;  // CSS px in one event

bool is_arrow_composite(Role role) {
  return role == Role::tablist || role == Role::radiogroup || role == Role::toolbar;
}

}  // namespace

bool Interaction::usable(const SemanticNode* node) const {
  return node != nullptr && (node->states & (state::disabled | state::inert)) == 0;
}

int Interaction::layer_at(Point at) const {
  int layer = scene_.shown_top_modal_layer();
  for (const Panel& panel : scene_.shown_panels()) {
    if (panel.rect.contains(at)) {
      layer = std::max(layer, panel.layer);
    }
  }
  return layer;
}

// Of a grid the whole row lights up: from cell to cell of it nothing changes.
NodeId Interaction::hover_at(Point at) const {
  const SemanticNode* node = scene_.hit(at, false);
  if (!usable(node)) {
    return kNoNode;
  }
  const bool in_row = node->role == Role::gridcell || node->role == Role::rowheader;
  return in_row ? node->parent : node->id;
}

bool Interaction::push(InputEvent event) {
  if (const auto* pointer = std::get_if<PointerEvent>(&event)) {
    const bool idle = held_ == kNoNode && text_held_ == kNoNode && thumb_held_ == kNoNode &&
                      scroll_held_ == kNoNode && queue_.empty();
    const bool moves =
        pointer->phase == PointerPhase::move || pointer->phase == PointerPhase::leave;
    if (idle && moves) {
      const bool over = pointer->phase == PointerPhase::move && pointer->kind == PointerKind::mouse;
      if ((over ? hover_at(pointer->at) : kNoNode) == hovered_) {
        return false;
      }
    }
  } else if (const auto* wheel = std::get_if<WheelEvent>(&event)) {
    if (scrolls_.under(wheel->at, layer_at(wheel->at)) == nullptr) {
      return false;
    }
  }
  queue_.push_back(std::move(event));
  return true;
}

void Interaction::begin_frame() {
  events_ = {};
  grab_ = next_grab_;
  next_grab_ = kNoNode;
  focus_before_ = focus_;
  bool more = true;
  while (more && !queue_.empty()) {
    const InputEvent event = std::move(queue_.front());
    queue_.pop_front();
    more = std::visit([this](const auto& one) { return handle(one); }, event);
  }
  had_activation_ = !more;
}

void Interaction::set_focus(NodeId id, bool visible) {
  focus_ = id;
  focus_visible_ = visible;
  const SemanticNode* node = scene_.shown().find(id);
  if (node != nullptr && node->composite != kNoNode) {
    scene_.remember_member(node->composite, id);
  }
}

const KeyEvent* Interaction::key_for(NodeId id) const {
  return focus_ == id && events_.key ? &*events_.key : nullptr;
}

// ---- pointer

bool Interaction::handle(const PointerEvent& event) {
  pointer_ = event.at;
  pointer_kind_ = event.kind;
  switch (event.phase) {
    case PointerPhase::down:
      return pointer_down(event);
    case PointerPhase::move:
      pointer_move(event);
      return true;
    case PointerPhase::up:
      return pointer_up(event);
    case PointerPhase::cancel:
    case PointerPhase::leave:
      hovered_ = kNoNode;
      if (event.phase == PointerPhase::cancel || pointer_kind_ != PointerKind::mouse) {
        held_ = text_held_ = scroll_held_ = thumb_held_ = kNoNode;
        dragging_ = false;
      }
      return true;
  }
  return true;
}

// A press beside an open list closes it and does nothing else.
bool Interaction::close_panel_outside(Point at) {
  const Panel* top = nullptr;
  for (const Panel& panel : scene_.shown_panels()) {
    top = top == nullptr || panel.layer > top->layer ? &panel : top;
  }
  if (top == nullptr || top->rect.contains(at)) {
    return false;
  }
  events_.outside = top->id;
  return true;
}

bool Interaction::pointer_down(const PointerEvent& event) {
  last_was_pointer_ = true;
  if (event.button != 0) {
    return true;
  }
  if (close_panel_outside(event.at)) {
    return false;
  }
  dragging_ = false;
  down_at_ = event.at;
  ScrollArea* area = scrolls_.under(event.at, layer_at(event.at));
  if (area != nullptr) {
    area->speed = 0;
  }
  if (by_touch()) {
    scroll_held_ = area == nullptr ? kNoNode : area->id;
    flick_.start(event.at.y, event.time_ms);
  } else if (area != nullptr && area->thumb().inset(-4, 0).contains(event.at)) {
    thumb_held_ = area->id;
    thumb_grip_ = event.at.y - area->thumb().y;
    return true;
  }
  const SemanticNode* node = scene_.hit(event.at, by_touch());
  if (!usable(node)) {
    return true;
  }
  held_ = node->id;
  if (!by_touch()) {
    if ((node->states & state::focusable) != 0) {
      set_focus(node->id, false);
    }
    if ((node->actions & action::edit_text) != 0) {
      text_held_ = node->id;
      events_.text_pointer = TextPointer{node->id, event.at, event.clicks, event.modifiers.shift};
    }
  }
  return true;
}

void Interaction::pointer_move(const PointerEvent& event) {
  if (thumb_held_ != kNoNode) {
    ScrollArea& area = scrolls_.area(thumb_held_);
    const float room = area.view.height - area.thumb().height;
    if (room > 0) {
      area.move_to((event.at.y - thumb_grip_ - area.view.y) / room * area.most);
    }
    return;
  }
  if (scroll_held_ != kNoNode) {
    flick_.move(event.at.y, event.time_ms);
    if (!dragging_ && std::fabs(event.at.y - down_at_.y) > kSlop) {
      dragging_ = true;
      held_ = kNoNode;
      down_at_.y = event.at.y;
    }
    if (dragging_) {
      ScrollArea& area = scrolls_.area(scroll_held_);
      area.move_to(area.offset + down_at_.y - event.at.y);
      down_at_.y = event.at.y;
    }
    return;
  }
  if (text_held_ != kNoNode) {
    events_.text_pointer = TextPointer{text_held_, event.at, 1, true};
    return;
  }
  hovered_ = event.kind == PointerKind::mouse ? hover_at(event.at) : kNoNode;
}

bool Interaction::pointer_up(const PointerEvent& event) {
  const NodeId held = std::exchange(held_, kNoNode);
  const NodeId scrolled = std::exchange(scroll_held_, kNoNode);
  text_held_ = kNoNode;
  if (std::exchange(thumb_held_, kNoNode) != kNoNode) {
    return true;
  }
  if (dragging_) {
    dragging_ = false;
    scrolls_.area(scrolled).speed = flick_.speed(event.time_ms);
    return true;
  }
  const SemanticNode* node = scene_.hit(event.at, by_touch());
  if (held == kNoNode || !usable(node) || node->id != held) {
    return true;
  }
  if (by_touch() && (node->states & state::focusable) != 0) {
    set_focus(node->id, false);
  }
  if ((node->actions & action::edit_text) != 0) {
    if (by_touch()) {
      events_.text_pointer = TextPointer{node->id, event.at, event.clicks, false};
    }
    return true;
  }
  events_.pressed = node->id;
  events_.clicks = event.clicks;
  return false;
}

bool Interaction::handle(const WheelEvent& event) {
  ScrollArea* area = scrolls_.under(event.at, layer_at(event.at));
  if (area != nullptr) {
    area->speed = 0;
    area->move_to(area->offset + std::clamp(event.dy, -kWheelMost, kWheelMost));
  }
  return true;
}

// ---- keys and the mirror

bool Interaction::handle(const KeyEvent& event) {
  last_was_pointer_ = false;
  focus_visible_ = true;
  const SemanticNode* node = scene_.shown().find(focus_);
  if (event.code == KeyCode::tab) {
    if (grab_ != kNoNode) {  // an open list closes, an edited cell is left, and the focus moves on
      events_.key = event;
      return false;
    }
    move_by_tab(event.modifiers.shift);
    return true;
  }
  if (usable(node) && grab_ == kNoNode) {
    const bool activates = event.code == KeyCode::enter || event.code == KeyCode::space;
    const bool is_own = (node->actions & action::edit_text) != 0 || node->role == Role::gridcell ||
                        node->role == Role::rowheader;
    if (activates && !is_own && (node->actions & action::press) != 0 && !event.repeat) {
      events_.pressed = node->id;
      return false;
    }
    if (node->composite != kNoNode && move_in_composite(*node, event.code)) {
      return false;
    }
  }
  events_.key = event;
  return false;
}

bool Interaction::move_in_composite(const SemanticNode& node, KeyCode code) {
  const SemanticNode* composite = scene_.shown().find(node.composite);
  if (composite == nullptr || !is_arrow_composite(composite->role)) {
    return false;
  }
  std::vector<NodeId> members;
  for (const SemanticNode& other : scene_.shown().nodes) {
    if (other.composite == node.composite && usable(&other)) {
      members.push_back(other.id);
    }
  }
  const auto at = std::find(members.begin(), members.end(), node.id) - members.begin();
  const auto count = static_cast<std::ptrdiff_t>(members.size());
  std::ptrdiff_t to = at;
  switch (code) {
    case KeyCode::right:
    case KeyCode::down:
      to = (at + 1) % count;
      break;
    case KeyCode::left:
    case KeyCode::up:
      to = (at + count - 1) % count;
      break;
    case KeyCode::home:
      to = 0;
      break;
    case KeyCode::end:
      to = count - 1;
      break;
    default:
      return false;
  }
  set_focus(members[static_cast<std::size_t>(to)], true);
  if (composite->role != Role::toolbar && to != at) {
    events_.pressed = focus_;  // what has the focus is chosen
  }
  return true;
}

void Interaction::move_by_tab(bool backwards) {
  std::vector<NodeId> stops;
  const SemanticNode* here = scene_.shown().find(focus_);
  std::ptrdiff_t at = backwards ? 0 : -1;
  for (const SemanticNode& node : scene_.shown().nodes) {
    const bool stop = (node.states & state::tab_stop) != 0 && usable(&node);
    const bool mine = here != nullptr && node.id == here->id;
    if (stop || mine) {
      if (mine) {
        at = static_cast<std::ptrdiff_t>(stops.size());
      }
      stops.push_back(node.id);
    }
  }
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  if (count > 0) {
    const std::ptrdiff_t to = (at + (backwards ? -1 : 1) + count) % count;
    set_focus(stops[static_cast<std::size_t>(to)], true);
  }
}

bool Interaction::handle(const FocusEvent& event) {
  const SemanticNode* node = scene_.shown().find(event.id);
  if (event.id == kNoNode) {
    set_focus(kNoNode, false);
  } else if (usable(node) && event.id != focus_) {
    set_focus(event.id, !last_was_pointer_);
  }
  return true;
}

bool Interaction::handle(const PressEvent& event) {
  const SemanticNode* node = scene_.shown().find(event.id);
  if (!usable(node)) {
    return true;
  }
  if ((node->states & state::focusable) != 0) {
    set_focus(node->id, !last_was_pointer_);
  }
  if ((node->actions & action::edit_text) != 0) {
    return true;
  }
  events_.pressed = node->id;
  return false;
}

bool Interaction::handle(const SetValueEvent& event) {
  if (!usable(scene_.shown().find(event.id))) {
    return true;
  }
  events_.value = event;
  return false;
}

bool Interaction::handle(const TextEvent& event) {
  const SemanticNode* node = scene_.shown().find(event.id);
  if (!usable(node)) {
    return true;
  }
  if (focus_ != event.id) {
    if (event.epoch != 0) {
      return true;  // the agent's last words on a field that was left: they must not pull it back
    }
    set_focus(event.id, true);
  }
  events_.text = event;
  // Typing ahead of the frames: only the newest text of the same field counts.
  while (!queue_.empty()) {
    const auto* next = std::get_if<TextEvent>(&queue_.front());
    if (next == nullptr || next->id != event.id) {
      break;
    }
    events_.text = *next;
    queue_.pop_front();
  }
  return false;
}

bool Interaction::handle(const CopyEvent&) {
  events_.copy = true;
  return false;
}

}  // namespace saimnieks::ui
