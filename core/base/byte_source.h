// Where a file's bytes come from: a file on disk, a file picked in the browser, a test's string. It
// can be read twice and from any place, since an import first checks the whole file and then
// writes, and a workbook says at its end where its parts are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "core/base/result.h"

namespace saimnieks::base {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills the beginning of `out` and answers how much; 0 is the end. storage_io when it fails.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> out) = 0;
  // Where the next read begins, from the first byte; past the end, there is nothing to read.
  [[nodiscard]] virtual Result<void> seek(std::int64_t offset) = 0;
  [[nodiscard]] virtual std::int64_t size() const = 0;        // in bytes
  [[nodiscard]] virtual const std::string& name() const = 0;  // of the file, for people
};

// Bytes already in memory.
class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string bytes)
      : name_(std::move(name)), bytes_(std::move(bytes)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<char> out) override;
  [[nodiscard]] Result<void> seek(std::int64_t offset) override;
  [[nodiscard]] std::int64_t size() const override {
    return static_cast<std::int64_t>(bytes_.size());
  }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  std::string name_;
  std::string bytes_;
  std::size_t position_ = 0;
};

}  // namespace saimnieks::base
