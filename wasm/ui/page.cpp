// The page beside or under the navigation: header, tools, scrolling body, bottom bar.
#include <cassert>
#include <cmath>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

constexpr float kHeader = 63;
constexpr float kBottomBarEdge = 24;  // above and below what stands in the bar

struct PageFrame {
  UiImpl& ui;
  NodeId id;
  Rect body;
  bool below = false;  // the subtitle found no room in the bar

  // Draws the header with back button and title; the body is what is left.
  void header(const PageSpec& spec) {
    const bool in_top_bar = ui.nav.drawn && !ui.wide();
    const Rect main = ui.nav.main;
    Rect bar = in_top_bar ? ui.nav.title_slot : Rect{main.x, main.y, main.width, kHeader};
    if (!in_top_bar) {
      ui.paint.fill(bar, Color::surface);
      ui.paint.horizontal(bar.x, bar.right(), bar.bottom() - 1, Color::line);
      body = {main.x, bar.bottom(), main.width, main.bottom() - bar.bottom()};
    } else {
      body = main;
    }
    float x = bar.x + (in_top_bar ? 0 : kSpace5);
    if (!spec.back.empty()) {
      x = back_button(spec.back, x, bar);
    }
    title(spec, x, bar);
  }

  float back_button(std::string_view label, float x, const Rect& bar) {
    ui.back_button = ui.scene.part("back");
    const float size = ui.touch() ? kTouchTarget : 32.0F;
    const Rect rect{x - 8, bar.center().y - size / 2, size, size};
    ui.add_pressable(ui.back_button, Role::button, label, rect);
    if (ui.input.hovered() == ui.back_button) {
      ui.paint.fill(rect, Color::hover, kControlRadius);
    }
    const Point c = rect.center();
    const Point arrow[] = {{c.x + 2.5F, c.y - 5}, {c.x - 2.5F, c.y}, {c.x + 2.5F, c.y + 5}};
    ui.paint.stroke(arrow, 3, Color::ink, 1.5F);
    return rect.right() + 4;
  }

  // A title that is too long for its place is set smaller, then in two lines: it is never cut
  // while there is another way.
  void title(const PageSpec& spec, float x, const Rect& bar) {
    const float room = bar.right() - x - kSpace2;
    below = ui.narrow() && ui.paint.width(spec.subtitle, TextStyle::caption) > room;
    const float subtitle = spec.subtitle.empty() || below ? 0 : 16;
    const bool fits = ui.paint.width(spec.title, TextStyle::title) <= room;
    const TextStyle style = fits ? TextStyle::title : TextStyle::card_title;
    const std::size_t first =
        fits ? spec.title.size() : ui.paint.break_line(spec.title, room, style);
    const float line = fits ? 24 : 18;
    const float lines = first < spec.title.size() ? 2 : 1;
    const float top = bar.y + (bar.height - lines * line - subtitle) / 2;
    ui.paint.text_fitted({x, top}, room, spec.title.substr(0, first), style, Color::ink);
    ui.paint.text_fitted({x, top + line}, room, spec.title.substr(first), style, Color::ink);
    const float width = std::min(room, ui.paint.width(spec.title, style));
    // Smaller than its lines, so that the ring around it leaves the subtitle alone.
    SemanticNode& heading = ui.scene.add(ui.scene.part("title"), Role::heading, spec.title,
                                         {x, top + 2, width, lines * line - 5});
    heading.level = 1;
    heading.states = state::focusable;  // where the focus goes with a new page
    const float under = top + lines * line - 1;
    if (subtitle > 0) {
      ui.paint.text_fitted({x, under}, room, spec.subtitle, TextStyle::caption, Color::muted);
      ui.scene.add(ui.scene.part("subtitle"), Role::paragraph, spec.subtitle, {x, under, room, 16});
    }
    ui.header = bar;
    ui.header_used = x - bar.x +
                     std::max(ui.paint.width(spec.title, TextStyle::title),
                              ui.paint.width(spec.subtitle, TextStyle::caption));
  }

  // Opens the scrolling body, with content of `most_width` CSS px at most (0: as wide as there is).
  void open_body(const PageSpec& spec, float most_width, bool centred) {
    const float pad = ui.narrow() ? kSpace4 : kSpace5;
    const NodeId scroll = hash_id(id, "scroll");
    ScrollArea& area = ui.scrolls.draw(scroll, body, ui.scene.layer());
    ui.page_scroll = scroll;
    ui.paint.push_clip(body);
    ui.scene.push_clip(body, scroll, {});
    float width = body.width - 2 * pad;
    float x = body.x + pad;
    if (most_width > 0 && width > most_width) {
      x += centred ? std::floor((width - most_width) / 2) : 0;
      width = most_width;
    }
    ui.layout.open_free({x, body.y + kSpace4 - area.offset, width, 0}, kSpace4);
    if (below) {
      const float height =
          ui.wrapped({}, width, spec.subtitle, TextStyle::caption, Color::muted, false);
      const Rect place = ui.layout.place(width, height);
      ui.wrapped({place.x, place.y}, width, spec.subtitle, TextStyle::caption, Color::muted);
      ui.scene.add(ui.scene.part("subtitle"), Role::paragraph, spec.subtitle, place);
    }
  }
};

}  // namespace

