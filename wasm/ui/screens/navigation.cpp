#include <array>

#include "wasm/ui/screens/screens.h"

namespace saimnieks::ui {
namespace {

using text::Key;
using views::Screen;

struct Place {
  Screen screen;
  std::string_view key;
  Key label;
};
constexpr std::array<Place, 7> kPlaces{{{Screen::overview, "overview", Key::nav_overview},
                                        {Screen::compare, "compare", Key::nav_compare},
                                        {Screen::lines, "lines", Key::nav_lines},
                                        {Screen::entry, "entry", Key::nav_entry},
                                        {Screen::import, "import", Key::nav_import},
                                        {Screen::sync, "sync", Key::nav_sync},
                                        {Screen::settings, "settings", Key::nav_settings}}};

}  // namespace

Answer draw_navigation(Ui& ui, const PageFacts& page) {
  const views::Words& words = *page.words;
  std::array<NavItem, kPlaces.size()> items;
  NavSpec spec;
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    items[i] = {kPlaces[i].key, words[kPlaces[i].label], 0};
    if (kPlaces[i].screen == page.state->screen) {
      spec.current = i;
    }
  }
  spec.product = words[Key::app_name];
  spec.name = words[Key::nav_name];
  spec.items = items;
  spec.state_tone = page.state_line.caution ? Tone::caution : Tone::muted;
  spec.state = page.state_line.state;
  spec.state_note = page.state_line.note;
  spec.state_short = page.state_line.state_short;
  const NavAnswer pressed = ui.navigation(spec);
  if (pressed.item) {
    const Screen screen = kPlaces[*pressed.item].screen;
    if (screen == Screen::lines && page.state->screen != Screen::lines) {
      return views::OpenLines{{}, cube::Cube::Part::both};
    }
    return views::GoTo{screen};
  }
  if (pressed.state) {
    return views::GoTo{Screen::sync};
  }
  return std::nullopt;
}

}  // namespace saimnieks::ui
