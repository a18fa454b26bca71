// The mirror's messages. Written by hand, since it runs in every frame: no JSON library, no copies.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "wasm/ui/semantics.h"

namespace saimnieks::ui {

namespace {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

void write_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// Hundredths at most; whole numbers without a point.
void write_number(std::string& out, float number) {
  const long hundredths = std::lround(number * 100);
  if (hundredths < 0) {
    out += '-';
  }
  const long size = std::labs(hundredths);
  out += std::to_string(size / 100);
  if (size % 100 != 0) {
    out += '.';
    out += static_cast<char>('0' + size % 100 / 10);
    if (size % 10 != 0) {
      out += static_cast<char>('0' + size % 10);
    }
  }
}

template <std::size_t N>
void write_words(std::string& out, std::uint32_t bits,
                 const std::array<std::pair<std::uint32_t, std::string_view>, N>& words) {
  out += '[';
  bool any = false;
  for (const auto& [bit, word] : words) {
    if ((bits & bit) != 0) {
      out += any ? ",\"" : "\"";
      out += word;
      out += '"';
      any = true;
    }
  }
  out += ']';
}

constexpr std::array<std::pair<std::uint32_t, std::string_view>, 25> kStates{{
    {state::disabled, "disabled"},
    {state::focusable, "focusable"},
    {state::tab_stop, "tab_stop"},
    {state::selected, "selected"},
    {state::not_selected, "not_selected"},
    {state::checked, "checked"},
    {state::not_checked, "not_checked"},
    {state::expanded, "expanded"},
    {state::collapsed, "collapsed"},
    {state::current, "current"},
    {state::required, "required"},
    {state::invalid, "invalid"},
    {state::readonly, "readonly"},
    {state::busy, "busy"},
    {state::modal, "modal"},
    {state::inert, "inert"},
    {state::ascending, "ascending"},
    {state::descending, "descending"},
    {state::sortable, "sortable"},
    {state::multiline, "multiline"},
    {state::popup_listbox, "popup_listbox"},
    {state::popup_dialog, "popup_dialog"},
    {state::offscreen, "offscreen"},
    {state::editable, "editable"},
    {state::vertical, "vertical"},
}};

constexpr std::array<std::pair<std::uint32_t, std::string_view>, 5> kActions{{
    {action::press, "press"},
    {action::set_value, "set_value"},
    {action::edit_text, "edit_text"},
    {action::toggle, "toggle"},
    {action::dismiss, "dismiss"},
}};

struct IntField {
  std::string_view key;
  std::int64_t now;
  std::int64_t before;
};

std::array<IntField, 10> int_fields(const SemanticNode& now, const SemanticNode& before) {
  return {{{"level", now.level, before.level},
           {"pos", now.pos_in_set, before.pos_in_set},
           {"size", now.set_size, before.set_size},
           {"row", now.row_index, before.row_index},
           {"col", now.col_index, before.col_index},
           {"rows", now.row_count, before.row_count},
           {"cols", now.col_count, before.col_count},
           {"composite", now.composite, before.composite},
           {"active", now.active_child, before.active_child},
           {"controls", now.controls, before.controls}}};
}

}  // namespace

const SemanticDiff::Known* SemanticDiff::find(NodeId id) const {
  const auto at = std::lower_bound(known_.begin(), known_.end(), id,
                                   [](const Known& a, NodeId b) { return a.node.id < b; });
  return at != known_.end() && at->node.id == id ? &*at : nullptr;
}

void SemanticDiff::reset() {
  known_.clear();
  children_.clear();
  focus_ = kNoNode;
  first_ = true;
}

// A field is written when it differs from what the mirror has: of a new node, from nothing.
bool SemanticDiff::write_node(const Known& now, const Known* before) {
  static const Known kNothing{{}, hash_of({}), hash_of({}), hash_of({})};
  const bool fresh = before == nullptr;
  const Known& old = fresh ? kNothing : *before;
  const std::size_t start = out_.size();
  out_ += out_.back() == '[' ? "{\"id\":" : ",{\"id\":";
  out_ += std::to_string(now.node.id);
  const std::size_t bare = out_.size();
  const auto key = [this](std::string_view name) {
    out_ += ",\"";
    out_ += name;
    out_ += "\":";
  };
  if (fresh || now.node.parent != old.node.parent) {
    key("parent");
    out_ += std::to_string(now.node.parent);
  }
  if (fresh || now.node.role != old.node.role) {
    key("role");
    write_string(out_, role_name(now.node.role));
  }
  const std::array<std::pair<std::string_view, bool>, 3> texts{
      {{"name", now.name != old.name},
       {"value", now.value != old.value},
       {"description", now.description != old.description}}};
  const std::array<std::string_view, 3> contents{now.node.name, now.node.value,
                                                 now.node.description};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].second) {
      key(texts[i].first);
      write_string(out_, contents[i]);
    }
  }
  if (fresh || now.node.rect != old.node.rect) {
    key("rect");
    const Rect& rect = now.node.rect;
    char between = '[';
    for (const float number : {rect.x, rect.y, rect.width, rect.height}) {
      out_ += between;
      write_number(out_, number);
      between = ',';
    }
    out_ += ']';
  }
  if (now.node.states != old.node.states) {
    key("states");
    write_words(out_, now.node.states, kStates);
  }
  if (now.node.actions != old.node.actions) {
    key("actions");
    write_words(out_, now.node.actions, kActions);
  }
  for (const IntField& field : int_fields(now.node, old.node)) {
    if (field.now != field.before) {
      key(field.key);
      out_ += std::to_string(field.now);
    }
  }
  if (now.node.layer != old.node.layer) {
    key("layer");
    out_ += std::to_string(now.node.layer);
  }
  if (!fresh && out_.size() == bare) {
    out_.resize(start);
    return false;
  }
  out_ += '}';
  return true;
}

