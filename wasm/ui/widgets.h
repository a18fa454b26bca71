// What widgets are given and what they answer. Strings are borrowed for the call only, unless a
// comment says otherwise. Texts come translated; a widget knows no language.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/ui/semantics.h"
#include "wasm/ui/theme.h"

namespace saimnieks::ui {

// Names a widget among its siblings, for good: a word of the code or a row's number, never the text
// that is shown (it changes with the language) nor a place in a list that can be sorted.
struct ItemKey {
  std::string_view name;
  std::uint64_t number = 0;

  // Meant to be passed as they are.
  ItemKey(const char* word) : name(word) {}         // NOLINT(google-explicit-constructor)
  ItemKey(std::string_view word) : name(word) {}    // NOLINT(google-explicit-constructor)
  ItemKey(const std::string& word) : name(word) {}  // NOLINT(google-explicit-constructor)
  ItemKey(std::string_view word, std::uint64_t n) : name(word), number(n) {}
};

// The few words that widgets say themselves, in the language of the screen.
struct UiWords {
  std::string menu;           // opens the navigation on a phone
  std::string close;          // closes a dialog
  std::string clear;          // empties a search field
  std::string nothing_found;  // a search without matches
};

// ---- layout

// One cell of a row: a share of what is left, or a width of its own.
struct Track {
  float weight = 1;  // 0: `width` is exact
  float width = 0;   // CSS px; with a weight, the least
};
[[nodiscard]] constexpr Track share(float weight = 1, float least = 0) { return {weight, least}; }
[[nodiscard]] constexpr Track fixed(float width) { return {0, width}; }

enum class Align : std::uint8_t { start, center, end };

struct RowOptions {
  float gap = kSpace3;
  Align vertical = Align::center;
  bool stacks = false;  // a column on a phone
};

// ---- page frame

struct NavItem {
  std::string_view key{};  // the item's ItemKey
  std::string_view label{};
  std::int64_t count = 0;  // what waits there; 0 shows nothing
};

enum class Tone : std::uint8_t { plain, muted, faint, accent, caution, favourable, adverse };

struct NavSpec {
  std::string_view product{};  // "Saimnieks"
  std::string_view name{};     // of the landmark: "Galvenā izvēlne"
  std::span<const NavItem> items{};
  std::size_t current = 0;
  Tone state_tone = Tone::muted;   // the dot: caution while offline or waiting
  std::string_view state{};        // "Bezsaistē · 14 izmaiņas gaida"
  std::string_view state_note{};   // "Nosūtīts pirms 2 dienām"
  std::string_view state_short{};  // on a phone, top right: "14 gaida"
};
struct NavAnswer {
  std::optional<std::size_t> item{};
  bool state = false;  // the state was pressed
};

struct PageSpec {
  std::string_view title{};
  std::string_view subtitle{};
  std::string_view back{};  // a label: a back button stands before the title
  float most_width = 0;     // of the content; 0 = all there is
};

struct CardSpec {
  std::string_view title{};  // a sentence that says what the figures say
  std::string_view note{};   // who, what, unit, when
  bool padded = true;        // false: rows and grids reach the card's edges
  int level = 2;             // of the heading
};

// ---- texts

struct Fact {  // one label with its value, in a list of facts
  std::string_view label{};
  std::string_view value{};
  std::string_view note{};
  Tone tone = Tone::plain;
};

struct KeyFigure {
  std::string_view label{};
  std::string_view value{};
  std::string_view note{};
  Tone tone = Tone::plain;  // of value and note
  std::string_view key{};   // set: the figure can be pressed (drill down)
};

// A line of a list: what it is, what to do. On a phone also a field of a form: label, value.
struct ListRow {
  std::string_view tag{};  // "Novirze"
  Tone tag_tone = Tone::plain;
  std::string_view title{};
  std::string_view note{};
  std::string_view value{};       // at the right edge
  std::string_view value_note{};  // under it
  std::string_view action{};      // "Atvērt": the row's button; empty: the row can't be pressed
};

// ---- controls

enum class ButtonLook : std::uint8_t { secondary, primary, quiet };

struct ButtonSpec {
  std::string_view label{};
  ButtonLook look = ButtonLook::secondary;
  bool disabled = false;
  std::string_view why_disabled{};  // said with the name, and never only by the colour
  std::string_view description{};
  bool wide = false;  // as wide as its place
};

enum class FieldKind : std::uint8_t { text, search, amount, code, multiline };

struct FieldSpec {
  std::string_view label{};
  std::string_view value{};
  std::string_view hint{};
  std::string_view fault{};  // why the value can't be taken: turns the field invalid
  std::string_view placeholder{};
  std::string_view unit{};  // after the value: "€"
  FieldKind kind = FieldKind::text;
  bool required = false;
  bool disabled = false;
  bool hide_label = false;  // still the name
  bool large = false;       // 34 px: the one amount of an entry form
  bool autofocus = false;   // takes the focus when it first appears
  int lines = 4;            // of a multiline field
  bool clearable = true;    // a search field shows a cross while it has a text
};

// `value` is the field's text now, whenever changed, committed or cancelled is set. The screen puts
// it into the state and passes it back as FieldSpec::value; passing something else replaces the
// text.
struct FieldAnswer {
  bool changed = false;
  bool committed = false;  // Enter, or the focus left after a change
  bool entered = false;    // Enter
  bool cancelled = false;  // Escape
  std::string value{};
};

struct Option {
  std::string_view text{};
  std::string_view note{};
  bool disabled = false;
};

enum class SelectLook : std::uint8_t {
  field,  // label above, as in a form
  pill    // label inside, for the tools of a page
};

struct SelectSpec {
  std::string_view label{};
  std::span<const Option> options{};
  std::optional<std::size_t> selected{};
  std::string_view placeholder{};  // shown while nothing is selected
  std::string_view hint{};
  std::string_view fault{};
  SelectLook look = SelectLook::field;
  bool hide_label = false;  // still the name
  bool required = false;
  bool disabled = false;
};

// A field that offers what matches the typed words; the screen filters (names of thousands).
struct SearchSelectSpec {
  std::string_view label{};
  std::string_view value{};  // the chosen one's text, shown while the field is not being edited
  std::string_view query{};  // what is typed, as answered before
  std::span<const Option> matches{};  // for `query`; at most some dozens
  std::int64_t match_count = 0;       // all there are
  std::string_view count_text{};      // "20 no 314"
  std::string_view hint{};
  std::string_view fault{};
  std::string_view placeholder{};
  bool required = false;
};
struct SearchSelectAnswer {
  std::optional<std::string> query{};   // typed: filter anew
  std::optional<std::size_t> chosen{};  // of `matches`
};

enum class NoticeTone : std::uint8_t { info, caution, fault, done };
struct NoticeSpec {
  NoticeTone tone = NoticeTone::info;
  std::string_view title{};
  std::string_view text{};
  std::string_view action{};     // a button's label
  std::string_view secondary{};  // another's
  bool dismissable = false;
  bool urgent = false;  // role alert: said at once
};
enum class NoticeAnswer : std::uint8_t { none, action, secondary, dismissed };

// A preview: shades of grey, drawn texel by pixel in the middle of a square.
struct PictureSpec {
  std::string_view name{};
  std::uint64_t id = 0;  // the picture's own: what it shows never changes
  int width = 0;         // device px, within `edge`; 0: an empty square
  int height = 0;
  std::span<const std::uint8_t> shades{};  // by row; 0 black … 255 white
  float edge = 48;                         // CSS px
};

struct ProgressSpec {
  std::string_view label{};
  std::string_view detail{};  // "8 120 no 20 217 rindām"
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: how much there is, is not known
};

struct DialogSpec {
  std::string_view title{};
  std::string_view text{};
  float width = 480;  // CSS px at most; a phone gets a sheet of the full width, from below
  bool dismissable = true;
  // The focus goes to the title and not to the first field, which would call a phone's keyboard:
  // for what is read first.
  bool focus_title = false;
};

// ---- grid

enum class ColumnKind : std::uint8_t {
  tree,  // the row's name, indented by level, with its expander; a rowheader
  text,
  figure,  // right-aligned, tabular
  bar,     // IBCS variance bar on its own zero line; `GridCell::amount` of the column's scale
  pin      // the same as a pin, for percentages
};

struct GridColumn {
  std::string_view key{};
  std::string_view title{};
  std::string_view unit{};  // in the header: "€"
  ColumnKind kind = ColumnKind::figure;
  // The widest text that comes, for the width; the title is measured too.
  std::string_view sample{};
  float least_width = 0;  // CSS px; more than the sample wants
  bool sortable = false;
  bool ascending = false;  // sorted by this column now
  bool descending = false;
  // bar, pin: the largest |amount| of all rows; equal for columns that are to be compared.
  std::int64_t scale = 0;
  // When the columns do not fit side by side, a row is a block with its first column above and the
  // others under it, each with its title; without those that can be missed there.
  bool missed_in_blocks = false;
};

struct GridCell {
  std::string text{};
  std::string note{};  // for assistive technology, after the text: "nelabvēlīga"
  Tone tone = Tone::plain;
  std::optional<std::int64_t> amount{};  // bar, pin; none: neither mark nor axis
  bool link = false;                     // pressing it opens (drill down)
  bool editable = false;
  std::string edit_text{};  // what the editor starts with; text when empty
  std::string fault{};      // why an edited value can't be taken
};

struct GridRow {
  std::uint64_t key = 0;  // the row's own, whatever the order
  int level = 1;          // 1 …
  int pos_in_set = 0;     // 0 = not said
  int set_size = 0;
  bool has_children = false;
  bool expanded = false;
  bool selected = false;
  bool strong = false;  // a total
  bool muted = false;
  std::vector<GridCell> cells{};  // one a column; kept between calls, so overwrite every field used
};

// Where a grid's rows come from: only those in sight are asked for.
class GridSource {
 public:
  virtual ~GridSource() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  virtual void rows(std::size_t first, std::span<GridRow> out) = 0;
  // Where a row is now, so that the focus follows it through sorting and expanding.
  [[nodiscard]] virtual std::optional<std::size_t> index_of(std::uint64_t key) const = 0;
  // The row under all others, in sight at the bottom; none when it answers false.
  virtual bool total(GridRow&) { return false; }
  // Another number whenever a row would be filled otherwise than before: until then the grid keeps
  // the rows that it has. 0: not known, rows are asked for in every frame.
  [[nodiscard]] virtual std::uint64_t version() const { return 0; }

