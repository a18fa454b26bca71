#include "wasm/ui/fonts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <imstb_truetype.h>

#include "core/base/utf8.h"
#include "wasm/ui/ui.h"

namespace saimnieks::ui {

namespace {
constexpr int kTextureWidth = 1024;
constexpr int kFirstHeight = 512;
constexpr int kMostHeight = 4096;
// Four texels of full coverage in the corner: what filled shapes sample.
constexpr int kWhite = 4;
}  // namespace

struct FontInfo {
  stbtt_fontinfo info{};
  float ascent = 0;  // of an em of 1 px
  float descent = 0;
};

void Face::add_page(std::size_t page) {
  if (page >= pages.size()) {
    pages.resize(page + 1);
  }
  pages[page] = std::make_unique<Page>();
}

Fonts::Fonts(const FontFiles& files) {
  const std::array<std::span<const std::byte>, 3> data{files.regular, files.medium, files.semibold};
  for (std::size_t i = 0; i < data.size(); ++i) {
    fonts_[i] = std::make_unique<FontInfo>();
    const auto* bytes = reinterpret_cast<const unsigned char*>(data[i].data());
    const int offset = data[i].empty() ? -1 : stbtt_GetFontOffsetForIndex(bytes, 0);
    const bool good = offset >= 0 && stbtt_InitFont(&fonts_[i]->info, bytes, offset) != 0;
    assert(good && "the font file is not one that assets/fonts/subset.py has made");
    if (!good) {
      continue;
    }
    int ascent = 0;
    int descent = 0;
    int gap = 0;
    stbtt_GetFontVMetrics(&fonts_[i]->info, &ascent, &descent, &gap);
    const float em = stbtt_ScaleForMappingEmToPixels(&fonts_[i]->info, 1.0F);
    fonts_[i]->ascent = static_cast<float>(ascent) * em;
    fonts_[i]->descent = static_cast<float>(descent) * em;
  }
}

Fonts::~Fonts() = default;

void Fonts::clear() {
  faces_.clear();
  pictures_.clear();
  shelves_.clear();
  glyph_count_ = 0;
  pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
  for (int y = 0; y < kWhite; ++y) {
    std::memset(&pixels_[texel(0, y)], 255, kWhite);
  }
  shelves_.push_back({0, kWhite + 1, kWhite + 1});
  lose_texture();
}

void Fonts::lose_texture() {
  ++generation_;
  dirty_first_ = 0;
  dirty_end_ = height_;
}

void Fonts::begin_frame(float pixel_ratio) {
  if (pixel_ratio != pixel_ratio_) {
    pixel_ratio_ = pixel_ratio;
    steps_ = pixel_ratio < 1.5F ? 4 : pixel_ratio < 2.5F ? 2 : 1;
    width_ = kTextureWidth;
    height_ = kFirstHeight;
    overflowed_ = false;
    clear();
  } else if (overflowed_) {
    overflowed_ = false;
    if (height_ < kMostHeight) {
      height_ *= 2;
      pixels_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
      lose_texture();
      // What found no room is remembered as empty; it is to be tried again.
      for (auto& face : faces_) {
        for (auto& page : face->pages) {
          if (page != nullptr) {
            for (Letter& letter : *page) {
              std::replace(letter.glyphs.begin(), letter.glyphs.end(), 0U, Letter::kNone);
            }
          }
        }
      }
    } else {
      clear();
    }
  }
}

Face& Fonts::face(TextMetrics metrics) {
  for (auto& known : faces_) {
    if (known->metrics.size == metrics.size && known->metrics.weight == metrics.weight) {
      return *known;
    }
  }
  auto made = std::make_unique<Face>();
  made->metrics = metrics;
  made->font = fonts_[static_cast<std::size_t>(metrics.weight)].get();
  made->scale = stbtt_ScaleForMappingEmToPixels(&made->font->info,
                                                static_cast<float>(metrics.size) * pixel_ratio_);
  made->glyphs.emplace_back();  // 0: nothing to draw for now
  faces_.push_back(std::move(made));
  return *faces_.back();
}

float Fonts::measure(Face& used, char32_t code_point) {
  int width = 0;
  int bearing = 0;
  stbtt_GetCodepointHMetrics(&used.font->info, static_cast<int>(code_point), &width, &bearing);
  return used.letter(code_point).advance = static_cast<float>(width) * used.scale;
}

float Fonts::baseline(TextMetrics metrics) const {
  const FontInfo& font = *fonts_[static_cast<std::size_t>(metrics.weight)];
  const float size = static_cast<float>(metrics.size);
  const float content = (font.ascent - font.descent) * size;
  const float lead = (static_cast<float>(metrics.line_height) - content) / 2;
  return std::round((lead + font.ascent * size) * pixel_ratio_);
}

float Fonts::width(Face& face, std::string_view text) {
  float pen = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    pen += advance(face, base::next_code_point(text, at));
  }
  return pen / pixel_ratio_;
}

