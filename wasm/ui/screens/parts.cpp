#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

using text::Key;

Answer draw_no_lines(Ui& ui, const PageFacts& page) {
  const views::Words& words = *page.words;
  Collected answer;
  if (!page.hidden.empty()) {
    const auto card =
        ui.card("nothing_seen", {.title = words[Key::sight_nothing], .note = page.hidden});
    if (ui.button("settings", {.label = words[Key::sight_settings]})) {
      answer.add(views::GoTo{views::Screen::settings});
    }
    return answer.take();
  }
  const auto card = ui.card("no_lines", {.title = words[Key::compare_empty_title],
                                         .note = words[Key::compare_empty_text]});
  const auto buttons = ui.flow("ways");
  if (ui.button("import", {.label = words[Key::start_import], .look = ButtonLook::primary})) {
    answer.add(views::GoTo{views::Screen::import});
  }
  if (ui.button("demo", {.label = words[Key::start_demo]})) {
    answer.add(views::OpenDemo{});
  }
  return answer.take();
}

void draw_facts(Ui& ui, ItemKey key, std::string_view name,
                const std::vector<views::LineFact>& facts) {
  std::vector<Fact> list;
  list.reserve(facts.size());
  for (const views::LineFact& fact : facts) {
    list.push_back({.label = fact.label, .value = fact.value});
  }
  ui.facts(key, name, list);
}

Tone tone_of(views::Meaning meaning) {
  switch (meaning) {
    case views::Meaning::favourable:
      return Tone::favourable;
    case views::Meaning::adverse:
      return Tone::adverse;
    case views::Meaning::none:
    case views::Meaning::not_planned:
      break;
  }
  return Tone::plain;
}

std::string_view meaning_word(views::Meaning meaning, const views::Words& words) {
  switch (meaning) {
    case views::Meaning::favourable:
      return words[Key::compare_favourable];
    case views::Meaning::adverse:
      return words[Key::compare_adverse];
    case views::Meaning::not_planned:
      return words[Key::compare_not_planned];
    case views::Meaning::none:
      break;
  }
  return {};
}

}  // namespace saimnieks::ui
