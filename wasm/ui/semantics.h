// What assistive technology, tests and the page's DOM mirror know of a frame: one tree of nodes,
// emitted by the widgets while they draw. The mirror has no state of its own: all of it is here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/ui/geometry.h"

namespace saimnieks::ui {

// A hash of the path of keys from the root; the same widget has the same id in every frame.
using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0;

enum class Role : std::uint8_t {
  group,
  main,
  navigation,
  complementary,
  banner,
  form,
  heading,
  paragraph,
  text,  // a run of text inside a group or a list item; no ARIA role of its own
  button,
  link,
  textbox,
  searchbox,
  combobox,
  listbox,
  option,
  checkbox,
  radiogroup,
  radio,
  tablist,
  tab,
  toolbar,
  list,
  listitem,
  table,
  treegrid,
  grid,
  row,
  cell,
  gridcell,
  columnheader,
  rowheader,
  dialog,
  alert,
  status,
  progressbar,
  figure,
  img,
  count_
};
// The ARIA role; "text" for Role::text, which the mirror makes a plain span.
[[nodiscard]] std::string_view role_name(Role role);

// Bits of SemanticNode::states. A state that can also be "false" in ARIA has two bits.
namespace state {
inline constexpr std::uint32_t disabled = 1U << 0;
inline constexpr std::uint32_t focusable = 1U << 1;  // may get focus; tab_stop says if by Tab
inline constexpr std::uint32_t tab_stop = 1U << 2;   // tabindex 0; focusable without it: −1
inline constexpr std::uint32_t selected = 1U << 3;
inline constexpr std::uint32_t not_selected = 1U << 4;
inline constexpr std::uint32_t checked = 1U << 5;
inline constexpr std::uint32_t not_checked = 1U << 6;
inline constexpr std::uint32_t expanded = 1U << 7;
inline constexpr std::uint32_t collapsed = 1U << 8;
inline constexpr std::uint32_t current = 1U << 9;  // aria-current="page"
inline constexpr std::uint32_t required = 1U << 10;
inline constexpr std::uint32_t invalid = 1U << 11;
inline constexpr std::uint32_t readonly = 1U << 12;
inline constexpr std::uint32_t busy = 1U << 13;
inline constexpr std::uint32_t modal = 1U << 14;
inline constexpr std::uint32_t inert = 1U << 15;  // behind a dialog: the mirror sets `inert`
inline constexpr std::uint32_t ascending = 1U << 16;
inline constexpr std::uint32_t descending = 1U << 17;
inline constexpr std::uint32_t sortable = 1U << 18;  // aria-sort="none" unless a direction is set
inline constexpr std::uint32_t multiline = 1U << 19;
inline constexpr std::uint32_t popup_listbox = 1U << 20;  // aria-haspopup="listbox"
inline constexpr std::uint32_t popup_dialog = 1U << 21;   // aria-haspopup="dialog"
inline constexpr std::uint32_t offscreen = 1U << 22;  // scrolled away: focusable, not to be clicked
inline constexpr std::uint32_t editable = 1U << 23;   // a grid cell that F2, Enter or typing edits
inline constexpr std::uint32_t vertical = 1U << 24;   // arrow keys up and down (composites)
}  // namespace state

// Bits of SemanticNode::actions: which InputEvents the node answers.
namespace action {
inline constexpr std::uint8_t press = 1U << 0;      // PressEvent; also Enter and Space
inline constexpr std::uint8_t set_value = 1U << 1;  // SetValueEvent
inline constexpr std::uint8_t edit_text = 1U << 2;  // TextEvent (a field that hosts the text agent)
inline constexpr std::uint8_t toggle = 1U << 3;   // SetValueEvent "true"/"false" (expand/collapse)
inline constexpr std::uint8_t dismiss = 1U << 4;  // Escape
}  // namespace action

// Strings live until the next-but-one frame begins.
struct SemanticNode {
  NodeId id = kNoNode;
  NodeId parent = kNoNode;  // kNoNode: a child of the page
  Role role = Role::group;
  std::uint8_t actions = 0;
  std::uint32_t states = 0;
  std::string_view name;         // full, never shortened with an ellipsis
  std::string_view value;        // of a textbox, combobox, progressbar ("value now")
  std::string_view description;  // hint or fault of a field, note of a figure
  Rect rect;                     // CSS px, clipped to what can be seen; whole when offscreen
  std::int32_t level = 0;        // heading, row: 1 … ; 0 = none
  std::int32_t pos_in_set = 0;   // 1 … ; 0 = none
  std::int32_t set_size = 0;
  std::int32_t row_index = 0;  // aria-rowindex, 1 = the header row
  std::int32_t col_index = 0;
  std::int32_t row_count = 0;  // of a grid, the header row counted; −1 unknown
  std::int32_t col_count = 0;
  NodeId composite = kNoNode;     // the listbox, grid, tablist … whose arrow keys move here
  NodeId active_child = kNoNode;  // aria-activedescendant
  NodeId controls = kNoNode;      // aria-controls (a combobox and its list)
  std::int32_t layer = 0;         // 0 page, 1 … dialogs and popups, upper ones greater
};

// One frame's nodes in reading order (a parent before its children) and the words for live regions.
struct SemanticFrame {
  std::vector<SemanticNode> nodes;
  NodeId focus = kNoNode;
  std::string_view polite;     // said when nothing else is being said
  std::string_view assertive;  // said at once

