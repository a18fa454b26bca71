#include "wasm/ui/screens/common.h"

namespace saimnieks::ui {

using text::Key;

void draw_undo(Ui& ui, const PageFacts& page, Answer& answer) {
  const views::Words& words = *page.words;
  const auto button = [&](ItemKey key, Key label, const std::string& what, Key nothing) {
    ButtonSpec spec;
    spec.label = words[label];
    spec.look = ButtonLook::quiet;
    spec.disabled = what.empty() || page.busy;
    spec.why_disabled = page.busy ? words[Key::import_busy] : words[nothing];
    spec.description = what;
    return ui.button(key, spec);
  };
  if (button("undo", Key::action_undo, page.undo_label, Key::action_nothing_to_undo)) {
    answer = views::UndoLast{};
  }
  if (button("redo", Key::action_redo, page.redo_label, Key::action_nothing_to_redo)) {
    answer = views::RedoLast{};
  }
}

void draw_message(Ui& ui, const PageFacts& page, Answer& answer) {
  const views::Words& words = *page.words;
  if (page.update_ready) {
    NoticeSpec spec;
    spec.title = words[Key::update_title];
    spec.text = words[Key::update_text];
    spec.action = words[Key::update_action];
    if (ui.notice("update", spec) == NoticeAnswer::action) {
      answer = views::TakeUpdate{};
    }
  }
  if (!page.state->message) {
    return;
  }
  const views::MessageView message = views::message_view(*page.state->message, words);
  NoticeSpec spec;
  switch (message.tone) {
    case views::Message::Tone::info:
      spec.tone = NoticeTone::info;
      break;
    case views::Message::Tone::done:
      spec.tone = NoticeTone::done;
      break;
    case views::Message::Tone::caution:
      spec.tone = NoticeTone::caution;
      break;
    case views::Message::Tone::fault:
      spec.tone = NoticeTone::fault;
      spec.urgent = true;
      break;
  }
  spec.title = message.title;
  spec.text = message.text;
  spec.action = message.undo_label;
  spec.dismissable = true;
  switch (ui.notice("message", spec)) {
    case NoticeAnswer::action:
      answer = views::UndoLast{};
      break;
    case NoticeAnswer::dismissed:
      answer = views::DismissMessage{};
      break;
    case NoticeAnswer::secondary:
    case NoticeAnswer::none:
      break;
  }
}

}  // namespace saimnieks::ui