std::uint32_t Fonts::add_glyph(Face& used, char32_t code_point, int step) {
  std::uint32_t& index = used.letter(code_point).glyphs[static_cast<std::size_t>(step)];
  const float shift = static_cast<float>(step) / static_cast<float>(steps_);
  const int id = stbtt_FindGlyphIndex(&used.font->info, static_cast<int>(code_point));
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  stbtt_GetGlyphBitmapBoxSubpixel(&used.font->info, id, used.scale, used.scale, shift, 0, &x0, &y0,
                                  &x1, &y1);
  Glyph made;
  if (x1 > x0 && y1 > y0) {
    int u = 0;
    int v = 0;
    if (!find_room(x1 - x0, y1 - y0, u, v)) {
      overflowed_ = true;
      return index = 0;
    }
    made = {static_cast<std::int16_t>(x0),       static_cast<std::int16_t>(y0),
            static_cast<std::uint16_t>(x1 - x0), static_cast<std::uint16_t>(y1 - y0),
            static_cast<std::uint16_t>(u),       static_cast<std::uint16_t>(v)};
    stbtt_MakeGlyphBitmapSubpixel(&used.font->info, &pixels_[texel(u, v)], x1 - x0, y1 - y0, width_,
                                  used.scale, used.scale, shift, 0, id);
    uploads(v, made.height);
  }
  ++glyph_count_;
  used.glyphs.push_back(made);
  return index = static_cast<std::uint32_t>(used.glyphs.size() - 1);
}

void Fonts::uploads(int v, int height) {
  dirty_first_ = dirty_end_ == 0 ? v : std::min(dirty_first_, v);
  dirty_end_ = std::max(dirty_end_, v + height);
}

const Glyph* Fonts::picture(std::uint64_t id) const {
  const auto known = pictures_.find(id);
  return known == pictures_.end() ? nullptr : &known->second;
}

const Glyph* Fonts::add_picture(std::uint64_t id, int width, int height,
                                std::span<const std::uint8_t> coverage) {
  int u = 0;
  int v = 0;
  if (!find_room(width, height, u, v)) {
    overflowed_ = true;
    return nullptr;
  }
  for (int y = 0; y < height; ++y) {
    std::memcpy(&pixels_[texel(u, v + y)],
                &coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)],
                static_cast<std::size_t>(width));
  }
  uploads(v, height);
  const Glyph made{0,
                   0,
                   static_cast<std::uint16_t>(width),
                   static_cast<std::uint16_t>(height),
                   static_cast<std::uint16_t>(u),
                   static_cast<std::uint16_t>(v)};
  return &pictures_.emplace(id, made).first->second;
}

// Shelves of like heights; one texel between glyphs, so that none bleeds into its neighbour.
bool Fonts::find_room(int width, int height, int& u, int& v) {
  const int tall = (height + 1 + 3) / 4 * 4;
  for (Shelf& shelf : shelves_) {
    if (shelf.height == tall && shelf.used + width + 1 <= width_) {
      u = shelf.used;
      v = shelf.top;
      shelf.used += width + 1;
      return true;
    }
  }
  const int top = shelves_.back().top + shelves_.back().height;
  if (top + tall > height_ || width + 1 > width_) {
    return false;
  }
  shelves_.push_back({top, tall, width + 1});
  u = 0;
  v = top;
  return true;
}

GlyphTexture Fonts::take_texture() {
  const GlyphTexture out{pixels_.data(), width_,       height_,
                         generation_,    dirty_first_, dirty_end_ - dirty_first_};
  dirty_first_ = 0;
  dirty_end_ = 0;
  return out;
}

}  // namespace saimnieks::ui
