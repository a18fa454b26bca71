#include "wasm/ui/scene.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "wasm/ui/hash.h"

namespace saimnieks::ui {

namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr NodeId kRootPath = 2166136261U;

bool answers_pointer(const SemanticNode& node) {
  constexpr std::uint8_t kAnswers = action::press | action::edit_text;
  return (node.actions & kAnswers) != 0 || (node.states & state::focusable) != 0;
}

float distance_squared(const Rect& rect, Point at) {
  const float dx = std::max({rect.x - at.x, 0.0F, at.x - rect.right()});
  const float dy = std::max({rect.y - at.y, 0.0F, at.y - rect.bottom()});
  return dx * dx + dy * dy;
}

}  // namespace

// Over the parent's id, the word and the number; never kNoNode.
NodeId hash_id(NodeId parent, ItemKey key) {
  const std::uint64_t hash = Hash().add(parent).add(key.name).add(key.number).value();
  const auto id = static_cast<NodeId>(hash ^ hash >> 32U);
  return id == kNoNode ? 1 : id;
}

void Arena::clear() {
  block_ = 0;
  used_ = 0;
}

char* Arena::room(std::size_t size) {
  if (block_ < blocks_.size() && used_ + size > kBlock) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    blocks_.push_back(std::make_unique<char[]>(kBlock));
  }
  char* out = blocks_[block_].get() + used_;
  used_ += size;
  return out;
}

// A text longer than a block is cut: nothing that is read aloud is that long.
std::string_view Arena::keep(std::string_view text) {
  const std::size_t size = std::min(text.size(), kBlock);
  if (size == 0) {
    return {};
  }
  char* out = room(size);
  std::memcpy(out, text.data(), size);
  return {out, size};
}

std::string_view Arena::join(std::string_view a, std::string_view between, std::string_view b) {
  if (a.empty() || b.empty()) {
    return keep(a.empty() ? b : a);
  }
  const std::size_t size = a.size() + between.size() + b.size();
  if (size > kBlock) {
    return keep(a);
  }
  char* out = room(size);
  std::memcpy(out, a.data(), a.size());
  std::memcpy(out + a.size(), between.data(), between.size());
  std::memcpy(out + a.size() + between.size(), b.data(), b.size());
  return {out, size};
}

void Scene::begin_frame() {
  now_.frame.nodes.clear();
  now_.frame.polite = {};
  now_.frame.assertive = {};
  now_.extras.clear();
  now_.panels.clear();
  now_.arena.clear();
  scope_.assign(1, {kNoNode, kRootPath});
  clips_.assign(1, {});
  clips_.back().clip = {0, 0, 1e6F, 1e6F};
  layer_stack_.clear();
  layer_ = 0;
  layers_made_ = 0;
}

SemanticNode& Scene::add(NodeId id, Role role, std::string_view name, const Rect& rect) {
  SemanticNode& node = now_.frame.nodes.emplace_back();
  node.id = id;
  node.parent = scope_.back().node;
  node.role = role;
  node.name = now_.arena.keep(name);
  node.layer = layer_;
  NodeExtra extra = clips_.back();
  extra.whole = rect;
  now_.extras.push_back(extra);
  return node;
}

void Scene::open(NodeId node, NodeId path) { scope_.push_back({node, path}); }

void Scene::shift(int first, int end, float dx, float dy) {
  for (int i = first; i < end; ++i) {
    Rect& rect = extra(i).whole;
    rect = rect.moved(dx, dy);
  }
}

void Scene::push_clip(const Rect& clip, NodeId scroll, const Covered& covered) {
  NodeExtra next;
  next.clip = clip.clipped_to(clips_.back().clip);
  next.scroll = scroll;
  next.covered = covered;
  clips_.push_back(next);
}

void Scene::push_clip_alone(const Rect& clip) {
  NodeExtra next;
  next.clip = clip;
  clips_.push_back(next);
}

// A panel is a child of the page, whatever container is open: what stands behind a dialog can then
// be made inert as a whole.
void Scene::open_layer(NodeId panel, const Rect& rect, bool modal) {
  layer_stack_.push_back(layer_);
  layer_ = ++layers_made_;
  now_.panels.push_back({panel, rect, layer_, modal});
  scope_.push_back({kNoNode, scope_.back().path});
  NodeExtra whole;
  whole.clip = {0, 0, 1e6F, 1e6F};
  clips_.push_back(whole);
}

void Scene::set_panel_rect(NodeId panel, const Rect& rect) {
  for (Panel& known : now_.panels) {
    if (known.id == panel) {
      known.rect = rect;
    }
  }
}

