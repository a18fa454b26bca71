// A frame from input to output; the widgets are in the files beside.
#include "wasm/ui/ui.h"

#include <cassert>

#include <imgui.h>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

// Dear ImGui wants a font of its own before its first frame. Ours never comes from its atlas, so it
// gets one with a single empty glyph, and its builder is not linked in.
void give_font(ImGuiIO& io) {
  auto* font = IM_NEW(ImFont)();
  font->FontSize = 13;
  font->ContainerAtlas = io.Fonts;
  font->AddGlyph(nullptr, ' ', 0, 0, 0, 0, 0, 0, 0, 0, 4);
  font->BuildLookupTable();
  io.Fonts->Fonts.push_back(font);
  io.Fonts->TexReady = true;
  io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(1));
}

}  // namespace

UiImpl::UiImpl(const FontFiles& files)
    : fonts(files), input(scene, scrolls), layout(paint, scene), context(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags = ImGuiConfigFlags_NoMouse;
  io.BackendFlags = ImGuiBackendFlags_RendererHasVtxOffset;
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  give_font(io);
}

UiImpl::~UiImpl() {
  ImGui::SetCurrentContext(context);
  ImGui::DestroyContext(context);
}

Density UiImpl::density() const { return narrow() ? Density::touch : frame.density; }

float& UiImpl::remember(NodeId id) {
  for (auto& entry : remembered) {
    if (entry.first == id) {
      return entry.second;
    }
  }
  return remembered.emplace_back(id, 0.0F).second;
}

Ui::Ui(const FontFiles& fonts) : impl_(std::make_unique<UiImpl>(fonts)) {}
Ui::~Ui() = default;

bool Ui::push(InputEvent event) { return impl_->input.push(std::move(event)); }

bool Ui::wants_frame() const {
  return impl_->input.has_queued() || impl_->scrolls.moving() || impl_->another_frame ||
         impl_->fonts.overflowed();
}

void Ui::begin_frame(const FrameInput& input) {
  UiImpl& ui = *impl_;
  assert(!ui.in_frame);
  ui.in_frame = true;
  ui.another_frame = false;
  if (input.theme != ui.frame.theme) {
    ui.requests.emplace_back(SetTheme{input.theme});
  }
  ui.frame = input;
  ui.fonts.begin_frame(input.pixel_ratio);
  ImGui::SetCurrentContext(ui.context);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {input.size.width * input.pixel_ratio, input.size.height * input.pixel_ratio};
  io.DeltaTime = 1.0F / 60;
  io.Fonts->TexUvWhitePixel = {2 * ui.fonts.texel_u(), 2 * ui.fonts.texel_v()};
  ImGui::NewFrame();
  ui.paint.begin_frame(&ui.fonts, input.theme, ui.density(), input.pixel_ratio);
  ui.paint.use_lists(ImGui::GetBackgroundDrawList(), ImGui::GetForegroundDrawList());
  ui.scrolls.begin_frame(input.now_ms, input.reduced_motion);
  ui.input.begin_frame();
  ui.input_pressed = ui.input.events().pressed;
  ui.focus_at_start = ui.input.focus();
  ui.scene.begin_frame();
  ui.layout.begin_frame();
  ui.leave_field();
  ui.popup.drawn = false;
  if (ui.input.events().outside != kNoNode && ui.input.events().outside == ui.popup.list) {
    ui.close_popup();
  }
  ui.edit_drawn = false;
  ui.nav.drawn = false;
  ui.nav.main = {0, 0, input.size.width, input.size.height};
  ui.page_scroll = kNoNode;
  ui.pressed_figure.reset();
  for (GridMemory& grid : ui.grids) {
    grid.seen = false;
  }
  ui.paint.fill({0, 0, input.size.width, input.size.height}, Color::background);
}

void Ui::end_frame() {
  UiImpl& ui = *impl_;
  assert(ui.in_frame && ui.scopes.empty());
  ui.draw_popup();
  ui.draw_focus_ring();
  ui.page_keys();
  SemanticFrame& made = ui.scene.frame();
  made.focus = ui.input.focus();
  made.polite = ui.scene.keep(ui.polite);
  made.assertive = ui.scene.keep(ui.assertive);
  ui.polite.clear();
  ui.assertive.clear();
  ui.reveal_focus();
  ui.scene.end_frame();
  ui.scrolls.end_frame();
  ui.input.end_frame();
  ui.scene.shown_focus(ui.input.focus());
  // A widget that has just got the focus is drawn with its ring, and scrolled into sight, next
  // time; and a screen shows what an answer has changed.
  ui.another_frame =
      ui.another_frame || ui.input.had_activation() || ui.input.focus() != ui.focus_at_start;
  ui.finish_requests();
  std::swap(ui.seen_fields, ui.seen_fields_next);
  ui.seen_fields_next.clear();
  std::erase_if(ui.grids, [](const GridMemory& grid) { return !grid.seen; });
  ImGui::Render();
  ui.in_frame = false;
}

const ImDrawData* Ui::draw_data() const {
  ImGui::SetCurrentContext(impl_->context);
  return ImGui::GetDrawData();
}

GlyphTexture Ui::take_glyph_texture() { return impl_->fonts.take_texture(); }
void Ui::lose_glyph_texture() { impl_->fonts.lose_texture(); }
const SemanticFrame& Ui::semantics() const { return impl_->scene.shown(); }
std::string_view Ui::take_semantic_diff() { return impl_->diff.json(impl_->scene.shown()); }
void Ui::reset_mirror() { impl_->diff.reset(); }

