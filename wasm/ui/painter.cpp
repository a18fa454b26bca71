#include "wasm/ui/painter.h"

#include <array>
#include <cassert>
#include <cmath>

#include <imgui.h>

#include "core/base/utf8.h"

namespace saimnieks::ui {

namespace {

ImVec2 vec(float x, float y) { return {x, y}; }

// Where a device-pixel rectangle lies, its edges on whole pixels.
struct Edges {
  float left;
  float top;
  float right;
  float bottom;
};

// ImDrawList::PrimRectUV into room that is reserved already, where the compiler can see it.
void write_quad(ImDrawList& list, const Edges& at, const Edges& texels, std::uint32_t paint) {
  const ImDrawIdx first = list._VtxCurrentIdx;
  ImDrawIdx* index = list._IdxWritePtr;
  index[0] = first;
  index[1] = first + 1;
  index[2] = first + 2;
  index[3] = first;
  index[4] = first + 2;
  index[5] = first + 3;
  ImDrawVert* vertex = list._VtxWritePtr;
  vertex[0] = {vec(at.left, at.top), vec(texels.left, texels.top), paint};
  vertex[1] = {vec(at.right, at.top), vec(texels.right, texels.top), paint};
  vertex[2] = {vec(at.right, at.bottom), vec(texels.right, texels.bottom), paint};
  vertex[3] = {vec(at.left, at.bottom), vec(texels.left, texels.bottom), paint};
  list._VtxWritePtr += 4;
  list._VtxCurrentIdx += 4;
  list._IdxWritePtr += 6;
}

}  // namespace

void Painter::begin_frame(Fonts* fonts, Theme theme, Density density, float pixel_ratio) {
  fonts_ = fonts;
  theme_ = theme;
  ratio_ = pixel_ratio;
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const TextMetrics wanted = metrics(static_cast<TextStyle>(i), density);
    types_[i] = {&fonts->face(wanted), fonts->baseline(wanted),
                 static_cast<float>(wanted.line_height)};
  }
  log_.clear();
  cut_.clear();
  logging_ = false;
  clips_.clear();
  clips_.push_back({0, 0, 1e6F, 1e6F});
}

void Painter::use_lists(ImDrawList* page, ImDrawList* overlay) {
  page_ = page;
  overlay_ = overlay;
  list_ = page;
}

std::uint32_t Painter::color(Color token, int percent) const {
  const std::uint32_t solid = rgba(theme_, token);
  return percent == 100 ? solid : faded(solid, percent);
}

float Painter::snap(float css) const { return std::round(css * ratio_); }

void Painter::fill(const Rect& rect, Color token, float radius, int percent) {
  note("fill", token, rect);
  const Edges e{snap(rect.x), snap(rect.y), snap(rect.right()), snap(rect.bottom())};
  if (e.right <= e.left || e.bottom <= e.top) {
    return;
  }
  list_->AddRectFilled(vec(e.left, e.top), vec(e.right, e.bottom), color(token, percent),
                       radius * ratio_);
}

void Painter::outline(const Rect& rect, Color token, float radius, float thickness) {
  note("outline", token, rect);
  const float line = std::max(1.0F, std::round(thickness * ratio_));
  const Edges e{snap(rect.x), snap(rect.y), snap(rect.right()), snap(rect.bottom())};
  if (e.right <= e.left || e.bottom <= e.top) {
    return;
  }
  const std::uint32_t paint = color(token);
  if (radius <= 0) {
    list_->AddRectFilled(vec(e.left, e.top), vec(e.right, e.top + line), paint);
    list_->AddRectFilled(vec(e.left, e.bottom - line), vec(e.right, e.bottom), paint);
    list_->AddRectFilled(vec(e.left, e.top + line), vec(e.left + line, e.bottom - line), paint);
    list_->AddRectFilled(vec(e.right - line, e.top + line), vec(e.right, e.bottom - line), paint);
    return;
  }
  const float half = line / 2;
  list_->PathRect(vec(e.left + half, e.top + half), vec(e.right - half, e.bottom - half),
                  radius * ratio_ - half);
  list_->PathStroke(paint, ImDrawFlags_Closed, line);
}

