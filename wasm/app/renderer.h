// Draws Dear ImGui's lists with WebGL2. It never asks GL for its state, since every question is a
// round trip to the GPU process; the state is ours alone and set once a frame.
#pragma once

#include <cstdint>

#include "wasm/ui/host.h"

struct ImDrawData;

namespace saimnieks::app {

class Renderer {
 public:
  // Makes the device objects in the current context; again after a context came back.
  void create();
  // `background` is 0xAABBGGRR. Sizes are device pixels.
  void draw(const ImDrawData& data, const ui::GlyphTexture& glyphs, std::uint32_t background);

 private:
  void upload(const ui::GlyphTexture& glyphs);
  void start_frame(float width, float height);

  std::uint32_t program_ = 0;
  std::uint32_t vertex_array_ = 0;
  std::uint32_t vertices_ = 0;
  std::uint32_t indices_ = 0;
  std::uint32_t texture_ = 0;
  std::int32_t scale_ = -1;  // the uniform's place
  std::uint32_t generation_ = 0;
  std::size_t vertex_room_ = 0;  // bytes allocated on the GPU
  std::size_t index_room_ = 0;
};

}  // namespace saimnieks::app
