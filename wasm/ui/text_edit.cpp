#include "wasm/ui/text_edit.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace saimnieks::ui {

namespace {

std::uint32_t units(char32_t code_point) { return code_point >= 0x10000 ? 2 : 1; }

bool is_space(char32_t code_point) {
  return code_point == ' ' || code_point == 0xA0 || code_point == 0x202F || code_point == '\n';
}

}  // namespace

std::size_t byte_offset(std::string_view text, std::uint32_t utf16) {
  std::size_t at = 0;
  std::uint32_t count = 0;
  while (at < text.size() && count < utf16) {
    count += units(base::next_code_point(text, at));
  }
  return at;
}

std::uint32_t utf16_offset(std::string_view text, std::size_t byte) {
  std::size_t at = 0;
  std::uint32_t count = 0;
  while (at < text.size() && at < byte) {
    count += units(base::next_code_point(text, at));
  }
  return count;
}

std::uint32_t utf16_length(std::string_view text) { return utf16_offset(text, text.size()); }

std::pair<std::size_t, std::size_t> word_at(std::string_view text, std::size_t byte) {
  std::size_t start = 0;
  std::size_t at = 0;
  bool kind = false;
  bool first = true;
  while (at < text.size()) {
    const std::size_t here = at;
    const bool space = is_space(base::next_code_point(text, at));
    if (first || space != kind) {
      if (!first && here > byte) {
        return {start, here};
      }
      start = here;
      kind = space;
      first = false;
    }
  }
  return {start, text.size()};
}

std::size_t TextEdit::selection_start() const { return std::min(caret(), anchor()); }
std::size_t TextEdit::selection_end() const { return std::max(caret(), anchor()); }

void TextEdit::begin(NodeId id, std::string_view value, bool select_all) {
  id_ = id;
  value_ = value;
  began_with_ = value;
  told_ = value;
  end_ = utf16_length(value_);
  start_ = select_all ? 0 : end_;
  composed_from_ = composed_to_ = 0;
  scroll_x = scroll_y = 0;
  armed_ = false;
  due_ = true;
}

// The cell's old text is gone, so whatever is there at the end counts as a change.
void TextEdit::begin_typed(NodeId id, const TextEvent& first) {
  id_ = id;
  began_with_.assign(1, '\0');
  told_ = first.value;
  armed_ = true;
  static_cast<void>(take(first));
  armed_ = false;
}

void TextEdit::change(std::string_view value) {
  value_ = value;
  start_ = end_ = utf16_length(value_);
  due_ = true;
}

void TextEdit::arm(NodeId id) {
  if (id_ == id && armed_) {
    return;
  }
  begin(id, {}, false);
  armed_ = true;
}

void TextEdit::end() {
  id_ = kNoNode;
  armed_ = false;
  due_ = false;
  ++epoch_;  // what the agent still says of this text comes too late
}

bool TextEdit::take(const TextEvent& event) {
  if (event.id != id_ || !is_current(event)) {
    return false;
  }
  value_ = event.value;
  start_ = event.selection_start;
  end_ = event.selection_end;
  composed_from_ = event.composition_start;
  composed_to_ = event.composition_end;
  armed_ = false;
  return true;
}

void TextEdit::follow(std::string_view screen_value) {
  if (screen_value != told_ && screen_value != value_) {
    replace(screen_value);
  }
}

void TextEdit::replace(std::string_view value) {
  value_ = value;
  began_with_ = value;
  told_ = value;
  start_ = end_ = utf16_length(value_);
  composed_from_ = composed_to_ = 0;
  due_ = true;
}

void TextEdit::select(std::size_t anchor, std::size_t caret) {
  const std::uint32_t start = utf16_offset(value_, anchor);
  const std::uint32_t end = utf16_offset(value_, caret);
  if (start != start_ || end != end_) {
    start_ = start;
    end_ = end;
    due_ = true;
  }
}

TextEdit::Send TextEdit::due(TextRequest& request) {
  if (id_ == kNoNode) {
    return Send::nothing;
  }
  const bool moved = request.rect != sent_rect_ || request.caret != sent_caret_;
  if (!due_ && !moved) {
    return Send::nothing;
  }
  sent_rect_ = request.rect;
  sent_caret_ = request.caret;
  request.id = id_;
  if (!due_) {
    return Send::moved;
  }
  due_ = false;
  ++epoch_;
  request.epoch = epoch_;
  request.value = value_;
  request.selection_start = std::min(start_, end_);
  request.selection_end = std::max(start_, end_);
  request.armed = armed_;
  return Send::request;
}

}  // namespace saimnieks::ui