StretchMark Painter::panel(const Rect& rect, Color border, Color inside, float radius) {
  const DrawMark from = mark();
  const float line = std::max(1.0F, std::round(ratio_)) / ratio_;
  fill(rect, border, radius);
  fill(rect.inset(line, line), inside, std::max(0.0F, radius - line));
  return {list_, from.vertex, vertex_count(), (rect.y + rect.height / 2) * ratio_};
}

void Painter::horizontal(float x0, float x1, float y, Color token, float thickness) {
  const float line = std::max(1.0F, std::round(thickness * ratio_));
  note("line", token, {x0, y, x1 - x0, 0});
  list_->AddRectFilled(vec(snap(x0), snap(y)), vec(snap(x1), snap(y) + line), color(token));
}

void Painter::vertical(float x, float y0, float y1, Color token, float thickness) {
  const float line = std::max(1.0F, std::round(thickness * ratio_));
  note("line", token, {x, y0, 0, y1 - y0});
  list_->AddRectFilled(vec(snap(x), snap(y0)), vec(snap(x) + line, snap(y1)), color(token));
}

void Painter::triangle(Point a, Point b, Point c, Color token) {
  list_->AddTriangleFilled(vec(a.x * ratio_, a.y * ratio_), vec(b.x * ratio_, b.y * ratio_),
                           vec(c.x * ratio_, c.y * ratio_), color(token));
}

void Painter::stroke(const Point* points, int count, Color token, float thickness) {
  for (int i = 0; i < count; ++i) {
    list_->PathLineTo(vec(points[i].x * ratio_, points[i].y * ratio_));
  }
  list_->PathStroke(color(token), 0, thickness * ratio_);
}

void Painter::circle(Point center, float radius, Color token) {
  list_->AddCircleFilled(vec(center.x * ratio_, center.y * ratio_), radius * ratio_, color(token));
}

void Painter::hatch(const Rect& rect, Color token) {
  note("hatch", token, rect);
  const std::uint32_t paint = color(token);
  constexpr float kStep = 5;
  // Lines from lower left to upper right, cut by hand at the rectangle's edges.
  for (float at = kStep; at < rect.width + rect.height; at += kStep) {
    const float x0 = std::max(0.0F, at - rect.height);
    const float x1 = std::min(at, rect.width);
    list_->AddLine(vec((rect.x + x0) * ratio_, (rect.y + at - x0) * ratio_),
                   vec((rect.x + x1) * ratio_, (rect.y + at - x1) * ratio_), paint, ratio_);
  }
}

const Painter::Type& Painter::type(TextStyle style) const {
  return types_[static_cast<std::size_t>(style)];
}

// The most of what a frame does: room for the whole text is taken once, and given back where a
// letter had nothing to draw.
void Painter::run(float pen, float baseline, std::string_view text, Face& face, std::uint32_t paint,
                  const Rect* clip) {
  const ImVec4& bounds = list_->_CmdHeader.ClipRect;
  if (baseline + 64 * ratio_ < bounds.y || baseline - 64 * ratio_ > bounds.w) {
    return;
  }
  const float texel_u = fonts_->texel_u();
  const float texel_v = fonts_->texel_v();
  const float left = clip == nullptr ? -1e6F : clip->x * ratio_;
  const float right = clip == nullptr ? 1e6F : clip->right() * ratio_;
  const int most = static_cast<int>(text.size());
  int drawn = 0;
  list_->PrimReserve(6 * most, 4 * most);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = base::next_code_point(text, at);
    const float whole = std::floor(pen);
    const Glyph& glyph = fonts_->glyph(face, code_point, pen - whole);
    pen += fonts_->advance(face, code_point);
    float x0 = whole + static_cast<float>(glyph.left);
    float x1 = x0 + static_cast<float>(glyph.width);
    if (glyph.width == 0 || x1 <= left || x0 >= right) {
      continue;
    }
    const float y0 = baseline + static_cast<float>(glyph.top);
    const float y1 = y0 + static_cast<float>(glyph.height);
    const float u0 = static_cast<float>(glyph.u) + std::max(0.0F, left - x0);
    const float u1 = static_cast<float>(glyph.u + glyph.width) - std::max(0.0F, x1 - right);
    x0 = std::max(x0, left);
    x1 = std::min(x1, right);
    const float v0 = static_cast<float>(glyph.v) * texel_v;
    const float v1 = static_cast<float>(glyph.v + glyph.height) * texel_v;
    write_quad(*list_, {x0, y0, x1, y1}, {u0 * texel_u, v0, u1 * texel_u, v1}, paint);
    ++drawn;
  }
  list_->PrimUnreserve(6 * (most - drawn), 4 * (most - drawn));
}

