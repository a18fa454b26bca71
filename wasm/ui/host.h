// What the UI asks of the page, after a frame.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "wasm/ui/semantics.h"
#include "wasm/ui/theme.h"

namespace saimnieks::ui {

enum class TextKind : std::uint8_t {
  text,
  search,
  amount,     // inputmode="decimal"
  code,       // no autocorrection, no capitals
  multiline,  // Enter makes a new line
  cell        // a grid cell being edited
};

// The field `id` has the focus: put the text agent at `caret`, with this value and selection. Sent
// when the focus arrives, and when the UI itself changes value or selection (a click in the text, a
// field emptied after saving); never as an echo of what the agent said.
// The agent answers each change with TextEvent, and keys that make no text with KeyEvent (Left,
// Right, Home, End, Backspace and Delete stay with the agent, unless `armed`).
struct TextRequest {
  NodeId id = kNoNode;
  std::uint32_t epoch = 0;  // to be sent back in TextEvent
  TextKind kind = TextKind::text;
  std::string name;  // the field's name, for the agent's aria-label
  std::string value;
  std::uint32_t selection_start = 0;  // UTF-16 code units
  std::uint32_t selection_end = 0;
  Rect rect;   // of the field
  Rect caret;  // where a composition window belongs
  // An editable cell has the focus but is not being edited: the agent is empty and waits, so that
  // the first typed character starts the edit. It forwards arrows, Home, End, Enter, F2, Delete and
  // Backspace as KeyEvent and does not act on them.
  bool armed = false;
};
struct TextMoved {  // the same field, elsewhere (scrolled): only the place changed
  NodeId id = kNoNode;
  Rect rect;
  Rect caret;
};
struct TextRelease {};  // no field has the focus: take the agent away

struct OpenFile {
  std::string accept;  // the input's accept attribute
  bool multiple = false;
  NodeId asked_by = kNoNode;
};
struct Download {
  std::string name;
  std::string mime;
  std::string bytes;
};
// A picture made small by the platform, which knows the formats; it answers in shades of grey.
struct ShrinkPicture {
  std::string id;  // the content's hash
  std::string mime;
  std::string bytes;
  int edge = 0;  // device px that the longer side has at most
};
struct ClipboardWrite {
  std::string text;
};
struct SetLanguage {
  std::string tag;  // the document's lang
};
struct SetTitle {
  std::string title;
};
// What stands in the page's address after '#': where the person is. The browser's history keeps it.
struct SetAddress {
  std::string fragment;
};
struct SetTheme {  // the page's own background and colour-scheme
  Theme theme = Theme::light;
};

using HostRequest =
    std::variant<TextRequest, TextMoved, TextRelease, OpenFile, Download, ShrinkPicture,
                 ClipboardWrite, SetLanguage, SetTitle, SetAddress, SetTheme>;

// The glyph texture: one byte of coverage a pixel. Glyphs are drawn into it when a text first needs
// them, so that a first frame pays for the letters on it and for no others.
// After each frame: a new `generation` means a new size: make the texture anew and upload all of
// it; else upload the rows first_row … first_row + row_count − 1. The fragment colour is the vertex
// colour with its alpha times the texel's.
struct GlyphTexture {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::uint32_t generation = 0;
  int first_row = 0;
  int row_count = 0;  // 0: nothing to upload
};

}  // namespace saimnieks::ui