 protected:
  GridSource() = default;
  GridSource(const GridSource&) = default;
  GridSource& operator=(const GridSource&) = default;
};

struct GridSpec {
  std::string_view name{};  // said for the grid as a whole
  std::span<const GridColumn> columns{};
  GridSource* source = nullptr;
  std::string_view empty{};  // said when there are no rows
};

enum class GridEvent : std::uint8_t {
  none,
  sort,      // column
  expand,    // row
  collapse,  // row
  open,      // row, column: Enter or a click on a link cell (or on a row without links)
  edit,      // row, column, text: the cell was left with another text
  copy       // row, column: already on the clipboard; told for the record
};
struct GridAnswer {
  GridEvent event = GridEvent::none;
  std::uint64_t row = 0;
  std::size_t column = 0;
  std::string text{};
};

// ---- charts

struct LegendItem {
  enum class Shape : std::uint8_t { solid, outline, hatched, favourable, adverse };
  Shape shape = Shape::solid;
  std::string_view text{};
};

struct ChartColumn {
  std::string_view label{};  // under the axis
  std::string_view text{};   // on the mark, formatted
  std::int64_t amount = 0;   // actual or forecast
  std::int64_t plan = 0;
  std::string_view plan_text{};  // of the table that stands for the chart
  std::int64_t variance = 0;
  std::string_view variance_text{};
  Tone variance_tone = Tone::plain;  // favourable, adverse
  bool forecast = false;             // hatched
  bool has_plan = true;
  bool has_amount = true;
};
// Columns of actual before plan, with their variances on a zero line of their own (IBCS).
struct ColumnChartSpec {
  std::string_view name{};  // one sentence: what the chart says
  std::string_view label_title{};
  std::string_view amount_title{};
  std::string_view plan_title{};
  std::string_view variance_title{};
  std::span<const ChartColumn> columns{};
  float height = 240;
};

}  // namespace saimnieks::ui
