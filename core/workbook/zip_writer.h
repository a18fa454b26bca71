// A zip archive in memory, by minizip: the same bytes for the same parts, whenever it is written.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace saimnieks::workbook {

class ZipWriter {
 public:
  ZipWriter();
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // Parts one after the other; a part may come in several pieces.
  void begin(const std::string& name);
  void put(std::string_view piece);
  // The archive. internal when anything failed, which only lack of memory makes it do.
  [[nodiscard]] base::Result<std::string> take();

 private:
  struct Output;
  std::unique_ptr<Output> output_;
  void* zip_ = nullptr;
  bool part_open_ = false;
  bool failed_ = false;
};

}  // namespace saimnieks::workbook
