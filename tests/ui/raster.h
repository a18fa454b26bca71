// Draws Dear ImGui's triangles into a picture without a GPU, so that people (and nobody else) can
// look at a screen: the gallery writes PNG files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasm/ui/host.h"

struct ImDrawData;

namespace saimnieks::tests {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

[[nodiscard]] Picture rasterise(const ImDrawData& data, const ui::GlyphTexture& texture);
void write_png(const Picture& picture, const std::string& path);

}  // namespace saimnieks::tests
