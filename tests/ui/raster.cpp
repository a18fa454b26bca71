#include "tests/ui/raster.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include <imgui.h>
#include <zlib.h>

namespace saimnieks::tests {

namespace {

struct Target {
  Picture& picture;
  const ui::GlyphTexture& texture;
  int clip_left = 0;
  int clip_top = 0;
  int clip_right = 0;
  int clip_bottom = 0;

  [[nodiscard]] float coverage(float u, float v) const {
    const float x = u * static_cast<float>(texture.width) - 0.5F;
    const float y = v * static_cast<float>(texture.height) - 0.5F;
    const int x0 = static_cast<int>(std::floor(x));
    const int y0 = static_cast<int>(std::floor(y));
    const auto at = [&](int px, int py) {
      px = std::clamp(px, 0, texture.width - 1);
      py = std::clamp(py, 0, texture.height - 1);
      return static_cast<float>(texture.pixels[py * texture.width + px]);
    };
    const float fx = x - static_cast<float>(x0);
    const float fy = y - static_cast<float>(y0);
    const float top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
    const float bottom = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
    return (top * (1 - fy) + bottom * fy) / 255;
  }

  void blend(int x, int y, float r, float g, float b, float alpha) {
    std::uint8_t* pixel = &picture.rgb[static_cast<std::size_t>((y * picture.width + x) * 3)];
    const float color[] = {r, g, b};
    for (int i = 0; i < 3; ++i) {
      const float mixed = static_cast<float>(pixel[i]) * (1 - alpha) + color[i] * alpha;
      pixel[i] = static_cast<std::uint8_t>(std::lround(std::clamp(mixed, 0.0F, 255.0F)));
    }
  }

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const float area =
        (b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (b.pos.y - a.pos.y) * (c.pos.x - a.pos.x);
    if (area == 0) {
      return;
    }
    const auto low = [](float p, float q, float r) { return std::floor(std::min({p, q, r})); };
    const auto high = [](float p, float q, float r) { return std::ceil(std::max({p, q, r})); };
    const auto bound = [](float v, int from, int to) {
      return std::clamp(static_cast<int>(std::clamp(v, -1e6F, 1e6F)), from, to);
    };
    const int x0 = bound(low(a.pos.x, b.pos.x, c.pos.x), clip_left, clip_right);
    const int x1 = bound(high(a.pos.x, b.pos.x, c.pos.x), clip_left, clip_right);
    const int y0 = bound(low(a.pos.y, b.pos.y, c.pos.y), clip_top, clip_bottom);
    const int y1 = bound(high(a.pos.y, b.pos.y, c.pos.y), clip_top, clip_bottom);
    const bool textured = a.uv.x != b.uv.x || a.uv.x != c.uv.x || a.uv.y != b.uv.y;
    // Edges belong to the triangle on one side only, or seams would be blended twice.
    const auto edge = [&](const ImDrawVert& p, const ImDrawVert& q, float px, float py) {
      return ((q.pos.x - p.pos.x) * (py - p.pos.y) - (q.pos.y - p.pos.y) * (px - p.pos.x)) / area;
    };
    const auto owns = [&](const ImDrawVert& p, const ImDrawVert& q) {
      const float dx = (q.pos.x - p.pos.x) / area;
      const float dy = (q.pos.y - p.pos.y) / area;
      return dy > 0 || (dy == 0 && dx < 0);
    };
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) + 0.5F;
        const float py = static_cast<float>(y) + 0.5F;
        const float wa = edge(b, c, px, py);
        const float wb = edge(c, a, px, py);
        const float wc = edge(a, b, px, py);
        const bool inside = (wa > 0 || (wa == 0 && owns(b, c))) &&
                            (wb > 0 || (wb == 0 && owns(c, a))) &&
                            (wc > 0 || (wc == 0 && owns(a, b)));
        if (!inside) {
          continue;
        }
        const auto mix = [&](int shift) {
          const auto part = [&](const ImDrawVert& v) {
            return static_cast<float>(v.col >> shift & 0xFF);
          };
          return wa * part(a) + wb * part(b) + wc * part(c);
        };
        float alpha = mix(24) / 255;
        if (textured) {
          alpha *= coverage(wa * a.uv.x + wb * b.uv.x + wc * c.uv.x,
                            wa * a.uv.y + wb * b.uv.y + wc * c.uv.y);
        }
        blend(x, y, mix(0), mix(8), mix(16), alpha);
      }
    }
  }
};

void put_u32(std::string& out, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) {
    out += static_cast<char>(value >> shift & 0xFF);
  }
}

void put_chunk(std::string& out, const std::string& type, const std::string& data) {
  put_u32(out, static_cast<std::uint32_t>(data.size()));
  const std::string body = type + data;
  out += body;
  put_u32(out, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(body.data()),
                                                static_cast<uInt>(body.size()))));
}

}  // namespace

Picture rasterise(const ImDrawData& data, const ui::GlyphTexture& texture) {
  Picture picture;
  picture.width = static_cast<int>(data.DisplaySize.x);
  picture.height = static_cast<int>(data.DisplaySize.y);
  picture.rgb.assign(static_cast<std::size_t>(picture.width * picture.height) * 3, 0);
  Target target{picture, texture};
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const auto whole = [](float v, int most) {
        return std::clamp(static_cast<int>(std::lround(std::clamp(v, -1e6F, 1e6F))), 0, most);
      };
      target.clip_left = whole(command.ClipRect.x, picture.width);
      target.clip_top = whole(command.ClipRect.y, picture.height);
      target.clip_right = whole(command.ClipRect.z, picture.width);
      target.clip_bottom = whole(command.ClipRect.w, picture.height);
      const auto vertex = [&](unsigned i) -> const ImDrawVert& {
        const auto index = list->IdxBuffer[static_cast<int>(command.IdxOffset + i)];
        return list->VtxBuffer[static_cast<int>(command.VtxOffset + index)];
      };
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        target.triangle(vertex(i), vertex(i + 1), vertex(i + 2));
      }
    }
  }
  return picture;
}

void write_png(const Picture& picture, const std::string& path) {
  std::string raw;
  const auto stride = static_cast<std::size_t>(picture.width) * 3;
  for (int y = 0; y < picture.height; ++y) {
    raw += '\0';
    raw.append(reinterpret_cast<const char*>(&picture.rgb[static_cast<std::size_t>(y) * stride]),
               stride);
  }
  uLongf size = compressBound(static_cast<uLong>(raw.size()));
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
            reinterpret_cast<const Bytef*>(raw.data()), static_cast<uLong>(raw.size()), 6);
  packed.resize(size);
  std::string header;
  put_u32(header, static_cast<std::uint32_t>(picture.width));
  put_u32(header, static_cast<std::uint32_t>(picture.height));
  header += std::string("\x08\x02\x00\x00\x00", 5);
  std::string out("\x89PNG\r\n\x1a\n", 8);
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", packed);
  put_chunk(out, "IEND", "");
  std::ofstream(path, std::ios::binary) << out;
}

}  // namespace saimnieks::tests
