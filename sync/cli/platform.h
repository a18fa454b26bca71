// The machine behind the seams: its clock, its chance, files on its disk.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "core/base/byte_source.h"
#include "core/base/seams.h"

namespace saimnieks::cli {

class SystemClock final : public base::Clock {
 public:
  std::int64_t now_ms() override;
  std::int64_t monotonic_us() override;
};

class SystemRandom final : public base::Random {
 public:
  void fill(std::span<std::byte> bytes) override;
};

class FileSource final : public base::ByteSource {
 public:
  // file_unreadable.
  [[nodiscard]] static base::Result<std::unique_ptr<FileSource>> open(const std::string& path);

  [[nodiscard]] base::Result<std::size_t> read(std::span<char> out) override;
  [[nodiscard]] base::Result<void> seek(std::int64_t offset) override;
  [[nodiscard]] std::int64_t size() const override { return size_; }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  FileSource(std::string name, std::FILE* file, std::int64_t size)
      : name_(std::move(name)), file_(file), size_(size) {}

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::int64_t size_;
};

// "-" is standard input; no more than `most_bytes` are read. file_unreadable.
[[nodiscard]] base::Result<std::string> read_text(const std::string& path,
                                                  std::size_t most_bytes = SIZE_MAX);
// Replaces what is there. storage_io.
[[nodiscard]] base::Result<void> write_text(const std::string& path, const std::string& text);

}  // namespace saimnieks::cli
