// Containers that only arrange: column, row, flow, card, group, list.
#include <cassert>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

Scope::~Scope() {
  if (impl_ != nullptr) {
    impl_->close_scope();
  }
}

Scope UiImpl::open(OpenScope scope) {
  scopes.push_back(scope);
  return Scope(this);
}

void UiImpl::close_scope() {
  assert(!scopes.empty());
  const OpenScope scope = scopes.back();
  scopes.pop_back();
  switch (scope.kind) {
    case ScopeKind::column:
    case ScopeKind::row:
    case ScopeKind::flow:
    case ScopeKind::dialog_buttons:
      layout.close();
      scene.close();
      break;
    case ScopeKind::group:
    case ScopeKind::list: {
      const Rect rect = layout.close();
      scene.extra(scope.node).whole = rect;
      scene.close();
      break;
    }
    case ScopeKind::card:
      close_card(scope);
      break;
    case ScopeKind::page:
    case ScopeKind::plain_page:
      close_page(scope);
      break;
    case ScopeKind::tools:
    case ScopeKind::bottom_bar:
      close_tools(scope);
      break;
    case ScopeKind::dialog:
      close_dialog(scope);
      break;
  }
}

Scope Ui::column(ItemKey key, float gap) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  ui.layout.open(BoxFlow::column, gap);
  ui.scene.open_path(id);
  return ui.open({.kind = ScopeKind::column, .id = id});
}

Scope Ui::row(ItemKey key, std::initializer_list<Track> tracks, RowOptions options) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  if (options.stacks && ui.narrow()) {
    ui.layout.open(BoxFlow::column, options.gap);
  } else {
    ui.layout.open_row(tracks, options.gap, options.vertical);
  }
  ui.scene.open_path(id);
  return ui.open({.kind = ScopeKind::row, .id = id});
}

Scope Ui::flow(ItemKey key, float gap) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  ui.layout.open(BoxFlow::flow, gap);
  ui.scene.open_path(id);
  return ui.open({.kind = ScopeKind::flow, .id = id});
}

Scope Ui::group(ItemKey key, std::string_view name, Role role) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const float gap = ui.layout.top().flow == BoxFlow::column ? ui.layout.top().gap : kSpace3;
  ui.layout.open(BoxFlow::column, gap);
  ui.scene.add(id, role, name, {});
  const int node = ui.scene.size() - 1;
  ui.scene.open(id);
  return ui.open({.kind = ScopeKind::group, .id = id, .node = node});
}

Scope Ui::list(ItemKey key, std::string_view name) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  ui.layout.open(BoxFlow::column, 0);
  ui.scene.add(id, Role::list, name, {});
  const int node = ui.scene.size() - 1;
  ui.scene.open(id);
  return ui.open({.kind = ScopeKind::list, .id = id, .node = node});
}

namespace {
constexpr float kCardPadding = kSpace4;
// A panel is drawn this high before its content is known; its corners must not meet.
constexpr float kPanelStart = 2 * kCardRadius + 4;
}  // namespace

Scope Ui::card(ItemKey key, const CardSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const bool titled = !spec.title.empty();
  ui.layout.open(BoxFlow::column, 0, 0, titled ? kSpace3 : 0);
  OpenScope scope{.kind = ScopeKind::card, .id = id};
  const Rect area = ui.layout.top().area;
  const float top = area.y - (titled ? kSpace3 : 0);
  scope.panel = ui.paint.panel({area.x, top, area.width, kPanelStart}, Color::line, Color::surface,
                               kCardRadius);
  scope.panel_height = kPanelStart;
  scope.titled = titled || !spec.note.empty();
  scope.padding_bottom = spec.padded ? kCardPadding : 0;
  ui.scene.add(id, Role::group, spec.title, {});
  scope.node = ui.scene.size() - 1;
  ui.scene.open(id);
  const float inner = area.width - 2 * kCardPadding;
  const float x = area.x + kCardPadding;
  if (titled) {
    const float height =
        ui.wrapped({x, 0}, inner, spec.title, TextStyle::card_title, Color::ink, false);
    const Rect place = ui.layout.place(area.width, height);
    ui.wrapped({x, place.y}, inner, spec.title, TextStyle::card_title, Color::ink);
    SemanticNode& node = ui.scene.add(ui.scene.part("title"), Role::heading, spec.title,
                                      {x, place.y, inner, height});
    node.level = spec.level;
  }
  if (!spec.note.empty()) {
    ui.layout.skip(titled ? kSpace1 : kSpace3);
    const float height =
        ui.wrapped({x, 0}, inner, spec.note, TextStyle::caption, Color::muted, false);
    const Rect place = ui.layout.place(area.width, height);
    ui.wrapped({x, place.y}, inner, spec.note, TextStyle::caption, Color::muted);
    ui.scene.add(ui.scene.part("note"), Role::paragraph, spec.note, {x, place.y, inner, height});
  }
  if (titled || !spec.note.empty()) {
    ui.layout.skip(kSpace3);
  }
  const bool pad_top = spec.padded && !titled && spec.note.empty();
  ui.layout.open(BoxFlow::column, spec.padded ? kSpace3 : 0, spec.padded ? kCardPadding : 0,
                 pad_top ? kCardPadding : 0);
  return ui.open(scope);
}

void UiImpl::close_card(const OpenScope& scope) {
  layout.close(scope.padding_bottom);
  const Rect outer = layout.close();
  const float room = outer.height - scope.panel_height;
  paint.stretch(scope.panel, room);
  scene.extra(scope.node).whole = outer;
  scene.close();
  StretchMark mark = scope.panel;
  layout.offer_stretch(mark, scope.node);
}

bool UiImpl::card_has_title() const {
  for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
    if (scope->kind == ScopeKind::card) {
      return scope->titled;
    }
  }
  return false;
}

void Ui::space(float height) { impl_->layout.skip(height); }

void Ui::divider() {
  UiImpl& ui = *impl_;
  const Rect place = ui.layout.place(ui.layout.width(), 1);
  ui.paint.horizontal(place.x, place.right(), place.y, Color::line);
}

float Ui::available_width() const { return impl_->layout.next_width(); }

float Ui::text_width(std::string_view text, TextStyle style) const {
  return impl_->paint.width(text, style);
}

float Ui::button_width(std::string_view label) const {
  const TextStyle style = TextStyle::control_strong;
  return impl_->paint.width(label, style) + 2 * (impl_->touch() ? kSpace4 : kSpace3);
}

}  // namespace saimnieks::ui
