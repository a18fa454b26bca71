// The parts of a Ui, shared by the files that implement its widgets. Not for screens.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wasm/ui/fonts.h"
#include "wasm/ui/interaction.h"
#include "wasm/ui/layout.h"
#include "wasm/ui/painter.h"
#include "wasm/ui/scene.h"
#include "wasm/ui/scroll.h"
#include "wasm/ui/text_edit.h"
#include "wasm/ui/ui.h"

struct ImGuiContext;

namespace saimnieks::ui {

// What a Scope closes.
enum class ScopeKind : std::uint8_t {
  column,
  row,
  flow,
  group,
  card,
  list,
  page,
  plain_page,
  tools,
  bottom_bar,
  dialog,
  dialog_buttons
};

struct OpenScope {
  ScopeKind kind = ScopeKind::column;
  NodeId id = kNoNode;
  int node = -1;  // index in the scene
  StretchMark panel{};
  float panel_height = 0;
  float padding_bottom = 0;
  Rect close_button{};  // of a dialog that can be dismissed; else empty
  DrawMark from{};
  int node_first = 0;
  bool has_box = true;
  bool titled = false;  // a card with something above its content
};

// An open list of options: owned by a select or a search field, drawn over everything at the end.
struct Popup {
  struct Item {
    std::string text;
    std::string note;
    bool disabled = false;
    bool selected = false;
  };
  NodeId owner = kNoNode;  // kNoNode: none is open
  NodeId list = kNoNode;
  std::string name;
  std::vector<Item> items;
  std::size_t count = 0;  // of items in use
  std::string footer;
  Rect anchor;
  std::size_t active = 0;
  bool reveal = false;  // bring the active option into sight
  bool drawn = false;   // the owner was drawn in this frame
  bool covers_owner_layer = false;
  int owner_layer = 0;
  std::string typed;  // typeahead
};

// Where a column stands in a row that is drawn as a block.
struct BlockPlace {
  enum class Part : std::uint8_t { whole, left, right };
  Part part = Part::whole;
  float top = 0;  // CSS px, from under the name
  float height = 0;
};

// A grid's own memory: which cell has the focus, whether it is being edited.
struct GridMemory {
  NodeId id = kNoNode;
  bool has_place = false;  // a cell had the focus: row, row_index and column say which
  std::uint64_t row = 0;
  std::size_t row_index = 0;
  std::size_t column = 0;
  bool editing = false;
  bool seen = false;
  std::uint64_t version = 0;  // of the source, when what follows was filled
  std::size_t first_row = 0;  // of the rows below
  std::size_t row_count = 0;  // filled ones; the vector only grows
  std::vector<GridRow> rows;  // in sight
  GridRow total;
  bool has_total = false;
  GridRow spare;                     // one that was asked for by itself
  std::vector<std::size_t> columns;  // the spec's, as far as they are shown
  std::vector<float> lefts;          // of the shown columns, and the right end
  std::vector<BlockPlace> blocks;    // of the shown columns after the first
};

[[nodiscard]] inline NodeId grid_cell_id(NodeId grid, std::uint64_t row, std::size_t column) {
  return hash_id(hash_id(grid, {"row", row}), {"cell", column});
}

struct NavState {
  bool drawn = false;
  bool menu_open = false;
  Rect main;        // what is left for the page
  Rect title_slot;  // in the top bar of a narrow window
};

struct UiImpl {
  explicit UiImpl(const FontFiles& files);
  ~UiImpl();
  UiImpl(const UiImpl&) = delete;
  UiImpl& operator=(const UiImpl&) = delete;

