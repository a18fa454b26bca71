// Settings: how it looks, who works here, what this ledger is, and whether its data are sound.
#include <array>

#include "wasm/ui/screens/common.h"

namespace saimnieks::ui {
namespace {

using text::Key;

void draw_looks(Ui& ui, const PageFacts& page, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = words[Key::settings_looks];
  const auto card = ui.card("looks", spec);
  const std::array<Option, 2> languages{
      {{words[Key::language_lv], {}, false}, {words[Key::language_en], {}, false}}};
  const std::size_t language = page.state->language == text::Language::lv ? 0 : 1;
  if (const auto chosen =
          ui.segmented("language", words[Key::settings_language], languages, language)) {
    answer = views::ChooseLanguage{*chosen == 0 ? text::Language::lv : text::Language::en};
  }
  const std::array<Option, 3> themes{{{words[Key::settings_theme_system], {}, false},
                                      {words[Key::settings_theme_light], {}, false},
                                      {words[Key::settings_theme_dark], {}, false}}};
  if (const auto chosen = ui.segmented("theme", words[Key::settings_theme], themes,
                                       static_cast<std::size_t>(page.state->theme))) {
    answer = views::ChooseTheme{static_cast<views::ThemeChoice>(*chosen)};
  }
}

void draw_user(Ui& ui, const PageFacts& page, const views::SettingsView& view, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = words[Key::settings_user_title];
  spec.note = words[Key::settings_user_text];
  const auto card = ui.card("user", spec);
  FieldSpec field;
  field.label = words[Key::settings_user];
  field.value = page.state->user ? *page.state->user : view.user;
  const FieldAnswer typed = ui.text_field("name", field);
  const std::array<Fact, 1> roles{
      {{words[Key::settings_roles], view.roles, {}, view.caution ? Tone::caution : Tone::plain}}};
  ui.facts("roles", words[Key::settings_roles], roles);
  ButtonSpec button;
  button.label = words[Key::settings_user_save];
  button.disabled = page.busy;
  const bool pressed = ui.button("save", button);
  if (typed.entered || pressed) {
    answer = views::SaveUser{};
  } else if (typed.changed) {
    answer = views::SayUser{typed.value};
  }
}

void draw_verify(Ui& ui, const PageFacts& page, const views::SettingsView& view,
                 const base::Progress* verifying, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = words[Key::settings_verify_title];
  spec.note = words[Key::settings_verify_text];
  const auto card = ui.card("verify", spec);
  if (verifying != nullptr) {
    if (draw_job(ui, words, *verifying)) {
      answer = views::CancelJob{};
    }
    return;
  }
  if (view.verified) {
    NoticeSpec notice;
    notice.tone = view.sound ? NoticeTone::done : NoticeTone::fault;
    notice.title = view.verify_title;
    notice.text = view.verify_text;
    notice.urgent = !view.sound;
    ui.notice("found", notice);
  }
  if (ui.button("start", {words[Key::settings_verify]})) {
    answer = views::StartVerify{};
  }
}

}  // namespace

Answer draw_settings(Ui& ui, const PageFacts& page, const views::SettingsView& view,
                     const base::Progress* verifying) {
  const views::Words& words = *page.words;
  Answer answer;
  PageSpec spec;
  spec.title = words[Key::settings_title];
  spec.subtitle = words[Key::settings_subtitle];
  spec.most_width = 760;
  const auto frame = ui.page("settings", spec);
  draw_message(ui, page, answer);
  draw_looks(ui, page, answer);
  draw_user(ui, page, view, answer);
  draw_verify(ui, page, view, verifying, answer);
  {
    CardSpec copy;
    copy.title = words[Key::settings_copy_title];
    copy.note = words[Key::settings_copy_text];
    const auto card = ui.card("copy", copy);
    if (ui.button("download", {words[Key::settings_copy]})) {
      answer = views::DownloadLedger{};
    }
  }
  CardSpec about;
  about.title = words[Key::settings_about];
  const auto card = ui.card("about", about);
  std::vector<Fact> facts;
  for (const views::LineFact& fact : view.about) {
    facts.push_back({fact.label, fact.value, {}, Tone::plain});
  }
  ui.facts("facts", words[Key::settings_about], facts);
  return answer;
}

}  // namespace saimnieks::ui