  [[nodiscard]] const SemanticNode* find(NodeId id) const;
};

// What changed between two frames, as the JSON that the mirror applies:
//   {"nodes":[{"id":7,"parent":0,"role":"button","name":"…","rect":[x,y,w,h],"states":["focusable",
//     …],"actions":["press"],…},…],"gone":[id,…],"order":[[parent,[child,…]],…],"focus":id,
//     "announce":{"polite":"…","assertive":"…"}}
// - A new node carries all of its fields that are not empty; a known one its id and the fields that
//   changed, empty ones ("", 0, []) too. Keys: parent, role, name, value, description, rect,
//   states, actions, level, pos, size, row, col, rows, cols, composite, active, controls, layer.
// - "order" lists every parent whose children changed, in their new order (0 = the page).
// - "focus" and "announce" are there when they changed or are to be said; a text said twice in a
// row
//   comes twice. Nothing changed: the empty string.
class SemanticDiff {
 public:
  // Compares with the frame of the call before; the first call, and the one after reset(), sends
  // all.
  [[nodiscard]] std::string_view json(const SemanticFrame& frame);
  void reset();  // the page has lost its mirror (reload, restored tab)

 private:
  // A node as the mirror knows it; texts by their hash, so that nothing is copied.
  struct Known {
    SemanticNode node;
    std::uint64_t name = 0;
    std::uint64_t value = 0;
    std::uint64_t description = 0;
  };
  // Where a node stands in a frame's list.
  struct Place {
    NodeId id = kNoNode;
    std::size_t index = 0;
  };
  struct Children {
    NodeId parent = kNoNode;
    std::uint64_t order = 0;  // hash of the children's ids
    friend bool operator==(const Children&, const Children&) = default;
  };

  [[nodiscard]] static bool same(const Known& a, const Known& b);
  void note(const SemanticFrame& frame);
  bool write_nodes(bool reshaped);
  void write_node(const Known& now, const Known* before);
  bool write_gone();
  bool write_order(const SemanticFrame& frame);
  void write_announcement(const SemanticFrame& frame);
  static void sort_by_id(const std::vector<Known>& from, std::vector<Place>& to);
  [[nodiscard]] const Known* find(NodeId id) const;  // in the frame before

  std::vector<Known> known_;  // in the frame's order
  std::vector<Known> next_;
  std::vector<Place> known_places_;  // sorted by id; scratch of a frame with other nodes
  std::vector<Place> next_places_;
  std::vector<Children> children_;
  std::vector<Children> next_children_;
  NodeId focus_ = kNoNode;
  std::string out_;
  bool first_ = true;
};

}  // namespace saimnieks::ui
