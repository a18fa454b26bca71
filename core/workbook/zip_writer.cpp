#include "core/workbook/zip_writer.h"

#include <algorithm>
#include <zip.h>

namespace saimnieks::workbook {

struct ZipWriter::Output {
  std::string bytes;
  std::size_t at = 0;

  static Output& of(void* stream) { return *static_cast<Output*>(stream); }

  static void* open(void* self, const void* /*name*/, int /*mode*/) { return self; }
  static uLong read(void* /*opaque*/, void* stream, void* out, uLong size) {
    Output& self = of(stream);
    const std::size_t count = std::min(static_cast<std::size_t>(size), self.bytes.size() - self.at);
    std::copy_n(self.bytes.data() + self.at, count, static_cast<char*>(out));
    self.at += count;
    return static_cast<uLong>(count);
  }
  static uLong write(void* /*opaque*/, void* stream, const void* data, uLong size) {
    Output& self = of(stream);
    if (self.bytes.size() < self.at + size) {
      self.bytes.resize(self.at + size);
    }
    std::copy_n(static_cast<const char*>(data), size, self.bytes.data() + self.at);
    self.at += size;
    return size;
  }
  static ZPOS64_T tell(void* /*opaque*/, void* stream) { return of(stream).at; }
  static long seek(void* /*opaque*/, void* stream, ZPOS64_T offset, int origin) {
    Output& self = of(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? self.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? self.bytes.size()
                                                                : 0;
    self.at = std::min(from + static_cast<std::size_t>(offset), self.bytes.size());
    return 0;
  }
  static int close(void* /*opaque*/, void* /*stream*/) { return 0; }
  static int failed(void* /*opaque*/, void* /*stream*/) { return 0; }
};

ZipWriter::ZipWriter() : output_(new Output) {
  zlib_filefunc64_def io{};
  io.zopen64_file = Output::open;
  io.zread_file = Output::read;
  io.zwrite_file = Output::write;
  io.ztell64_file = Output::tell;
  io.zseek64_file = Output::seek;
  io.zclose_file = Output::close;
  io.zerror_file = Output::failed;
  io.opaque = output_.get();
  zip_ = zipOpen2_64(output_.get(), APPEND_STATUS_CREATE, nullptr, &io);
  failed_ = zip_ == nullptr;
}

ZipWriter::~ZipWriter() {
  if (zip_ != nullptr) {
    zipClose(zip_, nullptr);
  }
}

void ZipWriter::begin(const std::string& name) {
  if (part_open_) {
    failed_ = zipCloseFileInZip(zip_) != ZIP_OK || failed_;
  }
  zip_fileinfo info{};
  info.tmz_date = {0, 0, 0, 1, 0, 1980};  // the first day that zip archives know
  part_open_ =
      !failed_ && zipOpenNewFileInZip(zip_, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                      Z_DEFLATED, Z_DEFAULT_COMPRESSION) == ZIP_OK;
  failed_ = !part_open_;
}

void ZipWriter::put(std::string_view piece) {
  failed_ = failed_ ||
            zipWriteInFileInZip(zip_, piece.data(), static_cast<unsigned>(piece.size())) != ZIP_OK;
}

base::Result<std::string> ZipWriter::take() {
  if (part_open_) {
    failed_ = zipCloseFileInZip(zip_) != ZIP_OK || failed_;
    part_open_ = false;
  }
  if (zip_ != nullptr) {
    failed_ = zipClose(zip_, nullptr) != ZIP_OK || failed_;
    zip_ = nullptr;
  }
  if (failed_) {
    return base::fail(base::ErrorCode::internal, "zip");
  }
  return std::move(output_->bytes);
}

}  // namespace saimnieks::workbook
