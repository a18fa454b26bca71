#include "wasm/app/renderer.h"

#include <GLES3/gl3.h>
#include <algorithm>
#include <cstddef>

#include <imgui.h>

namespace saimnieks::app {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
uniform vec2 scale;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
out vec2 frag_uv;
out vec4 frag_color;
void main() {
  frag_uv = uv;
  frag_color = color;
  gl_Position = vec4(position.x * scale.x - 1.0, 1.0 - position.y * scale.y, 0.0, 1.0);
})";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D glyphs;
in vec2 frag_uv;
in vec4 frag_color;
out vec4 pixel;
void main() {
  pixel = vec4(frag_color.rgb, frag_color.a * texture(glyphs, frag_uv).r);
})";

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

void attribute(GLuint place, GLint size, GLenum type, GLboolean normalized, std::size_t offset) {
  glEnableVertexAttribArray(place);
  glVertexAttribPointer(place, size, type, normalized, sizeof(ImDrawVert),
                        reinterpret_cast<const void*>(offset));
}

// Buffers grow by half, so that a scrolling grid does not allocate every frame.
void room_for(GLenum target, std::size_t wanted, std::size_t& room) {
  if (wanted > room) {
    room = wanted + wanted / 2;
    glBufferData(target, static_cast<GLsizeiptr>(room), nullptr, GL_STREAM_DRAW);
  }
}

}  // namespace

void Renderer::create() {
  program_ = glCreateProgram();
  const GLuint vertex = compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  glAttachShader(program_, vertex);
  glAttachShader(program_, fragment);
  glLinkProgram(program_);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  scale_ = glGetUniformLocation(program_, "scale");

  glGenVertexArrays(1, &vertex_array_);
  glBindVertexArray(vertex_array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  attribute(0, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, pos));
  attribute(1, 2, GL_FLOAT, GL_FALSE, offsetof(ImDrawVert, uv));
  attribute(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(ImDrawVert, col));

  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  generation_ = 0;
  vertex_room_ = 0;
  index_room_ = 0;
}

void Renderer::upload(const ui::GlyphTexture& glyphs) {
  if (glyphs.generation != generation_) {
    generation_ = glyphs.generation;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, glyphs.width, glyphs.height, 0, GL_RED, GL_UNSIGNED_BYTE,
                 glyphs.pixels);
  } else if (glyphs.row_count > 0) {
    const std::ptrdiff_t offset = std::ptrdiff_t{glyphs.first_row} * glyphs.width;
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, glyphs.first_row, glyphs.width, glyphs.row_count, GL_RED,
                    GL_UNSIGNED_BYTE, glyphs.pixels + offset);
  }
}

void Renderer::start_frame(float width, float height) {
  glViewport(0, 0, static_cast<GLsizei>(width), static_cast<GLsizei>(height));
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glUseProgram(program_);
  glUniform2f(scale_, 2.0F / width, 2.0F / height);
}

void Renderer::draw(const ImDrawData& data, const ui::GlyphTexture& glyphs,
                    std::uint32_t background) {
  const float width = data.DisplaySize.x;
  const float height = data.DisplaySize.y;
  if (width < 1 || height < 1) {
    return;
  }
  upload(glyphs);
  const auto channel = [background](int shift) {
    return static_cast<float>((background >> shift) & 0xFFU) / 255.0F;
  };
  glDisable(GL_SCISSOR_TEST);
  glClearColor(channel(0), channel(8), channel(16), 1);
  glClear(GL_COLOR_BUFFER_BIT);
  start_frame(width, height);

  for (const ImDrawList* list : data.CmdLists) {
    const std::size_t vertex_bytes =
        static_cast<std::size_t>(list->VtxBuffer.Size) * sizeof(ImDrawVert);
    const std::size_t index_bytes =
        static_cast<std::size_t>(list->IdxBuffer.Size) * sizeof(ImDrawIdx);
    room_for(GL_ARRAY_BUFFER, vertex_bytes, vertex_room_);
    room_for(GL_ELEMENT_ARRAY_BUFFER, index_bytes, index_room_);
    glBufferSubData(GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(vertex_bytes),
                    list->VtxBuffer.Data);
    glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(index_bytes),
                    list->IdxBuffer.Data);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const float left = std::max(command.ClipRect.x - data.DisplayPos.x, 0.0F);
      const float top = std::max(command.ClipRect.y - data.DisplayPos.y, 0.0F);
      const float right = std::min(command.ClipRect.z - data.DisplayPos.x, width);
      const float bottom = std::min(command.ClipRect.w - data.DisplayPos.y, height);
      if (command.ElemCount == 0 || right <= left || bottom <= top) {
        continue;
      }
      glScissor(static_cast<GLint>(left), static_cast<GLint>(height - bottom),
                static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));
      glDrawElements(
          GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
          reinterpret_cast<const void*>(std::size_t{command.IdxOffset} * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace saimnieks::app
