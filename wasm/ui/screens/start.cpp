// First start: the language, and three ways to begin. Nothing else is asked.
#include <array>

#include "wasm/ui/screens/common.h"

namespace saimnieks::ui {

using text::Key;
using views::Screen;

Answer draw_start(Ui& ui, const PageFacts& page, const base::Progress* preparing) {
  const views::Words& words = *page.words;
  Answer answer;
  PageSpec spec;
  spec.title = words[Key::start_title];
  spec.subtitle = words[Key::start_subtitle];
  spec.most_width = 640;
  const auto plain = ui.plain_page("start", spec);
  draw_message(ui, page, answer);
  {
    const std::array<Option, 2> languages{
        {{words[Key::language_lv], {}, false}, {words[Key::language_en], {}, false}}};
    const std::size_t current = page.state->language == text::Language::lv ? 0 : 1;
    if (const auto chosen =
            ui.segmented("language", words[Key::start_language], languages, current)) {
      answer = views::ChooseLanguage{*chosen == 0 ? text::Language::lv : text::Language::en};
    }
  }
  if (preparing != nullptr) {
    const auto card = ui.card("preparing", {});
    if (draw_job(ui, words, *preparing)) {
      answer = views::CancelJob{};
    }
  } else {
    CardSpec card_spec;
    card_spec.title = words[Key::start_choose];
    card_spec.padded = false;
    const auto card = ui.card("ways", card_spec);
    const auto list = ui.list("list", words[Key::start_choose]);
    const auto way = [&](ItemKey key, Key title, Key note) {
      ListRow row;
      row.title = words[title];
      row.note = words[note];
      row.action = words[Key::action_open];
      return ui.list_row(key, row);
    };
    if (way("demo", Key::start_demo, Key::start_demo_note)) {
      answer = views::OpenDemo{};
    }
    if (way("import", Key::start_import, Key::start_import_note)) {
      answer = views::PickFile{};
    }
    if (way("connect", Key::start_connect, Key::start_connect_note)) {
      answer = views::GoTo{Screen::sync};
    }
  }
  ui.text("privacy", words[Key::start_privacy], Tone::muted, TextStyle::caption);
  return answer;
}

Answer draw_loading(Ui& ui, const PageFacts& page, const base::Progress& progress) {
  const views::Words& words = *page.words;
  PageSpec spec;
  spec.title = words[Key::app_name];
  const auto frame = ui.page("loading", spec);
  ProgressSpec bar;
  const std::string count = text::format_count(progress.done, words.language());
  bar.label = words[Key::job_loading];
  bar.detail = count;
  bar.done = progress.done;
  bar.total = progress.total;
  ui.progress("progress", bar);
  return std::nullopt;
}

}  // namespace saimnieks::ui