void Painter::picture(const Rect& square, std::uint64_t id, int width, int height,
                      std::span<const std::uint8_t> shades) {
  panel(square, Color::line, Color::surface, kControlRadius);
  if (width == 0 || height == 0) {
    return;
  }
  // Ink is dark on light, or light on dark.
  const bool dark = theme_ == Theme::dark;
  const std::uint64_t own = id * 2 + (dark ? 1 : 0);
  const Glyph* glyph = fonts_->picture(own);
  if (glyph == nullptr) {
    std::vector<std::uint8_t> coverage(shades.begin(), shades.end());
    for (std::uint8_t& one : coverage) {
      one = dark ? one : static_cast<std::uint8_t>(255 - one);
    }
    glyph = fonts_->add_picture(own, width, height, coverage);
  }
  if (glyph == nullptr) {
    return;
  }
  const float x0 = std::round(square.center().x * ratio_ - static_cast<float>(width) / 2);
  const float y0 = std::round(square.center().y * ratio_ - static_cast<float>(height) / 2);
  const float u0 = static_cast<float>(glyph->u) * fonts_->texel_u();
  const float v0 = static_cast<float>(glyph->v) * fonts_->texel_v();
  list_->PrimReserve(6, 4);
  write_quad(*list_, {x0, y0, x0 + static_cast<float>(width), y0 + static_cast<float>(height)},
             {u0, v0, u0 + static_cast<float>(width) * fonts_->texel_u(),
              v0 + static_cast<float>(height) * fonts_->texel_v()},
             color(Color::ink));
}

void Painter::text(Point at, std::string_view text, TextStyle style, Color token, int percent) {
  if (logging_) {
    note(std::string("text \"") + std::string(text) + "\"", token,
         {at.x, at.y, width(text, style), line_height(style)});
  }
  const Type& used = type(style);
  run(at.x * ratio_, snap(at.y) + used.baseline, text, *used.face, color(token, percent), nullptr);
}

void Painter::text_right(float right, float y, std::string_view text_, TextStyle style,
                         Color token) {
  text({right - width(text_, style), y}, text_, style, token);
}

void Painter::text_center(float center, float y, std::string_view text_, TextStyle style,
                          Color token) {
  text({center - width(text_, style) / 2, y}, text_, style, token);
}

bool Painter::text_fitted(Point at, float most, std::string_view text_, TextStyle style,
                          Color token) {
  // Half a pixel of grace: a width that was measured and given back must fit.
  if (width(text_, style) <= most + 0.5F) {
    text(at, text_, style, token);
    return false;
  }
  constexpr std::string_view kEllipsis = "…";
  if (keep_log_) {
    cut_ += text_;
    cut_ += '\n';
  }
  Face& face = *type(style).face;
  const float room = (most - width(kEllipsis, style)) * ratio_;
  float pen = 0;
  std::size_t end = 0;
  for (std::size_t next = 0; next < text_.size();) {
    const char32_t code_point = base::next_code_point(text_, next);
    pen += fonts_->advance(face, code_point);
    if (pen > room) {
      break;
    }
    end = next;
  }
  while (end > 0 && text_[end - 1] == ' ') {
    --end;
  }
  const std::string_view kept = text_.substr(0, end);
  text(at, kept, style, token);
  text({at.x + width(kept, style), at.y}, kEllipsis, style, token);
  return true;
}

