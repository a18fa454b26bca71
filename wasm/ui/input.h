// What the page and the app tell the UI. Coordinates are CSS px of the canvas.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "wasm/ui/semantics.h"
#include "wasm/ui/theme.h"

namespace saimnieks::ui {

struct Modifiers {
  bool shift = false;
  bool control = false;  // Control, or Command on a Mac: the page tells no difference
  bool alt = false;
};

enum class PointerKind : std::uint8_t { mouse, touch, pen };
enum class PointerPhase : std::uint8_t { down, move, up, cancel, leave };

struct PointerEvent {
  PointerPhase phase = PointerPhase::move;
  PointerKind kind = PointerKind::mouse;
  std::uint32_t pointer = 0;  // pointerId; the UI follows one at a time
  Point at;
  int button = 0;  // 0 primary, 2 secondary
  int clicks = 1;  // 2 = double click (PointerEvent.detail)
  Modifiers modifiers;
  std::int64_t time_ms = 0;  // any steady clock; used for the speed of a flick
};

struct WheelEvent {
  Point at;
  float dx = 0;  // CSS px; lines and pages are turned into pixels by the page
  float dy = 0;
  Modifiers modifiers;
};

enum class KeyCode : std::uint8_t {
  other,  // `letter` says which
  tab,
  enter,
  space,
  escape,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  backspace,
  remove,  // Delete
  f2
};

// Keys that make no text, and shortcuts. Text comes as TextEvent only.
// Tab is best left to the browser, whose order of focus is the mirror's: it then tells FocusEvent.
// A Tab that is sent here moves the focus in the same order, and wraps around.
struct KeyEvent {
  KeyCode code = KeyCode::other;
  Modifiers modifiers;
  bool repeat = false;
  char32_t letter = 0;  // of a shortcut, lower case ('z' of Ctrl+Z)
};

struct FocusEvent {  // the mirror's element got the focus; kNoNode: the page lost it
  NodeId id = kNoNode;
};
struct PressEvent {  // a click on the mirror's element (assistive technology, tests)
  NodeId id = kNoNode;
};
struct SetValueEvent {  // a value chosen in the mirror: an option's text, "true", "false"
  NodeId id = kNoNode;
  std::string value;
};

// The text agent's (or the mirror's) content after any change of text or selection.
// Offsets are UTF-16 code units, as the DOM counts them.
struct TextEvent {
  NodeId id = kNoNode;
  std::string value;
  std::uint32_t selection_start = 0;
  std::uint32_t selection_end = 0;
  std::uint32_t composition_start = 0;  // equal when nothing is being composed
  std::uint32_t composition_end = 0;
  std::uint32_t epoch = 0;  // of the last TextRequest that the agent has applied
};

struct CopyEvent {  // Ctrl+C outside a text field; the answer is ClipboardWrite
  bool cut = false;
};

using InputEvent = std::variant<PointerEvent, WheelEvent, KeyEvent, FocusEvent, PressEvent,
                                SetValueEvent, TextEvent, CopyEvent>;

// What the frame is drawn for.
struct FrameInput {
  Size size{1280, 800};     // CSS px
  float pixel_ratio = 1;    // device pixels per CSS px
  std::int64_t now_ms = 0;  // a steady clock, for movement only
  Theme theme = Theme::light;
  Density density = Density::compact;  // a window under kOneColumnBelow is always touch
  bool reduced_motion = false;
};

}  // namespace saimnieks::ui
