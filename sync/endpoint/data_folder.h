// The folder that holds the endpoint's database: made for its owner only, and used by one process
// at a time.
#pragma once

#include <string>

#include "core/base/result.h"

namespace saimnieks::sync::endpoint {

class DataFolder {
 public:
  // storage_open_failed when it can't be made or written; data_in_use while another endpoint runs
  // on it, however that one ends.
  [[nodiscard]] static base::Result<DataFolder> open(const std::string& path);
  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;

  [[nodiscard]] std::string database() const { return path_ + "/endpoint.db"; }

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_ = -1;
};

}  // namespace saimnieks::sync::endpoint