std::vector<HostRequest> Ui::take_requests() { return std::exchange(impl_->requests, {}); }

void Ui::set_words(UiWords words) { impl_->words = std::move(words); }
Theme Ui::theme() const { return impl_->frame.theme; }
bool Ui::narrow() const { return impl_->narrow(); }
Density Ui::density() const { return impl_->density(); }
void Ui::request(HostRequest request) { impl_->requests.push_back(std::move(request)); }
void Ui::request_frame() { impl_->another_frame = true; }

void Ui::announce(std::string_view text, bool urgent) {
  std::string& where = urgent ? impl_->assertive : impl_->polite;
  if (!where.empty()) {
    where += ' ';
  }
  where += text;
  if (!impl_->in_frame) {
    impl_->another_frame = true;
  }
}

void Ui::focus(NodeId id) {
  impl_->input.focus_when_shown(id);
  impl_->another_frame = true;
}

NodeId Ui::focused() const { return impl_->input.focus(); }

bool Ui::shortcut(char32_t letter, Modifiers wanted) {
  const auto& key = impl_->input.events().key;
  const bool mine = key && key->code == KeyCode::other && key->letter == letter &&
                    key->modifiers.control == wanted.control &&
                    key->modifiers.shift == wanted.shift && key->modifiers.alt == wanted.alt;
  if (mine) {
    impl_->input.take_key();
  }
  return mine;
}

void Ui::keep_draw_text(bool keep) { impl_->paint.keep_log(keep); }
std::string_view Ui::draw_text() const { return impl_->paint.log(); }
std::string_view Ui::cut_text() const { return impl_->paint.cut(); }

// ---- what every frame ends with

// Two pixels of accent with a gap, over everything of the widget's layer.
void UiImpl::draw_focus_ring() {
  if (!input.focus_is_visible()) {
    return;
  }
  for (int i = 0; i < scene.size(); ++i) {
    const SemanticNode& node = scene.node(i);
    if (node.id != input.focus()) {
      continue;
    }
    const NodeExtra& extra = scene.extra(i);
    if (!extra.ring) {
      return;
    }
    const bool overlay = node.layer > 0;
    paint.draw_overlay(overlay);
    const float gap = extra.ring_inside ? -2.0F : 4.0F;
    paint.push_clip_alone(extra.clip.inset(-4, -4));
    paint.outline(extra.whole.inset(-gap, -gap), Color::accent,
                  std::max(0.0F, extra.ring_radius + gap), 2);
    paint.pop_clip();
    paint.draw_overlay(false);
    return;
  }
}

void UiImpl::reveal_focus() {
  if (!input.focus_is_visible() || !input.focus_moved()) {
    return;
  }
  for (int i = 0; i < scene.size(); ++i) {
    const NodeExtra& extra = scene.extra(i);
    if (scene.node(i).id == input.focus() && extra.scroll != kNoNode) {
      constexpr float kMargin = 8;  // so that the ring is in sight too
      another_frame = scrolls.reveal(extra.scroll, extra.whole.inset(0, -kMargin), extra.covered) ||
                      another_frame;
      return;
    }
  }
}

// Keys that no widget took scroll the page.
void UiImpl::page_keys() {
  if (!input.events().key || page_scroll == kNoNode || scene.layer() != 0) {
    return;
  }
  const SemanticNode* focus = scene.shown().find(input.focus());
  if (focus != nullptr && (focus->actions & action::edit_text) != 0) {
    return;
  }
  ScrollArea& area = scrolls.area(page_scroll);
  const float page = area.view.height * 0.9F;
  constexpr float kStep = 40;
  float by = 0;
  switch (input.events().key->code) {
    case KeyCode::page_down:
    case KeyCode::space:
      by = page;
      break;
    case KeyCode::page_up:
      by = -page;
      break;
    case KeyCode::down:
      by = kStep;
      break;
    case KeyCode::up:
      by = -kStep;
      break;
    case KeyCode::home:
      by = -area.most;
      break;
    case KeyCode::end:
      by = area.most;
      break;
    default:
      return;
  }
  const float before = area.offset;
  area.move_to(area.offset + by);
  another_frame = another_frame || area.offset != before;
}

void UiImpl::scroll_bar(const ScrollArea& area) {
  const Rect thumb = area.thumb();
  if (!thumb.empty()) {
    const float thin = touch() ? 3 : 0;  // a finger moves the content, not the bar
    paint.fill({thumb.x + thin, thumb.y, thumb.width - thin, thumb.height}, Color::faint, 3, 50);
  }
}

void UiImpl::finish_requests() {
  const bool had_field = edit.id() != kNoNode;
  if (had_field && (!edit_drawn || input.focus() != edit.id())) {
    if (input.focus() != edit.id() || !edit_drawn) {
      edit.end();
      requests.emplace_back(TextRelease{});
    }
    return;
  }
  TextRequest request = edit_place;
  switch (edit.due(request)) {
    case TextEdit::Send::nothing:
      break;
    case TextEdit::Send::moved:
      requests.emplace_back(TextMoved{request.id, request.rect, request.caret});
      break;
    case TextEdit::Send::request:
      requests.emplace_back(std::move(request));
      break;
  }
}

}  // namespace saimnieks::ui
