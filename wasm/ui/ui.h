// The widget layer. A screen is a function that calls it from top to bottom, once a frame:
//
//   auto page = ui.page("pivot", {.title = view.title, .subtitle = view.subtitle});
//   {
//     auto tools = ui.tools();
//     if (auto chosen = ui.select("period", view.periods)) return SetPeriod{*chosen};
//     if (ui.button("export", {.label = view.export_label, .look = ButtonLook::primary})) …
//   }
//   ui.key_figures("totals", view.figures);
//   {
//     auto card = ui.card("rows", {.title = view.message, .note = view.note, .padded = false});
//     if (auto answer = ui.grid("grid", view.grid); answer.event == GridEvent::expand) …
//   }
//
// Rules for screens
// - The order of calls is the order of reading, of focus and of the mirror.
// - Containers answer a Scope; what is drawn while it lives stands inside. Keys are unique inside
//   one container; a double is asserted in debug builds.
// - Keep drawing after an answer: collect it and return it at the end. (A screen that returns early
//   loses what stands below for one frame: no harm, but the focus may be lost with it.)
// - Nothing is measured twice and nothing is remembered for a screen, except what the person did
//   to the widget itself: focus, scroll offset, open popup, text being edited.
// - Each frame handles at most one activation; further input waits for the next frame, so that
//   every press meets the screen it was aimed at.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/views/place.h"
#include "wasm/ui/host.h"
#include "wasm/ui/input.h"
#include "wasm/ui/semantics.h"
#include "wasm/ui/theme.h"
#include "wasm/ui/widgets.h"

struct ImDrawData;

namespace saimnieks::ui {

class Ui;
struct UiImpl;

// A container: open while it lives.
class [[nodiscard]] Scope {
 public:
  Scope(Scope&& other) noexcept : impl_(std::exchange(other.impl_, nullptr)) {}
  Scope& operator=(Scope&&) = delete;
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope();

 private:
  friend struct UiImpl;
  explicit Scope(UiImpl* impl) : impl_(impl) {}
  UiImpl* impl_;
};

// The three weights of Inter as cut by assets/fonts/subset.py; borrowed for the Ui's whole life.
struct FontFiles {
  std::span<const std::byte> regular;
  std::span<const std::byte> medium;
  std::span<const std::byte> semibold;
};

class Ui {
 public:
  explicit Ui(const FontFiles& fonts);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // ---- the app: input, frame, output

  // Takes an event for the next frame; false when nothing on the screen would change by it (a
  // pointer moving over the same widget), so that no frame is owed.
  bool push(InputEvent event);
  // True while something moves (a flick), input waits, or the last frame asked for another one.
  [[nodiscard]] bool wants_frame() const;

  void begin_frame(const FrameInput& input);
  void end_frame();

  // Of the last frame. Positions are device pixels: DisplaySize is the framebuffer's size and
  // FramebufferScale is 1. One texture for all commands: glyph_texture().
  [[nodiscard]] const ImDrawData* draw_data() const;
  [[nodiscard]] GlyphTexture take_glyph_texture();
  void lose_glyph_texture();  // the GL context is gone: the next take is a whole texture
  [[nodiscard]] const SemanticFrame& semantics() const;
  // What changed for the mirror since the last call; empty when nothing did.
  [[nodiscard]] std::string_view take_semantic_diff();
  void reset_mirror();  // the page has lost its mirror: the next diff sends all
  [[nodiscard]] std::vector<HostRequest> take_requests();

  void set_words(UiWords words);
  [[nodiscard]] Theme theme() const;
  [[nodiscard]] bool narrow() const;  // one column
  [[nodiscard]] Density density() const;

  // ---- the app's own requests, passed through
  void request(HostRequest request);
  void request_frame();  // another frame is owed after this one
  void announce(std::string_view text, bool urgent = false);
  // Moves the focus by the path of keys from the page's root, when the widget next appears.
  void focus(NodeId id);
  [[nodiscard]] NodeId focused() const;
  // For a program that starts anew: where the person was on the page of the last frame, and going
  // back there in the next one. What is not there any more is passed over.
  [[nodiscard]] views::Place place() const;
  void go_to(const views::Place& place);
  // An unhandled shortcut of this frame (Ctrl+Z): taken once.
  [[nodiscard]] bool shortcut(char32_t letter, Modifiers modifiers);

