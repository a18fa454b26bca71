// The mirror's messages. Written by hand, since it runs in every frame: no JSON library, no copies.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "wasm/ui/hash.h"
#include "wasm/ui/semantics.h"

namespace saimnieks::ui {

namespace {

std::uint64_t hash_of(std::string_view text) { return Hash().add(text).value(); }

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

void SemanticDiff::sort_by_id(const std::vector<Known>& from, std::vector<Place>& to) {
  to.clear();
  for (std::size_t i = 0; i < from.size(); ++i) {
    to.push_back({from[i].node.id, i});
  }
  std::sort(to.begin(), to.end(), [](const Place& a, const Place& b) { return a.id < b.id; });
}

const SemanticDiff::Known* SemanticDiff::find(NodeId id) const {
  const auto at = std::lower_bound(known_places_.begin(), known_places_.end(), id,
                                   [](const Place& a, NodeId b) { return a.id < b; });
  return at != known_places_.end() && at->id == id ? &known_[at->index] : nullptr;
}

bool SemanticDiff::same(const Known& a, const Known& b) {
  const auto& x = a.node;
  const auto& y = b.node;
  return x.id == y.id && x.parent == y.parent && a.name == b.name && a.value == b.value &&
         x.rect == y.rect && x.states == y.states && x.role == y.role && x.actions == y.actions &&
         a.description == b.description && x.level == y.level && x.pos_in_set == y.pos_in_set &&
         x.set_size == y.set_size && x.row_index == y.row_index && x.col_index == y.col_index &&
         x.row_count == y.row_count && x.col_count == y.col_count && x.composite == y.composite &&
         x.active_child == y.active_child && x.controls == y.controls && x.layer == y.layer;
}

void SemanticDiff::reset() {
  known_.clear();
  children_.clear();
  focus_ = kNoNode;
  first_ = true;
}

// A field is written when it differs from what the mirror has: of a new node, from nothing.
void SemanticDiff::write_node(const Known& now, const Known* before) {
  static const Known kNothing{{}, hash_of({}), hash_of({}), hash_of({})};
  const bool fresh = before == nullptr;
  const Known& old = fresh ? kNothing : *before;
  out_ += out_.back() == '[' ? "{\"id\":" : ",{\"id\":";
  out_ += std::to_string(now.node.id);
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
  out_ += '}';
}

// In reading order, so that a parent always comes before its children.
bool SemanticDiff::write_nodes(bool reshaped) {
  bool any = false;
  for (std::size_t i = 0; i < next_.size(); ++i) {
    const Known& now = next_[i];
    const Known* before = reshaped ? find(now.node.id) : &known_[i];
    if (before == nullptr || !same(now, *before)) {
      write_node(now, before);
      any = true;
    }
  }
  return any;
}

bool SemanticDiff::write_gone() {
  bool any = false;
  auto at = next_places_.begin();
  for (const Place& old : known_places_) {
    while (at != next_places_.end() && at->id < old.id) {
      ++at;
    }
    if (at == next_places_.end() || at->id != old.id) {
      out_ += any ? "," : "";
      out_ += std::to_string(old.id);
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
    list.order = Hash().add(list.order).add(node.id).value();
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
  std::swap(children_, next_children_);
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

void SemanticDiff::note(const SemanticFrame& frame) {
  next_.clear();
  for (const SemanticNode& node : frame.nodes) {
    next_.push_back({node, hash_of(node.name), hash_of(node.value), hash_of(node.description)});
  }
}

// Three ways, by how much has changed: nothing, as in most frames; some nodes' own fields; the
// tree.
std::string_view SemanticDiff::json(const SemanticFrame& frame) {
  note(frame);
  const bool told = !frame.polite.empty() || !frame.assertive.empty();
  const auto every = [this](const auto& alike) {
    return std::equal(next_.begin(), next_.end(), known_.begin(), known_.end(), alike);
  };
  if (!first_ && !told && frame.focus == focus_ && every(same)) {
    return {};
  }
  const bool reshaped = first_ || !every([](const Known& a, const Known& b) {
                          return a.node.id == b.node.id && a.node.parent == b.node.parent;
                        });
  if (reshaped) {
    sort_by_id(known_, known_places_);
    sort_by_id(next_, next_places_);
  }
  bool changed = first_;
  out_ = "{\"nodes\":[";
  changed = write_nodes(reshaped) || changed;
  out_ += "],\"gone\":[";
  changed = (reshaped && write_gone()) || changed;
  out_ += "],\"order\":[";
  changed = (reshaped && write_order(frame)) || changed;
  out_ += ']';
  if (frame.focus != focus_) {
    out_ += ",\"focus\":";
    out_ += std::to_string(frame.focus);
    changed = true;
  }
  if (told) {
    write_announcement(frame);
    changed = true;
  }
  out_ += '}';
  std::swap(known_, next_);
  focus_ = frame.focus;
  first_ = false;
  return changed ? std::string_view(out_) : std::string_view();
}

}  // namespace saimnieks::ui
