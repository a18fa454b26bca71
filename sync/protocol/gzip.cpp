#include "sync/protocol/gzip.h"

#include <algorithm>
#include <array>

#include <zlib.h>

namespace saimnieks::sync {
namespace {

using base::ErrorCode;

constexpr int kGzipWindow = 15 + 16;  // zlib's way to ask for a gzip wrapper
constexpr int kLevel = 5;             // what follows costs twice the time for two per cent

Bytef* bytes(std::string_view text) {
  // zlib reads through a pointer that it declares writable.
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

std::string gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = bytes(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? out : std::string();
}

base::Result<std::string> gunzip(std::string_view packed, std::size_t most_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
    return base::fail(ErrorCode::internal, "inflate");
  }
  std::string out;
  std::array<char, 64 * 1024> piece;
  stream.next_in = bytes(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  int result = Z_OK;
  while (result == Z_OK && out.size() <= most_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  const bool all = stream.avail_in == 0;
  inflateEnd(&stream);
  if (out.size() > most_bytes) {
    return base::fail(ErrorCode::endpoint_too_large);
  }
  if (result != Z_STREAM_END || !all) {
    return base::fail(ErrorCode::changeset_invalid, "gzip");
  }
  return out;
}

}  // namespace saimnieks::sync