Scope Ui::page(ItemKey key, const PageSpec& spec) {
  UiImpl& ui = *impl_;
  PageFrame page{.ui = ui, .id = ui.scene.id(key), .body = {}};
  ui.back_button = kNoNode;
  SemanticNode& node = ui.scene.add(page.id, Role::main, spec.title, ui.nav.main);
  node.name = {};
  const int index = ui.scene.size() - 1;
  ui.scene.open(page.id);
  page.header(spec);
  page.body.height -= ui.remember(hash_id(page.id, "bottom"));
  ui.remember(hash_id(page.id, "bottom")) = 0;
  page.open_body(spec, spec.most_width, false);
  return ui.open({.kind = ScopeKind::page, .id = page.id, .node = index});
}

Scope Ui::plain_page(ItemKey key, const PageSpec& spec) {
  UiImpl& ui = *impl_;
  PageFrame page{.ui = ui, .id = ui.scene.id(key), .body = ui.nav.main};
  ui.scene.add(page.id, Role::main, {}, ui.nav.main);
  const int index = ui.scene.size() - 1;
  ui.scene.open(page.id);
  page.open_body(spec, spec.most_width > 0 ? spec.most_width : 560, true);
  ui.layout.skip(ui.narrow() ? kSpace2 : std::min(96.0F, ui.frame.size.height * 0.1F));
  if (!spec.title.empty()) {
    const Rect logo = ui.layout.place(20, 20);
    ui.paint.fill({logo.x, logo.y, 20, 20}, Color::brand, 4);
    ui.paint.fill({logo.x, logo.y + 8, 20, 4}, Color::brand_mark);
    heading("page title", spec.title, 1);
  }
  if (!spec.subtitle.empty()) {
    text("page subtitle", spec.subtitle, Tone::muted);
  }
  return ui.open({.kind = ScopeKind::plain_page, .id = page.id, .node = index});
}

bool Ui::back() { return impl_->pressed(impl_->back_button); }

void UiImpl::close_page(const OpenScope& scope) {
  const Rect content = layout.close_free();
  ScrollArea& area = scrolls.area(page_scroll);
  const float end = content.bottom() + area.offset + kSpace6;
  const float before = area.offset;
  area.most = std::max(0.0F, end - area.view.bottom());
  area.move_to(area.offset);
  another_frame = another_frame || before != area.offset;
  scroll_bar(area);
  scene.pop_clip();
  paint.pop_clip();
  scene.close();
  static_cast<void>(scope);
}

// Right of the title while there is room, else the first line of the body.
Scope Ui::tools() {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.part("tools");
  const float wanted = ui.remember(id);
  const float room = ui.header.width - ui.header_used - 2 * kSpace5 - kSpace6;
  OpenScope scope{.kind = ScopeKind::tools, .id = id, .from = ui.paint.mark()};
  if (ui.wide() && wanted <= room) {
    const Rect& bar = ui.header;
    ui.paint.push_clip_alone(bar);
    ui.scene.push_clip_alone(bar);
    const float height = ui.control_height();
    scope.from = ui.paint.mark();
    scope.has_box = false;
    ui.layout.open_free({bar.right() - kSpace5 - room, bar.center().y - height / 2 - 0.5F, room, 0},
                        10, BoxFlow::flow);
  } else {
    ui.layout.open(BoxFlow::flow, kSpace2);
  }
  scope.node_first = ui.scene.size();
  ui.scene.open_path(id);
  return ui.open(scope);
}

void UiImpl::close_tools(const OpenScope& scope) {
  scene.close();
  if (scope.kind == ScopeKind::bottom_bar) {
    const float height = layout.close_free().height;
    scene.pop_clip();
    paint.pop_clip();
    if (remember(scope.id) != height) {
      remember(scope.id) = height;
      another_frame = true;
    }
    return;
  }
  if (scope.has_box) {
    layout.close();
    return;
  }
  const float room = layout.top().area.width;
  const Rect used = layout.close_free();
  const bool one_line = used.height <= control_height() + 1;
  const float width = one_line ? used.width : room + 1;
  paint.shift(scope.from, paint.vertex_count(), room - used.width, 0);
  scene.shift(scope.node_first, scene.size(), room - used.width, 0);
  if (remember(scope.id) != width) {
    another_frame = another_frame || !one_line;
    remember(scope.id) = width;
  }
  scene.pop_clip();
  paint.pop_clip();
}

Scope Ui::bottom_bar(ItemKey key) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  assert(!ui.scopes.empty());
  // As high as its buttons took last time: in a narrow window they stand below each other.
  const float edge = ui.narrow() ? kSpace4 : kBottomBarEdge;
  const float height = std::max(ui.control_height(), ui.remember(id)) + 2 * edge;
  ui.remember(hash_id(ui.scopes.back().id, "bottom")) = height;
  const Rect main = ui.nav.main;
  const Rect bar{main.x, main.bottom() - height, main.width, height};
  ui.paint.push_clip_alone(bar);
  ui.scene.push_clip_alone(bar);
  ui.paint.fill(bar, Color::surface);
  ui.paint.horizontal(bar.x, bar.right(), bar.y, Color::line);
  const float pad = ui.narrow() ? kSpace4 : kSpace5;
  ui.layout.open_free({bar.x + pad, bar.y + edge, bar.width - 2 * pad, 0}, kSpace3);
  ui.scene.open_path(id);
  return ui.open({.kind = ScopeKind::bottom_bar, .id = id});
}

}  // namespace saimnieks::ui
