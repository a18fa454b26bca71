#include "core/workbook/zip_archive.h"

#include <algorithm>
#include <optional>
#include <unzip.h>

namespace saimnieks::workbook {

using base::ErrorCode;

// minizip asks for the directory byte by byte, and in the browser every question to a file is a
// round trip: so a window of it is kept.
struct ZipArchive::Input {
  base::ByteSource& source;
  std::int64_t at = 0;
  std::optional<base::Error> error{};  // what the source said when minizip only saw a failure
  std::string window{};
  std::int64_t window_at = 0;

  static constexpr std::size_t kWindowBytes = 16 * 1024;

  static Input& of(void* stream) { return *static_cast<Input*>(stream); }

  // The bytes from `at` on, as many as the source gives at once; empty at the end.
  [[nodiscard]] base::Result<std::string_view> some() {
    const std::int64_t inside = at - window_at;
    if (inside < 0 || inside >= static_cast<std::int64_t>(window.size())) {
      TRY_DO(source.seek(at));
      window.resize(kWindowBytes);
      window_at = at;
      auto got = source.read(window);
      window.resize(got ? *got : 0);
      TRY_DO(std::move(got));
    }
    return std::string_view(window).substr(static_cast<std::size_t>(at - window_at));
  }

  static void* open(void* self, const void* /*name*/, int /*mode*/) { return self; }
  static uLong read(void* /*opaque*/, void* stream, void* out, uLong size) {
    Input& self = of(stream);
    std::size_t done = 0;
    while (done < size) {
      const auto piece = self.some();
      if (!piece) {
        self.error = piece.error();
        break;
      }
      const std::size_t count = std::min(piece->size(), size - done);
      if (count == 0) {
        break;
      }
      std::copy_n(piece->data(), count, static_cast<char*>(out) + done);
      done += count;
      self.at += static_cast<std::int64_t>(count);
    }
    return static_cast<uLong>(done);
  }
  static uLong write(void* /*opaque*/, void* /*stream*/, const void* /*data*/, uLong /*size*/) {
    return 0;
  }
  static ZPOS64_T tell(void* /*opaque*/, void* stream) {
    return static_cast<ZPOS64_T>(of(stream).at);
  }
  static long seek(void* /*opaque*/, void* stream, ZPOS64_T offset, int origin) {
    Input& self = of(stream);
    const std::int64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? self.at
                              : origin == ZLIB_FILEFUNC_SEEK_END ? self.source.size()
                                                                 : 0;
    std::int64_t to = 0;
    if (__builtin_add_overflow(from, static_cast<std::int64_t>(offset), &to) || to < 0 ||
        to > self.source.size()) {
      return -1;
    }
    self.at = to;
    return 0;
  }
  static int close(void* /*opaque*/, void* /*stream*/) { return 0; }
  static int failed(void* /*opaque*/, void* stream) { return of(stream).error ? 1 : 0; }
};

namespace {

constexpr int kIgnoreCase = 2;  // as Excel looks up its parts
constexpr unsigned long kEncryptedFlag = 1;

}  // namespace

ZipArchive::ZipArchive(base::ByteSource& source) : input_(new Input{source}) {
  zlib_filefunc64_def io{};
  io.zopen64_file = Input::open;
  io.zread_file = Input::read;
  io.zwrite_file = Input::write;
  io.ztell64_file = Input::tell;
  io.zseek64_file = Input::seek;
  io.zclose_file = Input::close;
  io.zerror_file = Input::failed;
  io.opaque = input_.get();
  zip_ = unzOpen2_64(input_.get(), &io);
}

ZipArchive::~ZipArchive() {
  if (zip_ != nullptr) {
    unzClose(zip_);
  }
}

base::Error ZipArchive::fault(int code) const {
  if (input_->error) {
    return *input_->error;
  }
  return {code == UNZ_INTERNALERROR ? ErrorCode::table_too_large : ErrorCode::file_damaged,
          {},
          input_->source.name(),
          nullptr};
}

base::Result<std::unique_ptr<ZipArchive>> ZipArchive::open(base::ByteSource& source) {
  std::unique_ptr<ZipArchive> out(new ZipArchive(source));
  if (out->zip_ == nullptr) {
    return tl::unexpected<base::Error>(out->fault(UNZ_BADZIPFILE));
  }
  return out;
}

bool ZipArchive::has(const std::string& name) {
  return unzLocateFile(zip_, name.c_str(), kIgnoreCase) == UNZ_OK;
}

base::Result<void> ZipArchive::open_part(const std::string& name) {
  if (part_open_) {
    unzCloseCurrentFile(zip_);
    part_open_ = false;
  }
  unz_file_info64 info{};
  if (!has(name) ||
      unzGetCurrentFileInfo64(zip_, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    return tl::unexpected<base::Error>(fault(UNZ_BADZIPFILE));
  }
  if ((info.flag & kEncryptedFlag) != 0) {
    return base::fail(ErrorCode::file_encrypted, name);
  }
  constexpr auto kMost = static_cast<ZPOS64_T>(kMostPartBytes);
  if (info.compressed_size > kMost || info.uncompressed_size > kMost) {
    return base::fail(ErrorCode::table_too_large, name);
  }
  packed_ = static_cast<std::int64_t>(info.compressed_size);
  unpacked_ = static_cast<std::int64_t>(info.uncompressed_size);
  read_ = 0;
  if (unpacked_ > kTrustedPartBytes && unpacked_ / kMostRatio > packed_) {
    return base::fail(ErrorCode::table_too_large, name);
  }
  if (const int code = unzOpenCurrentFile(zip_); code != UNZ_OK) {
    return tl::unexpected<base::Error>(fault(code));
  }
  part_open_ = true;
  return {};
}

base::Result<std::size_t> ZipArchive::read(std::span<char> out) {
  if (!part_open_) {
    return 0;
  }
  const int got = unzReadCurrentFile(zip_, out.data(), static_cast<unsigned>(out.size()));
  if (got < 0) {
    return tl::unexpected<base::Error>(fault(got));
  }
  read_ += got;
  if (got == 0) {
    // minizip ends where the bytes do, and says only on closing whether they were the right ones.
    part_open_ = false;
    if (const int code = unzCloseCurrentFile(zip_); code != UNZ_OK || read_ != unpacked_) {
      return tl::unexpected<base::Error>(fault(UNZ_CRCERROR));
    }
  }
  return static_cast<std::size_t>(got);
}

base::Result<std::string> ZipArchive::read_part(const std::string& name, std::int64_t most) {
  TRY_DO(open_part(name));
  if (unpacked_ > most) {
    return base::fail(ErrorCode::table_too_large, name);
  }
  std::string out(static_cast<std::size_t>(unpacked_) + 1, '\0');
  std::size_t size = 0;
  while (true) {
    TRY(const std::size_t got, read(std::span(out).subspan(size)));
    if (got == 0) {
      out.resize(size);
      return out;
    }
    size += got;
  }
}

std::int64_t ZipArchive::done_bytes() const {
  // In double, since it is only for a bar that fills.
  return unpacked_ == 0 ? packed_
                        : static_cast<std::int64_t>(
                              static_cast<double>(packed_) *
                              (static_cast<double>(read_) / static_cast<double>(unpacked_)));
}

}  // namespace saimnieks::workbook
