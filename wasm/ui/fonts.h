// Glyphs, rasterised at their real size (CSS px × device pixel ratio) when a text first needs them.
// Dear ImGui's own atlas bakes every letter of every size before the first frame, whole alphabets
// that nobody reads; this one starts empty and places letters at fractions of a device pixel.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "wasm/ui/host.h"
#include "wasm/ui/theme.h"

namespace saimnieks::ui {

struct FontFiles;
struct FontInfo;  // stb_truetype's, kept out of this header

// Device px, relative to the pen on the baseline; place in the texture in texels.
struct Glyph {
  std::int16_t left = 0;
  std::int16_t top = 0;
  std::uint16_t width = 0;  // 0: nothing to draw
  std::uint16_t height = 0;
  std::uint16_t u = 0;
  std::uint16_t v = 0;
};

// What is known of one letter of a face, as far as it was asked for.
struct Letter {
  static constexpr int kMostSteps = 4;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  float advance = -1;  // device px; negative: not asked
  // By the step of the pen within a device pixel: into Face::glyphs.
  std::array<std::uint32_t, kMostSteps> glyphs{kNone, kNone, kNone, kNone};
};

// One weight at one size. Letters are found in pages of code points, which come into being as texts
// need them: a text of any script costs two look-ups a letter.
struct Face {
  static constexpr char32_t kPageBits = 6;
  using Page = std::array<Letter, 1U << kPageBits>;

  TextMetrics metrics;
  const FontInfo* font = nullptr;
  float scale = 0;
  std::vector<std::unique_ptr<Page>> pages;
  std::vector<Glyph> glyphs;

  [[nodiscard]] Letter& letter(char32_t code_point) {
    const std::size_t page = code_point >> kPageBits;
    if (page >= pages.size() || pages[page] == nullptr) {
      add_page(page);
    }
    return (*pages[page])[code_point & ((1U << kPageBits) - 1)];
  }

 private:
  void add_page(std::size_t page);
};

class Fonts {
 public:
  explicit Fonts(const FontFiles& files);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  // Before a frame: another ratio drops all glyphs; a full texture is made larger or emptied.
  void begin_frame(float pixel_ratio);
  // A glyph found no room in this frame: the next frame draws it.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

  // Until the next begin_frame.
  [[nodiscard]] Face& face(TextMetrics metrics);
  // Device px.
  [[nodiscard]] float advance(Face& face, char32_t code_point) {
    const float known = face.letter(code_point).advance;
    return known >= 0 ? known : measure(face, code_point);
  }
  // The glyph with the pen at `fraction` (0 … 1) of a device pixel. Until another glyph is asked
  // for.
  [[nodiscard]] const Glyph& glyph(Face& face, char32_t code_point, float fraction) {
    const int step = std::min(static_cast<int>(fraction * static_cast<float>(steps_)), steps_ - 1);
    const std::uint32_t known = face.letter(code_point).glyphs[static_cast<std::size_t>(step)];
    return face.glyphs[known != Letter::kNone ? known : add_glyph(face, code_point, step)];
  }
  // A picture of its own among the glyphs, once it was added. `coverage` by row; null when there is
  // no room in this frame.
  [[nodiscard]] const Glyph* picture(std::uint64_t id) const;
  [[nodiscard]] const Glyph* add_picture(std::uint64_t id, int width, int height,
                                         std::span<const std::uint8_t> coverage);
  // From the top of the line to the baseline, device px, whole.
  [[nodiscard]] float baseline(TextMetrics metrics) const;
  // CSS px.
  [[nodiscard]] float width(Face& face, std::string_view text);

  [[nodiscard]] float texel_u() const { return 1.0F / static_cast<float>(width_); }
  [[nodiscard]] float texel_v() const { return 1.0F / static_cast<float>(height_); }
  [[nodiscard]] GlyphTexture take_texture();
  void lose_texture();
  [[nodiscard]] std::size_t glyph_count() const { return glyph_count_; }

 private:
  struct Shelf {
    int top = 0;
    int height = 0;
    int used = 0;
  };

  float measure(Face& face, char32_t code_point);
  std::uint32_t add_glyph(Face& face, char32_t code_point, int step);
  bool find_room(int width, int height, int& u, int& v);
  void uploads(int v, int height);  // with the next texture that is taken
  void clear();
  [[nodiscard]] std::size_t texel(int u, int v) const {
    return static_cast<std::size_t>(v) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(u);
  }

  std::array<std::unique_ptr<FontInfo>, 3> fonts_;
  std::vector<std::unique_ptr<Face>> faces_;
  std::map<std::uint64_t, Glyph> pictures_;
  std::vector<std::uint8_t> pixels_;
  std::vector<Shelf> shelves_;
  int width_ = 0;
  int height_ = 0;
  int steps_ = 4;  // pen positions within a device pixel
  float pixel_ratio_ = 0;
  std::uint32_t generation_ = 0;
  std::size_t glyph_count_ = 0;
  int dirty_first_ = 0;
  int dirty_end_ = 0;
  bool overflowed_ = false;
};

}  // namespace saimnieks::ui