  Fonts fonts;
  Painter paint;
  Scene scene;
  Scrolls scrolls;
  Interaction input;
  Layout layout;
  TextEdit edit;
  TextRequest edit_place;  // of the focused field, filled in while it is drawn
  bool edit_drawn = false;
  SemanticDiff diff;
  std::vector<HostRequest> requests;
  UiWords words;
  FrameInput frame;
  ImGuiContext* context = nullptr;
  std::vector<OpenScope> scopes;
  Popup popup;
  NodeId left_field = kNoNode;  // the field that lost the focus with this text
  std::string left_value;
  bool left_changed = false;
  std::vector<GridMemory> grids;
  NavState nav;
  std::optional<std::size_t> pressed_figure;
  NodeId page_scroll = kNoNode;
  NodeId back_button = kNoNode;
  Rect header;                                       // of the page, for its tools
  float header_used = 0;                             // by the title
  std::vector<std::pair<NodeId, float>> remembered;  // sizes of the last frame, by container
  std::vector<NodeId> seen_fields;                   // with autofocus, of the last frame
  std::vector<NodeId> seen_fields_next;
  std::string polite;
  std::string assertive;
  bool another_frame = false;
  bool in_frame = false;

  // ---- shared by widgets
  [[nodiscard]] bool touch() const { return density() == Density::touch; }
  [[nodiscard]] Density density() const;
  [[nodiscard]] bool narrow() const { return frame.size.width < kOneColumnBelow; }
  [[nodiscard]] bool wide() const { return frame.size.width >= kSidebarFrom; }
  [[nodiscard]] float control_height() const { return touch() ? kTouchTarget : 32.0F; }
  [[nodiscard]] bool pressed(NodeId id) const { return input_pressed == id && id != kNoNode; }
  [[nodiscard]] bool focused(NodeId id) const { return input.focus() == id && id != kNoNode; }
  void draw_focus_ring();
  [[nodiscard]] float& remember(NodeId id);
  // A node that Tab reaches and Enter presses.
  SemanticNode& add_pressable(NodeId id, Role role, std::string_view name, const Rect& rect);
  void stop_key() { input.take_key(); }

  Scope open(OpenScope scope);
  void close_scope();
  void close_card(const OpenScope& scope);
  [[nodiscard]] bool card_has_title() const;  // of the innermost open card
  void close_page(const OpenScope& scope);
  void close_tools(const OpenScope& scope);
  void close_dialog(const OpenScope& scope);

  void draw_chevron(const Rect& box, bool open, Color color);
  void draw_cross(Point center, float half, Color color);
  void draw_check(Point center, float half, Color color);
  // Text in lines broken at spaces; answers the height. `draw` false only measures.
  float wrapped(Point at, float width, std::string_view text, TextStyle style, Color color,
                bool draw = true);
  void scroll_bar(const ScrollArea& area);
  void reveal_focus();
  void page_keys();
  void draw_text_content(NodeId id, const Rect& inner, TextStyle style, std::string_view shown,
                         Color color, bool right_aligned);
  void take_text_pointer(NodeId id, const Rect& inner, TextStyle style, std::string_view shown);
  void leave_field();
  void draw_popup();
  void draw_popup_item(const Popup::Item& item, std::size_t index, const Rect& rect);
  void open_popup(NodeId owner, std::string_view name, std::span<const Option> options,
                  std::optional<std::size_t> selected, const Rect& anchor);
  void fill_popup(std::span<const Option> options, std::optional<std::size_t> selected);
  void close_popup();
  [[nodiscard]] NodeId popup_item_id(std::size_t index) const;
  // Keys of the open list; an index when one was chosen.
  std::optional<std::size_t> popup_keys(NodeId owner, bool editable);
  std::optional<std::size_t> popup_press() const;
  std::optional<std::size_t> select_value(std::string_view text,
                                          std::span<const Option> options) const;
  void typeahead(char32_t letter);
  [[nodiscard]] bool editing_cell() const;
  void finish_requests();
  GridMemory& grid_memory(NodeId id);

  NodeId input_pressed = kNoNode;
  NodeId focus_at_start = kNoNode;
  bool dialog_dismissed = false;
};

[[nodiscard]] Color tone_color(Tone tone);

}  // namespace saimnieks::ui