void Painter::text_clipped(Point at, std::string_view text_, TextStyle style, Color token,
                           const Rect& clip) {
  const Type& used = type(style);
  run(at.x * ratio_, snap(at.y) + used.baseline, text_, *used.face, color(token), &clip);
}

float Painter::width(std::string_view text_, TextStyle style) const {
  return fonts_->width(*type(style).face, text_);
}

float Painter::line_height(TextStyle style) const { return type(style).line_height; }

std::size_t Painter::break_line(std::string_view text_, float most, TextStyle style) const {
  Face& face = *type(style).face;
  const float room = (most + 0.5F) * ratio_;
  float pen = 0;
  std::size_t good = 0;  // after the last space that fits
  std::size_t at = 0;
  while (at < text_.size()) {
    const std::size_t here = at;
    const char32_t code_point = base::next_code_point(text_, at);
    if (code_point == '\n') {
      return at;
    }
    pen += fonts_->advance(face, code_point);
    if (code_point != ' ' && pen > room) {  // a space may hang over the edge
      return good > 0 ? good : std::max(here, std::size_t{1});
    }
    if (code_point == ' ' || code_point == '-' || code_point == '/') {
      good = at;
    }
  }
  return text_.size();
}

void Painter::push_clip(const Rect& rect) { push_clip_alone(rect.clipped_to(clips_.back())); }

void Painter::push_clip_alone(const Rect& rect) {
  clips_.push_back(rect);
  const Rect& now = clips_.back();
  list_->PushClipRect(vec(snap(now.x), snap(now.y)), vec(snap(now.right()), snap(now.bottom())));
}

void Painter::pop_clip() {
  assert(clips_.size() > 1);
  clips_.pop_back();
  list_->PopClipRect();
}

DrawMark Painter::mark() const { return {list_, vertex_count()}; }

int Painter::vertex_count() const { return list_->VtxBuffer.Size; }

void Painter::shift(DrawMark from, int end_vertex, float dx, float dy) const {
  // Whole device pixels, or glyphs would blur.
  const float x = std::round(dx * ratio_);
  const float y = std::round(dy * ratio_);
  for (int i = from.vertex; i < end_vertex; ++i) {
    from.list->VtxBuffer[i].pos.x += x;
    from.list->VtxBuffer[i].pos.y += y;
  }
}

void Painter::stretch(const StretchMark& mark, float dy) const {
  const float y = std::round(dy * ratio_);
  for (int i = mark.first; i < mark.end; ++i) {
    ImDrawVert& vertex = mark.list->VtxBuffer[i];
    if (vertex.pos.y > mark.middle) {
      vertex.pos.y += y;
    }
  }
}

void Painter::note(std::string_view what, Color token, const Rect& rect) {
  if (!logging_) {
    return;
  }
  log_ += what;
  log_ += ' ';
  log_ += color_name(token);
  for (const float number : {rect.x, rect.y, rect.width, rect.height}) {
    log_ += ' ';
    log_ += std::to_string(std::lround(number));
  }
  log_ += '\n';
}

std::string_view color_name(Color token) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(Color::count_)> kNames{
      "background",   "surface",   "ink",        "muted",    "faint",  "line",     "accent",
      "accent-soft",  "on-accent", "favourable", "adverse",  "actual", "previous", "caution",
      "caution-soft", "brand",     "brand-mark", "backdrop", "hover"};
  return kNames[static_cast<std::size_t>(token)];
}

}  // namespace saimnieks::ui
