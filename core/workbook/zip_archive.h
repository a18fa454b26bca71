// The parts of a zip archive, one at a time, by minizip. It knows nothing of what they hold, and
// nothing is ever put on a disk: names are only looked up.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/base/byte_source.h"
#include "core/base/result.h"

namespace saimnieks::workbook {

// A part that unpacks to more, or to so much more than it takes, is no table of an office.
inline constexpr std::int64_t kMostPartBytes = std::int64_t{2} << 30;
inline constexpr std::int64_t kTrustedPartBytes = std::int64_t{64} << 20;  // whatever its ratio
inline constexpr std::int64_t kMostRatio = 200;

class ZipArchive {
 public:
  // file_damaged when it has no directory; what the source says. The source must outlive it.
  [[nodiscard]] static base::Result<std::unique_ptr<ZipArchive>> open(base::ByteSource& source);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  [[nodiscard]] bool has(const std::string& name);
  // From its beginning. file_damaged (it is not there, or in a way that is not known),
  // file_encrypted, table_too_large.
  [[nodiscard]] base::Result<void> open_part(const std::string& name);
  // 0: the end, and the checksum fits. file_damaged.
  [[nodiscard]] base::Result<std::size_t> read(std::span<char> out);
  // A whole part that is small. table_too_large above `most` bytes.
  [[nodiscard]] base::Result<std::string> read_part(const std::string& name, std::int64_t most);

  [[nodiscard]] std::int64_t part_bytes() const { return packed_; }  // as it is in the file
  [[nodiscard]] std::int64_t done_bytes() const;                     // of these

 private:
  struct Input;
  explicit ZipArchive(base::ByteSource& source);
  [[nodiscard]] base::Error fault(int code) const;

  std::unique_ptr<Input> input_;
  void* zip_ = nullptr;
  bool part_open_ = false;
  std::int64_t packed_ = 0;
  std::int64_t unpacked_ = 0;
  std::int64_t read_ = 0;
};

}  // namespace saimnieks::workbook
