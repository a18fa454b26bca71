// The sidebar of a wide window; the top bar and its menu of a narrow one.
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

constexpr float kSidebar = 208;
constexpr float kTopBar = 60;
constexpr float kItem = 32;
constexpr float kItemGap = 2;
constexpr float kStateText = 159;  // the width of its lines, beside the dot
constexpr float kStateNote = 167;

void draw_logo(Painter& paint, Point at) {
  paint.fill({at.x, at.y, 14, 14}, Color::brand, 3);
  paint.fill({at.x, at.y + 5, 14, 3}, Color::brand_mark);
}

class Navigation {
 public:
  Navigation(UiImpl& ui, const NavSpec& spec) : ui_(ui), spec_(spec) {}

  NavAnswer sidebar() {
    const float height = ui_.frame.size.height;
    ui_.paint.fill({0, 0, kSidebar, height}, Color::surface);
    ui_.paint.vertical(kSidebar - 1, 0, height, Color::line);
    draw_logo(ui_.paint, {20, 19});
    ui_.paint.text({42, 15}, spec_.product, TextStyle::card_title, Color::ink);
    const NodeId id = open_landmark({0, 0, kSidebar, height});
    const float lines =
        ui_.wrapped({}, kStateText, spec_.state, TextStyle::caption, Color::muted, false);
    const float note =
        ui_.wrapped({}, kStateNote, spec_.state_note, TextStyle::caption, Color::muted, false);
    const float state_height = std::min(lines + note + 24, height / 2);
    const float state_top = height - state_height - 2;
    const Rect view{0, 48, kSidebar - 1, state_top - 48};
    items_in(view, hash_id(id, "scroll"), kItem, 10);
    ui_.paint.horizontal(10, kSidebar - 11, state_top, Color::line);
    state({10, state_top + 1, kSidebar - 21, state_height}, true);
    ui_.scene.close();
    ui_.nav.main = {kSidebar, 0, ui_.frame.size.width - kSidebar, height};
    return answer_;
  }

  NavAnswer top_bar() {
    const float width = ui_.frame.size.width;
    ui_.paint.fill({0, 0, width, kTopBar}, Color::surface);
    ui_.paint.horizontal(0, width, kTopBar - 1, Color::line);
    open_landmark({0, 0, width, kTopBar});
    const Rect menu{8, 8, kTouchTarget, kTouchTarget};
    const NodeId id = ui_.scene.part("menu");
    SemanticNode& node = ui_.add_pressable(id, Role::button, ui_.words.menu, menu);
    node.states |= state::popup_dialog | (ui_.nav.menu_open ? state::expanded : state::collapsed);
    if (ui_.input.hovered() == id) {
      ui_.paint.fill(menu, Color::hover, kControlRadius);
    }
    for (int i = -1; i <= 1; ++i) {
      ui_.paint.fill({menu.center().x - 9, menu.center().y - 1 + 6 * static_cast<float>(i), 18, 2},
                     Color::ink);
    }
    if (ui_.pressed(id)) {
      ui_.nav.menu_open = true;
      ui_.another_frame = true;
    }
    const std::string_view words = spec_.state_short.empty() ? spec_.state : spec_.state_short;
    const float wanted = ui_.paint.width(words, TextStyle::control) + 46;
    const float most = width - menu.right() - 140;
    const float chip = words.empty() ? 0 : std::min(wanted, most);
    if (chip > 0) {
      state({width - 12 - chip, 8, chip, kTouchTarget}, false);
    }
    ui_.scene.close();
    ui_.nav.title_slot = {menu.right() + 8, 0, width - menu.right() - chip - 32, kTopBar - 1};
    ui_.nav.main = {0, kTopBar, width, ui_.frame.size.height - kTopBar};
    if (ui_.nav.menu_open) {
      sheet();
    }
    return answer_;
  }

 private:
  NodeId open_landmark(const Rect& rect) {
    const NodeId id = ui_.scene.part("navigation");
    ui_.scene.add(id, Role::navigation, spec_.name, rect);
    ui_.scene.open(id);
    return id;
  }

  // The items in a column that scrolls when the window is low.
  void items_in(const Rect& view, NodeId scroll, float item_height, float pad) {
    ScrollArea& area = ui_.scrolls.draw(scroll, view, ui_.scene.layer());
    ui_.paint.push_clip(view);
    ui_.scene.push_clip(view, scroll, {});
    float y = view.y + 4 - area.offset;
    for (std::size_t i = 0; i < spec_.items.size(); ++i) {
      item(i, {view.x + pad, y, view.width - 2 * pad, item_height});
      y += item_height + kItemGap;
    }
    area.most = std::max(0.0F, y + area.offset - view.bottom());
    area.move_to(area.offset);
    ui_.scroll_bar(area);
    ui_.scene.pop_clip();
    ui_.paint.pop_clip();
  }

