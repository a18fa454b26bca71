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

bool draw_job(Ui& ui, const views::Words& words, const base::Progress& progress) {
  const auto label = text::key_from_name(progress.phase_key);
  ui.progress("progress", {.label = label ? words[*label] : std::string_view(),
                           .done = progress.done,
                           .total = progress.total});
  return ui.button("cancel", {.label = words[Key::action_cancel]});
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
  if (page.stepping_back) {
    const auto card = ui.card("stepping_back", {});
    if (draw_job(ui, words, *page.stepping_back)) {
      answer = views::CancelJob{};
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
  spec.dismissable = true;
  if (ui.notice("message", spec) == NoticeAnswer::dismissed) {
    answer = views::DismissMessage{};
  }
}

}  // namespace saimnieks::ui