void Scene::close_layer() {
  scope_.pop_back();
  clips_.pop_back();
  layer_ = layer_stack_.back();
  layer_stack_.pop_back();
}

void Scene::end_frame() {
  assert(scope_.size() == 1 && "a Scope outlived the frame");
  clip_nodes();
  choose_tab_stops();
  check_unique();
  std::swap(now_, before_);
}

void Scene::clip_nodes() {
  int modal = 0;
  for (const Panel& panel : now_.panels) {
    modal = panel.modal ? std::max(modal, panel.layer) : modal;
  }
  for (std::size_t i = 0; i < now_.frame.nodes.size(); ++i) {
    SemanticNode& node = now_.frame.nodes[i];
    const NodeExtra& extra = now_.extras[i];
    node.rect = extra.whole.clipped_to(extra.clip);
    if (node.rect.empty()) {
      node.rect = extra.whole;
      node.states |= extra.whole.empty() ? 0 : state::offscreen;
    }
    if (node.layer < modal) {
      node.states |= state::inert;
    }
  }
}

// Of each composite one member is reached by Tab: the one in focus last, else the chosen one, else
// the first.
void Scene::choose_tab_stops() {
  choices_.clear();
  auto& nodes = now_.frame.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const SemanticNode& node = nodes[i];
    if (node.composite == kNoNode || (node.states & state::focusable) == 0 ||
        (node.states & state::disabled) != 0) {
      continue;
    }
    const auto remembered = std::find_if(roving_.begin(), roving_.end(), [&](const auto& entry) {
      return entry.first == node.composite;
    });
    const bool is_remembered = remembered != roving_.end() && remembered->second == node.id;
    const bool is_chosen = (node.states & (state::selected | state::checked)) != 0;
    const int plain = node.role == Role::columnheader ? -1 : 0;
    const int rank = node.id == now_.frame.focus ? 3 : is_remembered ? 2 : is_chosen ? 1 : plain;
    const auto known = std::find_if(choices_.begin(), choices_.end(), [&](const Choice& choice) {
      return choice.composite == node.composite;
    });
    if (known == choices_.end()) {
      choices_.push_back({node.composite, i, rank});
    } else if (rank > known->rank) {
      *known = {node.composite, i, rank};
    }
  }
  for (const Choice& choice : choices_) {
    nodes[choice.best].states |= state::tab_stop;
  }
}

void Scene::check_unique() {
#ifndef NDEBUG
  ids_.clear();
  for (const SemanticNode& node : now_.frame.nodes) {
    ids_.push_back(node.id);
  }
  std::sort(ids_.begin(), ids_.end());
  assert(std::adjacent_find(ids_.begin(), ids_.end()) == ids_.end() &&
         "two widgets of one container have the same key");
#endif
}

void Scene::remember_member(NodeId composite, NodeId member) {
  for (auto& entry : roving_) {
    if (entry.first == composite) {
      entry.second = member;
      return;
    }
  }
  roving_.emplace_back(composite, member);
}

const NodeExtra* Scene::shown_extra(NodeId id) const {
  for (std::size_t i = 0; i < before_.frame.nodes.size(); ++i) {
    if (before_.frame.nodes[i].id == id) {
      return &before_.extras[i];
    }
  }
  return nullptr;
}

int Scene::shown_top_modal_layer() const {
  int top = 0;
  for (const Panel& panel : before_.panels) {
    top = panel.modal ? std::max(top, panel.layer) : top;
  }
  return top;
}

const SemanticNode* Scene::hit(Point at, bool touch) const {
  int layer = shown_top_modal_layer();
  for (const Panel& panel : before_.panels) {
    if (panel.rect.contains(at)) {
      layer = std::max(layer, panel.layer);
    }
  }
  const SemanticNode* best = nullptr;
  const SemanticNode* near = nullptr;
  float near_distance = 0;
  for (std::size_t i = 0; i < before_.frame.nodes.size(); ++i) {
    const SemanticNode& node = before_.frame.nodes[i];
    if (node.layer != layer || !answers_pointer(node) || (node.states & state::offscreen) != 0) {
      continue;
    }
    if (node.rect.contains(at)) {
      best = &node;
    } else if (touch && best == nullptr) {
      const float dx = std::max(0.0F, kTouchTarget - node.rect.width) / 2;
      const float dy = std::max(0.0F, kTouchTarget - node.rect.height) / 2;
      const Rect grown = node.rect.inset(-dx, -dy).clipped_to(before_.extras[i].clip);
      const float away = distance_squared(node.rect, at);
      if (grown.contains(at) && (near == nullptr || away < near_distance)) {
        near = &node;
        near_distance = away;
      }
    }
  }
  return best != nullptr ? best : near;
}

}  // namespace saimnieks::ui
