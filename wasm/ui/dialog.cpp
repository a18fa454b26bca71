// Dialogs: over the page, which is inert meanwhile. They take the focus and give it back.
#include "wasm/ui/impl.h"

namespace saimnieks::ui {

Scope Ui::dialog(ItemKey key, const DialogSpec& spec) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  const Size size = ui.frame.size;
  const bool sheet = ui.narrow();
  const float width = sheet ? size.width : std::min(spec.width, size.width - 2 * kSpace6);
  // Over a sheet a strip of the page stays in sight, so that it is seen what it lies on.
  constexpr float kLeftOfPage = 56;
  const float above = sheet ? kLeftOfPage : std::clamp(size.height * 0.12F, kSpace6, 96.0F);
  const float most = size.height - above - (sheet ? 0 : kSpace6);
  // As high as its content was in the last frame, so that a long one scrolls.
  const float content = ui.remember(hash_id(id, "height"));
  const float height = std::clamp(content, 60.0F, most);
  const Rect rect{(size.width - width) / 2, sheet ? size.height - height : above, width, height};

  ui.paint.draw_overlay(true);
  ui.paint.push_clip_alone({0, 0, size.width, size.height});
  ui.paint.fill({0, 0, size.width, size.height}, Color::backdrop);
  OpenScope scope{.kind = ScopeKind::dialog, .id = id};
  // The very first time it is only measured; the next frame follows at once.
  const bool unknown = content == 0;
  if (!unknown) {
    // A sheet's lower corners lie below the window.
    const float below = sheet ? 2 * kCardRadius : 0;
    static_cast<void>(ui.paint.panel({rect.x, rect.y, rect.width, rect.height + below}, Color::line,
                                     Color::surface, sheet ? 2 * kCardRadius : kCardRadius));
  }
  ui.scene.open_layer(id, rect, true);
  SemanticNode& node = ui.scene.add(id, Role::dialog, spec.title, rect);
  node.states = state::modal | state::focusable;
  node.actions = action::dismiss;
  node.description = ui.scene.keep(spec.text);
  scope.node = ui.scene.size() - 1;
  ui.scene.open(id);

  const float pad = sheet ? kSpace4 : kSpace5;
  const NodeId scroll = hash_id(id, "scroll");
  ScrollArea& area = ui.scrolls.draw(scroll, rect, ui.scene.layer());
  ui.paint.push_clip(unknown ? Rect{} : rect.inset(1, 1));
  ui.scene.push_clip(rect, scroll, {});
  ui.layout.open_free({rect.x + pad, rect.y + pad - area.offset, width - 2 * pad, 0}, kSpace4);
  ui.dialog_dismissed = false;
  const bool can_close = spec.dismissable;
  if (can_close) {
    const auto& key_event = ui.input.events().key;
    const bool escape = key_event && key_event->code == KeyCode::escape &&
                        ui.popup.owner == kNoNode && !ui.editing_cell();
    ui.dialog_dismissed = escape || ui.input.events().outside == id;
    if (escape) {
      ui.stop_key();
    }
  }
  scope.close_button = dialog_head(spec);
  if (!spec.text.empty()) {
    text("dialog text", spec.text, Tone::muted);
  }
  return ui.open(scope);
}

// The title; the close button beside it is drawn last, so that it is not what takes the focus.
Rect Ui::dialog_head(const DialogSpec& spec) {
  UiImpl& ui = *impl_;
  const float room = ui.layout.width() - (spec.dismissable ? kTouchTarget : 0);
  const float height = ui.wrapped({}, room, spec.title, TextStyle::title, Color::ink, false);
  const Rect place = ui.layout.place(ui.layout.width(), height);
  ui.wrapped({place.x, place.y}, room, spec.title, TextStyle::title, Color::ink);
  SemanticNode& title = ui.scene.add(ui.scene.part("title"), Role::heading, spec.title,
                                     {place.x, place.y, room, height});
  title.level = 2;
  title.states = spec.focus_title ? state::focusable : 0;
  if (!spec.dismissable) {
    return {};
  }
  ui.dialog_dismissed = ui.dialog_dismissed || ui.pressed(ui.scene.part("close"));
  const float size = ui.touch() ? kTouchTarget : 32.0F;
  return {place.right() - size + 8, place.y + 12 - size / 2, size, size};
}

bool Ui::dismissed() { return impl_->dialog_dismissed; }

Scope Ui::dialog_buttons() {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.part("buttons");
  ui.layout.skip(kSpace1);
  ui.layout.open(BoxFlow::flow, kSpace2);
  ui.scene.open_path(id);
  return ui.open({.kind = ScopeKind::dialog_buttons, .id = id});
}

void UiImpl::close_dialog(const OpenScope& scope) {
  const Rect content = layout.close_free();
  if (!scope.close_button.empty()) {
    const NodeId close = scene.part("close");
    add_pressable(close, Role::button, words.close, scope.close_button);
    if (input.hovered() == close) {
      paint.fill(scope.close_button, Color::hover, kControlRadius);
    }
    draw_cross(scope.close_button.center(), 5, Color::muted);
  }
  const bool sheet = narrow();
  const float pad = sheet ? kSpace4 : kSpace5;
  const NodeId scroll = hash_id(scope.id, "scroll");
  ScrollArea& area = scrolls.area(scroll);
  const float height = content.height + 2 * pad;
  float& known = remember(hash_id(scope.id, "height"));
  if (known != height) {
    known = height;
    another_frame = true;
  }
  const float most = area.view.height;
  area.most = std::max(0.0F, height - most);
  area.move_to(area.offset);
  scroll_bar(area);
  scene.pop_clip();
  paint.pop_clip();
  scene.close();
  scene.close_layer();
  paint.pop_clip();
  paint.draw_overlay(false);
}

}  // namespace saimnieks::ui