  // ---- frame of the application
  NavAnswer navigation(const NavSpec& spec);  // first; what follows stands beside or under it
  Scope page(ItemKey key, const PageSpec& spec);
  [[nodiscard]] bool back();      // the page's back button was pressed
  Scope tools();                  // directly after page(): right of the title, or under it
  Scope bottom_bar(ItemKey key);  // last in the page: always in sight, for the main action
  Scope plain_page(ItemKey key, const PageSpec& spec);  // without navigation: first start, faults

  // ---- layout
  Scope column(ItemKey key, float gap = kSpace3);
  Scope row(ItemKey key, std::initializer_list<Track> tracks, RowOptions options = {});
  Scope flow(ItemKey key, float gap = kSpace2);  // natural widths, wrapping
  Scope card(ItemKey key, const CardSpec& spec);
  Scope group(ItemKey key, std::string_view name, Role role = Role::group);
  Scope list(ItemKey key, std::string_view name);  // its rows: list_row
  void space(float height);
  void divider();
  [[nodiscard]] float available_width() const;
  [[nodiscard]] float text_width(std::string_view text, TextStyle style) const;
  [[nodiscard]] float button_width(std::string_view label) const;

  // ---- texts
  void heading(ItemKey key, std::string_view text, int level = 2);
  void text(ItemKey key, std::string_view text, Tone tone = Tone::plain,
            TextStyle style = TextStyle::body);  // wraps
  void line(ItemKey key, std::string_view text, Tone tone = Tone::plain,
            TextStyle style = TextStyle::body);  // one line, shortened with an ellipsis
  void facts(ItemKey key, std::string_view name, std::span<const Fact> facts);
  void picture(ItemKey key, const PictureSpec& spec);

  // ---- controls; true or a value: what was chosen in this frame
  bool button(ItemKey key, const ButtonSpec& spec);
  bool link(ItemKey key, std::string_view label);
  bool checkbox(ItemKey key, std::string_view label, bool checked, std::string_view hint = {});
  std::optional<std::size_t> segmented(ItemKey key, std::string_view name,
                                       std::span<const Option> options, std::size_t selected);
  std::optional<std::size_t> tabs(ItemKey key, std::string_view name,
                                  std::span<const Option> options, std::size_t selected);
  std::optional<std::size_t> select(ItemKey key, const SelectSpec& spec);
  SearchSelectAnswer search_select(ItemKey key, const SearchSelectSpec& spec);
  FieldAnswer text_field(ItemKey key, const FieldSpec& spec);
  bool chip(ItemKey key, std::string_view text, std::string_view remove_label);  // true: remove it
  bool list_row(ItemKey key, const ListRow& row);
  NoticeAnswer notice(ItemKey key, const NoticeSpec& spec);
  void progress(ItemKey key, const ProgressSpec& spec);

  // ---- dialogs: called after the page's scope has ended, as long as it is to be open
  Scope dialog(ItemKey key, const DialogSpec& spec);
  [[nodiscard]] bool dismissed();  // inside the dialog's scope: Escape, close, or a press outside
  Scope dialog_buttons();          // last in the dialog

  // ---- figures
  void key_figures(ItemKey key, std::string_view name, std::span<const KeyFigure> figures);
  std::optional<std::size_t> pressed_figure() const;  // of the key_figures call before
  GridAnswer grid(ItemKey key, const GridSpec& spec);
  void column_chart(ItemKey key, const ColumnChartSpec& spec);
  void legend(ItemKey key, std::span<const LegendItem> items);

  // ---- tests
  // Draw commands of charts as text, one a line, in CSS px; kept from now on, cleared each frame.
  void keep_draw_text(bool keep);
  [[nodiscard]] std::string_view draw_text() const;
  // Texts of the last frame that were shortened with an ellipsis, one a line, while kept.
  [[nodiscard]] std::string_view cut_text() const;

 private:
  std::optional<std::size_t> open_select(NodeId id, const SelectSpec& spec, const Rect& box);
  bool wants_list(NodeId id);
  Rect dialog_head(const DialogSpec& spec);

  std::unique_ptr<UiImpl> impl_;
};

}  // namespace saimnieks::ui
