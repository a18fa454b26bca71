#include "sync/cli/platform.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace saimnieks::cli {

std::int64_t SystemClock::now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}
std::int64_t SystemClock::monotonic_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void SystemRandom::fill(std::span<std::byte> bytes) {
  constexpr std::size_t kAtOnce = 256;  // getentropy gives no more
  while (!bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), kAtOnce);
    if (getentropy(bytes.data(), count) != 0) {
      std::abort();  // ids that are not unique would mix up rows
    }
    bytes = bytes.subspan(count);
  }
}

base::Result<std::unique_ptr<FileSource>> FileSource::open(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  std::FILE* file = fault ? nullptr : std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return base::fail(base::ErrorCode::file_unreadable, path);
  }
  return std::unique_ptr<FileSource>(new FileSource(std::filesystem::path(path).filename().string(),
                                                    file, static_cast<std::int64_t>(size)));
}

base::Result<std::size_t> FileSource::read(std::span<char> out) {
  const std::size_t count = std::fread(out.data(), 1, out.size(), file_.get());
  if (count == 0 && std::ferror(file_.get()) != 0) {
    return base::fail(base::ErrorCode::file_unreadable, name_);
  }
  return count;
}

base::Result<void> FileSource::seek(std::int64_t offset) {
  std::clearerr(file_.get());
  if (fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) != 0) {
    return base::fail(base::ErrorCode::file_unreadable, name_);
  }
  return {};
}

base::Result<std::string> read_text(const std::string& path, std::size_t most_bytes) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return base::fail(base::ErrorCode::file_unreadable, path);
  }
  std::string out;
  char piece[16 * 1024];
  for (std::size_t count = 0;
       out.size() < most_bytes && (count = std::fread(piece, 1, sizeof piece, file)) > 0;) {
    out.append(piece, std::min(count, most_bytes - out.size()));
  }
  const bool good = std::ferror(file) == 0;
  if (file != stdin) {
    std::fclose(file);
  }
  if (!good) {
    return base::fail(base::ErrorCode::file_unreadable, path);
  }
  return out;
}

base::Result<void> write_text(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool put = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file == nullptr || (std::fclose(file) != 0) || !put) {
    return base::fail(base::ErrorCode::storage_io, path);
  }
  return {};
}

}  // namespace saimnieks::cli