  void item(std::size_t index, const Rect& rect) {
    const NavItem& entry = spec_.items[index];
    const bool current = index == spec_.current;
    const NodeId id = ui_.scene.id(ItemKey("item", hash_id(kNoNode, entry.key)));
    SemanticNode& node = ui_.add_pressable(id, Role::button, entry.label, rect);
    node.states |= current ? state::current : 0;
    const std::string count = entry.count > 0 ? std::to_string(entry.count) : std::string();
    node.description = ui_.scene.keep(count);
    if (current) {
      ui_.paint.fill(rect, Color::accent_soft, kControlRadius);
    } else if (ui_.input.hovered() == id) {
      ui_.paint.fill(rect, Color::hover, kControlRadius);
    }
    const TextStyle style = current ? TextStyle::control_strong : TextStyle::field;
    const float top = rect.y + (rect.height - ui_.paint.line_height(style)) / 2;
    const float count_width = ui_.paint.width(count, TextStyle::caption_strong);
    ui_.paint.text_fitted({rect.x + 10, top}, rect.width - 24 - count_width, entry.label, style,
                          current ? Color::accent : Color::muted);
    if (entry.count > 0) {
      const float line = ui_.paint.line_height(TextStyle::caption_strong);
      ui_.paint.text_right(rect.right() - 10, rect.y + (rect.height - line) / 2, count,
                           TextStyle::caption_strong, Color::caution);
    }
    if (ui_.pressed(id)) {
      answer_.item = index;
      ui_.nav.menu_open = false;
    }
  }

  // Whether the app is online, what waits and since when; pressing it opens the details.
  void state(const Rect& rect, bool two_lines) {
    const NodeId id = ui_.scene.part("state");
    const std::string_view name = ui_.scene.arena().join(spec_.state, ". ", spec_.state_note);
    ui_.add_pressable(id, Role::button, name, rect);
    if (!two_lines) {
      ui_.paint.panel(rect, Color::line, Color::surface, kControlRadius);
    } else if (ui_.input.hovered() == id) {
      ui_.paint.fill(rect.inset(0, 4), Color::hover, kControlRadius);
    }
    const Color dot = spec_.state_tone == Tone::plain ? Color::faint : tone_color(spec_.state_tone);
    if (two_lines) {
      const float x = rect.x + 10;
      ui_.paint.circle({x + 4, rect.y + 18}, 4, dot);
      const float lines = ui_.wrapped({x + 14, rect.y + 10}, kStateText, spec_.state,
                                      TextStyle::caption, Color::muted);
      ui_.wrapped({x, rect.y + 12 + lines}, kStateNote, spec_.state_note, TextStyle::caption,
                  Color::muted);
    } else {
      const std::string_view words = spec_.state_short.empty() ? spec_.state : spec_.state_short;
      // In the narrowest windows it is set smaller before it is cut.
      const float room = rect.width - 40;
      TextStyle style = TextStyle::control;
      for (const TextStyle smaller : {TextStyle::body_medium, TextStyle::caption}) {
        style = ui_.paint.width(words, style) > room ? smaller : style;
      }
      const float line = ui_.paint.line_height(style);
      ui_.paint.circle({rect.x + 17, rect.center().y}, 4, dot);
      ui_.paint.text_fitted({rect.x + 29, rect.center().y - line / 2}, room, words, style,
                            Color::ink);
    }
    answer_.state = answer_.state || ui_.pressed(id);
  }

  // The menu of a narrow window lies over the page and takes the focus, like a dialog.
  void sheet() {
    const Size size = ui_.frame.size;
    const Rect rect{0, 0, std::min(320.0F, size.width - 56), size.height};
    const NodeId id = ui_.scene.part("menu sheet");
    if (ui_.input.events().outside == id ||
        (ui_.input.events().key && ui_.input.events().key->code == KeyCode::escape)) {
      ui_.nav.menu_open = false;
      ui_.another_frame = true;
      return;
    }
    ui_.paint.draw_overlay(true);
    ui_.paint.push_clip_alone({0, 0, size.width, size.height});
    ui_.paint.fill({0, 0, size.width, size.height}, Color::backdrop);
    ui_.paint.fill(rect, Color::surface);
    ui_.scene.open_layer(id, rect, true);
    SemanticNode& node = ui_.scene.add(id, Role::dialog, spec_.name, rect);
    node.states = state::modal | state::focusable;
    node.actions = action::dismiss;
    ui_.scene.open(id);
    const Rect close{rect.right() - 52, 8, kTouchTarget, kTouchTarget};
    draw_logo(ui_.paint, {20, 23});
    ui_.paint.text({42, 18}, spec_.product, TextStyle::title, Color::ink);
    items_in({rect.x, 60, rect.width, rect.height - 60}, hash_id(id, "scroll"), kTouchTarget, 8);
    const NodeId close_id = ui_.scene.part("close");
    ui_.add_pressable(close_id, Role::button, ui_.words.close, close);
    ui_.draw_cross(close.center(), 7, Color::muted);
    if (ui_.pressed(close_id)) {
      ui_.nav.menu_open = false;
      ui_.another_frame = true;
    }
    ui_.scene.close();
    ui_.scene.close_layer();
    ui_.paint.pop_clip();
    ui_.paint.draw_overlay(false);
  }

  UiImpl& ui_;
  const NavSpec& spec_;
  NavAnswer answer_;
};

}  // namespace

NavAnswer Ui::navigation(const NavSpec& spec) {
  impl_->nav.drawn = true;
  Navigation navigation(*impl_, spec);
  if (impl_->wide()) {
    impl_->nav.menu_open = false;
    return navigation.sidebar();
  }
  return navigation.top_bar();
}

}  // namespace saimnieks::ui