bool SemanticDiff::write_gone() {
  bool any = false;
  std::size_t at = 0;
  for (const Known& old : known_) {
    while (at < next_.size() && next_[at].node.id < old.node.id) {
      ++at;
    }
    if (at == next_.size() || next_[at].node.id != old.node.id) {
      out_ += any ? "," : "";
      out_ += std::to_string(old.node.id);
      any = true;
    }
  }
  return any;
}

bool SemanticDiff::write_order(const SemanticFrame& frame) {
  next_children_.clear();
  next_children_.push_back({kNoNode, hash_of({})});
  const auto entry = [this](NodeId parent) -> Children& {
    for (auto at = next_children_.rbegin(); at != next_children_.rend(); ++at) {
      if (at->parent == parent) {
        return *at;
      }
    }
    return next_children_.emplace_back(Children{parent, hash_of({})});
  };
  for (const SemanticNode& node : frame.nodes) {
    Children& list = entry(node.parent);
    list.order = (list.order ^ node.id) * 1099511628211ULL;
  }
  bool any = false;
  const auto write = [&](NodeId parent) {
    out_ += any ? ",[" : "[";
    out_ += std::to_string(parent);
    out_ += ",[";
    any = true;
    for (const SemanticNode& node : frame.nodes) {
      if (node.parent == parent) {
        out_ += out_.back() == '[' ? "" : ",";
        out_ += std::to_string(node.id);
      }
    }
    out_ += "]]";
  };
  for (const Children& list : next_children_) {
    if (std::find(children_.begin(), children_.end(), list) == children_.end()) {
      write(list.parent);
    }
  }
  for (const Children& old : children_) {
    const auto same = [&](const Children& list) { return list.parent == old.parent; };
    if (std::none_of(next_children_.begin(), next_children_.end(), same) &&
        frame.find(old.parent) != nullptr) {
      write(old.parent);  // has lost its last child
    }
  }
  return any;
}

void SemanticDiff::write_announcement(const SemanticFrame& frame) {
  out_ += ",\"announce\":{";
  if (!frame.polite.empty()) {
    out_ += "\"polite\":";
    write_string(out_, frame.polite);
  }
  if (!frame.assertive.empty()) {
    out_ += frame.polite.empty() ? "\"assertive\":" : ",\"assertive\":";
    write_string(out_, frame.assertive);
  }
  out_ += '}';
}

std::string_view SemanticDiff::json(const SemanticFrame& frame) {
  next_.clear();
  for (const SemanticNode& node : frame.nodes) {
    next_.push_back({node, hash_of(node.name), hash_of(node.value), hash_of(node.description)});
  }
  std::sort(next_.begin(), next_.end(),
            [](const Known& a, const Known& b) { return a.node.id < b.node.id; });
  bool changed = first_;
  out_ = "{\"nodes\":[";
  // In reading order, so that a parent always comes before its children.
  for (const SemanticNode& node : frame.nodes) {
    const auto at = std::lower_bound(next_.begin(), next_.end(), node.id,
                                     [](const Known& a, NodeId b) { return a.node.id < b; });
    changed = write_node(*at, find(node.id)) || changed;
  }
  out_ += "],\"gone\":[";
  changed = write_gone() || changed;
  out_ += "],\"order\":[";
  changed = write_order(frame) || changed;
  out_ += ']';
  if (frame.focus != focus_) {
    out_ += ",\"focus\":";
    out_ += std::to_string(frame.focus);
    changed = true;
  }
  if (!frame.polite.empty() || !frame.assertive.empty()) {
    write_announcement(frame);
    changed = true;
  }
  out_ += '}';
  std::swap(known_, next_);
  std::swap(children_, next_children_);
  focus_ = frame.focus;
  first_ = false;
  return changed ? std::string_view(out_) : std::string_view();
}

}  // namespace saimnieks::ui
