// The field that is being edited: what the page's text agent holds, as far as the UI knows. The
// agent edits; here is only what is needed to draw the text, the caret and the selection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wasm/ui/host.h"
#include "wasm/ui/input.h"

namespace saimnieks::ui {

// UTF-16 offsets, as the DOM counts, to UTF-8 bytes and back; past the end means the end.
[[nodiscard]] std::size_t byte_offset(std::string_view text, std::uint32_t utf16);
[[nodiscard]] std::uint32_t utf16_offset(std::string_view text, std::size_t byte);
[[nodiscard]] std::uint32_t utf16_length(std::string_view text);
// The word (or the run of spaces) around a byte offset, as a double click selects it.
[[nodiscard]] std::pair<std::size_t, std::size_t> word_at(std::string_view text, std::size_t byte);

class TextEdit {
 public:
  [[nodiscard]] NodeId id() const { return id_; }
  [[nodiscard]] const std::string& value() const { return value_; }
  [[nodiscard]] bool changed() const { return value_ != began_with_; }
  [[nodiscard]] bool armed() const { return armed_; }

  // Selection in bytes of value(), ordered.
  [[nodiscard]] std::size_t selection_start() const;
  [[nodiscard]] std::size_t selection_end() const;
  [[nodiscard]] std::size_t caret() const { return byte_offset(value_, end_); }
  [[nodiscard]] std::size_t anchor() const { return byte_offset(value_, start_); }
  [[nodiscard]] std::size_t composition_start() const {
    return byte_offset(value_, composed_from_);
  }
  [[nodiscard]] std::size_t composition_end() const { return byte_offset(value_, composed_to_); }

  void begin(NodeId id, std::string_view value, bool select_all);
  void begin_typed(NodeId id, const TextEvent& first);  // an armed cell: the first character
  void change(std::string_view value);                  // as if typed: the text it began with stays
  void arm(NodeId id);  // an empty agent on a cell, waiting for the first character
  void end();
  // Whether the agent speaks of the text that it was given last. The mirror and tests speak without
  // an epoch.
  [[nodiscard]] bool is_current(const TextEvent& event) const {
    return event.epoch == 0 || event.epoch == epoch_;
  }
  // What the agent says. False: it speaks of a text that has been replaced since.
  bool take(const TextEvent& event);
  // The screen passed another text than it was told: it wants that one.
  void follow(std::string_view screen_value);
  void replace(std::string_view value);
  void select(std::size_t anchor, std::size_t caret);
  // So that the screen's echo of this value is known for what it is.
  void tell() { told_ = value_; }
  void start_over() { began_with_ = value_; }  // after a commit

  std::size_t held_anchor = 0;  // bytes; where a selection by pointer began
  float scroll_x = 0;           // CSS px that the text is moved to the left
  float scroll_y = 0;

  // What is to be sent to the page for this frame, if anything. `request` comes with place, kind
  // and name; the rest is filled in here.
  enum class Send : std::uint8_t { nothing, moved, request };
  [[nodiscard]] Send due(TextRequest& request);

 private:
  NodeId id_ = kNoNode;
  std::string value_;
  std::string began_with_;
  std::string told_;
  std::uint32_t start_ = 0;  // UTF-16; the anchor
  std::uint32_t end_ = 0;    // the caret
  std::uint32_t composed_from_ = 0;
  std::uint32_t composed_to_ = 0;
  std::uint32_t epoch_ = 0;
  bool armed_ = false;
  bool due_ = false;
  Rect sent_rect_;
  Rect sent_caret_;
};

}  // namespace saimnieks::ui
